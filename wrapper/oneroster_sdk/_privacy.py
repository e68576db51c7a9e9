"""What leaves this library in errors and reports, and what does not: values of records, ids, secrets. Pure.

An exception holds its traceback, a traceback its frames, and a frame its local variables. Loggers and trackers of
errors print them, and here they would be pages, addresses and tokens. So an error leaves without the frames it passed.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable, Coroutine, Iterator
from functools import wraps
from hashlib import sha256
from pathlib import Path
from traceback import extract_tb
from typing import Any, Final, ParamSpec, TypeVar

import oneroster_openapi

from ._errors import ConfigError, OneRosterError
from ._events import ListenerRaised

P = ParamSpec("P")
R = TypeVar("R")
K = TypeVar("K")
E = TypeVar("E", bound=BaseException)

_HOMES: Final = tuple(str(Path(path).parent) + os.sep for path in (__file__, oneroster_openapi.__file__))
_PLACES: Final = 5
"""How many of the innermost places of a fault of our own are named."""


def outward(error: BaseException) -> BaseException:
    """What a call raises for what was raised within it. Raise it outside of the handler, which would hold the rest."""
    return error.error if isinstance(error, ListenerRaised) else bare(error)


def bare(error: E) -> E:
    """The error without the frames it came through, and without the errors that were at hand when it was raised.

    Of an error that is none of ours, and therefore a fault here, the places in the code stay as a note.
    """
    if isinstance(error, Exception) and not isinstance(error, OneRosterError):
        places = list(_places(error))
        if places and not hasattr(error, "__notes__"):
            error.add_note(f"in {', '.join(places)}")
    error.__cause__ = error.__context__ = None
    error.__suppress_context__ = True
    return error.with_traceback(None)


def _places(error: Exception) -> Iterator[str]:
    """Where in our code an error came through, the innermost first."""
    for frame in list(reversed(extract_tb(error.__traceback__)))[:_PLACES]:
        path = Path(frame.filename)
        yield f"{path.parent.name}/{path.name}:{frame.lineno} ({frame.name})"


def border(call: Callable[P, R]) -> Callable[P, R]:
    """A function of the public face: what it raises has none of our frames, whose arguments would show values."""

    @wraps(call)
    def called(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return call(*args, **kwargs)
        except BaseException as error:
            problem = _at_border(error)
        del args, kwargs
        try:
            raise problem
        finally:
            del problem  # else the error and this frame would hold each other

    return called


def async_border(call: Callable[P, Coroutine[Any, Any, R]]) -> Callable[P, Coroutine[Any, Any, R]]:
    """The same for a coroutine."""

    @wraps(call)
    async def called(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return await call(*args, **kwargs)
        except BaseException as error:
            problem = _at_border(error)
        del args, kwargs
        try:
            raise problem
        finally:
            del problem

    return called


def made_at_border(kind: type[K]) -> type[K]:
    """The same class, whose making raises without our frames: they hold what it is made of, which may be a secret."""
    untyped: Any = kind
    untyped.__init__ = border(untyped.__init__)
    return kind


def _at_border(error: BaseException) -> BaseException:
    """The error without our frames; those of a listener, which stand behind ours, are its owner's."""
    if isinstance(error, OneRosterError):
        return bare(error)
    rest = error.__traceback__
    while rest is not None and _is_ours(rest.tb_frame.f_code.co_filename):
        rest = rest.tb_next
    return bare(error) if rest is None else error.with_traceback(rest)


def _is_ours(filename: str) -> bool:
    return filename.startswith(_HOMES)


def hasher(key: str | bytes) -> Callable[[str], str]:
    """What stands for an id in a report: HMAC-SHA256 under a key, so that only who has the key can tell whose it is.

    Raises:
        ConfigError: the key is empty; anybody could then try out all the ids there are.
    """
    secret = key.encode() if isinstance(key, str) else bytes(key)
    if not secret:
        raise ConfigError("hash_ids is the key to hash ids with, and must not be empty")
    return lambda sourced_id: hmac.new(secret, sourced_id.encode(errors="surrogatepass"), sha256).hexdigest()
