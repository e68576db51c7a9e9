"""Numbers and words on the command line that make no sense are refused before anything is measured."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError

import pytest

from bench.arguments import milliseconds, positive, positives, see_named


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "x", "", "٣", "²"])
def test_what_is_no_number_of_records(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="no whole number from 1 on"):
        positive(text)


def test_numbers() -> None:
    assert (positive("12"), positives("1,2"), milliseconds("0"), milliseconds("2.5")) == (12, [1, 2], 0.0, 2.5)


@pytest.mark.parametrize("text", ["-0.1", "nan", "inf", "60001", "x", ""])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="no time from 0"):
        milliseconds(text)


def test_words(capsys: pytest.CaptureFixture[str]) -> None:
    names = ["ours, httpx", "a loop"]
    see_named(ArgumentParser(), "ours", names)
    see_named(ArgumentParser(), "", names)
    with pytest.raises(SystemExit):
        see_named(ArgumentParser(), "theirs", names, ". --peers brings more")
    assert "--only theirs: it stands in none of: ours, httpx; a loop. --peers brings more\n" in capsys.readouterr().err
