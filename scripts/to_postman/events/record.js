const record = () => pm.response.json()[expected.key];
const asksForFields = pm.request.url.query.filter((each) => each.key === "fields" && !each.disabled).length > 0;

pm.test("status 200", () => pm.response.to.have.status(200));
pm.test(`the record is an object under "${expected.key}"`, () => {
    const keys = Object.keys(pm.response.json()).filter((key) => key !== "statusInfoSet");
    pm.expect(keys).to.deep.equal([expected.key]);
    pm.expect(record()).to.be.an("object");
});
pm.test("it is the record that was asked for", () => {
    pm.expect(record().sourcedId).to.equal(pm.variables.replaceIn(expected.id));
});
if (!asksForFields) {
    pm.test("it lacks nothing that the standard requires", () => {
        pm.expect(record()).to.include.all.keys(...expected.required);
    });
}
