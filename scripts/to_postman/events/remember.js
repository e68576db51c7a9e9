pm.collectionVariables.set("firstPage", JSON.stringify(pm.response.json()[expected.key].map((each) => each.sourcedId)));
