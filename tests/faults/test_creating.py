"""Creating through each fault: never twice, and never said to be done, or not done, when nobody knows."""

from __future__ import annotations

import time
from typing import Any
from uuid import uuid4

import pytest

from oneroster_sdk import ApiError, OAuth2, PartialWrite, RateLimited, TransportError, Unavailable, WriteOutcomeUnknown
from oneroster_sdk.sandbox import Sandbox
from oneroster_sdk.v1p2 import LineItem

from ..client.conftest import FAST, calling
from . import wires
from .conftest import FOR_EVER, TLS, Way, Writing, held
from .faults import Break, Edit, Event, Fault, Instead, Rule
from .test_puts import TOKEN_APART, refusing_once
from .test_reading import BROKE, LATE, PACKED, cells, patience
from .wires import Answer

LABEL = "POST /gradebook/v1p2/classes/{classSourcedId}/lineItems"
# After these nobody knows: in words, why; and how many of the two records the provider holds.
UNKNOWN: dict[str, tuple[Fault, str, int]] = {
    **{f"{how}-{at}": (Break(how, at), LATE if how == "hang" else BROKE, 0 if at == "before" else 2)
       for at in ("before", "after", "head", "body") for how in ("reset", "close", "hang")},
    "502": (Instead(Answer(502)), "a gateway answered 502", 0),
    "504": (Instead(Answer(504)), "a gateway answered 504", 0),
    "502-after-all": (Instead(Answer(502), forwarded=True), "a gateway answered 502", 2),
    "504-after-all": (Instead(Answer(504), forwarded=True), "a gateway answered 504", 2),
    "garbled-status": (Edit(wires.garbled_status), BROKE, 2),
    "too-long-and-closed": (Edit(wires.too_long, closes=True), BROKE, 2),
    "wrong-sum": (Edit(wires.wrong_sum), PACKED, 2),
}  # fmt: skip


@pytest.fixture(scope="session")
def model(workshop: Sandbox) -> LineItem:
    """A line item of the district."""
    auth = OAuth2(workshop.token_url, workshop.client_id, workshop.client_secret)
    with calling("sync", "httpx") as direct:
        found: LineItem = direct.open(workshop.base_url, auth, ca=TLS)(lambda roster: roster.line_items.first())
    return found


def drafts(model: LineItem, number: int = 2) -> list[LineItem]:
    """New line items of one title that nothing else has."""
    title, known = uuid4().hex, model.to_dict()
    return [LineItem.from_dict({**known, "sourcedId": f"draft {each}", "title": title}) for each in range(number)]


def create(there: Way, made: list[LineItem], **options: Any) -> Any:
    chunk = options.pop("chunk", 500)
    return there.opened(**options)(creating(made, chunk))


def creating(made: list[LineItem], chunk: int = 500) -> Any:
    return lambda roster: roster.classes(made[0].class_.sourced_id).line_items.create(made, chunk=chunk)


def count(there: Way, made: list[LineItem]) -> int:
    return held(there.sandbox, "lineItems", made[0].title)


def test_without_a_fault(writing: Writing, model: LineItem) -> None:
    there, made = writing("POST"), drafts(model)
    assert list(create(there, made)) == ["draft 0", "draft 1"]
    assert count(there, made) == 2
    assert len(there.proxy.asked) == 1 + 1


@pytest.mark.parametrize("name", cells(UNKNOWN))
def test_nobody_knows(name: str, writing: Writing, model: LineItem) -> None:
    fault, words, there_are = UNKNOWN[name]
    there, made = writing("POST", fault), drafts(model)
    error = there.failing(creating(made), timeout=patience(name))
    assert isinstance(error, WriteOutcomeUnknown)
    assert str(error).startswith(f"{LABEL}: {words}. Whether the 2 records were created is unknown;")
    assert (error.created, error.unsettled, error.retryable) == ({}, ("draft 0", "draft 1"), False)
    assert count(there, made) == there_are
    assert len(there.proxy.asked) == 1 + 1


def test_nobody_knows_of_one_chunk(writing: Writing, model: LineItem) -> None:
    """What was created before is told."""
    there, made = writing("POST", None, 1, Rule(Break("close", "after"), "/lineItems", skip=1)), drafts(model, 4)
    error = there.failing(creating(made, chunk=2))
    assert isinstance(error, WriteOutcomeUnknown)
    assert error.unsettled == ("draft 2", "draft 3")
    assert list(error.created) == ["draft 0", "draft 1"]
    assert count(there, made) == 4
    assert there.proxy.count("/lineItems") == 2


@pytest.mark.parametrize(
    ("status", "kind"), [(503, Unavailable), pytest.param(408, ApiError, id="408-thorough"), (500, Unavailable)]
)
def test_a_refusal_is_not_repeated(status: int, kind: type, writing: Writing, model: LineItem) -> None:
    there, made = writing("POST", Instead(Answer(status)), FOR_EVER), drafts(model)
    error = there.failing(creating(made))
    assert type(error) is kind
    assert error.status == status
    assert count(there, made) == 0
    assert len(there.proxy.asked) == 1 + 1


def test_too_many_requests_for_a_while(writing: Writing, model: LineItem) -> None:
    """429 says that nothing was done, so that the same may be sent again."""
    there, made = writing("POST", Instead(Answer(429)), FAST.attempts - 1), drafts(model)
    assert len(create(there, made)) == 2
    assert count(there, made) == 2
    assert there.proxy.count("/lineItems") == FAST.attempts


def test_too_many_requests_for_ever(writing: Writing, model: LineItem) -> None:
    there, made = writing("POST", Instead(Answer(429)), FOR_EVER), drafts(model)
    error = there.failing(creating(made))
    assert type(error) is RateLimited
    assert error.retryable
    assert count(there, made) == 0
    assert there.proxy.count("/lineItems") == FAST.attempts


def test_a_token_revoked_before(writing: Writing, model: LineItem, workshop: Sandbox) -> None:
    there, made = writing("POST", Event(workshop.revoke_tokens)), drafts(model)
    assert len(create(there, made)) == 2
    assert count(there, made) == 2
    assert there.proxy.count("/lineItems") == 2


def test_no_connection_for_a_while(writing: Writing, model: LineItem) -> None:
    """What was never sent is sent again."""
    there, made = writing("POST", None, 1, TOKEN_APART), drafts(model)
    assert len(create(there, made, on_event=refusing_once(there))) == 2
    assert count(there, made) == 2
    assert there.proxy.count("/lineItems") == 1


def test_no_connection_for_ever(writing: Writing, model: LineItem) -> None:
    there, made = writing("POST", None, 1, TOKEN_APART), drafts(model)
    error = there.failing(creating(made), on_event=lambda event: there.proxy.refuse())
    assert type(error) is TransportError
    assert (error.retryable, count(there, made)) == (True, 0)
    assert f"({FAST.attempts} tries)" in str(error)
    assert there.proxy.count("/lineItems") == 0


def test_an_idle_connection_that_was_closed_before(writing: Writing, model: LineItem) -> None:
    """Its end has come by the time it is wanted again, so a new one is made."""
    there, made = writing("GET", Edit(wires.with_length, closes=True), FOR_EVER), drafts(model)
    call = there.opened()
    call(lambda roster: roster.line_items.first())
    time.sleep(0.1)
    assert len(call(creating(made))) == 2
    assert count(there, made) == 2
    assert there.proxy.count("/classes/") == 1


@pytest.mark.parametrize("name", ["cut-json", "flipped-json-thorough", "too-short"])
def test_an_answer_that_does_not_say_what_was_created(name: str, writing: Writing, model: LineItem) -> None:
    spoilt = {"cut-json": wires.cut_json, "flipped-json": wires.flipped_json, "too-short": wires.too_short}
    there, made = writing("POST", Edit(spoilt[name.removesuffix("-thorough")])), drafts(model)
    error = there.failing(creating(made))
    assert isinstance(error, PartialWrite)
    assert (error.created, error.unsettled) == ({}, ("draft 0", "draft 1"))
    assert count(there, made) == 2
    assert len(there.proxy.asked) == 1 + 1
