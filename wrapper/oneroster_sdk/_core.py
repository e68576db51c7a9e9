"""What one client knows, and the flows of its calls. No I/O: the engines drive these flows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, Generic, TypeVar
from urllib.parse import quote, urlencode

import orjson
from attrs import evolve, field, frozen

from oneroster_openapi.operation import Operation
from oneroster_openapi.record import InvalidRecord, Reading, Record

from ._answers import envelope, json_object, success, warnings
from ._auth import Tokens
from ._dialect import Dialect
from ._discovery import Discovery, Known, ServiceOffer, offer_of
from ._errors import DecodeError, InvalidRecordError, NotOffered
from ._events import Listener, PageRead, Repaired, Warned, nobody
from ._flow import Answer, Flow, Reply, Request
from ._json import as_list, as_object
from ._links import paging_links
from ._paging import Next, Paging, declared_total
from ._report import PullReport
from ._retry import RetryPolicy, attempt

T = TypeVar("T")

VERSION: Final = re.compile(r"v\d+p\d+")
PYTHON_PARAMETERS: Final[Mapping[str, str]] = {"filter": "filter_", "orderBy": "order_by"}
"""Query parameters whose argument of the generated endpoints has another name."""


@frozen
class Page(Generic[T]):
    """One page of a collection, as the provider sent it.

    Attributes:
        records: The records of the page that had not come before.
        offset: The position of its first record in the collection, counted from 0.
        total: The number of records that the provider declares for the whole collection, if it does.
        raw: The records as they came.
        warnings: What the provider said beside the records, as 1.1 can: ``invalid_sort_field``, ...
    """

    records: list[T] = field(repr=False)
    offset: int
    total: int | None
    raw: list[dict[str, Any]] = field(repr=False)
    warnings: tuple[str, ...] = ()


@frozen
class Target:
    """An operation with the ids of its path and the parameters of its query, ready to be asked for."""

    operation: Operation
    ids: tuple[str, ...] = field(repr=False)
    parameters: Mapping[str, Any] = field(factory=dict[str, Any], repr=False)
    selected: frozenset[str] | None = None
    """The fields asked for, as the provider calls them."""
    shown: frozenset[str] | None = None
    """The fields asked for, as the caller calls them."""

    @property
    def label(self) -> str:
        """How messages name it: the path with the names of its ids."""
        return f"{self.operation.method} {self.operation.path}"

    @property
    def envelope(self) -> str:
        if self.operation.answer is None:
            raise NotOffered(f"{self.label} answers with no records")
        return self.operation.answer.key


@frozen
class Prepared:
    """A body that is checked and complete, in the form in which the generated endpoints take bodies."""

    body: Mapping[str, Any] = field(repr=False)

    def to_dict(self) -> Mapping[str, Any]:
        return self.body


@frozen
class Core:
    """All that is needed to make requests to one provider and to read its answers."""

    base_url: str
    tokens: Tokens
    retry: RetryPolicy
    dialect: Dialect
    name: str | None = None
    service_urls: Mapping[str, str] = field(factory=dict[str, str])
    tell: Listener = nobody
    known: Known = field(factory=Known, eq=False)
    """What the provider said of itself, once it was asked."""

    def operation(self, name: str) -> Operation:
        """The operation of this name.

        Raises:
            NotOffered: the version of the standard that the provider speaks does not have it.
        """
        operation = self.dialect.operations.get(name)
        if operation is None:
            raise NotOffered(
                f"{name} is not part of the version of OneRoster that this provider speaks", name=self.name
            )
        if self.known.discovery is not None and self.known.discovery.offers(operation) is False:
            raise NotOffered(f"{name}: the provider's own discovery document does not list it", name=self.name)
        return operation

    def discover(self) -> Flow[Discovery]:
        """Read what the provider publishes of itself, and go by that from now on."""
        found: dict[str, ServiceOffer] = {}
        for service in self.dialect.services:
            for file in service.discovery:
                document = yield from self._published(f"{service.prefix}/discovery/{file}")
                if document is not None:
                    offer = offer_of(service, document, self.dialect.operations)
                    found[offer.name] = offer
                    break
        if not found:
            raise NotOffered("the provider publishes no discovery document", name=self.name)
        self.known.discovery = Discovery(found)
        return self.known.discovery

    def _published(self, path: str) -> Flow[dict[str, Any] | None]:
        """A document that the provider publishes, if it does; a token is sent only where it asks for one."""
        request = Request("GET", self.address(path), f"GET {path}", {"Accept": "application/json"})
        answer, tries = yield from attempt(request, self.retry, self.tell)
        if isinstance(answer, Reply) and answer.status in (401, 403):
            _, answer, tries = yield from self._sent(request)
        if isinstance(answer, Reply) and answer.status == 404:
            return None
        return json_object(success(request, answer, tries, self.name), request.label)

    def get(self, target: Target) -> Flow[Record]:
        """The one record that the operation answers with."""
        reply = yield from self._read_from(self._url(target, {}), target.label)
        found = envelope(reply, target.label, target.envelope)[target.envelope]
        return self._read([found], target, 0, Reading(selected=target.selected))[0]

    def count(self, target: Target) -> Flow[int]:
        """The total that the provider declares; asks for one record."""
        reply = yield from self._read_from(self._url(target, {"limit": 1, "offset": 0}), target.label)
        envelope(reply, target.label, target.envelope)
        total = declared_total(reply.headers)
        if total is None:
            raise NotOffered(
                f"{target.label}: the provider declares no total (X-Total-Count). Count what you iterate over instead.",
                name=self.name,
            )
        return total

    def page(self, target: Target, paging: Paging, report: PullReport) -> Flow[Page[Any] | None]:
        """The next page, or None when the collection has ended."""
        following = paging.next()
        if following is None:
            return None
        url = self._page_url(target, following)
        request, answer, tries = yield from self._sent(Request("GET", url, target.label))
        report.sent(tries)
        reply = success(request, answer, tries, self.name)
        body = envelope(reply, target.label, target.envelope)
        raw = self._items(body[target.envelope], reply, target)
        ids = [(as_object(item) or {}).get("sourcedId") for item in raw]
        known = [sourced_id if isinstance(sourced_id, str) else None for sourced_id in ids]
        links = paging_links(reply.headers.get("link"), url)
        new = paging.accept(url, known, declared_total(reply.headers), links)
        fresh = [item for item, is_new in zip(raw, new, strict=True) if is_new]
        reading, told = Reading(selected=target.selected), warnings(body)
        records = self._read(fresh, target, following.offset, reading)
        report.read(paging, reading.repairs, told)
        self.tell(PageRead(target.label, following.offset, len(raw), paging.declared_total))
        self._tell(target.label, reading, told)
        if not raw:
            return None
        report.pages += 1
        return Page(records, following.offset, paging.declared_total, fresh, told)

    def _tell(self, label: str, reading: Reading, told: tuple[str, ...]) -> None:
        for ((record, wire), what), count in reading.repairs.items():
            self.tell(Repaired(label, record, wire, what, count))
        for code in told:
            self.tell(Warned(label, code))

    def exchange(self, target: Target, body: Mapping[str, Any] | None) -> Flow[tuple[Request, Answer, int]]:
        """Send what the operation says, with this body; the request, the last answer, and how often it was sent."""
        arguments = target.operation.arguments(target.ids, {} if body is None else {"body": Prepared(body)})
        content = None if body is None else orjson.dumps(arguments["json"])
        url = self.address(arguments["url"])
        return (yield from self._sent(Request(target.operation.method, url, target.label, content=content)))

    def _read_from(self, url: str, label: str) -> Flow[Reply]:
        request, answer, tries = yield from self._sent(Request("GET", url, label))
        return success(request, answer, tries, self.name)

    def _sent(self, request: Request) -> Flow[tuple[Request, Answer, int]]:
        token = yield from self.tokens.bearer()
        answer, tries = yield from attempt(_with_token(request, token), self.retry, self.tell)
        if isinstance(answer, Reply) and answer.status == 401:
            token = yield from self.tokens.bearer(rejected=token)
            answer, more = yield from attempt(_with_token(request, token), self.retry, self.tell)
            tries += more
        return request, answer, tries

    def _url(self, target: Target, window: Mapping[str, Any]) -> str:
        given = {**target.parameters, **window}
        unknown = [name for name in given if name not in target.operation.query]
        if unknown:
            raise NotOffered(f"{target.label} takes no {', '.join(unknown)}")
        named = {PYTHON_PARAMETERS.get(name, name): value for name, value in given.items()}
        arguments = target.operation.arguments(target.ids, named)
        query = urlencode(arguments.get("params", {}), quote_via=quote)
        return f"{self.address(arguments['url'])}{'?' if query else ''}{query}"

    def address(self, path: str) -> str:
        """The whole address of a path such as ``/rostering/v1p2/users``."""
        service = path.split("/")[1]
        if service not in self.service_urls:
            return f"{self.base_url}{path}"
        # The service's own address takes the place of all up to the version: /rostering/v1p2, or /v1p1.
        version = next(number for number, part in enumerate(path.split("/")) if VERSION.fullmatch(part))
        return "/".join([self.service_urls[service], *path.split("/")[version + 1 :]])

    def _page_url(self, target: Target, following: Next) -> str:
        if following.url is not None:
            return following.url
        return self._url(target, {"limit": following.limit, "offset": following.offset})

    def _items(self, items: Any, reply: Reply, target: Target) -> list[Any]:
        found = [] if items is None else as_list(items)
        if found is None:
            raise DecodeError(f"{target.label}: {target.envelope!r} does not hold a list", status=reply.status)
        return found

    def _read(self, items: list[dict[str, Any]], target: Target, offset: int, reading: Reading) -> list[Record]:
        model, shown = target.operation.model(), self.dialect.model(target.operation)
        seen = Reading(selected=target.shown)
        records: list[Record] = []
        for position, item in enumerate(items, offset):
            try:
                records.append(self.dialect.show(model.from_dict(item, reading), shown, seen))
            except InvalidRecord as error:
                problem, where = error, position
                break
        else:
            return records
        # Raised outside of the handler: the chain of an exception would show the record's own values to a logger.
        raise InvalidRecordError(
            f"{target.label}: record {where} cannot be read: {problem}",
            record=problem.record,
            field=problem.field,
            reason=problem.reason,
            position=where,
            name=self.name,
        )


def _with_token(request: Request, token: str) -> Request:
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
    if request.content is not None:
        headers["Content-Type"] = "application/json"
    return evolve(request, headers=headers)
