"""JSON texts in every charset in which providers send them, with all of their digits."""

from __future__ import annotations

import codecs
from typing import Any

import pytest

from oneroster_sdk._json import Json, as_list, as_object, parsed, read, to_json

MARKED = "the body began with a byte order mark"


def not_utf8(name: str) -> str:
    return f"the text was not UTF-8, it was read as {name}"


@pytest.mark.parametrize(
    ("content", "charset", "expected"),
    [
        ('["é"]'.encode(), None, Json(["é"])),
        ('["é"]'.encode(), "iso-8859-1", Json(["é"])),
        (codecs.BOM_UTF8 + '["é"]'.encode(), None, Json(["é"], (MARKED,))),
        (codecs.BOM_UTF16_LE + '["é"]'.encode("utf-16-le"), None, Json(["é"], (MARKED, not_utf8("utf-16-le")))),
        (codecs.BOM_UTF16_BE + '["é"]'.encode("utf-16-be"), None, Json(["é"], (MARKED, not_utf8("utf-16-be")))),
        ('["é"]'.encode("latin-1"), None, Json(["é"], (not_utf8("cp1252"),))),
        ('["é"]'.encode("latin-1"), "no-such-charset", Json(["é"], (not_utf8("cp1252"),))),
        ('["é"]'.encode("latin-1"), "ISO-8859-2", Json(["é"], (not_utf8("iso8859-2"),))),
        (b'["\x81"]', "latin-1", Json(["\x81"], (not_utf8("iso8859-1"),))),
        (b'["\x81"]', None, None),
        # A mark that is not that of the text
        (codecs.BOM_UTF16_LE + '["éa"]'.encode(), None, Json(["éa"], (MARKED,))),
        (codecs.BOM_UTF16_LE + '["éa"]'.encode(), "utf-8", Json(["éa"], (MARKED,))),
        (b"", None, None),
        (b"no", None, None),
        (b"null", None, Json(None)),
    ],
)
def test_texts(content: bytes, charset: str | None, expected: Json | None) -> None:
    assert read(content, charset) == expected


def test_what_is_no_json_holds_nothing() -> None:
    assert parsed(b"no") is None
    assert parsed(b"null") is None
    assert parsed(b"[1]") == [1]


def test_a_text_without_oddities_is_read_once_and_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*arguments: object) -> None:
        pytest.fail("the slow way was taken")

    monkeypatch.setattr("oneroster_sdk._json._odd", slow)
    monkeypatch.setattr("oneroster_sdk._json.json.loads", slow)
    monkeypatch.setattr("oneroster_sdk._json.json.dumps", slow)
    text = '{"é":1234567890123456789,"a":1}'.encode()
    assert read(text) == Json({"é": 1234567890123456789, "a": 1})
    assert to_json({"é": 1234567890123456789, "a": 1}) == text


def test_keys_are_sorted_on_request() -> None:
    for value in ({"b": 1, "a": 2}, {"b": 10**30, "a": 2}):
        assert list(parsed(to_json(value))) == ["b", "a"]
        assert list(parsed(to_json(value, sort_keys=True))) == ["a", "b"]


@pytest.mark.parametrize(
    "number", [10**18, 10**19 - 1, 10**19, 10**20 - 1, 2**63, 2**64, 10**30, -(10**18), -(2**63) - 1, -(10**19)]
)
@pytest.mark.parametrize("around", ['{"a":%d}', '{"a": %d}', '{"a":\n%d,"b":1}'])
def test_no_digit_is_lost(number: int, around: str) -> None:
    assert parsed((around % number).encode())["a"] == number
    assert to_json({"a": number}) == f'{{"a":{number}}}'.encode()


@pytest.mark.parametrize(
    ("value", "is_object", "is_list"), [({}, True, False), ([], False, True), ("", False, False), (None, False, False)]
)
def test_what_a_value_is(value: Any, is_object: bool, is_list: bool) -> None:
    assert (as_object(value) is value) == (is_object or value is None)
    assert (as_list(value) is value) == (is_list or value is None)
