// Before every request: ids go into the path percent-encoded, so that one with a slash in it stays one step. Postman
// itself would put them there as they are. For addresses in bodies each id has an encoded companion.
pm.request.url.variables.each((variable) => {
    variable.value = encodeURIComponent(pm.variables.replaceIn(variable.value));
});
Object.entries(pm.collectionVariables.toObject()).forEach(([name, value]) => {
    if (name.endsWith("SourcedId")) pm.variables.set(`${name}Encoded`, encodeURIComponent(value));
});
