"""What the benchmarks say of what they measured."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from bench import everything, lines, memory
from bench.rounds import Results, Took, rounds

FAST, SLOW = Took(100, 1.0, 0.5), Took(100, 2.0, 2.0)


def rows(table: str) -> list[str]:
    return table.splitlines()[2:]


def test_speeds_are_ratios_to_the_first_way() -> None:
    results = Results({}, 100, {"loop": [FAST, FAST, SLOW], "ours": [SLOW]})
    assert rows(results.table()) == ["| loop | 100 | 1.00 | 1.00 |", "| ours | 50 | 0.50 | 0.25 |"]


def test_what_did_not_bring_all_has_no_speed() -> None:
    took = {"loop": [Took(50, 1.0, 1.0)], "ours": [FAST], "peer": [Took(0, 1.0, 1.0, "ValueError")]}
    assert rows(Results({}, 100, took).table()) == [
        "| loop | **50 of 100 records, without an error** | | |",
        "| ours | 100 | 2.00 | 4.00 |",
        "| peer | fails: ValueError | | |",
    ]


def test_every_way_takes_its_turn_after_a_round_that_warms_up() -> None:
    order: list[str] = []

    def way(name: str) -> Took:
        order.append(name)
        return FAST

    results = rounds({name: partial(way, name) for name in "ab"}, 2, 100, {"odd": True})
    assert "".join(order) == "ababab"
    assert results.as_json()["odd"] is True
    assert results.as_json()["took"]["a"] == [{"records": 100, "wall": 1.0, "cpu": 0.5, "error": ""}] * 2


def test_ours_must_bring_all() -> None:
    with pytest.raises(SystemExit, match=r"ours, async: 99 records came, of 100"):
        rounds({"ours, async": lambda: Took(99, 1.0, 1.0)}, 1, 100, {})


def test_memory_that_a_further_record_takes() -> None:
    measured = [
        {"way": "ours", "size": 100, "records": number, "before": 10 * memory.MIB, "peak": 12 * memory.MIB + grown}
        for number, grown in ((10, 0), (110, 100), (1010, 50_000))
    ]
    assert rows(memory.table(measured)) == ["| ours | 100 | 10.0 | 2.0 | 2.0 | 2.0 | 50 |"]


def test_cost_of_a_record_by_their_number() -> None:
    measured = [
        {"way": way, "records": number, "cpu": number * cost * 1e-6}
        for way in lines.TIMED
        for number, cost in ((10, 4.0), (100, 5.0))
    ]
    assert rows(lines.table(measured)) == [f"| {way} | 4.0 | 5.0 | 1.25 |" for way in lines.TIMED]


def test_what_is_said_last_counts(tmp_path: Path) -> None:
    part = everything.Part("x", "X", "pulls", "--rounds 5", "--rounds 2")
    quick = everything.command(part, tmp_path, quick=True, peers=True)[2:]
    assert quick == ["bench.pulls", "--rounds", "5", "--rounds", "2", "--peers", "--json", str(tmp_path / "x.json")]
    assert everything.command(part, tmp_path, quick=False, peers=False)[2:5] == ["bench.pulls", "--rounds", "5"]


def test_a_part_that_fails_is_not_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = (everything.Part("a", "A", "no_such_module"), everything.Part("b", "B", "lines", "--no-such-option"))
    monkeypatch.setattr(everything, "PARTS", parts)
    assert list(everything.tables(tmp_path, quick=True, peers=False, only="")) == ["## B\n\nThis failed."]
