// A provider may forget the record at once, or keep it marked as deleted.
pm.test("the record is gone, or marked as deleted", () => {
    pm.expect(pm.response.code).to.be.oneOf([200, 404]);
    if (pm.response.code === 200) pm.expect(pm.response.json()[expected.key].status).to.equal("tobedeleted");
});
