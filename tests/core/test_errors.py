"""Every error of the tree says the same after pickling, but for the provider's own words."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from typing import Any

import pytest

import oneroster_sdk
from oneroster_sdk import (
    InvalidRecordError,
    OneRosterError,
    PartialWrite,
    WriteOutcomeUnknown,
    WriteRefused,
)

OWN: dict[type[OneRosterError], dict[str, Any]] = {
    InvalidRecordError: {"record": "User", "field": "grades", "reason": "is null", "position": 7},
    WriteRefused: {"record": "Result", "field": "score"},
    PartialWrite: {"created": {"a": "1"}, "unsettled": ("b",)},
    WriteOutcomeUnknown: {"created": {"a": "1"}, "unsettled": ("b",)},
}
"""What some of them want to know besides."""
COMMON: dict[str, Any] = {
    "status": 503,
    "code_minor": "server_busy",
    "request_id": "r-1",
    "retryable": True,
    "retry_after": 7.0,
    "name": "district 9",
}


def tree(root: type[OneRosterError]) -> Iterator[type[OneRosterError]]:
    yield root
    for each in root.__subclasses__():
        yield from tree(each)


PUBLIC = sorted({each for each in tree(OneRosterError) if not each.__name__.startswith("_")}, key=lambda e: e.__name__)


@pytest.mark.parametrize("kind", PUBLIC)
@pytest.mark.parametrize("again", [lambda error: pickle.loads(pickle.dumps(error)), copy.copy, copy.deepcopy])
def test_each_error_survives(kind: type[OneRosterError], again: Any) -> None:
    error = kind("GET /users: words", description="Zacharias", **COMMON, **OWN.get(kind, {}))
    other = again(error)
    assert type(other) is kind
    assert (str(other), other.args) == ("GET /users: words", ("GET /users: words",))
    assert {name: getattr(other, name) for name in COMMON} == COMMON
    assert {name: getattr(other, name) for name in OWN.get(kind, {})} == OWN.get(kind, {})


def test_the_words_of_the_provider_stay_behind() -> None:
    error = OneRosterError("words", description="Zacharias")
    assert error.description == "Zacharias"
    assert pickle.loads(pickle.dumps(error)).description is None


def test_each_error_is_public_and_drawn_in_the_tree() -> None:
    assert len(PUBLIC) > 15
    for kind in PUBLIC:
        assert getattr(oneroster_sdk, kind.__name__) is kind
        assert kind.__name__ in (oneroster_sdk._errors.__doc__ or "")
