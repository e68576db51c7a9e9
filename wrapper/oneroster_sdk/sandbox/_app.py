"""The provider as an ASGI application."""

from __future__ import annotations

import logging
import re
import traceback
from collections import deque
from typing import NamedTuple

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from ._behaviour import Behaviour
from ._links import link_header
from ._oauth import Issuer, TokenRefused
from ._roster import Roster
from ._routes import Routes
from ._status import Refusal, unknown_object
from ._store import Store

PREFIX = "/ims/oneroster"
TOKEN_PATH = "/oauth/token"  # noqa: S105 - a path, no secret

_HREF = b'"href":"sandbox:/'
_HOST = re.compile(r"[A-Za-z0-9._\-]+(:[0-9]+)?|\[[0-9A-Fa-f:.]+\](:[0-9]+)?")
_LONGEST_FORM = 64 * 1024

_log = logging.getLogger(__name__)


class Seen(NamedTuple):
    """A data request, as it came over the wire."""

    method: str
    path: str
    query: str


def create_app(
    store: Store, issuer: Issuer, *, behaviour: Behaviour | None = None, seen: deque[Seen] | None = None
) -> Starlette:
    """The provider over a store, for any ASGI server; data requests are noted in `seen`."""
    provider = _Provider(store, issuer, behaviour or Behaviour(), deque(maxlen=0) if seen is None else seen)
    return Starlette(routes=[provider])


class _Provider(BaseRoute):
    """One route for everything, since Starlette's own look at decoded paths, in which an encoded slash is lost."""

    def __init__(self, store: Store, issuer: Issuer, behaviour: Behaviour, seen: deque[Seen]) -> None:
        self._roster = Roster(store)
        self._routes = Routes(store.api.operations)
        self._issuer = issuer
        self._behaviour = behaviour
        self._seen = seen

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """All of HTTP."""
        return (Match.FULL if scope["type"] == "http" else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        try:
            raw_path = scope["raw_path"].decode("latin-1")
            response = await self._token(request) if raw_path == TOKEN_PATH else self._data(request, raw_path)
        except Refusal as refusal:
            response = _json(refusal.body(), refusal.status, refusal.headers)
        except Exception as error:
            # An error's own words may quote a record or a query; the frames and the class are enough to find it.
            _log.error("%s\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
            response = _json(Refusal(500, "internal_server_error", "The sandbox failed.").body(), 500)
        await response(scope, receive, send)

    def _data(self, request: Request, raw_path: str) -> Response:
        raw_query: bytes = request.scope["query_string"]
        self._seen.append(Seen(request.method, raw_path, raw_query.decode("latin-1")))
        if not raw_path.startswith(PREFIX + "/"):
            raise unknown_object()
        operation, ids = self._routes.find(request.method, raw_path.removeprefix(PREFIX))
        self._issuer.check(request.headers.get("authorization"), operation.scopes)
        origin = _origin(request)
        if not operation.is_collection:
            document = self._roster.single(operation, ids, raw_query, self._behaviour)
            return _records(operation.envelope, document, origin)
        page = self._roster.page(operation, ids, raw_query, self._behaviour)
        headers: dict[str, str] = {}
        if self._behaviour.total_count:
            headers["X-Total-Count"] = str(page.total)
        if self._behaviour.links:
            headers["Link"] = link_header(origin + raw_path, page.query, page.total)
        return _records(operation.envelope, b"[" + b",".join(page.documents) + b"]", origin, headers)

    async def _token(self, request: Request) -> Response:
        if request.method != "POST":
            raise Refusal(405, None, "Tokens are asked for with POST.", {"Allow": "POST"})
        headers = {"Cache-Control": "no-store", "Pragma": "no-cache"}
        try:
            body = await _form(request)
            content_type = request.headers.get("content-type", "")
            token = self._issuer.issue(request.headers.get("authorization"), content_type, body)
            return _json(orjson.dumps(token), 200, headers)
        except TokenRefused as refused:
            return _json(orjson.dumps({"error": refused.error}), refused.status, headers | refused.headers)


async def _form(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_FORM:
            raise TokenRefused(400, "invalid_request")
    return body


def _origin(request: Request) -> str:
    """Scheme and authority as the client sees them; a header that is no host name is not repeated."""
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        name, port = request.scope.get("server") or ("127.0.0.1", None)
        host = f"{name}:{port}" if port else str(name)
    return f"{request.url.scheme}://{host}"


def _records(envelope: str, documents: bytes, origin: str, headers: dict[str, str] | None = None) -> Response:
    """Records in their envelope, with the references that were stored relative made absolute.

    The text that is replaced cannot stand inside a JSON string, where its quotes would be escaped.
    """
    absolute = documents.replace(_HREF, f'"href":"{origin}{PREFIX}/'.encode())
    return _json(b'{"%s":%s}' % (envelope.encode(), absolute), 200, headers)


def _json(body: bytes, status: int, headers: dict[str, str] | None = None) -> Response:
    return Response(body, status, headers, media_type="application/json")
