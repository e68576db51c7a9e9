"""The blocking and the asynchronous client have the same names, arguments and words, in every class."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from oneroster_sdk import (
    AsyncOneRoster,
    AsyncPull,
    OneRoster,
    Pull,
    _collections,
    _v1p1,
    _v1p1_collections,
    _v1p2,
    _v1p2_collections,
    v1p1,
)
from oneroster_sdk._reading import AsyncQuery, Query

FACES = (_collections, _v1p1, _v1p1_collections, _v1p2, _v1p2_collections)

WAYS = {"close": "aclose", "__enter__": "__aenter__", "__exit__": "__aexit__", "__iter__": "__aiter__"}
"""What cannot have the same name."""


def twins() -> list[tuple[type, type]]:
    pairs: list[tuple[type, type]] = [
        (OneRoster, AsyncOneRoster),
        (v1p1.OneRoster, v1p1.AsyncOneRoster),
        (Query, AsyncQuery),
        (Pull, AsyncPull),
    ]
    for module in FACES:
        classes = {name: each for name, each in vars(module).items() if inspect.isclass(each)}
        pairs += [(each, classes[f"Async{name}"]) for name, each in classes.items() if f"Async{name}" in classes]
    return pairs


def members(cls: type) -> dict[str, Any]:
    own = {name: each for base in reversed(cls.__mro__[:-1]) for name, each in vars(base).items()}
    kept = {"__init__", "__call__", *WAYS, *WAYS.values()}
    # Names of no alphabet that is typed are those that mutation testing makes.
    return {name: each for name, each in own.items() if name in kept or (name.isascii() and not name.startswith("_"))}


def signature(member: Any) -> str:
    if isinstance(member, property):
        return f"property -> {inspect.signature(member.fget).return_annotation if member.fget else None}"
    function = getattr(member, "__func__", member)
    arguments = inspect.signature(function).parameters.values()
    return ", ".join(f"{each.kind.name} {each.name}: {each.annotation} = {each.default}" for each in arguments)


@pytest.mark.parametrize(("blocking", "asynchronous"), twins(), ids=lambda cls: cls.__name__)
def test_twins(blocking: type, asynchronous: type) -> None:
    one = {WAYS.get(name, name): member for name, member in members(blocking).items()}
    other = members(asynchronous)
    assert set(one) == set(other)
    for name, member in one.items():
        assert signature(member) == signature(other[name]).replace("Async", ""), name
        if name not in ("aclose", "__aiter__", "pull") and not name.startswith("__a"):
            mine, theirs = inspect.getdoc(member), inspect.getdoc(other[name])
            assert (mine or "").replace("Async", "") == (theirs or "").replace("Async", ""), name


def test_there_are_twins_of_everything() -> None:
    names = {blocking.__name__ for blocking, _ in twins()}
    assert len(names) > 40
    for module in FACES:
        alone = {
            name for name, each in vars(module).items() if inspect.isclass(each) and each.__module__ == module.__name__
        }
        assert {f"Async{name}" for name in alone if not name.startswith("Async")} == {
            name for name in alone if name.startswith("Async")
        }
