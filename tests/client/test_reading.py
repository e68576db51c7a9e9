"""What callers read from a provider that keeps to the standard."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from oneroster_sdk import F, FieldMissing, NotFound, QueryError, asc, desc, raw
from oneroster_sdk.sandbox import Sandbox
from oneroster_sdk.v1p2 import Org, RoleRole, Status, User

Ask = Callable[[Callable[[Any], Any]], Any]


@pytest.fixture(scope="session")
def sql(district: Sandbox) -> Callable[..., list[Any]]:
    def ask(query: str, *values: Any) -> list[Any]:
        with sqlite3.connect(district.database) as connection:
            rows = [row[0] if len(row) == 1 else row for row in connection.execute(query, values)]
        connection.close()
        return rows

    return ask


def ids(records: list[Any]) -> list[str]:
    return [record.sourced_id for record in records]


def test_every_record_of_every_page(both: Ask, sql: Callable[..., list[Any]]) -> None:
    users = both(lambda roster: roster.users.to_list())
    assert ids(users) == sql("SELECT sourcedId FROM users ORDER BY sourcedId")
    assert len(users) > 150  # several pages of 50
    assert {type(user) for user in users} == {User}


def test_iteration_is_what_to_list_gives(both: Ask) -> None:
    assert both(lambda roster: roster.orgs.to_list()) == both(lambda roster: aiter_or_iter(roster.orgs))


def aiter_or_iter(query: Any) -> Any:
    return query.__aiter__() if hasattr(query, "__aiter__") else iter(query)


def test_pages_tell_where_they_are(both: Ask) -> None:
    pages = both(lambda roster: roster.users.page_size(40).pages())
    total = both(lambda roster: roster.users.count())
    # Each page after the first is asked for from the last record before, which it brings again.
    assert [page.offset for page in pages] == [0, *range(40, total, 39)]
    assert {page.total for page in pages} == {total}
    assert sum(len(page.records) for page in pages) == total


def test_batches_and_raw(both: Ask) -> None:
    users = both(lambda roster: roster.users.to_list())
    batches = both(lambda roster: roster.users.batches(70))
    assert [len(batch) for batch in batches[:-1]] == [70] * (len(users) // 70)
    assert [user for batch in batches for user in batch] == users
    dicts = both(lambda roster: roster.users.raw())
    assert [item["sourcedId"] for item in dicts] == ids(users)
    assert dicts[0]["enabledUser"] in ("true", "false")


def test_limit_first_one_count(both: Ask) -> None:
    everyone = both(lambda roster: roster.users.to_list())
    assert both(lambda roster: roster.users.limit(3).to_list()) == everyone[:3]
    assert both(lambda roster: roster.users.limit(60).raw())[-1]["sourcedId"] == everyone[59].sourced_id
    assert [len(page.records) for page in both(lambda roster: roster.users.limit(70).page_size(50).pages())] == [50, 20]
    assert both(lambda roster: roster.users.limit(0).to_list()) == []
    assert both(lambda roster: roster.users.first()) == everyone[0]
    assert both(lambda roster: roster.users.limit(0).first()) is None
    assert both(lambda roster: roster.users.where(F.sourced_id == everyone[5].sourced_id).one()) == everyone[5]
    assert both(lambda roster: roster.users.count()) == len(everyone)
    assert both(lambda roster: roster.users.limit(7).count()) == 7
    with pytest.raises(NotFound):
        both(lambda roster: roster.users.where(sourced_id="nobody").one())
    with pytest.raises(QueryError, match="more than one"):
        both(lambda roster: roster.users.one())


def test_get_and_find_with_ids_that_need_encoding(both: Ask, sql: Callable[..., list[Any]]) -> None:
    odd = [one for one in sql("SELECT sourcedId FROM users") if not one.replace("-", "").isalnum()]
    assert odd, "the sandbox should have ids with blanks, slashes and the like"
    for sourced_id in odd:
        assert both(getting(sourced_id)).sourced_id == sourced_id
    assert both(lambda roster: roster.users.find("nobody")) is None
    with pytest.raises(NotFound) as caught:
        both(lambda roster: roster.users.get("nobody"))
    assert caught.value.status == 404
    assert caught.value.code_minor == "unknownobject"
    assert "nobody" not in str(caught.value)


def getting(sourced_id: str) -> Callable[[Any], Any]:
    return lambda roster: roster.users.get(sourced_id)


def naming(name: str) -> Callable[[Any], Any]:
    return lambda roster: roster.users.where(family_name=name).to_list()


def test_the_tree_of_paths(both: Ask, sql: Callable[..., list[Any]]) -> None:
    school, clazz = sql(
        "SELECT json_extract(doc, '$.school.sourcedId'), sourcedId FROM classes WHERE sourcedId IN "
        "(SELECT json_extract(doc, '$.class.sourcedId') FROM enrollments WHERE json_extract(doc, '$.role')='student')"
    )[0]
    students = both(lambda roster: roster.schools(school).classes(clazz).students.to_list())
    expected = sql(
        "SELECT DISTINCT json_extract(doc, '$.user.sourcedId') AS who FROM enrollments "
        "WHERE json_extract(doc, '$.role')='student' AND json_extract(doc, '$.class.sourcedId')=? "
        "AND status <> 'tobedeleted' ORDER BY who",
        clazz,
    )
    assert ids(students) == expected
    assert expected


def test_where(both: Ask, sql: Callable[..., list[Any]]) -> None:
    gone = both(lambda roster: roster.users.where(status=Status.TOBEDELETED).to_list())
    assert ids(gone) == sql("SELECT sourcedId FROM users WHERE status='tobedeleted' ORDER BY sourcedId")
    assert gone
    disabled = both(lambda roster: roster.users.where(F.enabled_user == False).to_list())  # noqa: E712 - a filter
    assert ids(disabled) == sql("SELECT sourcedId FROM users WHERE enabledUser='false' ORDER BY sourcedId")
    names = both(lambda roster: roster.users.where((F.family_name >= "M") & F.family_name.contains("o")).to_list())
    assert ids(names) == sql(
        "SELECT sourcedId FROM users WHERE familyName >= 'M' AND lower(familyName) LIKE '%o%' ORDER BY sourcedId"
    )
    either = both(lambda roster: roster.orgs.where(F.type.in_(["district", "state"])).to_list())
    assert {org.type for org in either} == {"district", "state"}


def test_where_quotes_and_dates(both: Ask, sql: Callable[..., list[Any]]) -> None:
    apostrophes = sql("SELECT DISTINCT familyName FROM users WHERE familyName LIKE '%''%'")
    assert apostrophes, "the sandbox should have a name with an apostrophe"
    for name in apostrophes:
        found = both(naming(name))
        assert ids(found) == sql("SELECT sourcedId FROM users WHERE familyName=? ORDER BY sourcedId", name)
    everyone = both(lambda roster: roster.users.to_list())
    middle = sorted(user.date_last_modified for user in everyone)[len(everyone) // 2]
    elsewhere = middle.astimezone(timezone(timedelta(hours=-5)))
    later = both(lambda roster: roster.users.where(F.date_last_modified > elsewhere).to_list())
    assert ids(later) == [user.sourced_id for user in everyone if user.date_last_modified > middle]
    by_day = both(lambda roster: roster.users.where(F.date_last_modified >= middle.date()).to_list())
    midnight = datetime(middle.year, middle.month, middle.day, tzinfo=UTC)
    assert ids(by_day) == [user.sourced_id for user in everyone if user.date_last_modified >= midnight]


def test_dotted_and_raw_filters(both: Ask) -> None:
    school = both(lambda roster: roster.schools.first())
    in_school = both(lambda roster: roster.users.where(F.roles.org.sourced_id == school.sourced_id).to_list())
    assert in_school
    assert all(any(role.org.sourced_id == school.sourced_id for role in user.roles) for user in in_school)
    same = both(lambda roster: roster.users.where(raw(f"roles.org.sourcedId='{school.sourced_id}'")).to_list())
    assert same == in_school


def test_sort_by_the_provider(both: Ask, sql: Callable[..., list[Any]]) -> None:
    assert ids(both(lambda roster: roster.users.sort("familyName").to_list())) == sql(
        "SELECT sourcedId FROM users ORDER BY familyName, sourcedId"
    )
    names = [user.family_name for user in both(lambda roster: roster.users.sort("family_name", "desc").to_list())]
    assert names == sorted(names, reverse=True)


def test_order_by_several_fields(both: Ask) -> None:
    everyone = both(lambda roster: roster.users.to_list())
    ordered = both(
        lambda roster: roster.users.order_by(asc("familyName"), desc("given_name"), asc("sourcedId")).to_list()
    )
    expected = sorted(everyone, key=lambda user: user.sourced_id)
    expected.sort(key=lambda user: user.given_name, reverse=True)
    expected.sort(key=lambda user: user.family_name)
    assert ordered == expected
    assert len({user.family_name for user in everyone}) < len(everyone), "runs of equal names are what this is about"
    some = both(lambda roster: roster.users.order_by("familyName", desc("givenName"), "sourcedId").limit(9).to_list())
    assert some == expected[:9]


def test_the_last_of_sort_and_order_by_wins(both: Ask) -> None:
    by_id = both(lambda roster: roster.orgs.order_by("name", desc("type")).sort("sourcedId", "desc").to_list())
    assert ids(by_id) == sorted(ids(by_id), reverse=True)


def test_select(both: Ask, district: Sandbox) -> None:
    users = both(lambda roster: roster.users.select("given_name", "email").limit(20).to_list())
    assert "fields=sourcedId%2CgivenName%2Cemail" in district.requests[-1].query
    assert all(user.given_name for user in users)
    for field in ("family_name", "roles", "phone"):
        with pytest.raises(FieldMissing, match="was not asked for"):
            getattr(users[0], field)
    one = both(lambda roster: roster.users.get(users[0].sourced_id, fields=("familyName",)))
    assert one.family_name
    with pytest.raises(FieldMissing):
        _ = one.given_name


def test_select_brings_what_order_by_needs(both: Ask) -> None:
    ordered = both(lambda roster: roster.users.select("email").order_by("familyName", "givenName").to_list())
    assert [(user.family_name, user.given_name) for user in ordered] == sorted(
        (user.family_name, user.given_name) for user in ordered
    )


def test_records_are_typed(both: Ask) -> None:
    school: Org = both(lambda roster: roster.schools.first())
    assert school.type == "school"
    assert school.parent is not None
    teacher: User = both(lambda roster: roster.teachers.first())
    assert any(role.role is RoleRole.TEACHER for role in teacher.roles)
    assert isinstance(teacher.enabled_user, bool)
    assert teacher.date_last_modified.utcoffset() == timedelta(0)


def test_nothing_is_sent_before_it_is_asked_for(both: Ask, district: Sandbox) -> None:
    before = len(district.requests)
    both(lambda roster: roster.schools("s1").classes("c1").students.where(status="active").sort("familyName") and None)
    assert len(district.requests) == before
