"""What one client knows, and the flows of its calls. No I/O: the engines drive these flows."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any, Final, Generic, Literal, TypeAlias, TypeVar
from urllib.parse import quote, urlencode

from attrs import evolve, field, frozen

from oneroster_openapi.operation import Operation

from ._access import Access, Sign, keep_home, unsigned
from ._answers import json_object, success
from ._deadline import Clock, within
from ._dialect import Dialect
from ._discovery import Discovery, Known, ServiceOffer, offer_of
from ._errors import NotOffered, WriteRefused
from ._events import Listener, nobody
from ._flow import REQUEST_ID, Answer, Flow, Reply, Request
from ._json import to_json
from ._pace import Pace
from ._retry import RetryPolicy, attempt
from ._splitting import MOST_CLAUSES, Quoting
from ._steps import Counts, declared_total
from ._timeout import DEFAULT_TIMEOUT, Timeout
from ._withheld import unwanted

T = TypeVar("T")

MOST_RECORDS: Final = 20_000_000
"""More than the largest collections known; their ids take some 1.2 GB, so that an endless one is noticed in time."""
VERSION: Final = re.compile(r"v\d+p\d+")
OnInvalid: TypeAlias = Literal["raise", "collect", "skip"]
"""What becomes of a record that cannot be read: the pull raises; the report tells of it; it is only counted."""
PYTHON_PARAMETERS: Final[Mapping[str, str]] = {"filter": "filter_", "orderBy": "order_by"}
"""Query parameters whose argument of the generated endpoints has another name."""


@frozen
class BadRecord:
    """A record that could not be read, as far as it may be told: never a value of it.

    Attributes:
        position: Its position in the collection, counted from 0.
        sourced_id: Its ``sourcedId``, if it has one.
        record: The model, such as ``User``.
        field: The path of the field, in the words of the standard.
        reason: What is wrong with it.
    """

    position: int
    sourced_id: str | None
    record: str
    field: str
    reason: str


@frozen
class Page(Generic[T]):
    """One page of a collection, as the provider sent it.

    Attributes:
        records: The records of the page that had not come before.
        offset: The position of its first record in the collection, counted from 0.
        total: The number of records that the provider declares for the whole collection, if it does.
        raw: The records as they came; read anew from the page when they are first asked for.
        warnings: What the provider said beside the records, as 1.1 can: ``invalid_sort_field``, ...
        invalid: The records of the page that could not be read, with ``on_invalid="collect"`` or ``"skip"``.
    """

    records: list[T] = field(repr=False)
    offset: int
    total: int | None
    came: Callable[[], list[dict[str, Any]]] = field(repr=False, eq=False)
    warnings: tuple[str, ...] = ()
    invalid: Sequence[BadRecord] = ()

    @property
    def raw(self) -> list[dict[str, Any]]:
        return self.came()


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
class Habits:
    """How a provider is dealt with, by what its profile or the caller says."""

    on_invalid: OnInvalid = "raise"
    quoting: Quoting | None = None
    """How quotes within values of filters are written; None if that is not known."""
    most_clauses: int = MOST_CLAUSES
    default_sort: bool = True
    """Whether readings that nobody sorted may ask for an order."""
    sorts: bool = True
    """Whether the order that a caller wants may be left to the provider."""
    counts: Counts | None = None
    """What its offsets count; None if that is to be found out."""
    total: Literal["header", "body", "none"] | None = None
    """Which total is the right one; None if the header comes before the body."""
    credentials: bool = False
    """Whether passwords and other credentials of people are wanted."""
    check_duplicates: bool = True
    """Whether the ids of all records are kept while they come."""
    most_records: int = MOST_RECORDS
    """How many records a reading may bring before it is taken to be endless."""


@frozen
class Core:
    """All that is needed to make requests to one provider and to read its answers."""

    base_url: str
    access: Access
    retry: RetryPolicy
    dialect: Dialect
    timeout: Timeout = DEFAULT_TIMEOUT
    headers: Mapping[str, str] = field(factory=dict[str, str], repr=False)
    """Sent with every request."""
    pace: Pace = field(factory=Pace, eq=False)
    clock: Clock = time.monotonic
    name: str | None = None
    service_urls: Mapping[str, str] = field(factory=dict[str, str])
    tell: Listener = nobody
    habits: Habits = Habits()
    concurrency: int = 1
    """How many requests of one reading may be under way at the same time."""
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
        request = Request("GET", self.address(path), f"GET {path}", {**self.headers, "Accept": "application/json"})
        answer, tries = yield from within(self.timeout, self._attempt(request), self.clock)
        if isinstance(answer, Reply) and answer.status in (401, 403):
            _, answer, tries = yield from self.sent(request)
        if isinstance(answer, Reply) and answer.status == 404:
            return None
        return json_object(success(request, answer, tries, self.name), request.label)

    def exchange(self, target: Target, body: Mapping[str, Any] | None) -> Flow[tuple[Request, Answer, int]]:
        """Send what the operation says, with this body; the request, the last answer, and how often it was sent."""
        arguments = target.operation.arguments(target.ids, {} if body is None else {"body": Prepared(body)})
        content = None if body is None else _written(arguments["json"], target)
        url = self.address(arguments["url"])
        return (yield from self.sent(Request(target.operation.method, url, target.label, content=content)))

    def sent(self, request: Request, *, patient: bool = True) -> Flow[tuple[Request, Answer, int]]:
        """Send with credentials, as often as it takes: the request, the last answer, and how often it was sent."""
        keep_home(request.url, (self.base_url, *self.service_urls.values()), self.name)
        headers = {REQUEST_ID: secrets.token_hex(16), **self.headers, **_types(request), **request.headers}
        complete = request.with_headers(headers)
        answer, tries = yield from within(self.timeout, self._signed(complete, patient=patient), self.clock)
        return request, answer, tries

    def _signed(self, request: Request, *, patient: bool) -> Flow[tuple[Answer, int]]:
        sign = yield from self.access.granted()
        answer, tries = yield from self._attempt(request, sign, patient=patient)
        if isinstance(answer, Reply) and answer.status == 401:
            another = yield from self.access.renewed(sign, answer)
            if another is not None:
                doubt = answer.after_doubt
                answer, more = yield from self._attempt(request, another, patient=patient)
                answer, tries = _doubted(answer) if doubt else answer, tries + more
        return answer, tries

    def _attempt(self, request: Request, sign: Sign = unsigned, *, patient: bool = True) -> Flow[tuple[Answer, int]]:
        return attempt(request, self.retry, self.tell, patient=patient, sign=sign, pace=self.pace, clock=self.clock)

    def unwanted(self, target: Target) -> Set[str]:
        """What is taken out of the records that come: credentials that nobody asked for."""
        return unwanted(credentials=self.habits.credentials, selected=target.selected)

    def declared_total(self, headers: Mapping[str, str], in_body: int | None) -> int | None:
        """How many records the provider declares for the whole collection, if it does and is to be believed."""
        in_header, believed = declared_total(headers), self.habits.total
        if believed in ("header", "body"):
            return in_header if believed == "header" else in_body
        return None if believed == "none" else in_body if in_header is None else in_header

    def asked(self, target: Target, parameters: Mapping[str, Any]) -> Flow[Reply]:
        """The answer to one question, if it is no refusal."""
        request, answer, tries = yield from self.sent(Request("GET", self.url(target, parameters), target.label))
        return success(request, answer, tries, self.name)

    def url(self, target: Target, given: Mapping[str, Any]) -> str:
        """The whole address of a question with these parameters, percent-encoded."""
        unknown = [name for name in given if name not in target.operation.query]
        if unknown:
            raise NotOffered(f"{target.label} takes no {', '.join(unknown)}")
        named = {PYTHON_PARAMETERS.get(name, name): value for name, value in given.items()}
        arguments = target.operation.arguments(target.ids, named)
        query = urlencode(arguments.get("params", {}), quote_via=quote)
        return f"{self.address(arguments['url'])}{'?' if query else ''}{query}"

    def pages(self, target: Target, given: Mapping[str, Any]) -> Callable[[int, int], str]:
        """The whole addresses of the pages of a question, by limit and offset; what is the same in all is made once."""
        before, _, rest = self.url(target, {**given, "limit": 0, "offset": 0}).partition("?limit=0&offset=0")
        return lambda limit, offset: f"{before}?limit={limit}&offset={offset}{rest}"

    def address(self, path: str) -> str:
        """The whole address of a path such as ``/rostering/v1p2/users``."""
        parts = path.split("/")
        # The service's own address takes the place of all up to the version: /rostering/v1p2, or /v1p1.
        version = next((number for number, part in enumerate(parts) if VERSION.fullmatch(part)), None)
        if parts[1] not in self.service_urls or version is None:
            return f"{self.base_url}{path}"
        return "/".join([self.service_urls[parts[1]], *parts[version + 1 :]])


def _written(body: Any, target: Target) -> bytes:
    try:
        return to_json(body)
    except ValueError:
        pass
    record = target.operation.model().__name__
    message = f"{target.label}: the body cannot be written as JSON: it is nested too deeply, or holds what JSON cannot"
    raise WriteRefused(message, record=record, field="")


def _doubted(answer: Answer) -> Answer:
    return evolve(answer, after_doubt=True) if isinstance(answer, Reply) else answer


def _types(request: Request) -> dict[str, str]:
    types = {"Accept": "application/json"}
    if request.content is not None:
        types["Content-Type"] = "application/json"
    return types
