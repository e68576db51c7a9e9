"""A provider of 1.1: raw, and seen through 1.2."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from oneroster_sdk import ConfigError, F, FieldMissing, NotFound, NotOffered, OneRoster, QueryError, WriteRefused, v1p1
from oneroster_sdk.v1p2 import Category, LineItem, Result, RoleRole, RoleType, User

from .conftest import Asked, Caller, Provider, Script, Told

Serve = Callable[[Script], Provider]
BASE = {"status": "active", "dateLastModified": "2026-01-02T03:04:05.000Z"}


def ref(kind: str, sourced_id: str) -> dict[str, str]:
    return {"href": f"https://x.example/ims/oneroster/v1p1/{kind}s/{sourced_id}", "sourcedId": sourced_id, "type": kind}


OLD_USER: dict[str, Any] = {
    "sourcedId": "u1",
    **BASE,
    "username": "up",
    "enabledUser": False,
    "givenName": "Made",
    "familyName": "Up",
    "role": "teacher",
    "orgs": [ref("org", "s1"), ref("org", "s2")],
    "agents": [ref("student", "u2")],
    "vendorThing": 7,
}


@pytest.fixture
def old(caller: Caller, serve: Serve) -> Callable[..., tuple[Callable[[Callable[[Any], Any]], Any], Provider]]:
    """A provider of 1.1 that gives these records, and a client that shows it as 1.2."""

    def open_with(key: str, *records: dict[str, Any]) -> tuple[Callable[[Callable[[Any], Any]], Any], Provider]:
        def script(asked: Asked) -> Told:
            return Told({key: list(records) if asked.query.get("offset") == ["0"] else []})

        provider = serve(script)
        return caller.open(provider.base_url, provider.auth, version="1.1"), provider

    return open_with


def test_a_user_of_one_role_has_it_in_each_org(old: Any) -> None:
    call, provider = old("users", OLD_USER)
    (user,) = call(lambda roster: roster.users.to_list())
    assert user.__class__ is User
    assert provider.asked[0].path == "/ims/oneroster/v1p1/users"
    assert user.enabled_user is False
    assert [(role.role, role.role_type, role.org.sourced_id) for role in user.roles] == [
        (RoleRole.TEACHER, RoleType.PRIMARY, "s1"),
        (RoleRole.TEACHER, RoleType.PRIMARY, "s2"),
    ]
    assert user.primary_org
    assert user.primary_org.sourced_id == "s1"
    assert user.agents[0].type == "user"
    assert user.additional_properties == {"vendorThing": 7}
    assert user.email is None
    assert user.origin.__class__ is v1p1.User
    assert user.origin.role == "teacher"
    assert user.origin.origin is None


def test_administrators(old: Any) -> None:
    call, provider = old("users", {**OLD_USER, "role": "administrator"})
    query = F.roles.role == "ext:administrator"
    (user,) = call(lambda roster: roster.users.where(query).to_list())
    assert user.has_role("ext:administrator", org="s2")
    assert provider.asked[0].query["filter"] == ["role='administrator'"]
    with pytest.raises(QueryError, match=r"1\.1 has no role 'siteAdministrator'; it has administrator, aide"):
        call(lambda roster: roster.users.where(F.roles.role == RoleRole.SITE_ADMINISTRATOR).to_list())


def test_records_sent_in_the_manner_of_1_2(old: Any) -> None:
    roles = [{"roleType": "primary", "role": "aide", "org": ref("org", "s9")}]
    call, _ = old("users", {**{k: v for k, v in OLD_USER.items() if k != "role"}, "roles": roles})
    (user,) = call(lambda roster: roster.users.to_list())
    assert user.has_role("aide", org="s9")


def test_queries_in_the_words_of_1_1(old: Any) -> None:
    call, provider = old("users", OLD_USER)
    call(
        lambda roster: (
            roster.schools("s1")
            .teachers.where((F.roles.org.sourced_id == "s1") & (F.enabled_user == True))  # noqa: E712 - a filter
            .sort("familyName")
            .select("givenName", "roles", "primaryOrg")
            .to_list()
        )
    )
    (asked, *_) = provider.asked
    assert asked.path == "/ims/oneroster/v1p1/schools/s1/teachers"
    assert asked.query["filter"] == ["orgs.sourcedId='s1' AND enabledUser='true'"]
    assert asked.query["fields"] == ["sourcedId,givenName,role,orgs,familyName,enabledUser"]
    assert (asked.query["sort"], asked.query["orderBy"]) == (["familyName"], ["asc"])


@pytest.mark.parametrize(
    "ask",
    [
        lambda roster: roster.users.where(F.pronouns == "x"),
        lambda roster: roster.users.sort("preferredFirstName"),
        lambda roster: roster.users.select("userProfiles"),
        lambda roster: roster.users.where(F.roles.begin_date == "x"),
    ],
)
def test_queries_that_1_1_cannot_be_asked(old: Any, ask: Callable[[Any], Any]) -> None:
    call, provider = old("users")
    with pytest.raises(QueryError, match=r"OneRoster 1\.1 has no User\.\w+"):
        call(ask)
    assert provider.asked == []


def test_selected_fields_of_1_1(old: Any) -> None:
    call, _ = old("users", {"sourcedId": "u1", "role": "student", "orgs": [ref("org", "s1")]})
    (user,) = call(lambda roster: roster.users.select("roles").to_list())
    assert user.has_role("student")
    with pytest.raises(FieldMissing, match="not asked for"):
        _ = user.given_name


def test_what_1_1_does_not_have(old: Any) -> None:
    item = {
        "sourcedId": "li1",
        **BASE,
        "title": "Essay",
        "assignDate": "2026-01-02T00:00:00Z",
        "dueDate": "2026-01-03T00:00:00Z",
        "class": ref("class", "c1"),
        "category": ref("category", "k1"),
        "gradingPeriod": ref("gradingPeriod", "g1"),
        "resultValueMin": 0,
        "resultValueMax": 10,
    }
    call, provider = old("lineItems", item)
    (read,) = call(lambda roster: roster.line_items.to_list())
    assert read.__class__ is LineItem
    assert read.grading_period
    assert (read.grading_period.type, read.result_value_max) == ("academicSession", 10.0)
    assert read.academic_session is None
    with pytest.raises(FieldMissing, match="school"):
        _ = read.school
    before = len(provider.asked)
    for ask in (
        lambda roster: roster.score_scales.to_list(),
        lambda roster: roster.assessment_results.get("x"),
        lambda roster: roster.classes("c1").line_items.create([]),
        lambda roster: roster.assessment_line_items.delete("x"),
    ):
        with pytest.raises(NotOffered, match="is not part of the version of OneRoster"):
            call(ask)
    assert len(provider.asked) == before


def test_flags_and_enrollments(old: Any) -> None:
    enrollment = {
        "sourcedId": "e1",
        **BASE,
        "user": ref("teacher", "u1"),
        "class": ref("class", "c1"),
        "school": ref("org", "s1"),
        "role": "teacher",
        "primary": True,
        "endDate": "2026-07-01",
    }
    call, _ = old("enrollments", enrollment)
    (read,) = call(lambda roster: roster.enrollments.to_list())
    assert read.primary is True
    assert (read.user.type, read.user.sourced_id) == ("user", "u1")
    assert read.role == "teacher"


def test_writes_to_1_1(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told(b"", 200))
    call = caller.open(provider.base_url, provider.auth, version="1.1")
    when = datetime(2026, 1, 2, tzinfo=UTC)
    item = LineItem(
        sourced_id="li1",
        date_last_modified=when,
        title="Essay",
        assign_date=when,
        due_date=when,
        class_="c1",
        school="s1",
        category="k1",
        grading_period="g1",
        result_value_min=0,
        result_value_max=10,
    )
    call(lambda roster: roster.line_items.put(item))
    (asked,) = provider.asked
    root = f"{provider.base_url}/v1p1"
    assert (asked.method, asked.path) == ("PUT", "/ims/oneroster/v1p1/lineItems/li1")
    assert orjson.loads(asked.body) == {
        "lineItem": {
            "sourcedId": "li1",
            "status": "active",
            "dateLastModified": "2026-01-02T00:00:00.000Z",
            "title": "Essay",
            "assignDate": "2026-01-02T00:00:00.000Z",
            "dueDate": "2026-01-02T00:00:00.000Z",
            "class": {"href": f"{root}/classes/c1", "sourcedId": "c1", "type": "class"},
            "category": {"href": f"{root}/categories/k1", "sourcedId": "k1", "type": "category"},
            "gradingPeriod": {"href": f"{root}/academicSessions/g1", "sourcedId": "g1", "type": "academicSession"},
            "resultValueMin": 0.0,
            "resultValueMax": 10.0,
        }
    }
    saved = call(lambda roster: roster.classes("c1").line_items.save_many([item]))
    assert saved.saved == {"li1": "li1"}
    assert [each.method for each in provider.asked] == ["PUT", "PUT"]


def test_writes_that_1_1_would_lose(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told(b"", 200))
    call = caller.open(provider.base_url, provider.auth, version="1.1")
    with pytest.raises(WriteRefused, match=r"1\.1 has no Category\.weight") as caught:
        call(lambda roster: roster.categories.put(Category(sourced_id="k", title="Homework", weight=0.5)))
    assert caught.value.field == "weight"
    scored = Result(
        sourced_id="r1", line_item="li1", student="u1", score_status="submitted", score_date=datetime.now(UTC).date()
    )
    with pytest.raises(WriteRefused, match=r"Result\.score is required"):
        call(lambda roster: roster.results.put(scored))
    assert provider.asked == []


def test_errors_and_warnings_of_1_1(caller: Caller, serve: Serve) -> None:
    def status(severity: str, minor: str) -> dict[str, Any]:
        return {
            "imsx_codeMajor": "success" if severity == "warning" else "failure",
            "imsx_severity": severity,
            "imsx_description": "words",
            "imsx_codeMinor": minor,
        }

    def script(asked: Asked) -> Told:
        if asked.path.endswith("/nobody"):
            return Told({"statusInfoSet": [status("error", "unknown object")]}, 404)
        records = [OLD_USER] if asked.query["offset"] == ["0"] else []
        return Told({"users": records, "statusInfoSet": [status("warning", "invalid_sort_field")]})

    provider = serve(script)
    call = caller.open(provider.base_url, provider.auth, version="1.1")
    with pytest.raises(NotFound) as caught:
        call(lambda roster: roster.users.get("nobody"))
    assert (caught.value.code_minor, caught.value.description) == ("unknownobject", "words")
    (page,) = call(lambda roster: roster.users.pages())
    assert page.warnings == ("invalid_sort_field",)


def test_raw_records_of_1_1(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told({"users": [OLD_USER] if asked.query["offset"] == ["0"] else []}))
    client = v1p1.AsyncOneRoster if caller.kind == "async" else v1p1.OneRoster
    call = caller.open(provider.base_url, provider.auth, client=client)
    (user,) = call(lambda roster: roster.users.where(role="teacher").to_list())
    assert type(user) is v1p1.User
    assert (user.role, user.enabled_user, [org.sourced_id for org in user.orgs]) == ("teacher", False, ["s1", "s2"])
    assert user.to_dict() == OLD_USER
    assert provider.asked[0].query["filter"] == ["role='teacher'"]


def test_services_elsewhere(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told({"users": [], "results": []}))
    urls = {"rostering": f"{provider.origin}/app/7/roster/v1p2", "v1p1": f"{provider.origin}/ws/v1p1"}
    new = caller.open(provider.base_url, provider.auth, service_urls=urls)
    new(lambda roster: roster.users.to_list())
    new(lambda roster: roster.results.to_list())
    old = caller.open(provider.base_url, provider.auth, service_urls=urls, version="1.1")
    old(lambda roster: roster.schools("s/1").students.to_list())
    assert [asked.path for asked in provider.asked] == [
        "/app/7/roster/v1p2/users",
        "/ims/oneroster/gradebook/v1p2/results",
        "/ws/v1p1/schools/s%2F1/students",
    ]


def test_versions_that_cannot_be() -> None:
    for client, version in ((OneRoster, "1.3"), (v1p1.OneRoster, "1.2")):
        with pytest.raises(ConfigError, match="choose one of"):
            client("https://x.example", auth=None, version=version)  # type: ignore[arg-type]
