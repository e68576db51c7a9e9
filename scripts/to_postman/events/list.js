const records = () => {
    const held = pm.response.json()[expected.key];
    return held === undefined ? [] : held; // the standard lets an empty list be left out
};
const asksForFields = pm.request.url.query.filter((each) => each.key === "fields" && !each.disabled).length > 0;

pm.test("status 200", () => pm.response.to.have.status(200));
pm.test(`the records are a list under "${expected.key}"`, () => {
    const keys = Object.keys(pm.response.json()).filter((key) => key !== "statusInfoSet");
    pm.expect([expected.key]).to.include.members(keys);
    pm.expect(records()).to.be.an("array");
});
pm.test("every record has a sourcedId, and no two the same", () => {
    const ids = records().map((record) => record.sourcedId);
    ids.forEach((id) => pm.expect(id).to.be.a("string").and.not.empty);
    pm.expect(new Set(ids).size).to.equal(ids.length);
});
if (!asksForFields) {
    pm.test("no record lacks what the standard requires", () => {
        records().forEach((record) => pm.expect(record).to.include.all.keys(...expected.required));
    });
}
// Recommended, not required: where it is not sent, the test counts as skipped.
const total = pm.response.headers.get("X-Total-Count");
(total === undefined ? pm.test.skip : pm.test)("X-Total-Count is an integer, and not less than what came", () => {
    pm.expect(total).to.match(/^\d+$/);
    pm.expect(Number(total)).to.be.at.least(records().length);
});
