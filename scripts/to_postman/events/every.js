// After every request: what holds for any answer, and whatever the request's own query asked for. So it also judges
// the parameters that someone switches on by hand.
const decoded = (text) => {
    try {
        return decodeURIComponent(text.replace(/\+/g, " "));
    } catch (error) {
        return text;
    }
};
const asked = {};
pm.request.url.query.each((each) => {
    if (!each.disabled) asked[each.key] = decoded(each.value || "");
});

const text = pm.response.text();
if (text) {
    pm.test("the answer says that it is JSON", () => {
        pm.expect(pm.response.headers.get("Content-Type") || "").to.match(/^application\/json\s*(;|$)/i);
    });
}

// Every value that a path leads to, through objects and lists: "roles.role" has as many as there are roles.
const values = (node, steps) => {
    if (Array.isArray(node)) return node.flatMap((each) => values(each, steps));
    if (node === undefined || node === null) return [];
    return steps.length ? values(node[steps[0]], steps.slice(1)) : [node];
};
const at = (record, path) => values(record, path.split("."));

const comparable = (value, other) => {
    const both = [value, other].map(String);
    if (both.every((each) => each !== "" && Number.isFinite(Number(each)))) return both.map(Number);
    if (both.every((each) => /^\d{4}-\d\d-\d\d/.test(each))) return both.map(Date.parse);
    return both;
};
const PREDICATES = {
    "=": (found, wanted) => found.some((each) => wanted.split(",").includes(String(each)) || String(each) === wanted),
    "!=": (found, wanted) => !found.some((each) => String(each) === wanted),
    "~": (found, wanted) => found.some((each) => String(each).toLowerCase().includes(wanted.toLowerCase())),
};
const ORDERS = { ">": (a, b) => a > b, ">=": (a, b) => a >= b, "<": (a, b) => a < b, "<=": (a, b) => a <= b };
const meets = (record, [, path, predicate, quoted]) => {
    const wanted = quoted.replace(/''/g, "'");
    const found = at(record, path);
    if (PREDICATES[predicate]) return PREDICATES[predicate](found, wanted);
    return found.some((each) => ORDERS[predicate](...comparable(each, wanted)));
};
const clausesOf = (filter) => [...filter.matchAll(/([\w.]+)(!=|>=|<=|=|>|<|~)'((?:[^']|'')*)'/g)];
const passes = (record, filter) => {
    const met = clausesOf(filter).map((clause) => meets(record, clause));
    return / OR [\w.]+(!=|[<>]=?|=|~)'/.test(filter) ? met.some(Boolean) : met.length > 0 && met.every(Boolean);
};

// Providers collate differently: by code point, without regard to case, or as a language has it. One must fit.
const COLLATIONS = [
    (a, b) => (a < b ? -1 : Number(a > b)),
    (a, b) => COLLATIONS[0](String(a).toLowerCase(), String(b).toLowerCase()),
    (a, b) => String(a).localeCompare(String(b)),
];
const isInOrder = (column, direction) =>
    COLLATIONS.some((compare) =>
        column.every((each, index) => index === 0 || compare(...comparable(column[index - 1], each)) * direction <= 0),
    );

// With `fields`, what is sorted or filtered by may not be among what is sent.
const isSent = (path) => !asked.fields || asked.fields.split(",").includes(path.split(".")[0]);
const judge = (records, isList) => {
    if (isList && asked.limit) {
        pm.test(`limit: no more than ${asked.limit} records`, () => {
            pm.expect(records.length).to.be.at.most(Number(asked.limit));
        });
    }
    if (isList && asked.sort && asked.orderBy && isSent(asked.sort)) {
        pm.test(`sort: ${asked.sort} is in order, ${asked.orderBy}`, () => {
            const column = records.flatMap((record) => at(record, asked.sort).slice(0, 1));
            pm.expect(isInOrder(column, asked.orderBy === "desc" ? -1 : 1)).to.be.true;
        });
    }
    if (isList && asked.filter && clausesOf(asked.filter).every(([, path]) => isSent(path))) {
        pm.test(`filter: every record has ${asked.filter}`, () => {
            const failing = records.filter((record) => !passes(record, asked.filter));
            pm.expect(failing.map((record) => record.sourcedId)).to.be.empty;
        });
    }
    if (asked.fields) {
        pm.test(`fields: nothing but ${asked.fields}`, () => {
            const wanted = ["sourcedId", ...asked.fields.split(",")];
            records.forEach((record) => pm.expect(wanted).to.include.members(Object.keys(record)));
        });
    }
};

if (pm.request.method === "GET" && pm.response.code === 200) {
    let held = null;
    try {
        held = Object.entries(pm.response.json()).find(([key]) => key !== "statusInfoSet");
    } catch (error) {
        held = null; // the request's own tests say so
    }
    if (held) judge([].concat(held[1]), Array.isArray(held[1]));
}
