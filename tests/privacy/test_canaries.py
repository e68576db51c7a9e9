"""Values about people, and secrets, sent through every situation: nothing of them shows anywhere."""

from __future__ import annotations

import asyncio
import json
import socket
import traceback
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from inspect import isawaitable
from typing import Any

import pytest

from oneroster_sdk import (
    ApiError,
    ApiKey,
    AsyncOneRoster,
    AuthError,
    BearerToken,
    ConfigError,
    Connection,
    F,
    IncompletePull,
    InvalidRecordError,
    OAuth1,
    OAuth2,
    OneRoster,
    OneRosterError,
    PartialWrite,
    RetryPolicy,
    Timeout,
    TransportError,
    WriteOutcomeUnknown,
    WriteRefused,
    v1p1,
    v1p2,
)

from .canaries import ALL, C, found_in, texts_of, user
from .conftest import Asked, Caller, Script, Serve, Told, Watch

Open = Callable[..., Callable[[Callable[[Any], Any]], Any]]

ROSTER = "/ims/oneroster/rostering/v1p2"
BASE = "https://sis.example.org/ims/oneroster"
COOKIE = {"Set-Cookie": f"{C.cookie}={C.cookie}", "X-Request-ID": "r-1"}
SAID = {
    "imsx_codeMajor": "failure",
    "imsx_severity": "error",
    "imsx_description": f"no {C.described} {C.family}",
    "imsx_codeMinor": C.coded,
}
PAGE = f"<!DOCTYPE html><title>{C.page} {C.described}</title>".encode()


def page(*rows: Any, key: str = "users") -> Script:
    """A provider of these rows."""

    def script(asked: Asked) -> Told:
        offset = int(asked.query["offset"][0])
        return Told({key: rows[offset : offset + int(asked.query["limit"][0])]}, headers=COOKIE)

    return script


def always(body: Any, status: int = 200, **headers: str) -> Script:
    return lambda asked: Told(body, status, {**COOKIE, **headers})


# --- what all goes well with


def test_a_pull(opened: Open, watch: Watch) -> None:
    call = opened(page(user(), user(sourcedId="u2", enabledUser=True)), name="district 7")
    kept: list[Any] = []

    def pull(roster: Any) -> Any:
        kept.append(roster.users.where((F.family_name == C.family) | (F.email == C.filtered)).pull())
        watch.shown(roster, roster.users, roster.users.where(F.family_name == C.filtered), kept[0])
        return aiter(kept[0]) if hasattr(kept[0], "__aiter__") else iter(kept[0])

    with watch.over():
        records = call(pull)
    assert [each.family_name for each in records] == [C.family] * 2
    report = kept[0].report
    assert report.withheld == {"User.password": 2, "User.credentials": 2}
    watch.shown(records, report, json.dumps(report.to_dict()))
    watch.pickled(report)
    assert any("a page of 2 records" in text for text in watch.logged)


def test_pages_and_what_they_hold(opened: Open, watch: Watch) -> None:
    call = opened(page(user()))
    with watch.over():
        (only,) = call(lambda roster: roster.users.where(family_name=C.family).pages())
        assert only.raw[0]["familyName"] == C.family
        assert not {"password", "credentials"} & {*only.raw[0], *only.raw[0]["userProfiles"][0]}
        watch.shown(only, only.records, only.invalid)


def test_what_explains_a_query_shows_it_only_when_asked(opened: Open, watch: Watch) -> None:
    call = opened(page(user()))
    explained = call(lambda roster: roster.users.where(family_name=C.family).explain())
    assert C.family in str(explained)
    watch.pickled(None)
    assert found_in(repr(explained)) == set()


def test_single_records_a_snapshot_and_the_way_out(opened: Open, watch: Watch) -> None:
    call = opened(lambda asked: Told({"user": user()} if C.path_id in asked.path else {"users": []}, headers=COOKIE))
    with watch.over():
        watch.shown(call(lambda roster: roster.users.get(C.path_id)))
        watch.shown(call(lambda roster: roster.snapshot(["users"])))
        path = "/rostering/v1p2/users/"
        found = call(lambda roster: roster.request("GET", f"{path}{C.path_id}", params={"q": C.filtered}))
        watch.shown(found)
    assert C.family in found.json()["user"]["familyName"]


# --- what the provider refuses, or fails at

ASKS: dict[str, Callable[[Any], Any]] = {
    "get": lambda roster: roster.users.get(C.path_id),
    "fields": lambda roster: roster.users.get(C.path_id, fields=("familyName",)),
    "below": lambda roster: roster.classes(C.path_id).students.where(family_name=C.filtered).to_list(),
    "filter": lambda roster: roster.users.where(F.email.contains(C.email), family_name=C.filtered).to_list(),
    "first": lambda roster: roster.users.where(family_name=C.filtered).first(),
    "raw": lambda roster: roster.users.where(family_name=C.filtered).raw(),
    "count": lambda roster: roster.users.where(family_name=C.filtered).count(),
    "snapshot": lambda roster: roster.snapshot(["users"]),
    "delete": lambda roster: roster.results.delete(C.path_id),
    "put": lambda roster: roster.results.put(result()),
    "create": lambda roster: roster.classes(C.path_id).line_items.create([line_item()]),
    "request": lambda roster: roster.request(
        "POST", f"/rostering/v1p2/users/{C.path_id}", params={"q": C.filtered}, json=user(), headers={"X": C.header}
    ),
}
ANSWERS: dict[str, tuple[Script, type[OneRosterError]]] = {
    **{str(status): (always(SAID, status), OneRosterError) for status in (400, 401, 403, 404, 405, 418, 422, 429, 500)},
    "302": (always(b"", 302, Location=f"https://elsewhere.example/{C.path_id}?q={C.filtered}"), ApiError),
    "page": (always(PAGE, 200, **{"Content-Type": "text/html"}), OneRosterError),
    "page 503": (always(PAGE, 503, **{"Content-Type": "text/html"}), OneRosterError),
    "text": (always(f"no {C.described}".encode(), 500), OneRosterError),
    "cut": (always(json.dumps({"users": [user()]}).encode()[:-9]), OneRosterError),
    "error with 200": (always(SAID), OneRosterError),
    "other with 200": (always({"error": C.described, "code": C.coded}), OneRosterError),
}


def result() -> Any:
    return v1p2.Result.from_dict(
        {
            "sourcedId": "r1",
            "status": "active",
            "dateLastModified": "2026-01-02T03:04:05Z",
            "lineItem": {"sourcedId": "l1"},
            "student": {"sourcedId": "u1"},
            "scoreStatus": "fully graded",
            "scoreDate": "2026-01-02",
            "comment": C.metadata,
        }
    )


def line_item() -> Any:
    return v1p2.LineItem.from_dict(
        {
            "sourcedId": "l1",
            "status": "active",
            "dateLastModified": "2026-01-02T03:04:05Z",
            "title": C.metadata,
            "assignDate": "2026-01-02T03:04:05Z",
            "dueDate": "2026-01-02T03:04:05Z",
            "class": {"sourcedId": "c1"},
            "school": {"sourcedId": "s1"},
            "category": {"sourcedId": "k1"},
        }
    )


def raises_or_not(call: Callable[[Callable[[Any], Any]], Any], ask: Callable[[Any], Any]) -> bool:
    """Whether the call raises; some answers mean something to writes that read no body."""
    try:
        call(ask)
    except OneRosterError:
        return True
    return False


@pytest.mark.parametrize("ask", ASKS)
@pytest.mark.parametrize("answer", ANSWERS)
def test_answers_that_are_no_success(opened: Open, watch: Watch, answer: str, ask: str) -> None:
    script, kind = ANSWERS[answer]
    call = opened(script, retry=RetryPolicy(attempts=2, base=0.001))
    if not raises_or_not(call, ASKS[ask]):
        assert ask in ("put", "delete", "create", "request") or answer.startswith("404")
        return
    with watch.over(kind):
        call(ASKS[ask])
    assert watch.raised is not None
    traceback = watch.raised.__traceback__
    assert traceback is not None


def test_what_the_provider_said_is_there_for_those_who_ask(opened: Open, watch: Watch) -> None:
    call = opened(always(SAID, 403))
    with watch.over(OneRosterError):
        call(ASKS["get"])
    error: Any = watch.raised
    assert (error.description, error.code_minor) == (f"no {C.described} {C.family}", C.coded)


# --- records that cannot be read, or are odd

BAD: dict[str, dict[str, Any]] = {
    "an id": {"sourcedId": {"x": C.family}},
    "no id": {"sourcedId": None},
    "a flag": {"enabledUser": C.family},
    "a moment": {"dateLastModified": C.family},
    "a text": {"familyName": [C.family]},
    "a list": {"roles": C.family},
    "a part": {"roles": [{"roleType": C.family, "role": "student", "org": C.family, "beginDate": C.family}]},
    "a reference": {"roles": [{"role": C.family, "org": {"href": C.family}}]},
    "a number": {"familyName": 2**60},
    "metadata": {"metadata": C.metadata},
    "a map": {"metadata": [C.metadata]},
    "an unknown property": {C.family: C.family},
}


@pytest.mark.parametrize("on_invalid", ["raise", "collect", "skip"])
@pytest.mark.parametrize("odd", BAD)
def test_records_that_cannot_be_read(opened: Open, watch: Watch, odd: str, on_invalid: str) -> None:
    call = opened(page(user(**BAD[odd]), user(sourcedId="u2", status=C.coded)), on_invalid=on_invalid)
    kept: list[Any] = []

    def pull(roster: Any) -> Any:
        kept.append(roster.users.pull())
        return aiter(kept[0]) if hasattr(kept[0], "__aiter__") else iter(kept[0])

    readable = odd in ("a number", "an unknown property")
    with watch.over(None if on_invalid != "raise" or readable else InvalidRecordError):
        watch.shown(call(pull))
    report = kept[0].report
    watch.shown(report, json.dumps(report.to_dict()))
    watch.pickled(report)
    assert len(report.invalid) == (on_invalid == "collect" and not readable)
    call_one = opened(always({"user": user(**BAD[odd])}))
    if not raises_or_not(call_one, ASKS["get"]):
        return
    with watch.over(InvalidRecordError):
        call_one(ASKS["get"])


def test_ids_in_reports_can_be_hashed(opened: Open, watch: Watch) -> None:
    call = opened(page(user(enabledUser=C.family)), on_invalid="collect")
    kept: list[Any] = []

    def pull(roster: Any) -> Any:
        kept.append(roster.users.pull())
        return aiter(kept[0]) if hasattr(kept[0], "__aiter__") else iter(kept[0])

    call(pull)
    assert found_in(json.dumps(kept[0].report.to_dict())) == {"record_id"}
    assert found_in(json.dumps(kept[0].report.to_dict(hash_ids="key"))) == set()


def test_links_that_lead_away_or_are_none(opened: Open, watch: Watch) -> None:
    rows = [{"sourcedId": f"u{number}"} for number in range(3)]
    for target in ("https://elsewhere.example/{}?q={}", "http://[{}{}/"):
        call = opened(lambda asked, at=target: linked(rows, at.format(C.path_id, C.filtered)), page_size=3)
        watch.raised = None
        with watch.over(IncompletePull):
            call(lambda roster: roster.users.raw())


def linked(rows: list[Any], target: str) -> Told:
    return Told({"users": rows}, headers={"Link": f"<{target}>; rel=next"})


# --- tokens


TOKENS: dict[str, Told] = {
    "refused": Told({"error": "invalid_client", "error_description": f"{C.described} {C.secret}"}, 401),
    "a word of its own": Told({"error": C.coded}, 400),
    "a page": Told(PAGE, 200),
    "two lines": Told({"access_token": f"{C.token}\r\nX: y"}),
    "a list": Told({"access_token": [C.token]}),
    "a text": Told(f"{C.described} {C.secret}".encode(), 500),
    "a redirect": Told(b"", 302, {"Location": f"https://elsewhere.example/?client_secret={C.secret}"}),
}


@pytest.mark.parametrize("name", TOKENS)
@pytest.mark.parametrize("method", ["auto", "body", "query"])
def test_tokens_that_are_refused(caller: Caller, serve: Serve, watch: Watch, name: str, method: Any) -> None:
    with watch.over(AuthError):
        refusing(caller, serve, name, method=method, on_event=watch.event)(ASKS["get"])


def refusing(caller: Caller, serve: Serve, name: str, *, method: Any, on_event: Any) -> Any:
    provider = serve(page(user()))
    provider.token_script = lambda asked: TOKENS[name]
    auth = OAuth2(provider.auth.token_url, "client", C.secret, method=method)
    return caller.open(provider.base_url, auth, on_event=on_event)


# --- no answer


def test_nobody_there(opened: Open, watch: Watch) -> None:
    auth = OAuth2("http://127.0.0.1:1/token", "client", C.secret)
    call = opened(page(user()), base_url="http://127.0.0.1:1/ims/oneroster", auth=auth)
    for ask in ASKS.values():
        watch.raised = None
        with watch.over(TransportError):
            call(ask)


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a provider that takes connections, and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/ims/oneroster"


@pytest.mark.parametrize("ask", ["get", "filter", "below", "put", "create"])
def test_no_answer_in_time(opened: Open, watch: Watch, silent: str, ask: str) -> None:
    timeout, once = Timeout(read=0.05, total=0.2), RetryPolicy(attempts=1)
    call = opened(page(user()), base_url=silent, timeout=timeout, retry=once)
    with watch.over(WriteOutcomeUnknown if ask == "create" else TransportError):
        call(ASKS[ask])


@pytest.mark.parametrize("caller", [("async", "httpx"), ("async", "httpx2")], ids="-".join, indirect=True)
def test_a_task_that_is_cancelled(opened: Open, watch: Watch, silent: str) -> None:
    async def briefly(ask: Callable[[Any], Any], roster: Any) -> None:
        async with asyncio.timeout(0.1):
            answer = ask(roster)
            if isawaitable(answer):
                await answer
            else:
                async for _ in answer:
                    pass

    call = opened(page(user()), base_url=silent)
    for name in ("get", "filter", "raw", "put", "request"):
        watch.raised = None
        with watch.over(TimeoutError):
            call(partial(briefly, ASKS[name]))


# --- what is wrong before anything is sent

WRONG: dict[str, Callable[[Any], Any]] = {
    "a kind of value": lambda roster: roster.users.where(enabled_user=C.filtered),
    "a kind of value in F": lambda roster: roster.users.where(F.date_last_modified > C.filtered),
    "an object": lambda roster: roster.users.where(family_name=[C.filtered]),
    "an object in F": lambda roster: roster.users.where(F.family_name == [C.filtered]),
    "half a character": lambda roster: roster.users.where(F.family_name.contains(f"{C.filtered}\ud800")),
    "values": lambda roster: roster.users.where(F.family_name.in_(C.filtered)),
    "no zone": lambda roster: roster.users.where(F.date_last_modified > datetime(2026, 1, 2)),
    "since": lambda roster: roster.users.changed_since(C.filtered),
    "server only": lambda roster: roster.users.where(~(F.family_name == C.filtered)).server_only().to_list(),
    "count": lambda roster: roster.users.where(~(F.family_name == C.filtered)).count(),
    "the password": lambda roster: roster.users.where(password=C.filtered).to_list(),
    "the credentials": lambda roster: roster.users.where(F.user_profiles.credentials.username == C.filtered).to_list(),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_queries_that_cannot_be(opened: Open, watch: Watch, wrong: str) -> None:
    call = opened(page(user()))
    with watch.over(OneRosterError):
        call(WRONG[wrong])


AUTH = OAuth2("https://sis.example.org/token", "client", C.secret)
SETTINGS: dict[str, Callable[[Any], Any]] = {
    "no token URL": lambda client: OAuth2("", "client", C.secret),
    "two lines of a secret": lambda client: OAuth2("https://sis.example.org/token", "client", f"{C.secret}\n"),
    "two lines of a token": lambda client: BearerToken(f"{C.token}\n"),
    "two lines of a key": lambda client: ApiKey(f"{C.token}\n"),
    "an unknown method": lambda client: OAuth1("key", C.secret, signature_method="x"),  # type: ignore[arg-type]
    "a secret that is spelled out": lambda client: Connection(BASE, auth=BearerToken(C.token), headers={"X": C.header}),
    "variables that are missing": lambda client: client.from_env(prefix="CANARY_", headers={"X": C.header}),
    "options that are shared": lambda client: client(BASE, auth=AUTH).with_options(
        proxy=f"http://u:{C.proxy}@127.0.0.1"
    ),
    "a password in the address": lambda client: client(f"https://user:{C.secret}@sis.example.org", auth=AUTH),
    "a number": lambda client: client(
        BASE, auth=AUTH, page_size=0, proxy=f"http://user:{C.proxy}@127.0.0.1:1", headers={"X": C.header}
    ),
    "a port": lambda client: client(BASE, auth=AUTH, proxy=f"http://user:{C.proxy}@127.0.0.1:1x"),
    "a scheme": lambda client: client(BASE, auth=AUTH, proxy=f"nope://user:{C.proxy}@127.0.0.1"),
}


@pytest.mark.parametrize("client", [OneRoster, AsyncOneRoster, v1p1.OneRoster, v1p1.AsyncOneRoster])
@pytest.mark.parametrize("name", SETTINGS)
def test_settings_that_cannot_be(watch: Watch, name: str, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANARY_CLIENT_SECRET", C.secret)
    with watch.over(ConfigError):
        SETTINGS[name](client)
    assert watch.raised is not None
    frames = traceback.extract_tb(watch.raised.__traceback__)
    assert [frame.name for frame in frames if "oneroster_sdk" in frame.filename] == ["called"]


def test_a_proxy_that_is_not_there(opened: Open, watch: Watch) -> None:
    call = opened(page(user()), proxy=f"http://user:{C.proxy}@127.0.0.1:1")
    with watch.over(TransportError):
        call(ASKS["get"])


# --- writes


def test_a_record_that_came_with_a_password_cannot_be_put(opened: Open, watch: Watch) -> None:
    call = opened(page(user()))
    (record,) = call(lambda roster: roster.users.to_list())
    with pytest.raises(AttributeError, match="credentials=True"):
        _ = record.password
    assert list(record.problems()) == [
        ("userProfiles[0].credentials", f"is not in this record, and would be erased: {LEFT_OUT}"),
        ("password", f"is not in this record, and would be erased: {LEFT_OUT}"),
    ]


LEFT_OUT = "it was left out when the record was read; a client with credentials=True reads and writes it"


def test_writes_that_are_refused_or_fail_in_part(opened: Open, watch: Watch) -> None:
    call = opened(always(SAID, 422))
    with watch.over():
        saved = call(lambda roster: roster.results.save_many([result()]))
        watch.shown(saved, *saved.failed.values())
        for text in texts_of(saved.failed["r1"]):
            watch.shown(text)
    bad = result()
    bad.score_status = C.coded
    with watch.over(WriteRefused):
        call(lambda roster: roster.results.put(bad))
    watch.raised = None
    half = opened(always({"sourcedIdPairs": [], C.family: C.family}, 201))
    with watch.over(PartialWrite):
        half(lambda roster: roster.classes(C.path_id).line_items.create([line_item()]))


# --- listeners


@pytest.mark.parametrize("ask", ["filter", "get", "below"])
def test_what_a_listener_raises(opened: Open, watch: Watch, ask: str) -> None:
    def listener(event: Any) -> None:
        raise LookupError("boom")

    call = opened(always({"users": [user()], "user": user()}), on_event=listener)
    with watch.over(LookupError):
        call(ASKS[ask])
    error = watch.raised
    assert error is not None
    assert [line for text in texts_of(error) for line in text.splitlines() if "in listener" in line]


# --- the watch sees what shows


def test_the_watch_sees_what_an_error_that_was_not_bared_shows() -> None:
    def fail(name: str, headers: dict[str, str]) -> None:
        raise ValueError("words")

    with pytest.raises(ValueError, match="words") as caught:
        fail(C.family, {"Authorization": f"Bearer {C.token}"})
    assert {name for text in texts_of(caught.value) for name in found_in(text)} == {"family", "token"}
    assert found_in(f"{C.page.replace(' ', '%20')} {C.email.upper()}") == {"page", "email"}
    assert len(ALL) == 17
