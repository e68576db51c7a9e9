"""Passwords of people: where they are taken out, where they are left, and that nobody erases them by putting."""

from __future__ import annotations

import pickle
from copy import deepcopy
from typing import Any

import orjson
import pytest

from oneroster_openapi.record import FieldMissing
from oneroster_sdk import ConfigError, F, QueryError, WriteRefused, v1p1, v1p2
from oneroster_sdk._bodies import record, records
from oneroster_sdk._flow import Reply
from oneroster_sdk._withheld import CAUSE, CREDENTIALS, mark, may_hold, take_out, taken_out, unwanted
from oneroster_sdk._writing import _refuse_problems

from .playing import LABEL, Asked, client, reply

PROFILE = {"profileId": "p1", "profileType": "login", "vendorId": "v1"}
SIGN_IN = {"type": "basic", "username": "ana", "password": "c"}


def user(**changes: Any) -> dict[str, Any]:
    return {
        "sourcedId": "u1",
        "status": "active",
        "dateLastModified": "2026-01-02T03:04:05.000Z",
        "enabledUser": "true",
        "givenName": "Ana",
        "familyName": "Zacharias",
        "roles": [{"roleType": "primary", "role": "student", "org": {"sourcedId": "o1"}}],
        **changes,
    }


def test_what_is_unwanted() -> None:
    assert unwanted(credentials=True, selected=None) == set()
    assert unwanted(credentials=False, selected=None) == {"password", "credentials"}
    assert unwanted(credentials=False, selected=frozenset({"sourcedId", "password"})) == {"credentials"}
    assert unwanted(credentials=False, selected=frozenset()) == CREDENTIALS


@pytest.mark.parametrize(
    ("content", "told", "may"),
    [
        (b'{"users": [{"password": "x"}]}', (), True),
        (b'{"users": [{"credentials": []}]}', (), True),
        (b'{"users": [{"passwords": "x", "note": "the password"}]}', (), False),
        (b"{}", (), False),
        (b"{}", ("the text was not UTF-8",), True),
    ],
)
def test_a_look_at_the_bytes(content: bytes, told: tuple[str, ...], may: bool) -> None:
    assert may_hold(Reply(200, content=content), told) is may


@pytest.mark.parametrize(
    ("item", "left", "names"),
    [
        ({"password": "x", "a": 1}, {"a": 1}, {"password"}),
        ({"a": [{"b": [[{"credentials": [SIGN_IN], "c": 2}]]}]}, {"a": [{"b": [[{"c": 2}]]}]}, {"credentials"}),
        ({"user": {"password": "x"}}, {"user": {}}, {"password"}),
        ({"password": 0}, {}, {"password"}),
        ({"password": 7}, {}, {"password"}),
        ({"password": None}, {"password": None}, set()),
        ({"password": ""}, {"password": ""}, set()),
        ({"credentials": []}, {"credentials": []}, set()),
        ({"credentials": {}}, {"credentials": {}}, set()),
        ({"metadata": {"password": "x"}}, {"metadata": {"password": "x"}}, set()),
        ({"Password": "x"}, {"Password": "x"}, set()),
        ("password", "password", set()),
        (None, None, set()),
    ],
)
def test_what_is_taken_out(item: Any, left: Any, names: set[str]) -> None:
    item = deepcopy(item)
    assert take_out(item, CREDENTIALS) == names
    assert item == left


def test_only_what_is_named_is_taken_out() -> None:
    item = {"password": "x", "credentials": [SIGN_IN]}
    assert take_out(item, {"credentials"}) == {"credentials"}
    assert item == {"password": "x"}


def test_which_of_many_records_had_some() -> None:
    rows: list[Any] = [{"password": "x"}, {"a": 1}, None, {"credentials": [1], "password": "y"}]
    assert taken_out(rows, CREDENTIALS) == {id(rows[0]): {"password"}, id(rows[3]): {"password", "credentials"}}
    assert rows == [{}, {"a": 1}, None, {}]


def test_a_record_knows_what_it_lacks() -> None:
    record = v1p2.User.from_dict(user(userProfiles=[PROFILE]))
    record.origin = v1p1.User.from_dict({"sourcedId": "u1"})
    mark(record, frozenset({"password", "credentials"}))
    with pytest.raises(FieldMissing, match=r"User\.password .* is not in this record: it was left out when"):
        _ = record.password
    with pytest.raises(FieldMissing, match="credentials=True"):
        _ = record.user_profiles[0].credentials
    with pytest.raises(FieldMissing, match="credentials=True"):
        _ = record.origin.password
    assert dict(record.missing_fields()) == {"password": CAUSE}
    lost = f"is not in this record, and would be erased: {CAUSE}"
    assert list(record.problems()) == [("userProfiles[0].credentials", lost), ("password", lost)]
    assert pickle.loads(pickle.dumps(record)).missing_fields() == {"password": "it was deleted or never set"}
    assert [path for path, _ in pickle.loads(pickle.dumps(record)).problems()] == [
        "userProfiles[0].credentials",
        "password",
    ]
    record.password = "new"
    record.user_profiles = []
    assert list(record.problems()) == []


def test_what_was_not_taken_out_stays_as_it_is() -> None:
    record = v1p2.User.from_dict(user(password="x"))
    mark(record, frozenset({"credentials"}))
    assert record.password == "x"
    assert list(record.problems()) == []


def test_a_partial_record_lacks_what_would_be_erased() -> None:
    query_fields = {"sourcedId", "status", "dateLastModified", "enabledUser", "givenName", "familyName", "roles"}

    def script(asked: Asked) -> Reply:
        rows = [{name: value for name, value in user(email="a@b").items() if name in query_fields}]
        return reply({"users": rows[asked.offset : asked.offset + asked.limit]})

    roster, _ = client(script)
    (record,) = roster.users.select(*query_fields).to_list()
    lost = "is not in this record, and would be erased: it was not asked for (select)"
    assert ("email", lost) in list(record.problems())


# --- through a client


def sending(*rows: dict[str, Any], key: str = "users") -> Any:
    def script(asked: Asked) -> Reply:
        if key == "user":
            return reply({key: rows[0]})
        return reply({key: list(rows)[asked.offset : asked.offset + asked.limit]})

    return script


def rows_with_passwords() -> list[dict[str, Any]]:
    return [
        user(password="x", userProfiles=[{**PROFILE, "credentials": [SIGN_IN]}]),
        user(sourcedId="u2", password=""),
        user(sourcedId="u3", userProfiles=[{**PROFILE, "credentials": []}]),
    ]


def test_passwords_are_left_out_and_counted() -> None:
    roster, _ = client(sending(*rows_with_passwords()))
    pull = roster.users.pull()
    first, second, third = pull
    assert pull.report.withheld == {"User.credentials": 1, "User.password": 1}
    assert pull.report.to_dict()["withheld"] == {"User.credentials": 1, "User.password": 1}
    assert not hasattr(first, "password")
    assert not hasattr(first.user_profiles[0], "credentials")
    assert (second.password, third.user_profiles[0].credentials) == (None, [])
    (page,) = roster.users.pages()
    assert "password" not in page.raw[0]
    assert page.raw[0]["userProfiles"] == [PROFILE]
    assert next(iter(roster.users.raw())) == page.raw[0]


def test_passwords_come_for_those_who_ask() -> None:
    roster, _ = client(sending(*rows_with_passwords()), credentials=True)
    pull = roster.users.pull()
    first, *_ = pull
    assert pull.report.withheld == {}
    assert (first.password, first.user_profiles[0].credentials[0].password) == ("x", "c")
    assert next(iter(roster.users.raw())) == rows_with_passwords()[0]
    assert repr(first) == "User(sourced_id=u1, status=active)"
    assert roster.users.where(password="x").first() == first


def test_a_selection_that_names_the_password_asks_for_it() -> None:
    def script(asked: Asked) -> Reply:
        names = asked.query["fields"].split(",")
        row = {name: value for name, value in user(password="x").items() if name in names}
        return reply({"users": [row][asked.offset : asked.offset + asked.limit]})

    roster, _ = client(script)
    assert [each.password for each in roster.users.select("password")] == ["x"]


def test_a_single_record() -> None:
    roster, _ = client(sending(rows_with_passwords()[0], key="user"))
    record = roster.users.get("u1")
    assert not hasattr(record, "password")
    roster, _ = client(sending(rows_with_passwords()[0], key="user"), credentials=True)
    assert roster.users.get("u1").password == "x"


def test_a_body_in_another_charset_hides_nothing() -> None:
    text = orjson.dumps({"user": user(password="x")}).decode().encode("utf-16")
    roster, _ = client(lambda asked: Reply(200, {"content-type": "application/json"}, text))
    assert not hasattr(roster.users.get("u1"), "password")
    many = orjson.dumps({"users": [user(password="x")]}).decode().encode("utf-16")
    assert records(Reply(200, {}, many), LABEL, key="users", path="/users", without=CREDENTIALS).withheld


def test_nothing_is_looked_for_where_nothing_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any) -> Any:
        raise AssertionError("not to be called")

    monkeypatch.setattr("oneroster_sdk._bodies.take_out", refuse)
    monkeypatch.setattr("oneroster_sdk._bodies.taken_out", refuse)
    for row, without in ((user(), CREDENTIALS), (user(password="x"), frozenset[str]())):
        found = records(reply({"users": [row]}), LABEL, key="users", path="/users", without=without)
        assert (found.items, found.withheld) == ([row], {})
        one = record(reply({"user": row}), LABEL, key="user", without=without)
        assert (one.item, one.withheld) == (row, frozenset())


def test_where_a_user_stands_in_place_of_a_reference() -> None:
    row = {
        "sourcedId": "e1",
        "status": "active",
        "dateLastModified": "2026-01-02T03:04:05Z",
        "role": "student",
        "user": user(password="x"),
        "class": {"sourcedId": "c1"},
        "school": {"sourcedId": "o1"},
    }
    roster, _ = client(sending(row, key="enrollments"))
    pull = roster.enrollments.pull()
    (record,) = pull
    assert "password" not in record.user.additional_properties
    assert pull.report.withheld == {"Enrollment.password": 1}


@pytest.mark.parametrize("name", ["password", "userProfiles.credentials", "user_profiles.credentials.username"])
def test_what_is_left_out_cannot_be_looked_at(name: str) -> None:
    roster, provider = client(sending(user()))
    with pytest.raises(QueryError, match=rf"^{name} cannot be looked at: it is left out of what comes, but for cred"):
        roster.users.where(F[name] == "x", strict=False)
    assert provider.asked == []


def test_an_order_by_what_is_left_out() -> None:
    roster, _ = client(sending(user()))
    with pytest.raises(QueryError, match="password cannot be looked at"):
        roster.users.sort("password").to_list()
    roster, _ = client(sending(user()), credentials=True)
    assert len(roster.users.sort("password").to_list()) == 1


# --- 1.1


def old_user(**changes: Any) -> dict[str, Any]:
    return {
        "sourcedId": "u1",
        "status": "active",
        "dateLastModified": "2026-01-02T03:04:05.000Z",
        "enabledUser": True,
        "username": "ana",
        "givenName": "Ana",
        "familyName": "Zacharias",
        "role": "student",
        "orgs": [{"sourcedId": "o1"}],
        **changes,
    }


def test_a_provider_of_the_old_version() -> None:
    rows = sending(old_user(password="x"))
    roster, _ = client(rows, version="1.1")
    pull = roster.users.pull()
    (record,) = pull
    assert pull.report.withheld == {"User.password": 1}
    assert not hasattr(record, "password")
    assert record.origin is not None
    assert not hasattr(record.origin, "password")
    roster, _ = client(rows, version="1.1", credentials=True)
    assert [each.password for each in roster.users] == ["x"]


def test_numbers_of_records_that_make_no_sense() -> None:
    with pytest.raises(ConfigError, match="max_records must be 1 at least"):
        client(sending(), max_records=0)


def test_a_record_without_its_password_cannot_be_written() -> None:
    record = v1p2.User.from_dict(user())
    mark(record, frozenset({"password"}))
    with pytest.raises(
        WriteRefused, match=r"^User\.password is not in this record, .*credentials=True.*Nothing was sent"
    ):
        _refuse_problems(record)
