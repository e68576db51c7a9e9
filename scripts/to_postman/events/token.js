// Before every request: a token by the client credentials of the environment, unless one is at hand. The token is kept
// with what it was given out for, so that it never goes to another provider. An accessToken that the environment
// itself holds is left alone.
const settings = ["baseUrl", "tokenUrl", "clientId", "clientSecret", "scope"];
const [baseUrl, tokenUrl, clientId, clientSecret, scope] = settings.map((name) => pm.variables.get(name) || "");
const grantedFor = JSON.stringify([baseUrl, tokenUrl, clientId, scope]);
const isFresh =
    pm.collectionVariables.get("accessToken") &&
    pm.collectionVariables.get("accessTokenFor") === grantedFor &&
    Date.now() < Number(pm.collectionVariables.get("accessTokenUntil"));

// RFC 6749 has both halves encoded like a form before they are joined.
const encoded = (text) => encodeURIComponent(text).replace(/%20/g, "+");
const basic = require("btoa")(`${encoded(clientId)}:${encoded(clientSecret)}`);
const form = [{ key: "grant_type", value: "client_credentials" }];
if (scope) form.push({ key: "scope", value: scope });

if (!isFresh && !pm.environment.get("accessToken")) {
    pm.collectionVariables.unset("accessToken");
    pm.sendRequest(
        {
            url: tokenUrl,
            method: "POST",
            header: { Accept: "application/json", Authorization: `Basic ${basic}` },
            body: { mode: "urlencoded", urlencoded: form },
        },
        (error, answer) => {
            pm.test("the provider gives out a token", () => {
                pm.expect(error, "the token request").to.be.null;
                pm.expect(answer.code, answer.text().slice(0, 200)).to.equal(200);
                const token = answer.json();
                pm.expect(token.access_token).to.be.a("string").and.not.empty;
                // A little early, so that it does not run out on the way; five minutes if nothing is said.
                const seconds = Number(token.expires_in) || 300;
                pm.collectionVariables.set("accessToken", token.access_token);
                pm.collectionVariables.set("accessTokenFor", grantedFor);
                pm.collectionVariables.set("accessTokenUntil", String(Date.now() + seconds * 900));
            });
        },
    );
}
