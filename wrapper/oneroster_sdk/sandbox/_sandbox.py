"""The sandbox as a running server."""

from __future__ import annotations

import secrets
import signal
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from types import FrameType, TracebackType

from ._app import PREFIX, TOKEN_PATH, Seen, create_app
from ._behaviour import Behaviour
from ._build import Target, build_together
from ._document import VERSIONS, Json, strict_document
from ._listening import listening
from ._oauth import Issuer
from ._operations import SERVICES, Api, read_api
from ._projection import Projection
from ._store import Store
from .district import District

_SEEN = 10_000


class Sandbox:
    """A made-up district, served over HTTP for as long as the `with` block lasts.

    Credentials that are not given are made anew. The database stands in a temporary folder and goes with the sandbox,
    unless `database` says where to put it; a file that exists is never overwritten. `document` is an OpenAPI document
    to serve instead of the one for its version that comes with the distribution.

    Both versions show the same district as it was made. What is written in one of them is not seen in the other.
    """

    database: Path
    """The SQLite file behind the answers, for questions in SQL; there is one while the sandbox runs.

    With two versions it is that of the first, and the other one's stands in `databases`."""
    databases: Mapping[str, Path]
    """The files by version."""

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
        versions: Iterable[str] = tuple(VERSIONS),
        services: Iterable[str] = SERVICES,
    ) -> None:
        self.client_id = client_id or "sandbox-" + secrets.token_urlsafe(6)
        self.client_secret = client_secret or secrets.token_urlsafe(24)
        self.behaviour = behaviour or Behaviour()
        self.requests: deque[Seen] = deque(maxlen=_SEEN)
        self._district = District(students, seed)
        self._apis = _read_apis(document, tuple(dict.fromkeys(versions)), tuple(services))
        offered = frozenset[str]().union(*(api.scopes for api in self._apis))
        granted = offered if scopes is None else frozenset(scopes)
        self._issuer = Issuer(self.client_id, self.client_secret, granted, token_lifetime)
        self._address = (host, port)
        self._wanted_database = Path(database) if database else None
        self._origin = ""
        self._open = ExitStack()

    @property
    def base_url(self) -> str:
        """The part before `/rostering/v1p2` or `/v1p1`."""
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
            self.databases = {api.version: self._path(api) for api in self._apis}
            for path in self.databases.values():
                if path.exists():
                    raise FileExistsError(f"{path} exists; the sandbox overwrites no file")
            build_together([_target(api, self.databases[api.version]) for api in self._apis], self._district.records())
            stores = [opening.enter_context(closing(Store(api, self.databases[api.version]))) for api in self._apis]
            app = create_app(stores, self._issuer, behaviour=self.behaviour, seen=self.requests)
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

    def _path(self, api: Api) -> Path:
        """The first version's database has the name that was wished for, the other's one that tells the version."""
        if api is self._apis[0]:
            return self.database
        return self.database.with_name(f"{self.database.stem}.{VERSIONS[api.version]}{self.database.suffix}")

    def _listening_at(self) -> str:
        if not self._origin:
            raise RuntimeError("the sandbox is not running")
        return self._origin


def _read_apis(document: Json | None, versions: tuple[str, ...], services: tuple[str, ...]) -> list[Api]:
    if not versions or not set(versions) <= set(VERSIONS):
        raise ValueError(f"versions are some of {', '.join(VERSIONS)}")
    if not services or not set(services) <= set(SERVICES):
        raise ValueError(f"services are some of {', '.join(SERVICES)}")
    given = read_api(document, services) if document else None
    if given and given.version not in versions:
        raise ValueError(f"the document is of {given.version}, which is not among the versions")
    return [
        given if given and given.version == each else read_api(strict_document(each), services) for each in versions
    ]


def _target(api: Api, path: Path) -> Target:
    """A document may know fewer kinds of records than the district has."""
    if api.version == "1.1":
        return Target(api, path, Projection(api).batch)
    return Target(api, path, lambda batch: [(table, made) for table, made in batch if table in api.models])


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
