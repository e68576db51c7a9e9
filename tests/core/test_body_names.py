"""Names that are near to those of records, but none that any provider has. What bodies hold: test_bodies."""

from __future__ import annotations

import pytest

from oneroster_sdk import DecodeError
from oneroster_sdk._bodies import record, records
from oneroster_sdk._flow import Reply

from .playing import reply


@pytest.mark.parametrize("name", ["userss", "user ", "XXusersXX"])
def test_records_are_not_taken_from_names_that_are_only_near(name: str) -> None:
    with pytest.raises(DecodeError, match="lacks 'users'"):
        records(reply({name: [{"sourcedId": "a"}]}), "GET /users", key="users", path="/users")


@pytest.mark.parametrize("name", ["clas", "classess"])
def test_one_record_is_not_taken_from_a_name_that_is_only_near(name: str) -> None:
    with pytest.raises(DecodeError, match="lacks 'class'"):
        record(reply({name: {"sourcedId": "a"}}), "GET /classes/{id}", key="class", path="/classes/{id}")


def test_what_is_no_json_is_told_of_the_operation() -> None:
    no = Reply(200, {}, b"no")
    with pytest.raises(DecodeError, match=r"^GET /users: "):
        records(no, "GET /users", key="users", path="/users")
    with pytest.raises(DecodeError, match=r"^GET /users/{id}: "):
        record(no, "GET /users/{id}", key="user", path="/users/{id}")
