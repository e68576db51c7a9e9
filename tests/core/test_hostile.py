"""What a hostile provider can send, and what bounds it: depth, numbers, headers, texts, oddities, endless pages."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import orjson
import pytest

from oneroster_openapi.kinds import DAY, MOMENT, Unreadable
from oneroster_openapi.record import Reading
from oneroster_sdk import DecodeError, IncompletePull, PullReport
from oneroster_sdk._answers import StatusInfo, json_of, warnings
from oneroster_sdk._core import MOST_RECORDS
from oneroster_sdk._flow import Reply
from oneroster_sdk._json import read, to_json
from oneroster_sdk._links import number_in, paging_links
from oneroster_sdk._pages import identity
from oneroster_sdk._report import MOST_KINDS, OTHERS
from oneroster_sdk._setup import Options
from oneroster_sdk._trail import Trail

from .playing import Asked, client, org, orgs, serving

URL = "https://x.example/orgs"
AT_MOST = 2.0
"""Seconds; each takes some hundredths, and minutes or hours where time grows with the square of the length."""


def quickly(work: Callable[[], object]) -> None:
    started = time.process_time()
    work()
    assert time.process_time() - started < AT_MOST


# --- JSON


@pytest.mark.parametrize("depth", [1025, 5000, 1_000_000])
def test_too_deep_a_text_is_none(depth: int) -> None:
    assert read(b"[" * depth + b"]" * depth) is None
    assert read(b'{"a":' * depth + b"1" + b"}" * depth) is None


def test_depth_with_a_number_that_only_the_standard_library_reads() -> None:
    text = b'{"n": 123456789012345678901234567890, "a": ' + b"[" * 1000 + b"]" * 1000 + b"}"
    found = read(text)
    assert found is None or found.value["n"] == 123456789012345678901234567890
    shallow = b'{"n": 123456789012345678901234567890, "a": ' + b"[" * 100 + b"]" * 100 + b"}"
    assert read(shallow) is not None


def test_depth_that_cannot_be_written() -> None:
    deep: Any = []
    for _ in range(200_000):
        deep = [deep]
    with pytest.raises(ValueError, match="nested too deeply") as caught:
        to_json(deep)
    assert caught.value.__context__ is None
    with pytest.raises(DecodeError, match=r"^a record without a sourcedId is nested too deeply to be told apart from"):
        identity({"a": deep})
    assert identity({"sourcedId": "o1", "a": deep}) == "o1"


@pytest.mark.parametrize("number", [b"1e999", b"-1e999", b"9" * 100_000, b"NaN", b"Infinity"])
def test_numbers_that_are_none(number: bytes) -> None:
    quickly(lambda: read(b'{"a": ' + number + b"}"))
    assert read(b'{"a": ' + number + b"}") is None


@pytest.mark.parametrize(("digits", "is_read"), [(308, True), (309, False), (310, False)])
def test_as_many_digits_as_a_number_may_have(digits: int, is_read: bool) -> None:
    found = read(b'{"a": ' + b"2" * digits + b"}")
    assert (found is not None) is is_read
    assert found is None or found.value["a"] == int("2" * digits)


def test_the_last_of_two_values_under_one_name_counts() -> None:
    found = read(b'{"a": 1, "a": 2}')
    assert found is not None
    assert found.value == {"a": 2}


@pytest.mark.parametrize("text", [b'{"a": "\\ud800"}', b'{"a": "\xed\xa0\x80"}'])
def test_half_a_character_is_no_text_or_no_half_any_more(text: bytes) -> None:
    found = read(text)
    assert found is None or found.value["a"].encode()


def test_a_page_that_is_no_json_is_an_error() -> None:
    roster, _ = client(lambda asked: Reply(200, {}, b'{"orgs": ' + b"[" * 2000 + b"]" * 2000 + b"}"))
    with pytest.raises(DecodeError, match="no JSON"):
        roster.orgs.to_list()


# --- headers and texts

HEADERS = {
    "brackets": "<" * 100_000,
    "blanks": "<a>" + ";a" + " " * 100_000,
    "no brackets": "a" * 100_000,
    "parameters without addresses": ";rel=" * 20_000,
    "parameters that do not end": "a;rel=x" * 15_000 + '"',
    "semicolons": "<a>;" * 25_000,
    "links": '<a>;rel="x"' * 8_000,
    "only blanks": " " * 100_000,
    "words": "a " * 50_000 + ";rel=x",
    "quotes": "<a>" + ';a="' * 20_000,
    "bare links": "http://a;rel=x," * 6_000,
}


@pytest.mark.parametrize("name", HEADERS)
def test_the_time_for_a_link_header_grows_with_its_length_only(name: str) -> None:
    quickly(lambda: paging_links(HEADERS[name], URL))
    assert paging_links(HEADERS[name], URL) == {}


@pytest.mark.parametrize("target", ["http://[", "http://[::x]/", "http://x:port/", "//[v1.x"])
def test_addresses_that_are_none_are_passed_over(target: str) -> None:
    assert paging_links(f"<{target}>; rel=next, <?offset=1>; rel=last", URL) == {"last": f"{URL}?offset=1"}


def test_a_bare_link_may_stand_anywhere() -> None:
    header = "noise http://x.example/a,b;c?x=1; rel=next ; title='t', /b; REL=\"last\""
    assert paging_links(header, URL) == {"next": "http://x.example/a,b;c?x=1", "last": "https://x.example/b"}
    assert paging_links("/a; rel=next,http://x.example/b; rel=last", URL) == {
        "next": "https://x.example/a",
        "last": "http://x.example/b",
    }
    assert paging_links("; rel=next", URL) == {}
    assert paging_links("/a; rel=next x, /b; rel=last", URL) == {"last": "https://x.example/b"}


@pytest.mark.parametrize(("digits", "number"), [("9" * 15, 10**15 - 1), ("9" * 16, None), ("9" * 5000, None)])
def test_numbers_in_addresses(digits: str, number: int | None) -> None:
    assert number_in(f"{URL}?offset={digits}", "offset") == number


def test_the_host_of_a_link_cannot_write_to_a_terminal() -> None:
    problem = Trail().follow(URL, "https://\x1bcx.example/")
    assert problem is not None
    assert problem.isprintable()
    long = Trail().follow(URL, f"https://{'x' * 1000}.example/")
    assert long is not None
    assert len(long) < 400


@pytest.mark.parametrize("kind", [DAY, MOMENT])
@pytest.mark.parametrize("odd", ["{}x", "{}Tx", "{} +01:00x", "T{}"])
def test_the_time_for_a_date_grows_with_its_length_only(kind: Any, odd: str) -> None:
    def unreadable() -> None:
        with pytest.raises(Unreadable):
            kind.read("2026-01-02" + odd.format(" " * 200_000), ("User", "x"), Reading())

    quickly(unreadable)


def test_of_an_error_no_more_is_read_than_is_told() -> None:
    many = {"errors": [{"message": f"m{number}"} for number in range(100_000)]}
    told = StatusInfo.of(many).description
    assert told is not None
    assert told.startswith("m0; m1; ")
    assert len(told) == len("; ".join(f"m{number}" for number in range(100))) == 488
    assert StatusInfo.of({"message": " x" * 5_000}).description == ("x " * 250)[:500]
    assert StatusInfo.read(Reply(500, content=b"x " * 1_000_000)).description == ("x " * 250)[:500]
    charset = "charset" + " " * 100_000
    quickly(lambda: json_of(Reply(200, {"content-type": charset}, b"{}")))


def test_request_ids_fit_on_a_line() -> None:
    assert Reply(200, {"x-request-id": "r\x1b[31m\n1"}).request_id == r"r\x1b[31m\n1"
    assert Reply(200, {"x-request-id": "r" * 1000}).request_id == "r" * 200 + "…"


def test_codes_of_warnings_are_the_standards() -> None:
    told = [{"imsx_severity": "warning", "imsx_codeMinor": code} for code in ("Zacharias", "invalid_sort_field")]
    assert warnings({"statusInfoSet": told}) == ("unknown", "invalid_sort_field")


# --- reports


def test_a_report_counts_a_thousand_kinds_apart() -> None:
    report = PullReport("GET /orgs")
    for number in range(MOST_KINDS + 5):
        report.warn(f"kind {number}", 2)
    report.warn("kind 0")
    assert (MOST_KINDS, len(report.warnings)) == (1000, 1001)
    assert (report.warnings["kind 0"], report.warnings["kind 999"], report.warnings[OTHERS]) == (3, 2, 10)
    report.left_out("User", ["password"])
    report.left_out("User", ["password", "credentials"])
    assert report.withheld == {"User.password": 2, "User.credentials": 1}


def test_many_unknown_properties_are_kept_and_counted_nowhere() -> None:
    rows = [org("o1", **{f"p{number}": number for number in range(50_000)})]
    roster, _ = client(serving(rows))
    pull = roster.orgs.pull()
    (record,) = pull
    assert len(record.additional_properties) == 50_000
    assert (pull.report.repairs, pull.report.warnings) == ({}, {})


# --- pages without end


def endless(asked: Asked) -> Reply:
    """A provider that makes up as many records as it is asked for."""
    return orgs([org(f"o{number}") for number in range(asked.offset, asked.offset + asked.limit)])


def test_a_collection_without_end_is_given_up() -> None:
    roster, provider = client(endless, max_records=250, page_size=100, name="north")
    pull = roster.orgs.pull()
    words = r"^GET /rostering/v1p2/orgs: more than 250 records came, and there is no end .* set max_records higher\.$"
    with pytest.raises(IncompletePull, match=words) as caught:
        list(pull)
    assert (caught.value.name, pull.report.complete) == ("north", False)
    assert len(provider.asked) == 3
    assert MOST_RECORDS == 20_000_000
    assert "max_records" in Options.__annotations__


@pytest.mark.parametrize(("most", "whole"), [(30, True), (29, False)])
def test_as_many_records_as_may_be(most: int, whole: bool) -> None:
    roster, _ = client(serving([org(f"o{number:02}") for number in range(30)]), max_records=most, page_size=7)
    if whole:
        assert len(roster.orgs.to_list()) == 30
        return
    with pytest.raises(IncompletePull, match="more than 29 records"):
        roster.orgs.to_list()


def test_a_body_that_hides_a_property_by_an_escape_is_still_json() -> None:
    assert orjson.loads(b'{"p\\u0061ssword": 1}') == {"password": 1}
