"""The provider as an ASGI application."""

from __future__ import annotations

import logging
import re
import traceback
from collections import deque
from collections.abc import Iterable
from typing import NamedTuple

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from ._behaviour import Behaviour
from ._discovery import Discovery
from ._document import VERSIONS
from ._links import link_header
from ._oauth import Issuer, TokenRefused
from ._operations import Operation
from ._query import Query
from ._roster import Roster
from ._routes import Routes
from ._status import Refusal, invalid_data, unknown_object, warning
from ._store import Store
from ._writing import Writer

PREFIX = "/ims/oneroster"
TOKEN_PATH = "/oauth/token"  # noqa: S105 - a path, no secret

_HREF = b'"href":"sandbox:/'
_HOST = re.compile(r"[A-Za-z0-9._\-]+(:[0-9]+)?|\[[0-9A-Fa-f:.]+\](:[0-9]+)?")
_LONGEST_FORM = 64 * 1024
_LONGEST_BODY = 64 * 1024 * 1024

_log = logging.getLogger(__name__)


class Seen(NamedTuple):
    """A data request, as it came over the wire."""

    method: str
    path: str
    query: str


def create_app(
    stores: Store | Iterable[Store],
    issuer: Issuer,
    *,
    behaviour: Behaviour | None = None,
    seen: deque[Seen] | None = None,
) -> Starlette:
    """The provider over a store for each version, for any ASGI server; data requests are noted in `seen`."""
    stores = [stores] if isinstance(stores, Store) else list(stores)
    provider = _Provider(stores, issuer, behaviour or Behaviour(), deque(maxlen=0) if seen is None else seen)
    return Starlette(routes=[provider])


class _Version:
    """What answers the requests of one version."""

    def __init__(self, store: Store, behaviour: Behaviour) -> None:
        self.roster = Roster(store)
        self.writer = Writer(store, self.roster, behaviour)
        self.routes = Routes(store.api.operations)


class _Provider(BaseRoute):
    """One route for everything, since Starlette's own look at decoded paths, in which an encoded slash is lost."""

    def __init__(self, stores: list[Store], issuer: Issuer, behaviour: Behaviour, seen: deque[Seen]) -> None:
        self._versions = {store.api.version: _Version(store, behaviour) for store in stores}
        self._discoveries = [Discovery(store.api, issuer.scopes) for store in stores if store.api.version == "1.2"]
        self._issuer = issuer
        self._behaviour = behaviour
        self._seen = seen

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """All of HTTP."""
        return (Match.FULL if scope["type"] == "http" else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        raw_path = scope["raw_path"].decode("latin-1")
        try:
            response = await (self._token(request) if raw_path == TOKEN_PATH else self._data(request, raw_path))
        except Refusal as refusal:
            response = _refused(refusal, raw_path)
        except Exception as error:
            # An error's own words may quote a record or a query; the frames and the class are enough to find it.
            _log.error("%s\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
            response = _refused(Refusal(500, "internal_server_error", "The sandbox failed."), raw_path)
        await response(scope, receive, send)

    async def _data(self, request: Request, raw_path: str) -> Response:
        raw_query: bytes = request.scope["query_string"]
        self._seen.append(Seen(request.method, raw_path, raw_query.decode("latin-1")))
        if not raw_path.startswith(PREFIX + "/"):
            raise unknown_object()
        path = raw_path.removeprefix(PREFIX)
        for discovery in self._discoveries:
            if service := discovery.find(request.method, path):
                origin = _origin(request)
                return _json(discovery.document(service, origin + PREFIX, origin + TOKEN_PATH), 200)
        version = self._versions.get(_version(raw_path))
        if version is None:
            raise unknown_object()
        operation, ids = version.routes.find(request.method, path)
        self._issuer.check(request.headers.get("authorization"), operation.scopes)
        if operation.method == "GET":
            return self._read(request, version.roster, operation, ids)
        content_type = request.headers.get("content-type", "")
        body = await _body(request, _LONGEST_BODY)
        if body is None:
            raise invalid_data("The body is too long.")
        status, answer = version.writer.write(operation, ids, body, content_type)
        return Response(status_code=status) if answer is None else _json(answer, status)

    def _read(self, request: Request, roster: Roster, operation: Operation, ids: tuple[str, ...]) -> Response:
        raw_query: bytes = request.scope["query_string"]
        origin = _origin(request)
        if not operation.is_collection:
            single = roster.single(operation, ids, raw_query, self._behaviour)
            return _records(operation, single.document, single.query, origin)
        page = roster.page(operation, ids, raw_query, self._behaviour)
        headers: dict[str, str] = {}
        if self._behaviour.total_count:
            headers["X-Total-Count"] = str(page.total)
        if self._behaviour.links:
            headers["Link"] = link_header(origin + request.scope["raw_path"].decode("latin-1"), page.query, page.total)
        return _records(operation, b"[" + b",".join(page.documents) + b"]", page.query, origin, headers)

    async def _token(self, request: Request) -> Response:
        if request.method != "POST":
            raise Refusal(405, None, "Tokens are asked for with POST.", {"Allow": "POST"})
        headers = {"Cache-Control": "no-store", "Pragma": "no-cache"}
        try:
            body = await _body(request, _LONGEST_FORM)
            if body is None:
                raise TokenRefused(400, "invalid_request")
            content_type = request.headers.get("content-type", "")
            token = self._issuer.issue(request.headers.get("authorization"), content_type, body)
            return _json(orjson.dumps(token), 200, headers)
        except TokenRefused as refused:
            return _json(orjson.dumps({"error": refused.error}), refused.status, headers | refused.headers)


async def _body(request: Request, longest: int) -> bytes | None:
    """The body of a request, unless it is longer than allowed."""
    parts: list[bytes] = []
    length = 0
    async for chunk in request.stream():
        parts.append(chunk)
        length += len(chunk)
        if length > longest:
            return None
    return b"".join(parts)


def _version(raw_path: str) -> str:
    """The version that a path is of; whatever is of neither is answered as 1.2 would."""
    return "1.1" if f"{raw_path}/".startswith(f"{PREFIX}/{VERSIONS['1.1']}/") else "1.2"


def _refused(refusal: Refusal, raw_path: str) -> Response:
    version = _version(raw_path)
    return _json(refusal.body(version), refusal.status_in(version), refusal.headers)


def _origin(request: Request) -> str:
    """Scheme and authority as the client sees them; a header that is no host name is not repeated."""
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        name, port = request.scope.get("server") or ("127.0.0.1", None)
        host = f"{name}:{port}" if port else str(name)
    return f"{request.url.scheme}://{host}"


def _records(
    operation: Operation, documents: bytes, query: Query, origin: str, headers: dict[str, str] | None = None
) -> Response:
    """Records in their envelope, with the references that were stored relative made absolute.

    The text that is replaced cannot stand inside a JSON string, where its quotes would be escaped.
    """
    absolute = documents.replace(_HREF, f'"href":"{origin}{PREFIX}/'.encode())
    warnings = b',"statusInfoSet":' + orjson.dumps([*map(warning, query.warnings)]) if query.warnings else b""
    return _json(b'{"%s":%s%s}' % (operation.envelope.encode(), absolute, warnings), 200, headers)


def _json(body: bytes, status: int, headers: dict[str, str] | None = None) -> Response:
    return Response(body, status, headers, media_type="application/json")
