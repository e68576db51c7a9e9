"""``oneroster pull``: collections into files, with a bar for each and a table at the end."""

from __future__ import annotations

import argparse
import difflib
import re
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from attrs import define

from oneroster_openapi.v1p2.operations import OPERATIONS

from .. import OAuth2, OneRoster, OneRosterError
from .._collections import Collection
from .._errors import AuthError, ConfigError, TransportError
from .._json import to_json

_FATAL = (ConfigError, AuthError, TransportError)
"""With these no other collection would come either."""


@define
class Outcome:
    """What became of one collection."""

    collection: str
    records: int = 0
    pages: int = 0
    seconds: float = 0.0
    error: str | None = None


def pull(options: argparse.Namespace) -> int:
    """Read the collections that were asked for; gives the exit status."""
    try:
        services = whole_collections()
        known = [name for names in services.values() for name in names]
        # The first service is rostering; the others come if they are named.
        wanted = [_collection(name, known) for name in options.collections] or next(iter(services.values()))
        options.out.mkdir(parents=True, exist_ok=True, mode=0o700)
        with ExitStack() as stack:
            roster = stack.enter_context(_provider(options, stack))
            outcomes = _pull_all(roster, list(dict.fromkeys(wanted)), options.out)
    except OneRosterError as error:
        print(f"oneroster: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"oneroster: cannot write to {options.out}: {error.strerror}", file=sys.stderr)
        return 2
    _show(outcomes)
    return 1 if any(outcome.error for outcome in outcomes) else 0


def whole_collections() -> dict[str, list[str]]:
    """By service, the collections that are no part of another: ``users``, but not ``students``."""
    found: dict[str, list[str]] = {}
    for operation in OPERATIONS.values():
        *service, name = operation.path.split("/")[1:]
        if (
            operation.answer is not None
            and operation.answer.many
            and operation.answer.key == name
            and len(service) == 2
        ):
            found.setdefault(service[0], []).append(re.sub("([A-Z])", r"_\1", name).lower())
    return found


def _collection(name: str, collections: list[str]) -> str:
    plain = {known.replace("_", ""): known for known in collections}
    found = plain.get(name.replace("_", "").replace("-", "").lower())
    if found:
        return found
    nearest = difflib.get_close_matches(name, collections, n=1)
    hint = f"did you mean {nearest[0]}?" if nearest else f"there are {', '.join(collections)}"
    raise ConfigError(f"there is no collection {name!r}; {hint}")


def _provider(options: argparse.Namespace, stack: ExitStack) -> OneRoster:
    if options.page_size < 1:
        raise ConfigError("--page-size must be 1 at least")
    if options.sandbox:
        return _sandbox_provider(options, stack)
    dotenv = options.env_file or (Path(".env") if Path(".env").is_file() else None)
    return OneRoster.from_env(dotenv=dotenv, page_size=options.page_size)


def _sandbox_provider(options: argparse.Namespace, stack: ExitStack) -> OneRoster:
    try:
        from ..sandbox import Sandbox
    except ModuleNotFoundError as error:
        name = error.name
    else:
        sandbox = stack.enter_context(Sandbox(students=1000))
        auth = OAuth2(sandbox.token_url, sandbox.client_id, sandbox.client_secret)
        return OneRoster(sandbox.base_url, auth=auth, page_size=options.page_size)
    raise ConfigError(f"--sandbox needs {name}: pip install 'oneroster-sdk[sandbox]'")


def _pull_all(roster: OneRoster, collections: list[str], folder: Path) -> list[Outcome]:
    from ._files import whole_file

    outcomes: list[Outcome] = []
    with _bars() as bars:
        for name in collections:
            outcome = Outcome(name)
            outcomes.append(outcome)
            started = time.perf_counter()
            try:
                with whole_file(folder / f"{name}.jsonl") as file:
                    for page in _pages(getattr(roster, name), outcome, bars):
                        file.writelines(to_json(record.to_dict()) + b"\n" for record in page.records)
            except _FATAL:
                raise
            except OneRosterError as error:
                outcome.error = str(error)
            outcome.seconds = time.perf_counter() - started
    return outcomes


def _pages(collection: Collection[Any], outcome: Outcome, bars: Any) -> Iterator[Any]:
    bar = bars.add_task(outcome.collection, total=None) if bars else None
    for page in collection.pages():
        yield page
        outcome.pages += 1
        outcome.records += len(page.records)
        if bars:
            bars.update(bar, total=page.total, completed=outcome.records)
    if bars:
        bars.update(bar, total=outcome.records, completed=outcome.records)


@contextmanager
def _bars() -> Generator[Any]:
    """Progress bars on standard error, if that is a terminal and rich is installed."""
    if not sys.stderr.isatty() or not _has_rich():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<18}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        yield progress


def _has_rich() -> bool:
    from importlib.util import find_spec

    return find_spec("rich") is not None


def _show(outcomes: list[Outcome]) -> None:
    rows = [("collection", "records", "pages", "seconds", "outcome")]
    for outcome in outcomes:
        state = "whole" if outcome.error is None else "not whole, nothing written"
        rows.append((outcome.collection, f"{outcome.records:,}", str(outcome.pages), f"{outcome.seconds:.2f}", state))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        name, *numbers, state = row
        cells = [f"{number:>{width}}" for number, width in zip(numbers, widths[1:], strict=False)]
        print(f"{name:<{widths[0]}}  {'  '.join(cells)}  {state}")
    for outcome in outcomes:
        if outcome.error:
            print(f"oneroster: {outcome.collection}: {outcome.error}", file=sys.stderr)
