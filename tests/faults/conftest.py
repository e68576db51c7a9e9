"""Clients of a sandbox behind the proxy, of each kind and over each HTTP library; and what came of what they asked."""

from __future__ import annotations

import json
import pickle
import sqlite3
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any, TypeAlias

import pytest
from attrs import frozen

from oneroster_sdk import OAuth2, OneRosterError, PullReport, Timeout
from oneroster_sdk.sandbox import Sandbox

from ..client.conftest import FAST, KINDS, Caller, calling
from .faults import Fault, Rule, plan
from .proxy import Proxy

Ask: TypeAlias = Callable[[Any], Any]

TLS = ssl.create_default_context()
"""One for all clients: each that is made takes longer than most of these tests."""
AMPLE = Timeout(connect=20, read=20, total=40)
"""For what does not wait: so long that a busy machine is no fault."""
SHORT = Timeout(connect=1, read=1, total=40)
"""For what hangs; what does not is in time, even where four such tests run on two cores."""
PAGE_SIZE = 10
PAGES = 7
"""Requests for the 57 users of the district, ten at a time, of which nine are new; the last says by its link that it
is the last."""
WHOLE = PAGES + 1
"""All requests of such a pull, with that for the token."""


def thorough(name: str, *, smoke: bool) -> str:
    """The id of a cell of the matrix. Those that are called so are run on one Python only: ``-k "not thorough"``."""
    return name if smoke else f"{name}-thorough"


@pytest.fixture(params=KINDS, ids=[thorough("-".join(pair), smoke=pair[1] == "httpx") for pair in KINDS])
def caller(request: pytest.FixtureRequest) -> Iterator[Caller]:
    with calling(*request.param) as opened:
        yield opened


@pytest.fixture(scope="session")
def district() -> Iterator[Sandbox]:
    """A district that is only read."""
    with Sandbox(students=20, seed=5) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def expected(district: Sandbox) -> list[str]:
    """Its users, as they come where nothing is in the way."""
    with calling("sync", "httpx") as direct:
        auth = OAuth2(district.token_url, district.client_id, district.client_secret)
        found = direct.open(district.base_url, auth, ca=TLS)(lambda roster: roster.users.to_list())
    assert len(found) == 57
    return flat(found, district.base_url)


def flat(records: list[Any], base_url: str) -> list[str]:
    """All that the records hold, but for where the provider stands, which their references repeat."""
    origin = base_url.removesuffix("/ims/oneroster")
    return [json.dumps(record.to_dict()).replace(origin, "") for record in records]


@frozen
class Way:
    """A client, and the proxy on its way to a provider."""

    caller: Caller
    sandbox: Sandbox
    proxy: Proxy

    def opened(self, **options: Any) -> Callable[[Ask], Any]:
        """Asks a client that takes this way; one request after the other, so that the faults hit what they are for."""
        sandbox, through = self.sandbox, self.proxy.through
        base_url = options.pop("base_url", through(sandbox.base_url))
        auth = OAuth2(through(sandbox.token_url), sandbox.client_id, sandbox.client_secret)
        usual = {"retry": FAST, "timeout": AMPLE, "page_size": PAGE_SIZE, "ca": TLS, "max_concurrency": 1}
        return self.caller.open(base_url, auth, **{**usual, **options})

    def roster(self, **options: Any) -> Any:
        """The client itself."""
        kept: list[Any] = []
        self.opened(**options)(kept.append)
        return kept[0]

    def flat(self, *records: Any) -> list[str]:
        """All that the records hold."""
        return flat([*records], self.proxy.through(self.sandbox.base_url))

    def pull(self, **options: Any) -> tuple[list[str], PullReport]:
        """All that all users hold, and the account of how they came."""
        kept: list[Any] = []
        records = self.opened(**options)(lambda roster: begun(kept, roster.users))
        return self.flat(*records), kept[0].report

    def failing(self, ask: Ask | None = None, **options: Any) -> OneRosterError:
        """The error that a pull of all users raises, or another call; it keeps every secret."""
        kept: list[Any] = []
        call = self.opened(**options)
        with pytest.raises(OneRosterError) as caught:
            call(ask or (lambda roster: begun(kept, roster.users)))
        assert not [pull for pull in kept if pull.report.complete]
        self.keeps_secrets(caught.value)
        return caught.value

    def keeps_secrets(self, error: OneRosterError) -> None:
        """No secret, no address and no library's exception comes with it, and it can be pickled."""
        shown = f"{error!r} {error} {error.__cause__!r} {error.__context__!r}"
        kept_back = (self.sandbox.client_id, self.sandbox.client_secret, "Bearer", "127.0.0.1", "limit=")
        assert not [secret for secret in kept_back if secret in shown]
        assert error.__cause__ is error.__context__ is None
        copy = pickle.loads(pickle.dumps(error))
        assert (type(copy), str(copy), told(copy)) == (type(error), str(error), told(error))


def told(error: OneRosterError) -> dict[str, Any]:
    """What an error holds, but for the provider's own words, which are not pickled."""
    return {name: value for name, value in vars(error).items() if name != "_description"}


def begun(kept: list[Any], query: Any) -> Any:
    """Begin a pull, and keep it for its report."""
    kept.append(query.pull())
    return kept[-1].__aiter__() if hasattr(kept[-1], "__aiter__") else iter(kept[-1])


Ways: TypeAlias = Callable[..., Way]


@pytest.fixture
def way(caller: Caller, district: Sandbox) -> Iterator[Ways]:
    """Makes ways to the district with these faults on them: ``way(Rule(...))``."""
    with ExitStack() as stack:
        yield lambda *rules, sandbox=district: Way(
            caller, sandbox, stack.enter_context(Proxy(sandbox.base_url, plan(*rules)))
        )


def third_page(fault: Fault, times: int = 1) -> Rule:
    """The fault hits the third page of a pull of users."""
    return Rule(fault, path="/users", skip=2, times=times)


FOR_EVER = 1000


@pytest.fixture(scope="session")
def workshop() -> Iterator[Sandbox]:
    """A district that is written to."""
    with Sandbox(students=20, seed=5) as sandbox:
        yield sandbox


Writing: TypeAlias = Callable[..., Way]


@pytest.fixture
def writing(way: Ways, workshop: Sandbox) -> Writing:
    """Makes ways to the workshop on which requests of one method meet a fault: ``writing("PUT", fault, times)``."""

    def made(method: str, fault: Fault | None = None, times: int = 1, *rules: Rule) -> Way:
        own = () if fault is None else (Rule(fault, "/gradebook/", method, times=times),)
        return way(*own, *rules, sandbox=workshop)

    return made


def held(sandbox: Sandbox, table: str, title: str) -> int:
    """How many records of this title the provider holds."""
    query = f"SELECT count(*) FROM \"{table}\" WHERE json_extract(doc, '$.title') = ?"  # noqa: S608 - a word of the test
    with closing(sqlite3.connect(f"file:{sandbox.database}?mode=ro", uri=True)) as database:
        (found,) = database.execute(query, (title,)).fetchone()
    return int(found)
