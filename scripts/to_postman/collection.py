"""A collection and its environment, put together."""

from __future__ import annotations

import re
from uuid import NAMESPACE_URL, uuid5

from .document import Document, Json, Operation
from .items import Requests, event, folder
from .showcase import examples, found_variables, set_up

SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
SERVICES = ("Rostering", "Gradebook", "Resources")
METHODS = ("GET", "POST", "PUT", "DELETE")
ABOUT = """{what}

Fill in the environment that comes with this collection: baseUrl is the part before {prefix}; an empty scope asks for
every scope that the client may have. The token is fetched before the first request. A provider that wants something
else than OAuth 2 client credentials with a Basic header: put a token into the environment as accessToken.

Each service begins with a folder that finds ids for the requests after it, so run that first, or the whole. The
gradebook's writes go to records of their own, which are deleted again; what POST created is deleted in Examples."""


def collection(document: Document, converted: Json) -> Json:
    """The collection of one version."""
    requests = Requests(document, converted)
    services = [_service(requests, service) for service in SERVICES]
    about = ABOUT.format(what=document.root["info"]["description"], prefix=_prefix(document))
    return {
        "info": {
            "_postman_id": _stable_id(document, "collection"),
            "name": document.root["info"]["title"],
            "description": about,
            "schema": SCHEMA,
        },
        "auth": _auth(),
        "event": [event("prerequest", ("token", "path")), event("test", ("every",))],
        "variable": _variables(document),
        "item": [*services, examples(requests)],
    }


def environment(document: Document) -> Json:
    """The template of an environment, to be filled in."""
    flow = document.root["components"]["securitySchemes"]["OAuth2CC"]["flows"]["clientCredentials"]
    values = {
        "baseUrl": document.root["servers"][0]["url"],
        "tokenUrl": flow["tokenUrl"],
        "clientId": "",
        "clientSecret": "",
        "scope": "",
    }
    return {
        "id": _stable_id(document, "environment"),
        "name": document.root["info"]["title"],
        "values": [
            {"key": key, "value": value, "type": "secret" if key == "clientSecret" else "default", "enabled": True}
            for key, value in values.items()
        ],
        "_postman_variable_scope": "environment",
    }


def _service(requests: Requests, service: str) -> Json:
    """A folder for each tag, in the order of the document."""
    operations = [each for each in requests.document.operations if each.service == service]
    about = {tag["name"]: tag["description"] for tag in requests.document.root["tags"]}
    first = set_up(requests, service)
    if service == "Gradebook":
        first["item"][0]["event"].append(event("prerequest", ("begin",)))
    tags = [
        folder(_title(tag), [requests.item(each) for each in _in_order(operations, tag)], about[tag])
        for tag in dict.fromkeys(each.tag for each in operations)
    ]
    return folder(service, [first, *tags])


def _in_order(operations: list[Operation], tag: str) -> list[Operation]:
    """Reads first, as the document has them; then writes, and the delete of what was written."""
    return sorted((each for each in operations if each.tag == tag), key=lambda each: METHODS.index(each.method))


def _title(tag: str) -> str:
    """`AcademicSessionsManagement` as people say it."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", tag.removesuffix("Management")).capitalize()


def _auth() -> Json:
    """The auth helper of the app; without one, the token of the script before each request is in accessToken."""
    settings = {
        "grant_type": "client_credentials",
        "accessTokenUrl": "{{tokenUrl}}",
        "clientId": "{{clientId}}",
        "clientSecret": "{{clientSecret}}",
        "scope": "{{scope}}",
        "client_authentication": "header",
        "accessToken": "{{accessToken}}",
        "tokenType": "Bearer",
        "headerPrefix": "Bearer",
        "addTokenTo": "header",
        "tokenName": "OneRoster",
    }
    return {
        "type": "oauth2",
        "oauth2": [{"key": key, "value": value, "type": "string"} for key, value in settings.items()],
    }


def _variables(document: Document) -> list[Json]:
    """The ids that requests use, empty until they are found, and the mark of records that are written."""
    used = {
        operation.variable(name) for operation in document.operations for name in re.findall(r"{(\w+)}", operation.path)
    }
    found = [
        {"key": name, "value": "", "type": "string", "description": f"Set by: {finder}"}
        for name, finder in found_variables().items()
        if name in used
    ]
    mark = "What the sourcedIds of written records begin with; each run sets its own."
    return [*found, {"key": "runId", "value": "postman", "type": "string", "description": mark}]


def _prefix(document: Document) -> str:
    prefixes = dict.fromkeys(each.path.removesuffix(each.path.partition("/v1p")[2][1:]) for each in document.operations)
    return ", ".join(prefixes)


def _stable_id(document: Document, what: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"{SCHEMA}#oneroster-{document.version}-{what}"))
