pm.test("none of the records was on the page before", () => {
    const before = JSON.parse(pm.collectionVariables.get("firstPage"));
    const ids = pm.response.json()[expected.key].map((record) => record.sourcedId);
    pm.expect(ids.filter((id) => before.includes(id))).to.be.empty;
});
