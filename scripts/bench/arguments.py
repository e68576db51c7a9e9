"""Numbers and words on the command line, as the benchmarks take them."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Collection


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


def see_named(parser: ArgumentParser, word: str, names: Collection[str], more: str = "") -> None:
    """End with an error if a word stands in no name: else nothing would be measured, and look as if all had been."""
    if not any(word in name for name in names):
        parser.error(f"--only {word}: it stands in none of: {'; '.join(names)}{more}")
