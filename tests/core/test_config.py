"""Settings from the environment and from files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from oneroster_sdk import AsyncOneRoster, ConfigError, OAuth2, OneRoster, QueryError
from oneroster_sdk._config import from_variables, problem_of

WHOLE = {
    "ONEROSTER_BASE_URL": "https://sis.example.org/ims/oneroster",
    "ONEROSTER_TOKEN_URL": "https://sis.example.org/token",
    "ONEROSTER_CLIENT_ID": "id",
    "ONEROSTER_CLIENT_SECRET": "s3cret",
}


def test_all_that_is_needed() -> None:
    found = from_variables("ONEROSTER_", None, WHOLE)
    assert (found.base_url, found.version) == (WHOLE["ONEROSTER_BASE_URL"], "")
    assert (found.auth.token_url, found.auth.client_id) == (WHOLE["ONEROSTER_TOKEN_URL"], "id")
    assert (found.auth.client_secret, found.auth.scopes) == ("s3cret", ())
    assert "s3cret" not in repr(found)


@pytest.mark.parametrize(("text", "scopes"), [("", ()), ("a b", ("a", "b")), ("a, b", ("a", "b"))])
def test_scopes(text: str, scopes: tuple[str, ...]) -> None:
    assert from_variables("ONEROSTER_", None, {**WHOLE, "ONEROSTER_SCOPES": text}).auth.scopes == scopes


def test_every_missing_variable_is_named() -> None:
    with pytest.raises(ConfigError, match="ONEROSTER_CLIENT_SECRET is not set in the environment"):
        from_variables("ONEROSTER_", None, {**WHOLE, "ONEROSTER_CLIENT_SECRET": ""})
    with pytest.raises(ConfigError, match="X_BASE_URL, X_TOKEN_URL, X_CLIENT_ID, X_CLIENT_SECRET are not set"):
        from_variables("X_", None, WHOLE)


def test_a_file_fills_in_what_the_environment_lacks(tmp_path: Path) -> None:
    file = tmp_path / "settings"
    lines = ["ONEROSTER_CLIENT_ID=from-file", "ONEROSTER_CLIENT_SECRET='a$b${HOME}#c'", "export ONEROSTER_VERSION=1.2"]
    file.write_text("\n".join(lines))
    environment = {name: value for name, value in WHOLE.items() if "SECRET" not in name}
    found = from_variables("ONEROSTER_", file, environment)
    assert (found.auth.client_id, found.auth.client_secret) == ("id", "a$b${HOME}#c")
    assert "ONEROSTER_CLIENT_SECRET" not in os.environ
    with pytest.raises(ConfigError, match="or in the file"):
        from_variables("Y_", file, environment)
    with pytest.raises(ConfigError, match="there is no file"):
        from_variables("ONEROSTER_", tmp_path / "none", WHOLE)


@pytest.mark.parametrize("client", [OneRoster, AsyncOneRoster])
def test_clients_read_no_file_unless_it_is_named(
    client: type[OneRoster] | type[AsyncOneRoster], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("\n".join(f"{name}={value}" for name, value in WHOLE.items()))
    monkeypatch.chdir(tmp_path)
    for name in WHOLE:
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ConfigError, match="not set in the environment"):
        client.from_env()
    assert (
        repr(client.from_env(dotenv=".env", page_size=5))
        == f"<{client.__name__} https://sis.example.org/ims/oneroster>"
    )
    monkeypatch.setenv("ONEROSTER_BASE_URL", "https://other.example.org")
    assert "other.example.org" in repr(client.from_env(dotenv=".env"))
    monkeypatch.setenv("ONEROSTER_VERSION", "3")
    with pytest.raises(ConfigError, match="choose one of"):
        client.from_env(dotenv=".env")


# --- files that are not what they should be


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"A=" + b"x" * 64 * 1024, "it is larger than 64 KB"),
        (b"ONEROSTER_CLIENT_SECRET=s3cret\xff", "it is not UTF-8"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "settings"
    file.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        from_variables("ONEROSTER_", file, WHOLE)
    assert str(caught.value) == f"the settings cannot be read from {str(file)!r}: {words}"
    assert caught.value.__context__ is None


def test_a_file_as_large_as_may_be(tmp_path: Path) -> None:
    file = tmp_path / "settings"
    file.write_bytes(b"A=".ljust(64 * 1024, b"x"))
    assert from_variables("ONEROSTER_", file, WHOLE).auth.client_secret == "s3cret"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings"
    file.write_text("A=b")

    def refuse(*arguments: object, **named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ConfigError, match=r"settings': Permission denied$"):
        from_variables("ONEROSTER_", file, WHOLE)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "nothing"):
        with pytest.raises(ConfigError, match="there is no file"):
            from_variables("ONEROSTER_", path, WHOLE)


def test_a_file_sets_nothing_in_the_environment_and_fills_nothing_in(tmp_path: Path) -> None:
    file = tmp_path / "settings"
    file.write_text("\ufeffONEROSTER_CLIENT_SECRET='a${HOME}$(id)`id`'\nPATH=/nowhere\nnot a line\n", encoding="utf-8")
    before = dict(os.environ)
    rest = {name: value for name, value in WHOLE.items() if name != "ONEROSTER_CLIENT_SECRET"}
    assert from_variables("ONEROSTER_", file, rest).auth.client_secret == "a${HOME}$(id)`id`"
    assert dict(os.environ) == before


@pytest.mark.parametrize(
    ("headers", "problem"),
    [
        ({"X-District": "nine"}, None),
        ({"X-District": ""}, None),
        ({"X-District": "a b\tc"}, None),
        ({"X-District": "s3cret\r\nX: y"}, "the value of X-District must be text in ASCII"),
        ({"X-District": " s3cret"}, "the value of X-District must be"),
        ({"X-District": "s3cret\t"}, "the value of X-District must be"),
        ({"X-District": "s3crét"}, "the value of X-District must be"),
        ({"X-District": b"s3cret"}, "the value of X-District must be"),
        ({"A": "b", "X District": "s3cret"}, "number 2 has a name that no header can have"),
        ({"": "s3cret"}, "number 1 has a name"),
        ({"s3cret:": "x"}, "number 1 has a name"),
        ({7: "x"}, "number 1 has a name"),
        ({"content-Length": "5"}, "content-Length follows from the body"),
        ({"Transfer-Encoding": "chunked"}, "Transfer-Encoding follows from the body"),
    ],
)
def test_headers_that_cannot_be_sent(headers: dict[Any, Any], problem: str | None) -> None:
    auth, url = OAuth2("https://x.example/token", "client", "s3cret"), "https://x.example/ims/oneroster"
    assert problem_of({}) is None
    if problem is None:
        OneRoster(url, auth=auth, headers=headers).close()
        return
    with pytest.raises(ConfigError, match=f"^headers: {problem}") as caught:
        OneRoster(url, auth=auth, headers=headers)
    assert "s3cret" not in str(caught.value)
    with OneRoster(url, auth=auth) as roster, pytest.raises(QueryError, match=rf"^request\(\): {problem}"):
        roster.request("GET", "/x", headers=headers)


def test_the_name_of_a_program_is_checked_likewise() -> None:
    auth = OAuth2("https://x.example/token", "client", "s3cret")
    with pytest.raises(ConfigError, match=r"^headers: the value of User-Agent must be"):
        OneRoster("https://x.example/ims/oneroster", auth=auth, user_agent="nine\n")
