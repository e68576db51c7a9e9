"""What a body holds: records in every form in which providers send them, and everything else refused."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from oneroster_sdk import DecodeError, NotFound
from oneroster_sdk._bodies import Body, One, record, records, sourced_id, whole
from oneroster_sdk._flow import Reply

LABEL = "GET /rostering/v1p2/students"
USER = {"sourcedId": "u1", "familyName": "Zacharias"}
OTHER = {"sourcedId": "u2"}
LOGIN = b"<!DOCTYPE html><title>Zacharias, sign in</title>"
BARE = "a bare object came, without 'users' around it"


def reply(body: Any, status: int = 200, content_type: str = "application/json") -> Reply:
    content = body if isinstance(body, bytes) else orjson.dumps(body)
    return Reply(status, {"content-type": content_type, "x-request-id": "r-1"}, content)


def many(body: Any, *, key: str = "users", path: str = "/rostering/v1p2/students", status: int = 200) -> Body:
    return records(reply(body, status), LABEL, key=key, path=path)


def one(
    body: Any, *, key: str = "user", path: str = "/rostering/v1p2/students/{sourcedId}"
) -> tuple[dict[str, Any], tuple[str, ...]]:
    found = record(reply(body), LABEL, key=key, path=path)
    return found.item, found.told


def under(name: str, key: str = "users") -> str:
    return f"the records came under {name!r} instead of {key!r}"


@pytest.mark.parametrize(
    ("body", "items", "told"),
    [
        ({"users": [USER, OTHER]}, [USER, OTHER], ()),
        ({"users": []}, [], ()),
        ({"users": [USER], "user": [OTHER]}, [USER], ()),
        ({"users": [], "students": []}, [], ()),
        ({"users": [], "students": [USER]}, [USER], (under("students"),)),
        ({"Users": [USER]}, [USER], (under("Users"),)),
        ({"user": [USER]}, [USER], (under("user"),)),
        ({"students": [USER]}, [USER], (under("students"),)),
        ({"Student": [USER]}, [USER], (under("Student"),)),
        ({"data": [USER]}, [USER], (under("data"),)),
        ({"data": None}, [], (under("data"), "null came where a list is due")),
        ({"data": {"users": [USER]}}, [USER], (under("data"),)),
        ({"data": {"students": [USER]}}, [USER], (under("data"), under("students"))),
        ({"data": USER}, [USER], (under("data"), BARE, "one object came where a list is due")),
        ([USER], [USER], ("a bare array came instead of an object",)),
        ([], [], ("a bare array came instead of an object",)),
        (USER, [USER], (BARE, "one object came where a list is due")),
        ({**USER, "students": []}, [{**USER, "students": []}], (BARE, "one object came where a list is due")),
        ({"users": USER}, [USER], ("one object came where a list is due",)),
        ({"users": None}, [], ("null came where a list is due",)),
        ({"sourcedId": None, "students": [USER]}, [USER], (under("students"),)),
        ({"users": [USER], "error": None, "status": "ok", "statusCode": 200}, [USER], ()),
        ({"users": [], "status": 399, "success": True, "errors": []}, [], ()),
        ({"users": [USER], "error": "boo"}, [USER], ("the body tells of an error beside the records",)),
        (
            {"students": [USER], "success": False},
            [USER],
            (under("students"), "the body tells of an error beside the records"),
        ),
        (b"\xef\xbb\xbf" + orjson.dumps({"users": []}), [], ("the body began with a byte order mark",)),
    ],
)
def test_records(body: Any, items: list[Any], told: tuple[str, ...]) -> None:
    found = many(body)
    assert (found.items, found.told) == (items, told)
    assert "Zacharias" not in repr(found)


@pytest.mark.parametrize(
    ("key", "path", "name"),
    [
        ("academicSessions", "/rostering/v1p2/schools/{schoolSourcedId}/terms", "terms"),
        ("academicSessions", "/rostering/v1p2/gradingPeriods", "gradingPeriods"),
        ("academicSessions", "/rostering/v1p2/terms", "ACADEMICSESSION"),
        ("orgs", "/ims/oneroster/v1p1/schools", "schools"),
        ("demographics", "/rostering/v1p2/demographics", "demographic"),
        ("categories", "/gradebook/v1p2/categories", "category"),
        ("classes", "/rostering/v1p2/classes", "class"),
        ("users", "/rostering/v1p2/classes/{classSourcedId}/teachers/", "teacher"),
    ],
)
def test_names_of_providers(key: str, path: str, name: str) -> None:
    assert many({name: [USER]}, key=key, path=path) == Body([USER], (under(name, key),))


def test_only_the_end_of_a_path_names_what_it_leads_to() -> None:
    with pytest.raises(DecodeError, match="lacks 'academicSessions'"):
        many({"schools": [USER]}, key="academicSessions", path="/rostering/v1p2/schools/{schoolSourcedId}/terms")


@pytest.mark.parametrize("content", [b"", b" \n"])
def test_no_content_is_an_empty_list(content: bytes) -> None:
    assert many(content, status=204) == Body([], ("no content (204) came instead of an empty list",))
    with pytest.raises(DecodeError, match="an empty body came instead of a JSON object"):
        many(content)


def test_content_is_read_whatever_the_status() -> None:
    assert many({"users": [USER]}, status=204).items == [USER]


FAILURE = {"imsx_codeMajor": "failure", "imsx_severity": "error", "imsx_description": "no Zacharias"}
NESTED = {"imsx_codeMinorField": [{"imsx_codeMinorFieldName": "x", "imsx_codeMinorFieldValue": "invalid_filter_field"}]}


@pytest.mark.parametrize(
    ("body", "code", "description"),
    [
        (FAILURE, None, "no Zacharias"),
        ({**FAILURE, "users": []}, None, "no Zacharias"),
        ({**FAILURE, "users": [USER]}, None, "no Zacharias"),
        ({"imsx_codeMajor": "success", "imsx_severity": "status"}, None, None),
        ({"imsx_codeMajor": "Unsupported", "users": []}, None, None),
        ({"imsx_severity": "Error", "users": []}, None, None),
        ({"imsx_CodeMinor": NESTED, "users": []}, "invalid_filter_field", None),
        (
            {"imsx_StatusInfo": {**FAILURE, "imsx_codeMinor": "unknown object"}, "users": []},
            "unknownobject",
            "no Zacharias",
        ),
        ({"imsx_statusInfo": {**FAILURE, "imsx_CodeMinor": NESTED}}, "invalid_filter_field", "no Zacharias"),
        ({"statusInfoSet": [FAILURE], "users": []}, None, "no Zacharias"),
        ({"statusInfoSet": FAILURE, "users": []}, None, "no Zacharias"),
        ({"statusInfoSet": [{"imsx_severity": "warning"}, FAILURE], "users": []}, None, "no Zacharias"),
        ({"error": "Zacharias"}, None, "Zacharias"),
        ({"error": "Zacharias", "users": []}, None, "Zacharias"),
        ({"errors": ["Zacharias"], "users": None}, None, "Zacharias"),
        ({"success": False, "data": []}, None, None),
        ({"status": 500, "users": []}, None, None),
        ({"Status": 400, "users": []}, None, None),
        ({"statusCode": 400, "users": []}, None, None),
        ({"statusCode": "404", "message": ["a", "b"]}, None, "a; b"),
        ({"status": "error", "error": {"code": "E1", "message": "Zacharias"}}, None, "Zacharias; E1"),
        ({"detail": [{"msg": "bad", "loc": ["query", "limit"]}]}, None, "query.limit; bad"),
        ({"message": "Zacharias"}, None, "Zacharias"),
    ],
)
def test_errors_with_status_200(body: Any, code: str | None, description: str | None) -> None:
    with pytest.raises(DecodeError) as caught:
        many(body)
    error = caught.value
    assert str(error) == f"{LABEL}: an error came with status 200: {code or 'no code'}"
    assert (error.status, error.code_minor, error.description) == (200, code, description)
    assert error.request_id == "r-1"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"x": []}, "the answer lacks 'users', under which the standard has the records"),
        ({}, "the answer lacks 'users'"),
        ({"data": {"x": [USER]}}, "the answer lacks 'users'"),
        ({"data": {"data": {"users": [USER]}}}, "the answer lacks 'users'"),
        ({"orgs": [USER]}, "the answer lacks 'users'"),
        ({"title": "Zacharias"}, "the answer lacks 'users'"),
        ({"users": "Zacharias"}, "'users' does not hold a list"),
        ({"users": ""}, "'users' does not hold a list"),
        ({"users": {}}, "'users' does not hold a list"),
        ({"users": {"0": USER}}, "'users' does not hold a list"),
        ({"data": 7}, "'users' does not hold a list"),
        (b"null", "JSON, but no object, came instead of a JSON object"),
        (b'"Zacharias"', "JSON, but no object"),
        (b'{"users": [{"sourcedId": "Zach', "no JSON (30 bytes, perhaps cut off) came instead of a JSON object"),
        (b'{"users": [NaN]}', "no JSON"),
        (LOGIN, "an HTML page came instead of JSON. This looks like a login page, is the base URL right?"),
    ],
)
def test_what_is_no_list_of_records(body: Any, words: str) -> None:
    with pytest.raises(DecodeError) as caught:
        many(body)
    assert str(caught.value).startswith(f"{LABEL}: {words}")
    assert caught.value.status == 200
    assert "Zach" not in str(caught.value) + repr(caught.value)


@pytest.mark.parametrize(
    ("beside", "total"),
    [
        ({}, None),
        ({"total": 7}, 7),
        ({"total": 0}, 0),
        ({"totalCount": "12"}, 12),
        ({"total_count": 3}, 3),
        ({"@odata.count": 5}, 5),
        ({"total": 7, "_meta": {"total": 9}}, 7),
        ({"_meta": {"total": 9}}, 9),
        ({"meta": {"totalCount": 9}}, 9),
        ({"pagination": {"total": "9"}}, 9),
        ({"paging": {"total_count": 9}}, 9),
        ({"page": {"total": 9}}, 9),
        ({"page": 4, "total": None}, None),
        ({"total": "x", "totalCount": 4}, 4),
        ({"total": -1}, None),
        ({"total": True}, None),
        ({"total": 2.0}, None),
        ({"total": "9" * 15}, 999_999_999_999_999),
        ({"total": "9" * 16}, None),
        ({"total": "²"}, None),
        ({"total": {"count": 3}, "count": 3, "limit": 5}, None),
    ],
)
def test_totals_in_bodies(beside: dict[str, Any], total: int | None) -> None:
    assert many({"users": [USER], **beside}).declared_total == total
    assert many({"data": {"users": [USER], **beside}}).declared_total == total


def test_a_bare_array_declares_nothing() -> None:
    assert many([USER]).declared_total is None


def test_warnings_beside_the_records() -> None:
    told = {"imsx_codeMajor": "success", "imsx_severity": "warning", "imsx_codeMinor": "invalid_sort_field"}
    status = {"imsx_codeMajor": "success", "imsx_severity": "status", "imsx_codeMinor": "full success"}
    assert many({"users": [USER], "statusInfoSet": [status, told]}).warnings == ("invalid_sort_field",)
    assert many({"users": [USER], "statusInfoSet": [status]}).warnings == ()
    assert many({"users": [USER], **told}).warnings == ("invalid_sort_field",)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"user": USER}, ()),
        ({"User": USER}, (under("User", "user"),)),
        ({"users": [USER]}, (under("users", "user"), "a list of one came where one object is due")),
        ({"student": USER}, (under("student", "user"),)),
        ({"user": [USER]}, ("a list of one came where one object is due",)),
        ({"data": USER}, (under("data", "user"), "a bare object came, without 'user' around it")),
        ({"data": {"user": USER}}, (under("data", "user"),)),
        ({"data": [USER]}, (under("data", "user"), "a list of one came where one object is due")),
        (USER, ("a bare object came, without 'user' around it",)),
        ([USER], ("a bare array came instead of an object", "a list of one came where one object is due")),
        ({"user": USER, "error": "boo"}, ("the body tells of an error beside the records",)),
        (b"\xef\xbb\xbf" + orjson.dumps({"user": USER}), ("the body began with a byte order mark",)),
    ],
)
def test_one_record(body: Any, told: tuple[str, ...]) -> None:
    assert one(body) == (USER, told)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("class", "classes"),
        ("category", "categories"),
        ("org", "orgs"),
        ("demographics", "demographic"),
        ("demographics", "DEMOGRAPHICS"),
    ],
)
def test_one_record_under_the_name_of_many(key: str, name: str) -> None:
    assert record(reply({name: USER}), LABEL, key=key) == One(USER, (under(name, key),), frozenset())
    with pytest.raises(DecodeError):
        record(reply({f"{name}x": USER}), LABEL, key=key)


@pytest.mark.parametrize("body", [{"user": None}, {"user": []}, {"user": {}}, {"data": None}, [], {"user": [None]}])
def test_no_record_though_all_is_well(body: Any) -> None:
    with pytest.raises(NotFound) as caught:
        one(body)
    assert str(caught.value) == (
        f"{LABEL}: the provider answered 200, but sent no record. There is none, or it may not be seen."
    )
    assert (caught.value.status, caught.value.request_id) == (200, "r-1")


def test_no_content_is_no_record() -> None:
    with pytest.raises(NotFound, match="answered 204, but sent no record"):
        record(Reply(204), LABEL, key="user")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"user": [USER, OTHER]}, "'user' holds 2 records where one object is due"),
        ({"user": "Zacharias"}, "'user' holds something else where one object is due"),
        ({"user": ["Zacharias"]}, "'user' holds 1 records where one object is due"),
        ({"x": 1}, "the answer lacks 'user'"),
        ({**FAILURE, "user": USER}, "an error came with status 200: no code"),
        ({"error": "x", "user": None}, "an error came with status 200: no code"),
    ],
)
def test_what_is_no_single_record(body: Any, words: str) -> None:
    with pytest.raises(DecodeError) as caught:
        one(body)
    assert str(caught.value).startswith(f"{LABEL}: {words}")
    assert "Zacharias" not in str(caught.value)


@pytest.mark.parametrize(
    ("item", "known"),
    [
        ({"sourcedId": "a"}, "a"),
        ({"sourcedId": " a "}, "a"),
        ({"sourcedId": "  "}, None),
        ({"sourcedId": ""}, None),
        ({"sourcedId": 12}, "12"),
        ({"sourcedId": 10**30}, "1" + "0" * 30),
        ({"sourcedId": True}, None),
        ({"sourcedId": 1.5}, None),
        ({}, None),
        ("a", None),
    ],
)
def test_ids_of_records_as_they_came(item: Any, known: str | None) -> None:
    assert sourced_id(item) == known


LATIN = '{"users": [{"sourcedId": "Zoë"}]}'


@pytest.mark.parametrize(
    ("content", "content_type", "told"),
    [
        (LATIN.encode(), "application/json; charset=iso-8859-1", ()),
        (LATIN.encode(), "application/json; charset=nonsense", ()),
        (LATIN.encode("latin-1"), 'application/json; Charset = "ISO-8859-1"; x=y', ("iso8859-1",)),
        (LATIN.encode("cp1252"), "application/json", ("cp1252",)),
        (LATIN.encode("cp1252"), "application/json; charset=utf-8", ("cp1252",)),
        (LATIN.encode("cp1252"), "application/json; charset=nonsense", ("cp1252",)),
        (LATIN.encode("cp1252"), "application/json; charset=hex", ("cp1252",)),
        (LATIN.encode("utf-16-le"), "application/json; charset=utf-16-le", ("utf-16-le",)),
        (LATIN.encode("utf-8-sig"), "", ("mark",)),
        (b"\xff\xfe" + LATIN.encode("utf-16-le"), "", ("mark", "utf-16-le")),
        (b"\xfe\xff" + LATIN.encode("utf-16-be"), "", ("mark", "utf-16-be")),
        (b"\xef\xbb\xbf" + LATIN.encode("latin-1"), "", ("mark", "cp1252")),
    ],
)
def test_charsets(content: bytes, content_type: str, told: tuple[str, ...]) -> None:
    found = records(reply(content, content_type=content_type), LABEL, key="users", path="")
    assert found.items == [{"sourcedId": "Zoë"}]
    assert found.told == tuple(
        "the body began with a byte order mark" if each == "mark" else f"the text was not UTF-8, it was read as {each}"
        for each in told
    )


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(DecodeError, match="no JSON"):
        many(b'{"users": ["\x81"]}')


@pytest.mark.parametrize("digits", ["12345678901234567890", "123456789012345678901234567890", "-9223372036854775809"])
@pytest.mark.parametrize("blank", ["", " ", "\n\t"])
def test_no_digit_is_lost(digits: str, blank: str) -> None:
    found = many(f'{{"users":[{{"sourcedId":{blank}{digits},"metadata":{{"n":{blank}{digits}}}}}]}}'.encode())
    assert found.items == [{"sourcedId": int(digits), "metadata": {"n": int(digits)}}]


def test_without_a_lane_nothing_is_read_at_once() -> None:
    assert whole(Reply(200, content=b'{"orgs": []}'), None) is None
