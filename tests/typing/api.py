"""How the public names are typed: read by mypy and Pyright, never run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime
from typing import Any, assert_type

from oneroster_sdk import (
    AsyncOneRoster,
    Connection,
    F,
    OAuth2,
    OneRoster,
    Page,
    Partition,
    Pull,
    PullReport,
    asc,
    desc,
    plan,
    read_partition,
    together,
    v1p2,
)
from oneroster_sdk.v1p2 import Class, Enrollment, Org, Role, RoleRole, Status, User

AUTH = OAuth2("https://sis.example.org/oauth/token", "id", "secret", scopes=())


def blocking(roster: OneRoster) -> None:
    for user in roster.users:
        assert_type(user, User)
    assert_type(roster.users.get("u1"), User)
    assert_type(roster.users.find("u1"), User | None)
    query = (
        roster.schools("s1")
        .students.where((F.family_name == "Silva") & F.grades.contains("09"), strict=False)
        .order_by(asc("familyName"), desc("givenName"))
        .select("sourcedId", "familyName")
        .page_size(500)
    )
    assert_type(query.first(), User | None)
    assert_type(query.one(), User)
    assert_type(query.count(), int)
    assert_type(query.to_list(), list[User])
    assert_type(query.limit(50).pages(), Iterator[Page[User]])
    assert_type(query.batches(5_000), Iterator[list[User]])
    assert_type(query.raw(), Iterator[dict[str, Any]])
    assert_type(roster.schools("s1").classes("c1").students.first(), User | None)
    assert_type(roster.schools("s1").classes.first(), Class | None)
    assert_type(roster.schools.get("s1"), Org)


async def asynchronous(roster: AsyncOneRoster) -> None:
    async for user in roster.users:
        assert_type(user, User)
    assert_type(await roster.users.get("u1"), User)
    query = roster.schools("s1").classes("c1").enrollments.where(role="student").sort("beginDate")
    assert_type(await query.first(), Enrollment | None)
    assert_type(await query.to_list(), list[Enrollment])
    assert_type(query.pages(), AsyncIterator[Page[Enrollment]])
    assert_type(await query.count(), int)


def records(user: User) -> None:
    assert_type(user.given_name, str)
    assert_type(user.email, str | None)
    assert_type(user.enabled_user, bool)
    assert_type(user.status, Status | str)
    assert_type(user.roles, list[Role])
    assert_type(user.roles[0].role, RoleRole | str)
    assert_type(user.roles[0].begin_date, date | None)
    assert_type(user.date_last_modified, datetime)
    assert_type(user.metadata, dict[str, Any])
    assert_type(user.additional_properties, dict[str, Any])
    assert_type(v1p2.User.from_dict({}), User)
    _ = user.familyname  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]


def divided(connection: Connection) -> None:
    assert_type(plan(connection), list[Partition])
    assert_type(plan(connection, lambda roster: roster.users.where(status="active")), list[Partition])
    partitions = plan([connection], ["orgs", lambda roster: roster.schools("s1").students], rows=50_000)
    pull = read_partition(partitions[0])
    assert_type(pull, Pull[Any])
    assert_type(pull.report, PullReport)
    together([pull.report])


def settings() -> None:
    OneRoster("https://sis.example.org/ims/oneroster", auth=AUTH, version="1.2", page_size=500, http="httpx2").close()
    OneRoster("https://sis.example.org/ims/oneroster", auth=AUTH, pagesize=5)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    OneRoster("https://sis.example.org/ims/oneroster")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
