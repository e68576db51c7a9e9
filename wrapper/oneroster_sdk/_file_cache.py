"""Tokens kept in files, for the processes of one user on one machine."""

from __future__ import annotations

import importlib.util
import os
import secrets
import shlex
import stat
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Final

from attrs import field, frozen

from ._errors import ConfigError

PATIENCE: Final = 30.0
"""Seconds that a process waits for another to fetch a token."""
_POSIX: Final = os.name == "posix"
_LARGEST: Final = 4 * 1024 * 1024
_CAREFUL: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
"""Neither follows a link, nor hands the file on to programs that are started, nor waits for the other end of a pipe."""


@frozen
class FileTokenCache:
    """A `TokenCache` in a directory that only its user may enter: one token for all processes of a machine.

    The directory is made if it is not there. One that other users own, or may read or write, is refused, and so is such
    a file. Needs the extra ``cache``.

    Attributes:
        directory: Where the files are. Not on a network file system whose locks do not work.

    Raises:
        ConfigError: the package ``filelock`` is missing.
    """

    directory: Path = field(converter=Path)

    def __attrs_post_init__(self) -> None:
        if importlib.util.find_spec("filelock") is None:
            raise ConfigError("FileTokenCache needs the package filelock: pip install 'oneroster-sdk[cache]'")

    def load(self, key: str) -> str | None:
        path = self._home() / key
        try:
            with open(path, "rb", opener=_carefully) as file:
                _check(path, os.fstat(file.fileno()), stat.S_ISREG)
                return file.read(_LARGEST).decode(errors="replace")
        except FileNotFoundError:
            return None

    def store(self, key: str, value: str, seconds: float | None) -> None:
        del seconds  # the text says itself how long it is of use
        home = self._home()
        unfinished = home / f"{key}.{secrets.token_hex(8)}"
        try:
            with open(unfinished, "xb", opener=_carefully) as file:
                file.write(value.encode())
            unfinished.replace(home / key)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise

    def lock(self, key: str) -> AbstractContextManager[object]:
        from filelock import FileLock

        # Where a file system has no locks, a marker that outlives a process that was killed is no good in their place.
        path = self._home() / f"{key}.lock"
        return FileLock(path, timeout=PATIENCE, mode=0o600, thread_local=False, fallback_to_soft=False)

    def _home(self) -> Path:
        with suppress(FileExistsError):
            self.directory.mkdir(mode=0o700, parents=True)
        _check(self.directory, self.directory.stat(), stat.S_ISDIR)
        return self.directory


def _carefully(path: str, flags: int) -> int:
    return os.open(path, flags | _CAREFUL, 0o600)


def _check(path: Path, found: os.stat_result, is_right: Callable[[int], bool]) -> None:
    """Check that what is there is of the right kind, and that nobody else can read or change it.

    Raises:
        ConfigError: it is not, or somebody can; says what to do.
    """
    if not is_right(found.st_mode):
        raise ConfigError(f"the token cache {str(path)!r} is neither a directory nor a file in one")
    if not _POSIX:
        return
    if found.st_uid != os.geteuid():
        raise ConfigError(f"the token cache {str(path)!r} belongs to another user; choose a directory of your own")
    if found.st_mode & 0o077:
        mode = "700" if stat.S_ISDIR(found.st_mode) else "600"
        raise ConfigError(f"other users may read or change the token cache; run: chmod {mode} {shlex.quote(str(path))}")
