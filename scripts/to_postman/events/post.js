const sent = JSON.parse(pm.variables.replaceIn(pm.request.body.raw))[expected.key];

pm.test(`status ${expected.successes.join(" or ")}`, () => {
    pm.expect(pm.response.code).to.be.oneOf(expected.successes);
});
pm.test("each sourcedId that was sent is paired with the one that the provider gave", () => {
    const pairs = pm.response.json()[expected.answer];
    pm.expect(pairs.map((pair) => pair.suppliedSourcedId)).to.have.members(sent.map((record) => record.sourcedId));
    pairs.forEach((pair) => pm.expect(pair.allocatedSourcedId).to.be.a("string").and.not.empty);
    const [{ suppliedSourcedId, allocatedSourcedId }] = pairs;
    const record = sent.find((each) => each.sourcedId === suppliedSourcedId);
    pm.collectionVariables.set(expected.created, allocatedSourcedId);
    pm.collectionVariables.set(`${expected.created}Sent`, JSON.stringify({ ...record, sourcedId: allocatedSourcedId }));
});
