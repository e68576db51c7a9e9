"""The sandbox as a running server."""

from __future__ import annotations

import secrets
import signal
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from types import FrameType, TracebackType

from ._app import PREFIX, TOKEN_PATH, Seen, create_app
from ._behaviour import Behaviour
from ._document import Json, strict_document
from ._listening import listening
from ._oauth import Issuer
from ._operations import read_api
from ._store import Store, build
from .district import District

SERVICES = ("/rostering/v1p2",)
_SEEN = 10_000


class Sandbox:
    """A made-up district, served over HTTP for as long as the `with` block lasts.

    Credentials that are not given are made anew. The database stands in a temporary folder and goes with the sandbox,
    unless `database` says where to put it; a file that exists is never overwritten. `document` is an OpenAPI document
    to serve instead of the one that comes with the distribution.
    """

    database: Path
    """The SQLite file behind the answers, for questions in SQL; there is one while the sandbox runs."""

    def __init__(
        self,
        students: int = 200,
        seed: int = 7,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        client_id: str | None = None,
        client_secret: str | None = None,
        scopes: Iterable[str] | None = None,
        token_lifetime: float = 3600,
        behaviour: Behaviour | None = None,
        database: Path | str | None = None,
        document: Json | None = None,
    ) -> None:
        self.client_id = client_id or "sandbox-" + secrets.token_urlsafe(6)
        self.client_secret = client_secret or secrets.token_urlsafe(24)
        self.behaviour = behaviour or Behaviour()
        self.requests: deque[Seen] = deque(maxlen=_SEEN)
        self._district = District(students, seed)
        self._api = read_api(document or strict_document(), SERVICES)
        granted = self._api.scopes if scopes is None else frozenset(scopes)
        self._issuer = Issuer(self.client_id, self.client_secret, granted, token_lifetime)
        self._address = (host, port)
        self._wanted_database = Path(database) if database else None
        self._origin = ""
        self._open = ExitStack()

    @property
    def base_url(self) -> str:
        """The part before `/rostering/v1p2`."""
        return self._listening_at() + PREFIX

    @property
    def token_url(self) -> str:
        """Where tokens are given out."""
        return self._listening_at() + TOKEN_PATH

    @property
    def token_requests(self) -> int:
        """How many tokens have been asked for."""
        return self._issuer.requests

    def revoke_tokens(self) -> None:
        """Make every token that was given out invalid."""
        self._issuer.revoke()

    def start(self) -> Sandbox:
        """Build the district and serve it; returns when connections are accepted."""
        if self._origin:
            raise RuntimeError("the sandbox is running already")
        with ExitStack() as opening:
            self.database = self._wanted_database or _temporary(opening)
            if self.database.exists():
                raise FileExistsError(f"{self.database} exists; the sandbox overwrites no file")
            build(self._api, self.database, self._district.records())
            store = Store(self._api, self.database)
            opening.callback(store.close)
            app = create_app(store, self._issuer, behaviour=self.behaviour, seen=self.requests)
            self._origin = opening.enter_context(listening(app, *self._address))
            self._open = opening.pop_all()
        return self

    def stop(self) -> None:
        """Stop serving, and remove the database unless a place was given for it."""
        self._origin = ""
        self._open.close()

    def __enter__(self) -> Sandbox:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _listening_at(self) -> str:
        if not self._origin:
            raise RuntimeError("the sandbox is not running")
        return self._origin


def serve(sandbox: Sandbox, ready: Callable[[Sandbox], None] = lambda _: None) -> None:
    """Run a sandbox in the foreground until Ctrl-C or SIGTERM; `ready` is called once it answers.

    Call it from the main thread, where signals arrive.
    """
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        with sandbox:
            ready(sandbox)
            forever = threading.Event()
            # In steps, because Windows does not interrupt an endless wait.
            while not forever.wait(0.5):
                pass
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _temporary(opening: ExitStack) -> Path:
    return Path(opening.enter_context(tempfile.TemporaryDirectory(prefix="oneroster-sandbox-"))) / "district.sqlite"
