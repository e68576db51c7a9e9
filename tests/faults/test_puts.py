"""Putting and deleting through each fault: done in the end, or an error; and what the provider then holds."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from oneroster_sdk import NotFound, TransportError
from oneroster_sdk.events import Retried, TokenFetched
from oneroster_sdk.sandbox import Sandbox
from oneroster_sdk.v1p2 import Category

from ..client.conftest import FAST
from . import wires
from .conftest import FOR_EVER, Way, Writing, held
from .faults import Break, Edit, Event, Fault, Instead, Rule
from .test_reading import BROKE, LATE, cells, patience
from .wires import Answer

# Their answers have no body in which anything could be cut.
LOST: dict[str, Fault] = {
    f"{how}-{at}": Break(how, at) for at in ("before", "after", "head") for how in ("reset", "close", "hang")
}
MENDED: dict[str, Fault] = {
    **LOST,
    **{str(status): Instead(Answer(status)) for status in (408, 429, 502, 503, 504)},
    **{f"{status}-after-all": Instead(Answer(status), forwarded=True) for status in (502, 503, 504)},
    "garbled-status": Edit(wires.garbled_status),
}


def category() -> Category:
    name = f"new-{uuid4().hex}"
    return Category(sourced_id=name, title=name)


def existing(there: Way) -> Category:
    """A category that the provider holds."""
    made = category()
    there.opened(base_url=there.sandbox.base_url)(lambda roster: roster.categories.put(made))
    return made


def refusing_once(there: Way) -> Any:
    """Told what a client does, this has the first connection for data refused, once."""

    def told(event: object) -> None:
        if isinstance(event, TokenFetched):
            there.proxy.refuse()
        if isinstance(event, Retried):
            there.proxy.listen()

    return told


TOKEN_APART = Rule(Edit(wires.closing, closes=True), path="/oauth/token")
"""The connection on which the token came is not used for what follows."""


each_mended = pytest.mark.parametrize("name", cells(MENDED))
each_lost = pytest.mark.parametrize("name", cells(LOST))


@each_mended
def test_put_whose_answer_is_lost_once(name: str, writing: Writing) -> None:
    there, made = writing("PUT", MENDED[name]), category()
    there.opened(timeout=patience(name))(lambda roster: roster.categories.put(made))
    assert held(there.sandbox, "categories", made.title) == 1
    assert len(there.proxy.asked) == 1 + 2


@each_lost
def test_put_whose_answers_are_lost_for_ever(name: str, writing: Writing) -> None:
    there, made = writing("PUT", LOST[name], FOR_EVER), category()
    error = there.failing(lambda roster: roster.categories.put(made), timeout=patience(name))
    assert type(error) is TransportError
    assert (error.status, error.retryable) == (None, True)
    words = LATE if "hang" in name else BROKE
    assert str(error) == f"PUT /gradebook/v1p2/categories/{{sourcedId}}: {words} ({FAST.attempts} tries)"
    assert len(there.proxy.asked) == 1 + FAST.attempts
    assert held(there.sandbox, "categories", made.title) == (0 if "before" in name else 1)


@each_mended
def test_delete_whose_answer_is_lost_once(name: str, writing: Writing) -> None:
    """Where it had been carried out, the second finds nothing, and that is what was wanted."""
    there = writing("DELETE", MENDED[name])
    made = existing(there)
    there.opened(timeout=patience(name))(lambda roster: roster.categories.delete(made.sourced_id))
    assert held(there.sandbox, "categories", made.title) == 0
    assert there.proxy.count("/categories/") == 2


@each_lost
def test_delete_whose_answers_are_lost_for_ever(name: str, writing: Writing) -> None:
    there = writing("DELETE", LOST[name], FOR_EVER)
    made = existing(there)
    error = there.failing(lambda roster: roster.categories.delete(made.sourced_id), timeout=patience(name))
    assert type(error) is TransportError
    assert (error.status, error.retryable) == (None, True)
    assert there.proxy.count("/categories/") == FAST.attempts
    assert held(there.sandbox, "categories", made.title) == (1 if "before" in name else 0)


def test_nothing_to_delete(writing: Writing) -> None:
    there = writing("DELETE")
    error = there.failing(lambda roster: roster.categories.delete("none"))
    assert type(error) is NotFound
    assert error.status == 404
    assert there.proxy.count("/categories/") == 1


@pytest.mark.parametrize("name", ["revoked", "429", "refused"])
def test_nothing_to_delete_where_nothing_was_carried_out_before(name: str, writing: Writing, workshop: Sandbox) -> None:
    """The first time it was turned away at the door, so it was not this call that deleted the record."""
    faults: dict[str, Fault] = {
        "revoked": Event(workshop.revoke_tokens),
        "429": Instead(Answer(429)),
    }
    there = writing("DELETE", faults.get(name), 1, TOKEN_APART)
    options = {"on_event": refusing_once(there)} if name == "refused" else {}
    error = there.failing(lambda roster: roster.categories.delete("none"), **options)
    assert type(error) is NotFound


def test_many_of_which_some_are_lost(writing: Writing) -> None:
    """Each record is put for itself: what is lost for ever takes nothing else with it."""
    made = [category() for _ in range(5)]
    lost = Rule(Break("reset", "before"), f"/categories/{made[2].sourced_id}", "PUT", times=FOR_EVER)
    once = Rule(Break("close", "after"), f"/categories/{made[3].sourced_id}", "PUT")
    there = writing("PUT", None, 1, lost, once)
    saved = there.opened()(lambda roster: roster.categories.save_many(made))
    assert list(saved.saved) == [each.sourced_id for each in made if each is not made[2]]
    assert list(saved.failed) == [made[2].sourced_id]
    assert type(saved.failed[made[2].sourced_id]) is TransportError
    assert [held(there.sandbox, "categories", each.title) for each in made] == [1, 1, 0, 1, 1]
    assert there.proxy.count("/categories/") == 4 + 1 + FAST.attempts
