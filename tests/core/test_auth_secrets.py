"""Secrets as text and by reference: when they are read, and what is said of them when they cannot be right."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oneroster_sdk import ApiKey, BearerToken, ConfigError, EnvSecret, FileSecret, OAuth1, OAuth2
from oneroster_sdk._flow import Blocking, Flow
from oneroster_sdk._secrets import check, check_secret, fault_of, is_literal, revealed


def played(flow: Flow[str]) -> tuple[str, int]:
    """What a flow comes to, and how often it asked for a call that blocks."""
    answer, blocked = None, 0
    try:
        while True:
            step = flow.send(answer)
            assert isinstance(step, Blocking)
            blocked += 1
            answer = step.call()
    except StopIteration as done:
        return done.value, blocked


# --- references


def test_a_variable_is_read_when_the_secret_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = EnvSecret("ROSTER_SECRET")
    for value in ("one", "two"):
        monkeypatch.setenv("ROSTER_SECRET", value)
        assert secret() == value
    assert repr(secret) == "EnvSecret(name='ROSTER_SECRET')"
    assert pickle.loads(pickle.dumps(secret)) == secret


@pytest.mark.parametrize(("value", "problem"), [(None, "not set"), ("", "empty")])
def test_a_variable_that_says_nothing(monkeypatch: pytest.MonkeyPatch, value: str | None, problem: str) -> None:
    monkeypatch.delenv("ROSTER_SECRET", raising=False)
    if value is not None:
        monkeypatch.setenv("ROSTER_SECRET", value)
    with pytest.raises(ConfigError) as caught:
        EnvSecret("ROSTER_SECRET")()
    assert str(caught.value) == f"the variable ROSTER_SECRET is {problem}"


@pytest.mark.parametrize(
    ("content", "secret"),
    [
        (b"s3cret", "s3cret"),
        (b"s3cret\n", "s3cret"),
        (b"s3cret\r\n", "s3cret"),
        (b"s3cret\n\n", "s3cret\n"),
        (b" s3cret ", " s3cret "),
        ("gehe\u00efm".encode(), "gehe\u00efm"),
    ],
)
def test_a_file_without_one_line_break_at_its_end(tmp_path: Path, content: bytes, secret: str) -> None:
    file = tmp_path / "secret"
    file.write_bytes(content)
    by_reference = FileSecret(str(file))
    assert by_reference == FileSecret(file)
    assert by_reference() == secret
    assert "s3cret" not in repr(by_reference)
    assert pickle.loads(pickle.dumps(by_reference)) == by_reference


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "cannot be read (No such file or directory)"),
        (b"", "is empty"),
        (b"\n", "is empty"),
        (b"\r\n", "is empty"),
        (b"s3cret\xff", "is not UTF-8"),
    ],
)
def test_a_file_that_says_nothing(tmp_path: Path, content: bytes | None, problem: str) -> None:
    file = tmp_path / "secret"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        FileSecret(file)()
    assert str(caught.value) == f"the file {str(file)!r} {problem}"
    assert caught.value.__context__ is caught.value.__cause__ is None


# --- what is wrong with a text


@pytest.mark.parametrize("value", ["a", "a b", "~!\"#$%&'()*+,-./:;<=>?@[]^_`{|}", "x" * 100_000])
def test_texts_that_can_be_sent(value: str) -> None:
    assert fault_of(value) is None
    check(value, "key")


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (None, "is not text but NoneType"),
        (7, "is not text but int"),
        (b"s3cret", "is not text but bytes"),
        ("", "is empty"),
        ("s3cret\n", "holds a line break or another control character"),
        ("s3\r\ncret", "holds a line break or another control character"),
        ("s3\x1fcret", "holds a line break or another control character"),
        ("s3\x7fcret", "holds a line break or another control character"),
        ("\ts3cret", "holds a line break or another control character"),
        (" s3cret", "begins or ends with a blank"),
        ("s3cret ", "begins or ends with a blank"),
        ("s3cr\u00e9t", "holds a character that is not ASCII"),
        ("s3cr\u0080t", "holds a character that is not ASCII"),
    ],
)
def test_texts_that_cannot_be_sent(value: Any, problem: str) -> None:
    assert fault_of(value) == problem
    with pytest.raises(ConfigError) as caught:
        check(value, "API key")
    assert str(caught.value) == f"the API key {problem}"


def odd(value: object) -> str | None:
    return "is odd" if value == "odd" else None


def test_a_text_is_checked_at_once_and_a_reference_when_it_is_followed() -> None:
    with pytest.raises(ConfigError, match=r"^the key is empty$"):
        check_secret("", "key")
    with pytest.raises(ConfigError, match=r"^the key is odd$"):
        check_secret("odd", "key", odd)
    check_secret("\n", "key", odd)
    check_secret(lambda: "", "key")
    with pytest.raises(ConfigError, match=r"^the key is empty$"):
        played(revealed(lambda: "", "key"))
    with pytest.raises(ConfigError, match=r"^the key is odd$"):
        played(revealed(lambda: "odd", "key", odd))
    with pytest.raises(ConfigError, match=r"^the key is not text but function$"):
        played(revealed(lambda: test_texts_that_can_be_sent, "key"))  # type: ignore[arg-type, return-value]


def test_only_a_reference_blocks() -> None:
    assert played(revealed("s3cret", "key")) == ("s3cret", 0)
    assert played(revealed(lambda: "s3cret", "key")) == ("s3cret", 1)


# --- ways of authentication that hold a secret

Make = Callable[[Any], Any]
WAYS: dict[str, Make] = {
    "OAuth2": lambda secret: OAuth2("https://x.example/token", "client", secret),
    "BearerToken": BearerToken,
    "ApiKey": ApiKey,
    "OAuth1": lambda secret: OAuth1("client", secret),
}


@pytest.mark.parametrize("make", WAYS.values(), ids=WAYS)
def test_a_literal_secret_is_told_from_a_reference(make: Make) -> None:
    assert is_literal(make("s3cret")) is True
    assert is_literal(make(EnvSecret("NAME"))) is False


@pytest.mark.parametrize("make", WAYS.values(), ids=WAYS)
def test_no_secret_in_repr_and_all_can_be_pickled(make: Make) -> None:
    for secret in ("s3cret", EnvSecret("NAME"), FileSecret("/run/secrets/x")):
        way = make(secret)
        assert "s3cret" not in repr(way)
        assert pickle.loads(pickle.dumps(way)) == way
        assert hash(way) == hash(make(secret))
        with pytest.raises(AttributeError):
            way.anything = 1


@pytest.mark.parametrize("make", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("secret", ["", "s3cret\n", " s3cret", 7, None, "s3\0cret"])
def test_secrets_that_cannot_be_right(make: Make, secret: Any) -> None:
    with pytest.raises(ConfigError) as caught:
        make(secret)
    assert "s3" not in str(caught.value)
    assert str(caught.value).startswith(("the client secret ", "the bearer token ", "the API key "))
