// Keeps ids for the requests to come: those that there must be, and those that a record perhaps has. The first record
// will do, unless another has what is preferred.
const at = (record, path) => path.split(".").reduce((value, step) => (value ? value[step] : undefined), record);

pm.test(`there is one to try with, and it tells ${Object.keys(expected.keep).join(", ")}`, () => {
    const records = [].concat(pm.response.json()[expected.key] || []);
    const found = records.find((record) => at(record, expected.preferred) !== undefined) || records[0];
    pm.expect(found, "a record").to.be.an("object");
    Object.entries(expected.keep).forEach(([name, path]) => {
        pm.expect(at(found, path), path).to.be.a("string").and.not.empty;
        pm.collectionVariables.set(name, at(found, path));
    });
    Object.entries(expected.perhaps).forEach(([name, paths]) => {
        const id = paths.map((path) => at(found, path)).find(Boolean);
        if (id) pm.collectionVariables.set(name, id);
    });
});
