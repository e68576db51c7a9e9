"""Pages that are fetched before their turn: which, how many, and what becomes of those that nobody needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from attrs import define, evolve, field

from oneroster_sdk import BearerToken, EnvSecret, Forbidden, OneRoster, PullReport, _pages
from oneroster_sdk._ahead import Ahead
from oneroster_sdk._flow import Beside, Flow, Join, Reply

from .playing import BASE, Asked, Script, client, ids_of, named, orgs, serving

# --- requests by their addresses


@define
class Begun:
    """A flow that was begun, and what will come of it."""

    came: Any = None
    here: bool = True
    dropped: int = field(default=0, init=False)
    waited: int = field(default=0, init=False)

    def ended(self) -> None:
        self.waited += 1

    def result(self) -> Any:
        assert self.waited == 1
        return self.came

    def drop(self) -> None:
        self.dropped += 1


@define
class Driver:
    """Begins nothing but what it is given, and keeps a list of what it was asked for."""

    begins: dict[str, Begun | None]
    asked: list[str] = field(factory=list[str])

    def run(self, flow: Flow[Any]) -> Any:
        answer: Any = None
        try:
            while True:
                step = flow.send(answer)
                if isinstance(step, Beside):
                    name = next(step.flow())
                    self.asked.append(f"begin {name}")
                    answer = self.begins[str(name)]
                elif isinstance(step, Join):
                    answer = step.begun.ended()
                else:
                    self.asked.append(str(step))
                    answer = f"{step} itself"
        except StopIteration as done:
            return done.value


def asking(name: Any) -> Flow[Any]:
    return (yield name)


def keeping(*names: str) -> Any:
    return {name: lambda name=name: asking(name) for name in names}


def test_only_what_is_not_yet_under_way_is_begun() -> None:
    a, b, c = Begun(), Begun(), Begun()
    driver, ahead = Driver({"a": a, "b": b, "c": c}), Ahead[Any]()
    assert driver.run(ahead.keep(keeping("a", "b"))) == 0
    assert driver.run(ahead.keep(keeping("a", "b", "c"))) == 0
    assert driver.asked == ["begin a", "begin b", "begin c"]
    assert [each.dropped for each in (a, b, c)] == [0, 0, 0]


def test_what_is_of_no_use_any_more_is_dropped_before_anything_is_begun() -> None:
    a, b, c = Begun(), Begun(), Begun()
    driver, ahead = Driver({"a": a, "b": b, "c": c}), Ahead[Any]()
    driver.run(ahead.keep(keeping("a", "b")))
    assert driver.run(ahead.keep(keeping("b", "c"))) == 1
    assert [each.dropped for each in (a, b, c)] == [1, 0, 0]
    assert ahead.drop() == (2, [b, c])
    assert [each.dropped for each in (a, b, c)] == [1, 1, 1]
    assert ahead.drop()[0] == 0


def test_what_was_dropped_before_it_ran_is_no_request() -> None:
    """A task may be cancelled before its first step, and a thread be told before it starts."""
    ahead = Ahead[Any]()
    flow = ahead.keep(keeping("a"))
    assert isinstance(next(flow), Beside)
    with pytest.raises(StopIteration):
        flow.send(Begun())
    assert ahead.drop()[0] == 0


def test_what_was_begun_is_taken_once() -> None:
    driver, ahead = Driver({"a": Begun("came")}), Ahead[Any]()
    driver.run(ahead.keep(keeping("a")))
    assert driver.run(ahead.sent("a", lambda: asking("a"))) == "came"
    assert driver.run(ahead.sent("a", lambda: asking("a"))) == "a itself"
    assert driver.run(ahead.sent("b", lambda: asking("b"))) == "b itself"
    assert ahead.drop()[0] == 0


def test_what_was_taken_is_not_counted_as_of_no_use_later() -> None:
    driver, ahead = Driver({"a": Begun("came")}), Ahead[Any]()
    driver.run(ahead.keep(keeping("a")))
    driver.run(ahead.sent("a", lambda: asking("a")))
    flow = ahead.keep(keeping("a"))
    next(flow)
    with pytest.raises(StopIteration):
        flow.send(Begun())  # which did not run
    assert ahead.drop()[0] == 0


def test_what_another_process_began_is_asked_for_again() -> None:
    driver, ahead = Driver({"a": Begun("came", here=False)}), Ahead[Any]()
    driver.run(ahead.keep(keeping("a")))
    assert driver.run(ahead.sent("a", lambda: asking("a"))) == "a itself"


def test_what_cannot_be_begun_is_asked_for_in_its_turn() -> None:
    driver, ahead = Driver({"a": None}), Ahead[Any]()
    assert driver.run(ahead.keep(keeping("a"))) == 0
    assert driver.run(ahead.sent("a", lambda: asking("a"))) == "a itself"
    assert driver.run(ahead.keep({})) == 0


# --- pages


@pytest.fixture(autouse=True)
def _slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider that is played answers at once; here that is not so quick that nothing would be fetched ahead."""
    monkeypatch.setattr(_pages, "QUICK", 0.0)


def rows(number: int) -> list[dict[str, Any]]:
    return named(*[f"r{each:03}" for each in range(number)])


def read(script: Script, concurrency: int, size: int = 11, most: int | None = None) -> tuple[Any, Any, PullReport]:
    roster, provider = client(script, max_concurrency=concurrency, page_size=size)
    query = roster.orgs if most is None else roster.orgs.limit(most)
    pull = query.pull()
    return ids_of(pull), provider, pull.report


def offsets(provider: Any) -> list[int]:
    return [offset for offset, _ in provider.windows]


def test_the_more_pages_came_as_they_should_the_more_are_fetched() -> None:
    roster, provider = client(serving(rows(200), declare=True), max_concurrency=4, page_size=11)
    pages = iter(roster.orgs.pages())
    asked = list[list[int]]()
    for _ in range(4):
        next(pages)
        asked.append(offsets(provider)[sum(len(each) for each in asked) :])
    assert asked == [[0, 10, 20], [30, 40, 50], [60], [70]]


@pytest.mark.parametrize("concurrency", [1, 2, 3, 4, 8, 100])
@pytest.mark.parametrize("number", [0, 1, 10, 11, 12, 21, 22, 32, 100])
def test_not_a_request_more_than_one_after_the_other(number: int, concurrency: int) -> None:
    one, provider, report = read(serving(rows(number), declare=True), 1)
    came, other, account = read(serving(rows(number), declare=True), concurrency)
    assert came == one == [f"r{each:03}" for each in range(number)]
    assert sorted(other.windows) == sorted(provider.windows)
    assert (account.requests, account.retries, account.pages) == (report.requests, 0, report.pages)
    assert account.evidence == report.evidence


@pytest.mark.parametrize(("concurrency", "asked"), [(1, [0]), (2, [0, 10, 20])])
def test_two_at_a_time_are_enough(concurrency: int, asked: list[int]) -> None:
    roster, provider = client(serving(rows(100), declare=True), max_concurrency=concurrency, page_size=11)
    next(iter(roster.orgs.pages()))
    assert offsets(provider) == asked


def test_what_the_provider_refused_is_left_out_of_what_is_fetched_ahead() -> None:
    def script(asked: Asked) -> Any:
        return Reply(400) if "sort" in asked.query else serving(rows(100), declare=True)(asked)

    one, provider, _ = read(script, 1)
    came, other, report = read(script, 8)
    assert came == one
    assert report.requests == len(other.asked) == len(provider.asked)


def test_nothing_is_fetched_ahead_where_no_total_is_declared() -> None:
    roster, provider = client(serving(rows(100)), max_concurrency=8, page_size=11)
    pages = iter(roster.orgs.pages())
    next(pages), next(pages), next(pages)
    assert offsets(provider) == [0, 10, 20]


def test_nothing_is_fetched_ahead_where_the_total_may_be_that_of_the_page() -> None:
    def script(asked: Asked) -> Any:
        window = rows(100)[asked.offset : asked.offset + asked.limit]
        return orgs(window, {"x-total-count": str(len(window))})

    roster, provider = client(script, max_concurrency=8, page_size=11)
    pages = iter(roster.orgs.pages())
    next(pages), next(pages), next(pages)
    assert offsets(provider) == [0, 10, 20]


@pytest.mark.parametrize(("most", "asked"), [(11, [0]), (12, [0, 10]), (21, [0, 10]), (22, [0, 10, 20])])
def test_nothing_is_fetched_ahead_beyond_the_limit(most: int, asked: Sequence[int]) -> None:
    came, provider, _ = read(serving(rows(100), declare=True), 8, most=most)
    assert len(came) == most
    assert [each for each in offsets(provider) if each >= most] == []
    assert sorted(offsets(provider)) == list(asked)


def test_pages_that_are_clamped_are_foreseen_as_they_come() -> None:
    came, provider, report = read(serving(rows(100), cap=5, declare=True), 4, size=1000)
    assert len(came) == 100
    assert offsets(provider)[:8] == [0, 4, 8, 12, 16, 20, 24, 28]
    _, other, _ = read(serving(rows(100), cap=5, declare=True), 1, size=1000)
    assert report.requests == len(provider.asked) == len(other.asked)


def test_one_short_page_in_the_middle_throws_away_what_was_foreseen_and_it_goes_on() -> None:
    def script(asked: Asked) -> Any:
        cap = 6 if asked.offset == 20 else 11
        return orgs(rows(150)[asked.offset : asked.offset + min(asked.limit, cap)], {"x-total-count": "150"})

    came, provider, report = read(script, 4)
    assert came == [f"r{each:03}" for each in range(150)]
    # 20 brings six; 30, 40 and 50 were fetched in vain.
    assert offsets(provider)[:9] == [0, 10, 20, 30, 40, 50, 25, 35, 45]
    assert report.requests == len(provider.asked)
    assert (report.complete, report.distinct) == (True, 150)


def test_who_leaves_early_has_all_requests_counted() -> None:
    roster, provider = client(serving(rows(200), declare=True), max_concurrency=4, page_size=11)
    pull = roster.orgs.pull()
    records = iter(pull)
    next(records)
    records.close()  # type: ignore[attr-defined]
    assert offsets(provider) == [0, 10, 20]
    assert pull.report.requests == 3


@pytest.mark.parametrize(("quick", "asked"), [(0.5, [0, 10, 20]), (0.500001, [0])])
def test_nothing_is_fetched_ahead_of_a_provider_that_answers_at_once(
    quick: float, asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]

    def script(asked: Asked) -> Any:
        now[0] += 0.5
        return serving(rows(100), declare=True)(asked)

    roster, provider = client(script, max_concurrency=4, page_size=11)
    roster._engine = evolve(roster._engine, core=evolve(roster._engine.core, clock=lambda: now[0]))
    monkeypatch.setattr(_pages, "QUICK", quick)
    next(iter(roster.orgs.pages()))
    assert offsets(provider) == asked


def test_an_error_of_a_page_that_was_fetched_ahead_is_raised_in_its_turn() -> None:
    def script(asked: Asked) -> Any:
        return Reply(403) if asked.offset == 20 else serving(rows(100), declare=True)(asked)

    roster, provider = client(script, max_concurrency=4, page_size=11)
    pages = iter(roster.orgs.pages())
    assert [ids_of(next(pages).records)[0] for _ in range(2)] == ["r000", "r011"]
    assert 20 in offsets(provider)
    with pytest.raises(Forbidden):
        next(pages)


@pytest.mark.parametrize(("options", "concurrency", "connections"), [({}, 1, 4), ({"max_concurrency": 3}, 3, 3)])
def test_only_who_says_how_many_requests_there_may_be_has_pages_fetched_ahead(
    options: Any, concurrency: int, connections: int
) -> None:
    with OneRoster(BASE, auth=BearerToken(EnvSecret("TOKEN")), **options) as roster:
        assert roster._engine.core.concurrency == concurrency
        assert roster._engine.pool.wire.max_connections == connections
