"""Flows played without a network: a function answers what they ask, and what was asked is kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar
from urllib.parse import parse_qsl, urlsplit

from attrs import frozen

from oneroster_sdk import OAuth2, OneRoster, RetryPolicy
from oneroster_sdk._engine import Engine
from oneroster_sdk._flow import Answer, Beside, Blocking, Exclusive, Flow, Join, Reply, Request, Send, Sleep

T = TypeVar("T")

BASE = "https://x.example/ims/oneroster"
TOKEN_URL = "https://x.example/token"
LABEL = "GET /rostering/v1p2/orgs"
URL = f"{BASE}/rostering/v1p2/orgs"
BY_ID = {"sort": "sourcedId", "orderBy": "asc"}
"""What is asked for beside the window of a page, if nobody asked for another order."""


@dataclass(frozen=True)
class Asked:
    """A question as the provider gets it."""

    request: Request

    @property
    def path(self) -> str:
        return urlsplit(self.request.url).path

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.request.url).query, keep_blank_values=True))

    @property
    def offset(self) -> int:
        return int(self.query["offset"])

    @property
    def limit(self) -> int:
        return int(self.query["limit"])


Script: TypeAlias = Callable[[Asked], Answer]


@frozen
class Played:
    """A flow that was to run beside another one, and was played at once."""

    came: Any
    here: bool = True

    def ended(self) -> None:
        """It has."""

    def result(self) -> Any:
        return self.came

    def drop(self) -> None:
        """It has ended."""


@dataclass
class Provider:
    """Answers by its script; gives a token to all who ask for one."""

    script: Script
    asked: list[Asked] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)

    def play(self, flow: Flow[T]) -> T:
        """Run a flow to its end."""
        answer: Any = None
        try:
            while True:
                match flow.send(answer):
                    case Send(request):
                        answer = self._answer(request)
                    case Sleep(seconds):
                        self.slept.append(seconds)
                        answer = None
                    case Blocking(call):
                        answer = call()
                    case Exclusive(inner):
                        answer = self.play(inner())
                    case Beside(beside):
                        answer = Played(self.play(beside()))
                    case Join(begun):
                        answer = begun.ended()
        except StopIteration as done:
            result: T = done.value
            return result

    def _answer(self, request: Request) -> Answer:
        if request.url == TOKEN_URL:
            return reply({"access_token": "t0ken", "expires_in": 3600})
        self.asked.append(Asked(request))
        return self.script(self.asked[-1])

    @property
    def windows(self) -> list[tuple[int, int]]:
        """The offset and the limit of each question."""
        return [(each.offset, each.limit) for each in self.asked]

    @property
    def queries(self) -> list[dict[str, str]]:
        return [each.query for each in self.asked]


@frozen
class _PlayedEngine(Engine):
    provider: Provider

    def run(self, flow: Flow[T]) -> T:
        return self.provider.play(flow)


def client(script: Script, **options: Any) -> tuple[OneRoster, Provider]:
    """A client of a provider that answers by a script, and the provider."""
    settings = {"retry": RetryPolicy(attempts=2, base=0.0), "max_concurrency": 1, **options}
    roster = OneRoster(BASE, auth=OAuth2(TOKEN_URL, "client", "s3cret"), **settings)
    real, provider = roster._engine, Provider(script)
    roster._engine = _PlayedEngine(real.core, real.pool, real.page_size, provider)
    return roster, provider


def reply(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    return Reply(status, headers or {}, json.dumps(body).encode())


def org(sourced_id: str, **changes: Any) -> dict[str, Any]:
    return {
        "sourcedId": sourced_id,
        "status": "active",
        "dateLastModified": "2026-01-02T03:04:05Z",
        "name": "Zacharias",
        "type": "school",
        "identifier": sourced_id,
        **changes,
    }


def orgs(rows: Sequence[dict[str, Any]], headers: Mapping[str, str] | None = None) -> Reply:
    return reply({"orgs": list(rows)}, headers=headers)


def serving(rows: Sequence[dict[str, Any]], cap: int = 1000, *, declare: bool = False) -> Script:
    """A provider of these orgs that gives so many at a time, and declares their number if it is to."""

    def script(asked: Asked) -> Reply:
        window = rows[asked.offset : asked.offset + min(asked.limit, cap)]
        return orgs(window, {"x-total-count": str(len(rows))} if declare else None)

    return script


def named(*ids: str) -> list[dict[str, Any]]:
    return [org(each) for each in ids]


def ids_of(records: Any) -> list[str]:
    return [record.sourced_id for record in records]


def window(asked: Asked) -> dict[str, str]:
    """What was asked for beside the window of the page."""
    return {name: value for name, value in asked.query.items() if name not in ("limit", "offset")}


def unless(refuses: Callable[[Asked], bool], refusal: Answer, script: Script) -> Script:
    return lambda asked: refusal if refuses(asked) else script(asked)
