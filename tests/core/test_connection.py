"""A connection is a value: it can be compared, pickled and printed, and it holds no secret."""

from __future__ import annotations

import pickle
import ssl
from typing import Any

import pytest

from oneroster_sdk import (
    ApiKey,
    AsyncOneRoster,
    Auth,
    BearerToken,
    ConfigError,
    Connection,
    EnvSecret,
    FileSecret,
    OAuth1,
    OAuth2,
    OneRoster,
    RetryPolicy,
    v1p1,
)

URL = "https://x.example/ims/oneroster"
TOKEN_URL = "https://x.example/token"
SECRET = EnvSecret("DISTRICT_SECRET")
AUTHS: list[Auth] = [
    OAuth2(TOKEN_URL, "client", SECRET, ("a", "b")),
    BearerToken(FileSecret("/run/secrets/token")),
    ApiKey(SECRET, "X-Key"),
    OAuth1("client", SECRET),
]
LITERAL: list[Auth] = [
    OAuth2(TOKEN_URL, "client", "s3cret"),
    BearerToken("s3cret"),
    ApiKey("s3cret"),
    OAuth1("client", "s3cret"),
]


@pytest.mark.parametrize("auth", AUTHS, ids=lambda auth: type(auth).__name__)
def test_it_survives_pickling(auth: Any) -> None:
    connection = Connection(URL, auth=auth, version="1.1", page_size=7, retry=RetryPolicy(attempts=2), name="nine")
    again = pickle.loads(pickle.dumps(connection))
    assert again == connection
    assert type(again) is Connection
    with again.open() as roster:
        assert isinstance(roster, OneRoster)
        assert (roster._engine.page_size, roster._engine.core.name) == (7, "nine")


@pytest.mark.parametrize("auth", LITERAL, ids=lambda auth: type(auth).__name__)
def test_it_takes_no_secret_that_is_spelled_out(auth: Any) -> None:
    with pytest.raises(
        ConfigError, match=r"^a Connection is kept and sent about, so that a secret must not stand in it"
    ):
        Connection(URL, auth=auth)


def test_it_differs_by_each_of_its_parts() -> None:
    one = Connection(URL, auth=AUTHS[0])
    assert one == Connection(URL, auth=AUTHS[0])
    assert one != Connection(URL, auth=AUTHS[0], version="1.1")
    assert one != Connection(URL, auth=AUTHS[0], page_size=7)
    assert one != Connection(URL + "/x", auth=AUTHS[0])
    assert one != Connection(URL, auth=AUTHS[1])


def test_it_cannot_be_changed() -> None:
    connection: Any = Connection(URL, auth=AUTHS[0])
    with pytest.raises(AttributeError):
        connection.base_url = "https://evil.example"


def test_it_says_at_once_what_cannot_work() -> None:
    with pytest.raises(ConfigError, match="http"):
        Connection("http://x.example/ims", auth=AUTHS[0])
    with pytest.raises(ConfigError, match="page_size"):
        Connection(URL, auth=AUTHS[0], page_size=0)


def test_certificates_are_files() -> None:
    words = r"^a Connection can be pickled, which an SSLContext cannot: give ca as the name of a file$"
    with pytest.raises(ConfigError, match=words):
        Connection(URL, auth=AUTHS[0], ca=ssl.create_default_context())


def test_its_proxy_has_no_password() -> None:
    with pytest.raises(ConfigError, match=r"^a Connection is kept and sent about: name its proxy without") as caught:
        Connection(URL, auth=AUTHS[0], proxy="http://user:s3cret@proxy.example:3128")
    assert "s3cret" not in str(caught.value)
    assert Connection(URL, auth=AUTHS[0], proxy="http://proxy.example:3128").options


def test_its_repr_shows_no_values_of_options() -> None:
    shown = repr(Connection(URL, auth=AUTHS[0], headers={"X-Key": "s3cret"}, page_size=7))
    assert shown.startswith(f"Connection(base_url='{URL}', auth=OAuth2(")
    assert shown.endswith("version=None, options=<headers, page_size>)")
    assert "s3cret" not in shown


def test_any_client_can_be_opened() -> None:
    connection = Connection(URL, auth=AUTHS[0], version="1.1")
    assert type(connection.open(AsyncOneRoster)) is AsyncOneRoster
    with connection.open(v1p1.OneRoster) as roster:
        assert type(roster) is v1p1.OneRoster


def test_a_name_is_given_to_those_without_one() -> None:
    connection = Connection(URL, auth=AUTHS[0], page_size=7)
    assert connection.named("nine") == Connection(URL, auth=AUTHS[0], page_size=7, name="nine")
    assert connection.named("nine").named("ten").options["name"] == "nine"


def test_from_the_environment_only_the_name_of_the_secret_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"BASE_URL": URL, "TOKEN_URL": TOKEN_URL, "CLIENT_ID": "client", "CLIENT_SECRET": "s3cret", "SCOPES": "a"}
    for name, value in values.items():
        monkeypatch.setenv(f"NINE_{name}", value)
    connection = Connection.from_env("NINE_", page_size=7)
    auth = OAuth2(TOKEN_URL, "client", EnvSecret("NINE_CLIENT_SECRET"), ("a",))
    assert connection == Connection(URL, auth=auth, page_size=7)
    assert b"s3cret" not in pickle.dumps(connection)
    monkeypatch.setenv("NINE_VERSION", "1.1")
    assert Connection.from_env("NINE_").version == "1.1"
    monkeypatch.delenv("NINE_CLIENT_SECRET")
    with pytest.raises(ConfigError, match="NINE_CLIENT_SECRET is not set"):
        Connection.from_env("NINE_")


def test_the_usual_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BASE_URL", "TOKEN_URL", "CLIENT_ID", "CLIENT_SECRET", "SCOPES", "VERSION"):
        monkeypatch.delenv(f"ONEROSTER_{name}", raising=False)
    with pytest.raises(ConfigError, match="ONEROSTER_BASE_URL, ONEROSTER_TOKEN_URL"):
        Connection.from_env()
