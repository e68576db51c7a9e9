"""Numbers on the command line that make no sense are refused before anything is measured."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError

import pytest

from bench.arguments import milliseconds, positive, positives, refuse_peers, word_in


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


def test_words() -> None:
    word = word_in(["ours, httpx", "theirs"])
    assert (word("ours"), word("")) == ("ours", "")
    with pytest.raises(ArgumentTypeError, match="'other' stands in none of: ours, httpx, theirs"):
        word("other")


def test_another_library_alone(capsys: pytest.CaptureFixture[str]) -> None:
    refuse_peers(ArgumentParser(), "httpx", ["ours, httpx", "a loop"])
    with pytest.raises(SystemExit):
        refuse_peers(ArgumentParser(), "theirs", ["ours, httpx", "a loop"])
    assert "--only theirs: that is one of the other libraries, which --peers brings" in capsys.readouterr().err
