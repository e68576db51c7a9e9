// Wherever the version has it: in imsx_CodeMinor as 1.2 does, or in a statusInfoSet as 1.1.
const codes = (node) =>
    Object.entries(node || {}).flatMap(([key, value]) => {
        if (typeof value === "object") return codes(value);
        return /^imsx_codeMinor(FieldValue)?$/.test(key) ? [value] : [];
    });

pm.test(`status ${expected.status}`, () => pm.response.to.have.status(expected.status));
pm.test(`the code minor is ${expected.code}`, () => pm.expect(codes(pm.response.json())).to.include(expected.code));
