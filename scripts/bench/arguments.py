"""Numbers on the command line, as the benchmarks take them."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Collection


def positive(text: str) -> int:
    """A whole number from 1 on: of records, pages or rounds there is no less."""
    if not text.isascii() or not text.isdigit() or not int(text):
        raise ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)


def positives(text: str) -> list[int]:
    """Several of them, with commas between."""
    return [positive(each) for each in text.split(",")]


def milliseconds(text: str) -> float:
    """A time to wait, from 0 to a minute."""
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 60_000:
        raise ArgumentTypeError(f"{text!r} is no time from 0 to 60,000 milliseconds")
    return found


def word_in(names: Collection[str]) -> Callable[[str], str]:
    """A word that stands in some of the names: else nothing would be measured, and look as if all had been."""

    def word(text: str) -> str:
        if not any(text in name for name in names):
            raise ArgumentTypeError(f"{text!r} stands in none of: {', '.join(names)}")
        return text

    return word


def refuse_peers(parser: ArgumentParser, only: str, ours: Collection[str]) -> None:
    """End with an error if only other libraries are meant, and they were not asked for."""
    if not any(only in name for name in ours):
        parser.error(f"--only {only}: that is one of the other libraries, which --peers brings")
