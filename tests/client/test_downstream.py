"""A program that syncs a roster runs unchanged on a provider of 1.2 and on one of 1.1, with equal results."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from oneroster_sdk import F, OAuth2, desc
from oneroster_sdk.sandbox import Sandbox
from oneroster_sdk.v1p2 import RoleRole

from .conftest import Caller

Ask = Callable[[Callable[[Any], Any]], Any]


def program(ask: Ask) -> dict[str, Any]:
    """What a learning platform keeps of a district: its schools, their classes, who is in them, who may sign in."""
    kept: dict[str, Any] = {}
    for school in ask(lambda roster: roster.schools.where(status="active").sort("name").to_list()):
        kept[school.sourced_id] = school.name, school.parent.sourced_id, classes(ask, school.sourced_id)
    kept["accounts"] = {
        user.sourced_id: (user.enabled_user, user.is_active, user.given_name, user.email, user.grades)
        for user in ask(lambda roster: roster.users.where(F.roles.role.in_(["student", "teacher"])).to_list())
    }
    kept["teachers"] = [
        (user.family_name, user.has_role(RoleRole.TEACHER), user.primary_org is not None)
        for user in ask(lambda roster: roster.teachers.order_by("familyName", desc("givenName"), "sourcedId").to_list())
    ]
    kept["girls"] = ask(lambda roster: roster.demographics.where(sex="female").count())
    return kept


def classes(ask: Ask, school: str) -> list[Any]:
    found = []
    for clazz in ask(lambda roster: roster.schools(school).classes.to_list()):
        members = ask(members_of(school, clazz.sourced_id))
        seats = [
            (seat.user.sourced_id, str(seat.role), seat.primary, seat.end_date, seat.user.type)
            for seat in members
            if seat.role in ("student", "teacher")
        ]
        teachers = ask(teachers_of(clazz.sourced_id))
        terms = [term.sourced_id for term in clazz.terms]
        found.append((clazz.title, clazz.course.sourced_id, terms, seats, [each.sourced_id for each in teachers]))
    return found


def members_of(school: str, clazz: str) -> Callable[[Any], Any]:
    return lambda roster: roster.schools(school).classes(clazz).enrollments.to_list()


def teachers_of(clazz: str) -> Callable[[Any], Any]:
    return lambda roster: roster.classes(clazz).teachers.select("sourcedId").to_list()


@pytest.fixture(scope="module")
def district() -> Iterator[Sandbox]:
    with Sandbox(students=40, seed=5) as sandbox:
        yield sandbox


def test_the_same_program_on_both_versions(caller: Caller, district: Sandbox) -> None:
    auth = OAuth2(district.token_url, district.client_id, district.client_secret)
    new, old = (program(caller.open(district.base_url, auth, version=version)) for version in ("1.2", "1.1"))
    assert new == old
    assert len(new["accounts"]) > 40
    assert new["girls"] > 0
    assert any(seat for school in new.values() if isinstance(school, tuple) for clazz in school[2] for seat in clazz[3])
    paths = {path for _, path, _ in (each[:3] for each in district.requests)}
    assert any("/v1p1/" in str(path) for path in paths)
    assert any("/rostering/v1p2/" in str(path) for path in paths)
