pm.test(`status ${expected.successes.join(" or ")}`, () => {
    pm.expect(pm.response.code).to.be.oneOf(expected.successes);
});
pm.test("the answer has no body", () => pm.expect(pm.response.text()).to.equal(""));
const sent = JSON.parse(pm.variables.replaceIn(pm.request.body.raw));
pm.collectionVariables.set("sent", JSON.stringify(sent[expected.key]));
