pm.test(`status ${expected.successes.join(" or ")}`, () => {
    pm.expect(pm.response.code).to.be.oneOf(expected.successes);
});
pm.test("the answer has no body", () => pm.expect(pm.response.text()).to.equal(""));
