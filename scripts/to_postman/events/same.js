// What was sent comes back. The provider may set the time of the change and its own addresses, and write times its way.
const isSame = (sent, back) => {
    if (sent === back) return true;
    if (typeof sent === "string" && /^\d{4}-\d\d-\d\dT/.test(sent)) return Date.parse(sent) === Date.parse(back);
    if (sent && back && typeof sent === "object") {
        const keys = "sourcedId" in sent ? ["sourcedId", "type"] : Object.keys(sent);
        return keys.every((key) => isSame(sent[key], back[key]));
    }
    return false;
};
pm.test("it is what was sent", () => {
    const sent = JSON.parse(pm.collectionVariables.get(expected.sent));
    const back = pm.response.json()[expected.key];
    const compared = Object.keys(sent).filter((name) => name !== "dateLastModified");
    pm.expect(compared.filter((name) => !isSame(sent[name], back[name]))).to.be.empty;
});
