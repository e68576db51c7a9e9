// Before the first request: a mark of this run's own, for the records that it writes.
pm.collectionVariables.set("runId", `postman-${Date.now().toString(36)}`);
