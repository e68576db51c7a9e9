"""Tokens in files: who may read them, and what happens where they cannot be kept."""

from __future__ import annotations

import importlib.util
import multiprocessing
import os
import pickle
import stat
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from oneroster_sdk import ConfigError, FileTokenCache
from oneroster_sdk import _file_cache as module

KEY = "oneroster-token-k"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "some" / "cache"


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_kept_comes_back(home: Path) -> None:
    cache = FileTokenCache(str(home))
    assert not home.exists(), "nothing is done before it is needed"
    assert cache.load(KEY) is None
    cache.store(KEY, "one \u00e9", 60)
    assert cache.load(KEY) == "one \u00e9"
    cache.store(KEY, "two", None)
    assert FileTokenCache(home).load(KEY) == "two"
    assert cache.load("other") is None


def test_only_the_user_may_read_or_write(home: Path) -> None:
    cache = FileTokenCache(home)
    cache.store(KEY, "s3cret", None)
    with cache.lock(KEY):
        assert {path.name: mode(path) for path in home.iterdir()} == {KEY: 0o600, f"{KEY}.lock": 0o600}
    assert mode(home) == 0o700
    assert sorted(path.name for path in home.iterdir()) == [KEY, f"{KEY}.lock"]


def test_no_moment_at_which_others_could(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The text is written into a file that was made closed, and takes the name only when it is whole."""
    made: list[tuple[int, int]] = []
    seen: list[tuple[int, str, bool]] = []
    real_open, real_replace = os.open, Path.replace

    def opening(path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        made.append((flags & (os.O_CREAT | os.O_EXCL | module._CAREFUL), mode))
        return real_open(path, flags, mode, **more)

    def replacing(self: Path, target: Path) -> Path:
        seen.append((mode(self), self.read_text(), target.exists()))
        return real_replace(self, target)

    cache = FileTokenCache(home)
    with monkeypatch.context() as patched:
        patched.setattr(os, "open", opening)
        patched.setattr(Path, "replace", replacing)
        cache.store(KEY, "s3cret", None)
    assert made[0] == (os.O_CREAT | os.O_EXCL | module._CAREFUL, 0o600)
    assert seen == [(0o600, "s3cret", False)]


@pytest.mark.parametrize("bits", [0o040, 0o020, 0o010, 0o004, 0o002, 0o001, 0o077])
def test_a_directory_that_others_may_enter_is_refused(home: Path, bits: int) -> None:
    cache = FileTokenCache(home)
    cache.store(KEY, "s3cret", None)
    home.chmod(0o700 | bits)
    for use in (lambda: cache.load(KEY), lambda: cache.store(KEY, "s3cret", None), lambda: cache.lock(KEY)):
        with pytest.raises(ConfigError) as caught:
            use()
        assert str(caught.value) == f"other users may read or change the token cache; run: chmod 700 {home}"


@pytest.mark.parametrize("bits", [0o040, 0o020, 0o010, 0o004, 0o002, 0o001])
def test_a_file_that_others_may_read_is_refused(home: Path, bits: int) -> None:
    cache = FileTokenCache(home)
    cache.store(KEY, "s3cret", None)
    (home / KEY).chmod(0o600 | bits)
    with pytest.raises(ConfigError) as caught:
        cache.load(KEY)
    assert str(caught.value) == f"other users may read or change the token cache; run: chmod 600 {home / KEY}"


def test_a_name_with_blanks_is_quoted_for_the_shell(tmp_path: Path) -> None:
    home = tmp_path / "a b"
    home.mkdir(mode=0o755)
    with pytest.raises(ConfigError, match=r"run: chmod 700 '/.*/a b'$"):
        FileTokenCache(home).load(KEY)


def test_what_others_own_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = FileTokenCache(home)
    cache.store(KEY, "s3cret", None)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(ConfigError) as caught:
        cache.load(KEY)
    assert str(caught.value) == f"the token cache '{home}' belongs to another user; choose a directory of your own"


def test_where_there_are_no_such_rights_none_are_asked_for(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = FileTokenCache(home)
    cache.store(KEY, "one", None)
    home.chmod(0o755)
    monkeypatch.setattr(module, "_POSIX", False)
    assert cache.load(KEY) == "one"


def test_a_file_in_place_of_the_directory(home: Path) -> None:
    home.parent.mkdir()
    home.write_text("")
    with pytest.raises(ConfigError) as caught:
        FileTokenCache(home).load(KEY)
    assert str(caught.value) == f"the token cache '{home}' is neither a directory nor a file in one"


def test_a_directory_in_place_of_the_file(home: Path) -> None:
    cache = FileTokenCache(home)
    cache.store(KEY, "one", None)
    (home / KEY).unlink()
    (home / KEY).mkdir(mode=0o700)
    with pytest.raises(IsADirectoryError):
        cache.load(KEY)
    with pytest.raises(IsADirectoryError):
        cache.store(KEY, "two", None)


def test_a_link_is_not_followed(home: Path, tmp_path: Path) -> None:
    cache = FileTokenCache(home)
    cache.store(KEY, "one", None)
    elsewhere = tmp_path / "elsewhere"
    (home / KEY).rename(elsewhere)
    (home / KEY).symlink_to(elsewhere)
    with pytest.raises(OSError, match="symbolic links"):
        cache.load(KEY)
    cache.store(KEY, "two", None)
    assert (cache.load(KEY), elsewhere.read_text()) == ("two", "one")


def test_a_pipe_is_not_waited_for(home: Path) -> None:
    cache = FileTokenCache(home)
    cache.store(KEY, "one", None)
    (home / KEY).unlink()
    os.mkfifo(home / KEY, 0o600)
    with pytest.raises(ConfigError, match="is neither a directory nor a file"):
        cache.load(KEY)


def test_bytes_that_are_no_text_are_garbage_not_an_error(home: Path) -> None:
    cache = FileTokenCache(home)
    cache.store(KEY, "one", None)
    (home / KEY).write_bytes(b"\xff{")
    assert cache.load(KEY) == "\ufffd{"


def test_of_a_huge_file_only_the_beginning_is_read(home: Path) -> None:
    cache = FileTokenCache(home)
    cache.store(KEY, "x" * (module._LARGEST + 1), None)
    assert len(cache.load(KEY) or "") == module._LARGEST


def test_what_cannot_be_written_leaves_the_old_and_no_litter(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = FileTokenCache(home)
    cache.store(KEY, "one", None)

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        cache.store(KEY, "two", None)
    assert cache.load(KEY) == "one"
    assert [path.name for path in home.iterdir()] == [KEY]


def test_what_cannot_even_be_begun_says_why(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: str, flags: int) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "_carefully", full)
    with pytest.raises(OSError, match="No space left"):
        FileTokenCache(home).store(KEY, "one", None)
    assert list(home.iterdir()) == []


def test_programs_that_are_started_do_not_inherit_the_file() -> None:
    assert module._CAREFUL == os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK


def test_only_one_at_a_time(home: Path) -> None:
    cache = FileTokenCache(home)
    order: list[str] = []

    def second() -> None:
        with cache.lock(KEY):
            order.append("second")

    with cache.lock(KEY):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.15)
        order.append("first")
        with cache.lock("other"):
            order.append("other")
    thread.join(5)
    assert order == ["first", "other", "second"]


def test_a_lock_is_not_waited_for_longer_than_half_a_minute(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert module.PATIENCE == 30.0
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    cache = FileTokenCache(home)
    with cache.lock(KEY), pytest.raises(TimeoutError), cache.lock(KEY):
        raise AssertionError("it is taken")
    with cache.lock(KEY):
        pass


def test_where_there_are_no_locks_nothing_takes_their_place(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr("filelock.FileLock", lambda path, **settings: asked.append((path, settings)))
    FileTokenCache(home).lock(KEY)
    settings = {"timeout": 30.0, "mode": 0o600, "thread_local": False, "fallback_to_soft": False}
    assert asked == [(home / f"{KEY}.lock", settings)]


def test_the_lock_may_be_left_in_another_thread(home: Path) -> None:
    lock = FileTokenCache(home).lock(KEY)
    thread = threading.Thread(target=lock.__enter__)
    thread.start()
    thread.join()
    lock.__exit__(None, None, None)
    with FileTokenCache(home).lock(KEY):
        pass


def hold(home: Path, ready: Any) -> None:
    FileTokenCache(home).lock(KEY).__enter__()
    ready.set()
    time.sleep(60)


def test_the_lock_of_a_process_that_was_killed_is_free(home: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    ready = spawn.Event()
    process = spawn.Process(target=hold, args=(home, ready))
    process.start()
    try:
        assert ready.wait(20)
    finally:
        process.kill()
        process.join(5)
    with FileTokenCache(home).lock(KEY):
        pass


def test_it_can_be_sent_to_workers(home: Path) -> None:
    cache = FileTokenCache(home)
    assert pickle.loads(pickle.dumps(cache)) == cache
    assert hash(cache) == hash(FileTokenCache(str(home)))
    assert repr(cache) == f"FileTokenCache(directory={home!r})"


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "filelock" else object())
    with pytest.raises(ConfigError) as caught:
        FileTokenCache("x")
    expected = "FileTokenCache needs the package filelock: pip install 'oneroster-sdk[cache]'"
    assert str(caught.value) == expected
