"""OAuth 1.0a: signatures against those of oauthlib, and the clock of a provider that is not ours."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from email.utils import formatdate
from typing import Any
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oauthlib.oauth1.rfc5849 import signature as outside
from oauthlib.oauth1.rfc5849 import utils as outside_utils

from oneroster_sdk import ConfigError, EnvSecret, OAuth1
from oneroster_sdk._access import Sign, unsigned
from oneroster_sdk._flow import Blocking, Flow, Reply, Request
from oneroster_sdk._oauth1 import BEARABLE, Signature, Signing, base_string, escaped, header, signed

NOW = 1_790_000_000.75
OWN = {"oauth_consumer_key": "k"}


def request(url: str = "https://x.example/a", method: str = "GET") -> Request:
    return Request(method, url, "GET /a", {"Accept": "application/json"})


def played(flow: Flow[Any]) -> Any:
    answer = None
    try:
        while True:
            step = flow.send(answer)
            assert isinstance(step, Blocking)
            answer = step.call()
    except StopIteration as done:
        return done.value


def nonces() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"n{number}"


def signing(auth: OAuth1 | None = None, now: float = NOW) -> Signing:
    numbers = nonces()
    return Signing(auth or OAuth1("client", "s3cret"), now=lambda: now, nonce=lambda: next(numbers))


def told(sign: Sign, asked: Request | None = None) -> dict[str, str]:
    """The parameters in the header of a signed request."""
    signed_request = sign(asked or request())
    text = signed_request.headers["Authorization"]
    assert signed_request.headers["Accept"] == "application/json"
    assert text.startswith("OAuth ")
    return {name: unquote(value) for name, value in re.findall(r'(\w+)="([^"]*)"', text)}


# --- against oauthlib

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ODD = st.sampled_from(
    ["", "'", "''", "%", "%25", "+", " ", "a+b", "~", "é", "日本", "\U0001f600", "=", "&", ";", "a=b&c", "*"]
)
PAIRS = st.lists(st.tuples(TEXT | ODD, TEXT | ODD), max_size=6)
FILTERS = st.builds("familyName='{}' AND givenName~'{}'".format, TEXT | ODD, TEXT | ODD)
SEGMENTS = st.lists(TEXT.filter(lambda text: text not in {".", ".."}) | ODD, max_size=4)
HOSTS = st.sampled_from(
    [
        "https://x.example",
        "https://X.Example:443",
        "https://x.example:8443",
        "http://localhost:80",
        "http://127.0.0.1:81",
    ]
)


def in_query(text: str, style: str) -> str:
    """Percent-encoded in one of the ways that programs have."""
    encoded = quote(text, safe="" if style == "strict" else "'*()!~;/:@$,")
    if style == "plus":
        return encoded.replace("%20", "+")
    return re.sub("%..", lambda found: found[0].lower(), encoded) if style == "lower" else encoded


@given(
    host=HOSTS,
    segments=SEGMENTS,
    pairs=PAIRS,
    where=FILTERS,
    style=st.sampled_from(["strict", "loose", "plus", "lower"]),
    method=st.sampled_from(["GET", "PUT", "POST", "DELETE"]),
    way=st.sampled_from(["HMAC-SHA256", "HMAC-SHA1"]),
    names=st.tuples(TEXT, TEXT).filter(all),
)
def test_signed_as_oauthlib_signs(
    host: str, segments: list[str], pairs: Any, where: str, style: str, method: Any, way: Any, names: tuple[str, str]
) -> None:
    path = "".join(f"/{quote(segment, safe='')}" for segment in segments)
    query = "&".join(f"{in_query(name, style)}={in_query(value, style)}" for name, value in [*pairs, ("filter", where)])
    values = {
        "oauth_consumer_key": names[0],
        "oauth_nonce": "n",
        "oauth_signature_method": way,
        "oauth_timestamp": "1790000000",
        "oauth_version": "1.0",
    }
    mine = base_string(method, f"{host}{path}?{query}", values)
    collected: Any = outside.collect_parameters(uri_query=query, body=[], headers={}, with_realm=False)
    together: Any = [*collected, *values.items()]
    address = outside.base_string_uri(f"{host}{path}")
    theirs = outside.signature_base_string(method, address, outside.normalize_parameters(together))
    assert mine == theirs
    sign = outside.sign_hmac_sha256_with_client if way == "HMAC-SHA256" else outside.sign_hmac_sha1_with_client

    class Client:
        client_secret = names[1]
        resource_owner_secret = ""

    assert signed(mine, names[1], way) == sign(theirs, Client)


@given(TEXT | ODD)
def test_escaped_as_oauthlib_escapes(text: str) -> None:
    assert escaped(text) == outside_utils.escape(text)


# --- the base string, by the letter


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("HTTPS://X.Example", "https%3A%2F%2Fx.example%2F"),
        ("https://x.example:443/", "https%3A%2F%2Fx.example%2F"),
        ("https://x.example:80/", "https%3A%2F%2Fx.example%3A80%2F"),
        ("http://x.example:80/", "http%3A%2F%2Fx.example%2F"),
        ("http://x.example:443/", "http%3A%2F%2Fx.example%3A443%2F"),
        ("http://[::1]:8080/a", "http%3A%2F%2F%5B%3A%3A1%5D%3A8080%2Fa"),
        ("http://[::1]/a", "http%3A%2F%2F%5B%3A%3A1%5D%2Fa"),
        ("https://x.example/a%2Fb%20c", "https%3A%2F%2Fx.example%2Fa%252Fb%2520c"),
        ('https://x.example/a b"<>`{}', "https%3A%2F%2Fx.example%2Fa%2520b%2522%253C%253E%2560%257B%257D"),
        ("https://x.example/é|^[]'~", "https%3A%2F%2Fx.example%2F%25C3%25A9%7C%5E%5B%5D%27~"),
        ("https://x.example/a#b", "https%3A%2F%2Fx.example%2Fa"),
    ],
)
def test_addresses(url: str, address: str) -> None:
    assert base_string("get", url, OWN) == f"GET&{address}&oauth_consumer_key%3Dk"


@pytest.mark.parametrize(
    ("query", "sorted_parameters"),
    [
        ("", "oauth_consumer_key=k"),
        ("z=1&a=2&a=1&p", "a=1&a=2&oauth_consumer_key=k&p=&z=1"),
        ("a=b+c&a=b%20c&a=b%2bc", "a=b%20c&a=b%20c&a=b%2Bc&oauth_consumer_key=k"),
        ("a1=1&a=2", "a=2&a1=1&oauth_consumer_key=k"),
        ("a=%FF&%fe=1", "%FE=1&a=%FF&oauth_consumer_key=k"),
        ("a=%zz%", "a=%25zz%25&oauth_consumer_key=k"),
        ("oauth_consumer_key=j", "oauth_consumer_key=j&oauth_consumer_key=k"),
    ],
)
def test_parameters(query: str, sorted_parameters: str) -> None:
    url = f"https://x.example/?{query}"
    assert base_string("GET", url, OWN) == f"GET&https%3A%2F%2Fx.example%2F&{escaped(sorted_parameters)}"


def test_the_header() -> None:
    values = {"oauth_consumer_key": 'a "b"', "oauth_signature": "x+/="}
    assert header(values, None) == 'OAuth oauth_consumer_key="a%20%22b%22", oauth_signature="x%2B%2F%3D"'
    assert header({"a": "b"}, "Some realm") == 'OAuth realm="Some realm", a="b"'


# --- what is sent


@pytest.mark.parametrize("way", ["HMAC-SHA256", "HMAC-SHA1"])
def test_each_try_has_its_own_nonce_and_time(way: Any) -> None:
    sign = played(signing(OAuth1("client", "s3cret", way, realm="r")).granted())
    first, second = told(sign), told(sign)
    assert {name: first[name] for name in first if name != "oauth_signature"} == {
        "realm": "r",
        "oauth_consumer_key": "client",
        "oauth_nonce": "n1",
        "oauth_signature_method": way,
        "oauth_timestamp": "1790000000",
        "oauth_version": "1.0",
    }
    own = {name: value for name, value in first.items() if name not in ("realm", "oauth_signature")}
    assert first["oauth_signature"] == signed(base_string("GET", "https://x.example/a", own), "s3cret", way)
    assert second["oauth_nonce"] == "n2"
    assert second["oauth_signature"] != first["oauth_signature"]
    assert "s3cret" not in repr([sign, sign(request())])


def test_nonces_are_long_and_times_are_now() -> None:
    sign = played(OAuth1("client", "s3cret").access().granted())
    first, second = told(sign), told(sign)
    assert first["oauth_nonce"] != second["oauth_nonce"]
    assert re.fullmatch("[0-9a-f]{32}", first["oauth_nonce"])
    assert abs(int(first["oauth_timestamp"]) - time.time()) < 60


# --- a clock that is not ours


def date(ahead: float) -> Reply:
    return Reply(401, {"date": formatdate(NOW + ahead, usegmt=True)})


@pytest.mark.parametrize("ahead", [-3600, -12, 12, 3600])
def test_a_refusal_by_another_clock_is_signed_once_more_by_that(ahead: int) -> None:
    access = signing()
    refused = played(access.granted())
    again = played(access.renewed(refused, date(ahead)))
    # The header has whole seconds: the fraction of ours is lost.
    assert abs(int(told(again)["oauth_timestamp"]) - (NOW + ahead)) < 2
    assert played(access.renewed(again, date(ahead))) is None, "by that clock there is nothing else to try"
    assert abs(int(told(played(access.granted()))["oauth_timestamp"]) - (NOW + ahead)) < 2


@pytest.mark.parametrize("ahead", [-9, 0, 10])
def test_a_little_is_no_reason(ahead: int) -> None:
    access = signing()
    assert played(access.renewed(played(access.granted()), date(ahead))) is None


def test_the_limit_of_a_little() -> None:
    assert BEARABLE == 10.0
    answer = Reply(401, {"date": "Mon, 21 Sep 2026 14:13:30 GMT"})
    for now, other in ((1_790_000_000.0, False), (1_789_999_999.75, True)):
        access = signing(now=now)
        assert (played(access.renewed(played(access.granted()), answer)) is not None) is other


@pytest.mark.parametrize("value", [None, "", "soon", "Thu, 99 Foo 2026 00:00:00 GMT"])
def test_without_a_date_there_is_nothing_else_to_try(value: str | None) -> None:
    access = signing()
    refused = played(access.granted())
    assert played(access.renewed(refused, Reply(401, {} if value is None else {"date": value}))) is None


@pytest.fixture
def far_from_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Pacific/Auckland")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("far_from_utc")
@pytest.mark.parametrize("zone", ["15:13:20 -0000", "15:13:20 GMT", "17:13:20 +0200"])
def test_a_date_is_in_its_zone_and_in_that_of_the_world_without_one(zone: str) -> None:
    access = signing(now=1_790_000_000.0)
    again = played(access.renewed(played(access.granted()), Reply(401, {"date": f"Mon, 21 Sep 2026 {zone}"})))
    assert told(again)["oauth_timestamp"] == "1790003600"


def test_what_another_call_has_learnt_of_the_clock_is_tried() -> None:
    access = signing()
    first, second = played(access.granted()), played(access.granted())
    assert played(access.renewed(first, date(3600))) is not None
    again = played(access.renewed(second, Reply(401)))
    assert abs(int(told(again)["oauth_timestamp"]) - (NOW + 3600)) < 2


def test_a_wrong_clock_is_forgotten() -> None:
    access = signing()
    wrong = played(access.renewed(played(access.granted()), date(3600)))
    right = played(access.renewed(wrong, date(0)))
    assert abs(int(told(right)["oauth_timestamp"]) - NOW) < 2


def test_a_secret_by_reference_is_read_for_each_call_and_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "one")
    access = signing(OAuth1("client", EnvSecret("SECRET")))
    refused = played(access.granted())
    assert played(access.renewed(refused, Reply(401))) is None
    monkeypatch.setenv("SECRET", "two")
    again = played(access.renewed(refused, Reply(401)))
    assert (refused.secret, again.secret) == ("one", "two")
    monkeypatch.setenv("SECRET", "gehe\u00efm")
    assert played(access.granted()).secret == "gehe\u00efm"
    monkeypatch.setenv("SECRET", "tw\no")
    with pytest.raises(ConfigError, match=r"^the client secret holds a line break"):
        played(access.granted())


def test_what_it_did_not_sign_is_not_signed_again() -> None:
    assert played(signing().renewed(unsigned, date(3600))) is None


def test_signatures_are_told_apart_by_secret_and_clock() -> None:
    def signature(secret: str, ahead: float = 0.0, now: float = 1.0) -> Signature:
        return Signature(OAuth1("k", "s"), secret, ahead, lambda: now, lambda: "n")

    assert signature("a") == signature("a", now=2.0)
    assert signature("a") != signature("b")
    assert signature("a") != signature("a", ahead=1.0)


# --- settings


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"client_key": ""}, "the client key is empty"),
        ({"client_key": "a\n"}, "the client key holds a line break or another control character"),
        ({"client_secret": ""}, "the client secret is empty"),
        (
            {"signature_method": "PLAINTEXT"},
            "OAuth1: signature_method='PLAINTEXT' is unknown; choose HMAC-SHA256 or HMAC-SHA1",
        ),
        ({"realm": ""}, "the realm must be plain text without quotes or backslashes"),
        ({"realm": 'a"b'}, "the realm must be plain text without quotes or backslashes"),
        ({"realm": "a\\b"}, "the realm must be plain text without quotes or backslashes"),
        ({"realm": "a\nb"}, "the realm must be plain text without quotes or backslashes"),
    ],
)
def test_settings_that_cannot_work(settings: dict[str, Any], problem: str) -> None:
    with pytest.raises(ConfigError) as caught:
        OAuth1(**{"client_key": "k", "client_secret": "s", **settings})
    assert str(caught.value) == problem


def test_settings_that_work() -> None:
    auth = OAuth1("sch\u00fcler", "gehe\u00efm s")
    assert (auth.signature_method, auth.realm) == ("HMAC-SHA256", None)
    assert OAuth1("k", "s", "HMAC-SHA1", "a b").realm == "a b"
