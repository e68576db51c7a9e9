"""Records: reading what providers really send, lacking fields, equality, copies, and what repr tells."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from oneroster_openapi.record import InvalidRecord, Reading, Record
from oneroster_openapi.v1p1 import models as v1p1
from oneroster_openapi.v1p2 import models as v1p2
from oneroster_sdk import FieldMissing
from oneroster_sdk.v1p2 import (
    AcademicSession,
    ClassType,
    Demographics,
    Enrollment,
    EnrollmentRole,
    Org,
    OrgGUIDRef,
    OrgType,
    Role,
    RoleRole,
    RoleType,
    Status,
    User,
)

USER: dict[str, Any] = {
    "sourcedId": "u1",
    "status": "active",
    "dateLastModified": "2026-01-02T03:04:05.000Z",
    "metadata": {"homeLanguage": "pt", "deep": {"er": [1, None]}},
    "userIds": [{"type": "LDAP", "identifier": "9"}],
    "enabledUser": "false",
    "givenName": "Ana",
    "familyName": "Zacharias",
    "roles": [
        {
            "roleType": "primary",
            "role": "student",
            "org": {"href": "https://x.example/orgs/s1", "sourcedId": "s1", "type": "org"},
            "beginDate": "2025-08-01",
        }
    ],
    "agents": [{"href": "https://x.example/users/p1", "sourcedId": "p1", "type": "user"}],
    "grades": ["09"],
    "password": "hunter2",
}


def user(**changes: Any) -> dict[str, Any]:
    """The sample with some fields changed; those set to ... are left out."""
    return {key: value for key, value in {**USER, **changes}.items() if value is not ...}


def test_a_whole_record() -> None:
    read = User.from_dict(USER)
    assert read.enabled_user is False
    assert read.status is Status.ACTIVE
    assert read.date_last_modified == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert read.roles[0].role is RoleRole.STUDENT
    assert read.roles[0].role_type is RoleType.PRIMARY
    assert read.roles[0].org == OrgGUIDRef(sourced_id="s1", href="https://x.example/orgs/s1")
    assert read.roles[0].begin_date == date(2025, 8, 1)
    assert read.email is None
    assert read.resources == read.user_profiles == []
    assert read.additional_properties == {}
    assert read.to_dict() == USER


def test_the_constructor_takes_keywords_and_fills_in_what_is_optional() -> None:
    made = Org(
        sourced_id="o1",
        status=Status.ACTIVE,
        date_last_modified=datetime(2026, 1, 1, tzinfo=UTC),
        name="Alder",
        type=OrgType.SCHOOL,
        identifier="7",
    )
    assert made.children == []
    assert made.parent is None
    assert Org.from_dict(made.to_dict()) == made


FLAGS = [
    (form, True, repaired)
    for form, repaired in [("true", 0), (True, 1), ("True", 1), ("TRUE", 1), (1, 1), ("1", 1), ("t", 1)]
]
FLAGS += [
    (form, False, repaired)
    for form, repaired in [("false", 0), (False, 1), ("False", 1), ("FALSE", 1), (0, 1), ("0", 1), ("f", 1)]
]


@pytest.mark.parametrize(("form", "meant", "repaired"), FLAGS)
def test_flags(form: Any, meant: bool, repaired: int) -> None:
    reading = Reading()
    assert User.from_dict(user(enabledUser=form), reading).enabled_user is meant
    assert sum(reading.repairs.values()) == repaired


@pytest.mark.parametrize("form", ["maybe", 2, 1.0, [], {}, "falsey"])
def test_flags_that_say_nothing(form: Any) -> None:
    with pytest.raises(InvalidRecord, match=r"User\.enabledUser is neither true nor false"):
        User.from_dict(user(enabledUser=form))


@pytest.mark.parametrize(
    ("wire", "form", "meant"),
    [
        ("status", "Active", Status.ACTIVE),
        ("status", "inactive", Status.TOBEDELETED),
        ("status", "Inactive", Status.TOBEDELETED),
        ("status", "frozen", "frozen"),
        ("username", 12345, "12345"),
        ("username", 12.0, "12"),
        ("username", "", None),
        ("familyName", "", ""),
        ("identifier", True, "true"),
        ("grades", "05,06", ["05", "06"]),
        ("grades", "05", ["05"]),
        ("grades", [5, None, "06"], ["5", "06"]),
        ("grades", None, []),
        ("grades", "", []),
        ("agents", {"sourcedId": "p1"}, None),
        ("primaryOrg", {}, None),
        ("primaryOrg", "", None),
        ("metadata", "", {}),
        ("metadata", None, {}),
        ("email", None, None),
        ("dateLastModified", "2026-01-02T03:04:05", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("dateLastModified", "2026-01-02 03:04:05", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("dateLastModified", "2026-01-02T03:04:05+00:00Z", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("dateLastModified", "2026-01-02T03:04:05.123456789Z", datetime(2026, 1, 2, 3, 4, 5, 123456, tzinfo=UTC)),
        ("dateLastModified", "2025-09-01Z", datetime(2025, 9, 1, tzinfo=UTC)),
        ("dateLastModified", "2025-09-01", datetime(2025, 9, 1, tzinfo=UTC)),
    ],
)
def test_odd_values_are_read(wire: str, form: Any, meant: Any) -> None:
    reading = Reading()
    read = User.from_dict(user(**{wire: form}), reading)
    prop = next(prop for prop in User.__properties__ if prop.wire == wire)
    if wire == "agents":
        assert [agent.sourced_id for agent in read.agents] == ["p1"]
    else:
        assert getattr(read, prop.name) == meant


@pytest.mark.parametrize(
    ("form", "meant"),
    [
        ("2025-08-01T00:00:00Z", date(2025, 8, 1)),
        ("2025-08-01T23:59:59.000+05:00", date(2025, 8, 1)),
        ("2025-08-01Z", date(2025, 8, 1)),
        ("2025-08-01 00:00", date(2025, 8, 1)),
        ("0000-00-00", None),
        ("", None),
        (None, None),
    ],
)
def test_odd_dates(form: Any, meant: date | None) -> None:
    reading = Reading()
    record = Demographics.from_dict({**BASE, "birthDate": form}, reading)
    assert record.birth_date == meant
    assert bool(reading.repairs) == (form is not None)


BASE = {key: USER[key] for key in ("sourcedId", "status", "dateLastModified")}


@pytest.mark.parametrize(
    "form", ["soon", "2025-13-01", "2025-02-30T00:00:00Z", 20250801, ["2025-08-01"], "2025-08-01x"]
)
def test_dates_that_are_none(form: Any) -> None:
    with pytest.raises(InvalidRecord, match=r"Demographics\.birthDate is") as caught:
        Demographics.from_dict({**BASE, "birthDate": form})
    assert str(form) not in str(caught.value)


def test_unknown_properties_are_kept_at_every_level() -> None:
    data = user(dateCreated="x", roles=[{**USER["roles"][0], "building": {"n": 1}}])
    read = User.from_dict(data)
    assert read.additional_properties == {"dateCreated": "x"}
    assert read.roles[0].additional_properties == {"building": {"n": 1}}
    assert read.to_dict() == data


def test_a_required_field_that_is_missing() -> None:
    reading = Reading()
    read = User.from_dict(user(familyName=..., givenName=None), reading)
    with pytest.raises(FieldMissing, match=r"User.family_name \(familyName in JSON\).*the provider did not send it"):
        _ = read.family_name
    with pytest.raises(FieldMissing, match="the provider sent it empty"):
        _ = read.given_name
    assert getattr(read, "family_name", "?") == "?"
    assert not hasattr(read, "given_name")
    assert set(read.missing_fields()) == {"family_name", "given_name"}
    assert read.email is None
    assert "familyName" not in read.to_dict()
    for twin in (copy.copy(read), copy.deepcopy(read), pickle.loads(pickle.dumps(read))):
        assert twin == read
        with pytest.raises(FieldMissing):
            _ = twin.family_name
    assert repr(read) == "User(sourced_id=u1, status=active)"
    assert reading.repairs == {
        (("User", "givenName"), "was empty, though required"): 1,
        (("User", "familyName"), "was missing, though required"): 1,
    }
    read.family_name = "Silva"
    assert read.family_name == "Silva"


def test_a_misspelt_attribute_is_no_missing_field() -> None:
    with pytest.raises(AttributeError) as caught:
        _ = User.from_dict(USER).familyname  # type: ignore[attr-defined]
    assert not isinstance(caught.value, FieldMissing)


@pytest.mark.parametrize("sourced_id", [..., None])
def test_no_record_without_an_id(sourced_id: Any) -> None:
    with pytest.raises(InvalidRecord, match=r"User\.sourcedId is"):
        User.from_dict(user(sourcedId=sourced_id))


def test_no_enrollment_without_its_references() -> None:
    whole = {
        **BASE,
        "user": {"sourcedId": "u1"},
        "class": "c1",
        "schoolSourcedId": "s1",
        "role": "Student",
        "primary": "false",
    }
    reading = Reading()
    read = Enrollment.from_dict(whole, reading)
    assert (read.user.sourced_id, read.class_.sourced_id, read.school.sourced_id) == ("u1", "c1", "s1")
    assert read.role is EnrollmentRole.STUDENT
    assert {what for (_, what) in reading.repairs} == {
        "was a plain id",
        "was missing, its flat form was read",
        "was in another letter case",
    }
    for wire in ("user", "class", "schoolSourcedId"):
        with pytest.raises(InvalidRecord):
            Enrollment.from_dict({key: value for key, value in whole.items() if key != wire})


def test_faults_are_told_by_their_path() -> None:
    broken = user(roles=[USER["roles"][0], {**USER["roles"][0], "org": {"sourcedId": ["s1"]}}])
    with pytest.raises(InvalidRecord) as caught:
        User.from_dict(broken)
    assert (caught.value.record, caught.value.field) == ("User", "roles[1].org.sourcedId")
    assert str(caught.value) == "User.roles[1].org.sourcedId is an array where a string is due"
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)


@pytest.mark.parametrize("form", [None, "x", 7, [USER]])
def test_what_is_no_object_is_no_record(form: Any) -> None:
    with pytest.raises(InvalidRecord, match="User is not an object"):
        User.from_dict(form)


def test_what_was_not_selected() -> None:
    read = User.from_dict({"sourcedId": "u1", "email": None}, Reading(selected=frozenset({"sourcedId", "email"})))
    assert read.email is None
    with pytest.raises(FieldMissing, match=r"not asked for \(select\)"):
        _ = read.grades


def test_equality_is_by_value_and_records_are_not_hashable() -> None:
    assert User.from_dict(USER) == User.from_dict(dict(USER))
    assert User.from_dict(USER) != User.from_dict(user(email="a@example.org"))
    assert User.from_dict(USER) != User.from_dict(user(vendor=1))
    assert OrgGUIDRef(sourced_id="x") != "x"
    with pytest.raises(TypeError):
        hash(User.from_dict(USER))


def test_repr_and_str_hide_people() -> None:
    people = User.from_dict(user(email="zach@example.org", phone="555"))
    demographics = Demographics.from_dict({**BASE, "birthDate": "2010-02-03", "sex": "female", "cityOfBirth": "Porto"})
    for shown in (repr(people), str(people), repr(demographics), f"{people.roles[0]}", f"{people.user_ids}"):
        for secret in ("Ana", "Zacharias", "hunter2", "example.org", "555", "2010", "female", "Porto", "'9'"):
            assert secret not in shown
    assert repr(people.roles[0]) == "Role(role_type=primary, role=student)"


def test_no_dict_and_weak_references() -> None:
    read = User.from_dict(USER)
    assert not hasattr(read, "__dict__")
    with pytest.raises(AttributeError):
        read.nickname = "x"  # type: ignore[attr-defined]


def test_date_times_are_written_in_utc() -> None:
    read = User.from_dict(USER)
    read.date_last_modified = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=timezone(timedelta(hours=2)))
    assert read.to_dict()["dateLastModified"] == "2026-01-02T01:04:05.678901Z"


def test_old_names_of_vocabularies_stay() -> None:
    assert ClassType("homeroom").value == "homeroom"
    assert AcademicSession.__properties__[0].wire == "sourcedId"
    assert Role.__properties__[0].name == "role_type"


def test_questions_about_a_record() -> None:
    read = User.from_dict(USER)
    assert read.is_active
    assert not read.is_deleted
    assert User.from_dict(user(status="inactive")).is_deleted
    assert read.has_role("student")
    assert read.has_role(RoleRole.STUDENT, org="s1")
    assert read.has_role("student", org=read.roles[0].org)
    assert not read.has_role("student", org="s2")
    assert not read.has_role("teacher")
    with pytest.raises(FieldMissing):
        _ = User.from_dict(user(status=...)).is_active
    with pytest.raises(FieldMissing):
        User.from_dict(user(roles=...)).has_role("student")


def test_the_end_of_something_is_exclusive() -> None:
    role = Role.from_dict({**USER["roles"][0], "endDate": "2026-07-01"})
    assert [role.active_on(date(*day)) for day in [(2025, 7, 31), (2025, 8, 1), (2026, 6, 30), (2026, 7, 1)]] == [
        False,
        True,
        True,
        False,
    ]
    role.begin_date = role.end_date = None
    assert role.active_on(date(1900, 1, 1))
    session = {
        **BASE,
        "title": "T",
        "type": "term",
        "startDate": "2025-08-01",
        "endDate": "2025-12-20",
        "schoolYear": 2026,
    }
    assert AcademicSession.from_dict(session).active_on(date(2025, 12, 19))
    assert not AcademicSession.from_dict(session).active_on(date(2025, 7, 31))


@pytest.mark.parametrize("days", [{}, {"startDate": "2025-08-01"}, {"endDate": "2025-12-20"}])
def test_nobody_knows_when_a_session_is_whose_days_are_missing(days: dict[str, str]) -> None:
    selected = Reading(selected=frozenset({"sourcedId"}))
    for reading in (None, selected):
        session = AcademicSession.from_dict({**BASE, **days}, reading)
        with pytest.raises(FieldMissing, match="Date"):
            session.active_on(date(2025, 9, 1))


def test_ids_meet_the_references_to_them() -> None:
    reading = Reading()
    school = Org.from_dict({**BASE, "sourcedId": "s1  ", "name": "Alder", "type": "school", "identifier": "7"}, reading)
    pupil = User.from_dict(user(primaryOrg={"sourcedId": " s1"}, agents=["p1 "]), reading)
    assert pupil.primary_org is not None
    assert pupil.primary_org.sourced_id == school.sourced_id == "s1"
    assert pupil.agents[0].sourced_id == "p1"
    assert reading.repairs == {
        (("Org", "sourcedId"), "had blanks around it"): 1,
        (("OrgGUIDRef", "sourcedId"), "had blanks around it"): 1,
        (("User", "agents"), "had blanks around it"): 1,
        (("User", "agents"), "was a plain id"): 1,
    }


@pytest.mark.parametrize(
    ("sourced_id", "words"),
    [
        ("", "is empty"),
        ("  ", "is empty"),
        (1.2345678901234568e29, "is a number too large to be read exactly"),
        (12.0, "is a number with a point where a string is due"),
        (True, "is a boolean where a string is due"),
        ([], "is an array where a string is due"),
    ],
)
def test_what_is_no_id(sourced_id: Any, words: str) -> None:
    with pytest.raises(InvalidRecord) as caught:
        User.from_dict(user(sourcedId=sourced_id))
    assert str(caught.value) == f"User.sourcedId {words}"


def test_empty_strings() -> None:
    reading = Reading()
    read = User.from_dict(user(familyName="", email="", givenName=" ", status=""), reading)
    assert (read.family_name, read.email, read.given_name) == ("", None, " ")
    assert set(read.missing_fields()) == {"status"}
    assert reading.repairs == {
        (("User", "familyName"), "was an empty string, though required"): 1,
        (("User", "email"), "was an empty string"): 1,
        (("User", "status"), "was an empty string"): 1,
        (("User", "status"), "was empty, though required"): 1,
    }
    assert read.to_dict()["familyName"] == ""
    assert User.from_dict(read.to_dict()) == read


@pytest.mark.parametrize(
    ("form", "year"), [("2026", "2026"), (2026, "2026"), ("2025-08-01", "2025-08-01"), ("2025-2026", "2025-2026")]
)
def test_school_years(form: Any, year: str) -> None:
    assert AcademicSession.from_dict({**BASE, "schoolYear": form}).school_year == year


def test_a_role_that_an_enrollment_cannot_have_stays_as_it_is() -> None:
    read = Enrollment.from_dict({**BASE, "user": "u", "class": "c", "school": "s", "role": "primary"})
    assert read.role == "primary"
    assert not isinstance(read.role, EnrollmentRole)


FLAT = "was missing, its flat form was read"
OTHERWISE = "was used, but its flat form says otherwise"
CLASS = {**BASE, "title": "Maths", "classType": "homeroom", "course": {"sourcedId": "k1"}}


@pytest.mark.parametrize(
    ("sent", "school", "repairs"),
    [
        ({"schoolSourcedId": "s1"}, "s1", [FLAT]),
        ({"schoolSourcedId": 7}, "7", [FLAT]),
        ({"school": None, "schoolSourcedId": "s1"}, "s1", [FLAT]),
        ({"school": {}, "schoolSourcedId": "s1"}, "s1", ["was an empty object", FLAT]),
        (
            {"school": {"sourcedId": None}, "schoolSourcedId": "s1"},
            "s1",
            ["was a reference without an id", FLAT],
        ),
        ({"school": {"sourcedId": "s1"}, "schoolSourcedId": "s1"}, "s1", []),
        ({"school": {"sourcedId": "s1"}, "schoolSourcedId": " s1 "}, "s1", []),
        ({"school": {"sourcedId": "s1"}, "schoolSourcedId": "s2"}, "s1", [OTHERWISE]),
        ({"school": {"sourcedId": "s1"}, "schoolSourcedId": None}, "s1", []),
        ({"school": {"sourcedId": "s1"}, "schoolSourcedId": ""}, "s1", []),
        ({"school": {"sourcedId": "s1"}, "schoolSourcedId": True}, "s1", []),
        ({"schoolSourcedId": True}, None, ["was missing, though required"]),
        ({"schoolSourcedIds": "s1"}, None, ["was missing, though required"]),
    ],
)
def test_flat_forms_of_a_reference(sent: dict[str, Any], school: str | None, repairs: list[str]) -> None:
    reading = Reading()
    read = v1p2.Class.from_dict({**CLASS, "terms": ["t1"], **sent}, reading)
    assert getattr(getattr(read, "school", None), "sourced_id", None) == school
    assert [what for where, what in reading.repairs if where == ("Class", "school")] == repairs
    assert read.additional_properties == {name: value for name, value in sent.items() if name != "school"}
    assert v1p2.Class.from_dict(read.to_dict()) == read


@pytest.mark.parametrize(
    ("sent", "terms", "repairs"),
    [
        ({"termSourcedIds": "t1, t2"}, ["t1", "t2"], [FLAT]),
        ({"termSourcedIds": ["t1", "t2"]}, ["t1", "t2"], [FLAT]),
        ({"termsSourcedIds": "t1"}, ["t1"], [FLAT]),
        ({"termSourcedId": "t1"}, ["t1"], [FLAT]),
        ({"terms": None, "termSourcedIds": "t1"}, ["t1"], [FLAT]),
        ({"terms": [{"sourcedId": "t1"}, "t2"], "termSourcedIds": "t2,t1"}, ["t1", "t2"], ["was a plain id"]),
        ({"terms": [{"sourcedId": "t1"}], "termSourcedIds": "t2,t1"}, ["t1"], [OTHERWISE]),
        ({"terms": [{"sourcedId": "t1"}], "termSourcedIds": []}, ["t1"], []),
    ],
)
def test_flat_forms_of_several_references(sent: dict[str, Any], terms: list[str], repairs: list[str]) -> None:
    reading = Reading()
    read = v1p1.Class.from_dict({**CLASS, "school": {"sourcedId": "s1"}, **sent}, reading)
    assert [term.sourced_id for term in read.terms] == terms
    assert [what for where, what in reading.repairs if where == ("Class", "terms")] == repairs
    assert read.additional_properties == {name: value for name, value in sent.items() if name != "terms"}


def test_flat_forms_of_optional_references() -> None:
    read = Org.from_dict({**BASE, "parentSourcedId": "o1", "childSourcedIds": ["o2"]})
    assert read.parent == OrgGUIDRef(sourced_id="o1", type=None)
    assert read.children == [OrgGUIDRef(sourced_id="o2", type=None)]
    assert v1p1.User.from_dict({**BASE, "orgSourcedIds": "o1,o2"}).orgs[1].sourced_id == "o2"
    assert Role.from_dict({"orgSourcedId": "o1"}).org.sourced_id == "o1"


ESSENTIAL: list[tuple[type[Record], str]] = [
    *((model, wire) for model in (v1p1.Enrollment, v1p2.Enrollment) for wire in ("user", "class", "school")),
    *((model, wire) for model in (v1p1.Result, v1p2.Result) for wire in ("lineItem", "student")),
    *((v1p2.AssessmentResult, wire) for wire in ("assessmentLineItem", "student")),
]


@pytest.mark.parametrize(("model", "wire"), ESSENTIAL)
@pytest.mark.parametrize(
    ("form", "state"), [(..., "missing"), (None, "empty"), ({}, "empty"), ("", "empty"), ({"sourcedId": None}, "empty")]
)
def test_references_without_which_a_record_says_nothing(model: type[Record], wire: str, form: Any, state: str) -> None:
    whole = {**BASE, **{other: {"sourcedId": "x"} for known, other in ESSENTIAL if known is model}, wire: form}
    with pytest.raises(InvalidRecord) as caught:
        model.from_dict({name: value for name, value in whole.items() if value is not ...})
    assert str(caught.value) == f"{model.__name__}.{wire} is {state}"


def test_a_selection_says_nothing_of_records_within() -> None:
    reading = Reading(selected=frozenset({"sourcedId", "roles", "primaryOrg"}))
    role = {"roleType": "primary", "role": "Student", "org": {"sourcedId": "s1"}}
    read = User.from_dict({"sourcedId": "u1", "roles": [role], "primaryOrg": "s1"}, reading)
    assert read.roles[0].begin_date is None
    assert read.roles[0].org.href is None
    assert read.primary_org is not None
    assert read.primary_org.href is None
    assert reading.repairs == {
        (("Role", "role"), "was in another letter case"): 1,
        (("User", "primaryOrg"), "was a plain id"): 1,
    }
    with pytest.raises(FieldMissing, match=r"not asked for \(select\)"):
        _ = read.agents


def test_what_was_selected_but_not_sent() -> None:
    reading = Reading(selected=frozenset({"sourcedId", "familyName", "email", "grades", "metadata"}))
    read = User.from_dict({"sourcedId": "u1"}, reading)
    assert (read.email, read.grades, read.metadata) == (None, [], {})
    with pytest.raises(FieldMissing, match="the provider did not send it"):
        _ = read.family_name
    assert reading.repairs == {(("User", "familyName"), "was missing, though required"): 1}


def test_no_value_hangs_on_an_error() -> None:
    for sent in ({"dateLastModified": "Zacharias"}, {"roles": [{"beginDate": "2025-02-30 Zacharias"}]}):
        with pytest.raises(InvalidRecord) as caught:
            User.from_dict(user(**sent))
        assert caught.value.__context__ is None
        assert caught.value.__cause__ is None


MODELS: list[type[Record]] = [
    getattr(models, name)
    for models in (v1p1, v1p2)
    for name in (
        "AcademicSession",
        "Class",
        "Course",
        "Demographics",
        "Enrollment",
        "LineItem",
        "Org",
        "Result",
        "User",
    )
]
SECRET = "Zacharias"
SAID = st.text(max_size=5).map(lambda text: text + SECRET)
ODD = st.sampled_from(
    ["", " ", "a", " a ", "a,b", "true", "Student", "primary", "2025-08-01", "2026-01-02T24:00:00", "0000-00-00", "7.5"]
)
SINGLE = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | SAID | ODD
NAMES = st.sampled_from(["sourcedId", "href", "type", "role", "org", "roleType", "beginDate", "x"]) | SAID
VALUES = st.recursive(
    SINGLE, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=8
)


@st.composite
def objects(draw: st.DrawFn) -> tuple[type[Record], dict[str, Any]]:
    """A model, and an object with any of its properties, each with anything in it, and with some that it lacks."""
    model = draw(st.sampled_from(MODELS))
    wires = [prop.wire for prop in model.__properties__]
    sent = draw(st.dictionaries(st.sampled_from(wires), VALUES, max_size=6))
    essential = {prop.wire: {"sourcedId": "e"} for prop in model.__properties__ if prop.essential}
    flat = draw(st.dictionaries(st.sampled_from(["schoolSourcedId", "orgSourcedIds", "termSourcedIds"]), VALUES))
    extra = draw(st.dictionaries(st.text(max_size=5).map(lambda name: f"x{name}"), VALUES, max_size=2))
    return model, {**essential, "sourcedId": "s", **sent, **flat, **extra}


@given(objects())
def test_anything_is_read_or_refused_and_nothing_is_lost_or_shown(made: tuple[type[Record], dict[str, Any]]) -> None:
    model, sent = made
    reading, read, message = Reading(), None, ""
    try:
        read = model.from_dict(sent, reading)
    except InvalidRecord as error:
        message = f"{error}{error!r}"
    event("read" if read is not None else "refused")
    assert SECRET not in f"{message}{reading.repairs}"
    if read is None:
        return
    known = {prop.wire for prop in model.__properties__}
    assert read.additional_properties == {name: value for name, value in sent.items() if name not in known}
    written = read.to_dict()
    again = model.from_dict(written)
    assert again.to_dict() == written
    if not any(getattr(read, prop.name, None) == [] for prop in model.__properties__ if prop.required):
        assert again == read


def test_any_mapping_is_an_object() -> None:
    assert User.from_dict(MappingProxyType(USER)) == User.from_dict(USER)


def test_all_that_is_withheld_is_taken_out() -> None:
    record = User.from_dict({**USER, "email": "x", "password": "y", "phone": "z"})
    record.withhold({"email", "password", "phone"}, "the words")
    assert dict(record.missing_fields()) == dict.fromkeys(("email", "password", "phone"), "the words")
