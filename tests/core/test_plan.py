"""A plan divides collections among workers; a partition is a value that any of them can read."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import pytest

from oneroster_sdk import (
    ConfigError,
    Connection,
    EnvSecret,
    F,
    IncompletePull,
    OAuth2,
    OneRoster,
    Partition,
    Profile,
    Pull,
    QueryError,
    asc,
    plan,
    raw,
    read_partition,
    together,
)
from oneroster_sdk._flow import Answer, Reply
from oneroster_sdk._partition import Reader
from oneroster_sdk._steps import Evidence
from oneroster_sdk.v1p2 import Org

from .playing import BASE, TOKEN_URL, Asked, Provider, Script, _PlayedEngine, ids_of, named, orgs, reply, serving

ROWS = named(*(f"o{number}" for number in range(7)))
IDS = [f"o{number}" for number in range(7)]
OPENED: list[Any] = []


class Played(Connection):
    """Opens clients of a provider that answers by the script."""

    script: Script

    def open(self, client: Any = OneRoster) -> Any:
        roster = super().open(client)
        if client is Reader:
            engine = roster._engine
            roster._engine = _PlayedEngine(engine.core, engine.pool, engine.page_size, Provider(Played.script))
            OPENED.append(roster)
        return roster


DECLARED = serving(ROWS, declare=True)


def connection(script: Script = DECLARED, **options: Any) -> Connection:
    Played.script = staticmethod(script)
    made = Played(BASE, auth=OAuth2(TOKEN_URL, "client", EnvSecret("NINE_SECRET")), **options)
    OPENED.clear()
    return made


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("NINE_SECRET", "s3cret")
    yield
    assert all(roster._engine.pool._closed.is_set() for roster in OPENED)


def asked() -> list[tuple[int, int]]:
    """The offset and the limit of everything that was asked for."""
    return [window for roster in OPENED for window in roster._engine.provider.windows]


def read(partitions: Sequence[Partition]) -> tuple[list[str], list[Pull[Any]]]:
    """The ids of all records, and the pulls."""
    pulls = [read_partition(pickle.loads(pickle.dumps(each))) for each in partitions]
    return ids_of(chain.from_iterable(pulls)), pulls


# --- whole collections


def test_one_partition_for_each_collection_of_each_connection() -> None:
    one, other = connection(name="one"), connection(name="other")
    made = plan([one, other], ("orgs", "academicSessions"))
    assert [(each.connection, each.collection, each.window) for each in made] == [
        (one, "orgs", None),
        (one, "academic_sessions", None),
        (other, "orgs", None),
        (other, "academic_sessions", None),
    ]
    assert asked() == []


def test_users_of_one_connection_are_the_default() -> None:
    (made,) = plan(connection())
    assert (made.collection, made.question.operation) == ("users", "getAllUsers")


def test_no_connections_are_no_partitions() -> None:
    assert plan([]) == []


def test_a_partition_is_read_whole() -> None:
    made = plan(connection(page_size=3), "orgs")
    found, (pull,) = read(made)
    assert found == IDS
    assert (pull.report.complete, pull.report.evidence, pull.report.partial) == (True, "the declared total", False)
    assert pull.report.edges is None
    together([pull.report])
    assert pull.report.absent(IDS) == set()
    assert asked()[0] == (0, 3)
    with pytest.raises(QueryError, match="iterated over once"):
        iter(pull)


def test_records_are_typed() -> None:
    (record, *_) = read_partition(*plan(connection(), "orgs"))
    assert type(record) is Org


def test_a_partition_carries_its_query() -> None:
    made = plan(
        connection(serving(ROWS[:2])),
        lambda roster: roster.schools.where(F.name == "Zacharias").select("name").page_size(50).limit(2),
    )
    assert [each.collection for each in made] == ["schools"]
    assert read(made)[0] == ["o0", "o1"]
    question = OPENED[-1]._engine.provider.asked[0]
    assert question.path.endswith("/schools")
    assert question.query["filter"] == "name='Zacharias'"
    assert question.query["fields"] == "sourcedId,name"
    assert question.limit == 2


def test_what_is_asked_below_a_record() -> None:
    made = plan(connection(lambda asked: reply({"users": []})), lambda roster: roster.schools("s 1").students)
    assert [each.collection for each in made] == ["students"]
    assert read(made)[0] == []
    assert OPENED[-1]._engine.provider.asked[0].path.endswith("/schools/s%201/students")


@pytest.mark.parametrize("filter_", [raw("name='Zacharias'"), ~(F.name == "Zacharias"), F.name.in_(["Zacharias"])])
def test_every_filter_can_be_sent_to_workers(filter_: Any) -> None:
    made = plan(connection(), ["orgs", lambda roster: roster.orgs.where(filter_).changed_since("2026-01-02")])
    again = pickle.loads(pickle.dumps(made))
    assert again[0] == made[0]
    assert repr(again[1].question.spec.filter) == repr(made[1].question.spec.filter)
    assert again[1].question.spec.since == made[1].question.spec.since


def test_a_partition_shows_nothing_of_its_query() -> None:
    (made,) = plan(connection(), lambda roster: roster.schools("s9").students.where(family_name="Silva"))
    shown = repr(made)
    assert shown.startswith("Partition(connection=Played(base_url=")
    assert shown.endswith("collection='students', window=None)")
    assert "Silva" not in shown
    assert "s9" not in shown


def test_it_has_no_secret() -> None:
    assert b"s3cret" not in pickle.dumps(plan(connection(), "orgs", rows=3))


def test_what_cannot_be_planned() -> None:
    one = connection()
    with pytest.raises(QueryError, match=r"^plan\(\) needs one collection at least$"):
        plan(one, ())
    with pytest.raises(QueryError, match="there is no collection 'user' to read whole; did you mean 'users'"):
        plan(one, "user")
    with pytest.raises(QueryError, match=r"^a function for plan\(\) gives a query, such as roster.users, not list$"):
        plan(one, lambda roster: list(roster.orgs))  # type: ignore[arg-type]
    with pytest.raises(QueryError, match=r"asks the client that it is given; options are those of its Connection$"):
        plan(one, lambda roster: roster.with_options(page_size=3).orgs)
    with pytest.raises(QueryError, match="server_only"):
        plan(one, lambda roster: roster.orgs.where(~(F.name == "x") | (F.name == "y")).server_only())
    with pytest.raises(QueryError, match=r"^plan\(rows=1\): a window has 2 rows at least$"):
        plan(one, rows=1)


# --- the client of a worker


def test_it_is_closed_when_the_reading_is_given_up() -> None:
    made = plan(connection(page_size=3), "orgs")
    pull = read_partition(made[0])
    for record in pull:
        assert record.sourced_id == "o0"
        break
    assert OPENED[-1]._engine.pool._closed.is_set()
    assert not pull.report.complete


def test_it_is_closed_after_an_error() -> None:
    made = plan(connection(lambda asked: Reply(403, {}, b"")), "orgs")
    pull = read_partition(made[0])
    with pytest.raises(Exception, match="403"):
        list(pull)
    assert OPENED[-1]._engine.pool._closed.is_set()


def test_a_window_that_is_given_up_has_no_edges() -> None:
    made = plan(connection(), "orgs", rows=3)
    pull = read_partition(made[0])
    next(iter(pull))
    assert pull.report.edges is None


# --- windows


def test_a_large_collection_is_cut_into_windows() -> None:
    made = plan(connection(page_size=2), "orgs", rows=3)
    assert asked() == [(0, 2), (1, 2), (5, 2)]
    windows = [each.window for each in made]
    assert [(w.number, w.of, w.first, w.rows) for w in windows if w] == [(0, 3, 0, 3), (1, 3, 2, 4), (2, 3, 5, None)]
    OPENED.clear()
    found, pulls = read(made)
    assert found == IDS
    proofs: list[Evidence | None] = [pull.report.evidence for pull in pulls]
    assert proofs == ["the rows of its window", "the rows of its window", "the declared total"]
    assert [pull.report.distinct for pull in pulls] == [3, 3, 1]
    assert [pull.report.declared_total for pull in pulls] == [7, 7, 7]
    assert all(pull.report.partial and pull.report.complete for pull in pulls)
    assert OPENED[0]._engine.provider.windows == [(0, 2), (1, 2)]
    assert OPENED[1]._engine.provider.windows == [(2, 2), (3, 2), (4, 2)]
    together(pickle.loads(pickle.dumps([pull.report for pull in pulls])))
    with pytest.raises(IncompletePull, match="or a window"):
        pulls[0].report.absent(IDS)


def test_pages_are_no_longer_than_their_window() -> None:
    made = plan(connection(), "orgs", rows=3)
    OPENED.clear()
    assert read(made)[0] == IDS
    assert [roster._engine.provider.windows[0] for roster in OPENED] == [(0, 3), (2, 4), (5, 1000)]
    assert [len(roster._engine.provider.windows) for roster in OPENED[:2]] == [1, 1]


def test_keys_are_those_of_one_collection_of_one_plan() -> None:
    made = [*plan([connection(), connection()], "orgs", rows=3), *plan(connection(), "orgs", rows=3)]
    keys = [each.window.key for each in made if each.window]
    assert [keys.count(key) for key in keys] == [3] * 9
    assert all(len(key) == 16 for key in keys)


def test_windows_of_what_a_filter_gives() -> None:
    made = plan(connection(), lambda roster: roster.orgs.where(name="Zacharias"), rows=3)
    assert len(made) == 3
    assert all(asked.query["filter"] == "name='Zacharias'" for asked in OPENED[0]._engine.provider.asked)
    assert read(made)[0] == IDS


def test_a_record_that_cannot_be_read_is_the_business_of_its_worker() -> None:
    bad = [dict(ROWS[0], name=[1]), *ROWS[1:]]
    made = plan(connection(serving(bad, declare=True), on_invalid="collect"), "orgs", rows=3)
    found, pulls = read(made)
    assert found == IDS[1:]
    assert [each.position for each in pulls[0].report.invalid] == [0]
    made = plan(connection(serving(bad, declare=True)), "orgs", rows=3)
    assert len(made) == 3


def test_the_position_of_a_bad_record_is_that_in_the_collection() -> None:
    bad = [*ROWS[:4], dict(ROWS[4], name=[1]), *ROWS[5:]]
    made = plan(connection(serving(bad, declare=True), on_invalid="collect"), "orgs", rows=3)
    assert [[each.position for each in pull.report.invalid] for pull in read(made)[1]] == [[], [4], []]


def _pages(asked: Asked) -> Reply:
    start = asked.offset // asked.limit * asked.limit
    return orgs(ROWS[start : start + asked.limit], {"x-total-count": "7"})


def _from_one(asked: Asked) -> Reply:
    start = max(asked.offset - 1, 0)
    return orgs(ROWS[start : start + asked.limit], {"x-total-count": "7"})


def _too_many(asked: Asked) -> Reply:
    return orgs(ROWS[asked.offset : asked.offset + asked.limit], {"x-total-count": "8"})


def _failing(asked: Asked) -> Answer:
    return Reply(500, {}, b"") if asked.limit == 2 else orgs(ROWS[asked.offset :])


@pytest.mark.parametrize(
    ("script", "requests"),
    [(serving(ROWS), 1), (_pages, 2), (_from_one, 2), (_too_many, 3), (_failing, 2)],
    ids=["no total", "pages", "from one", "too many", "failing"],
)
def test_where_windows_cannot_be_read_it_is_one_partition(script: Script, requests: int) -> None:
    made = plan(connection(script), "orgs", rows=3)
    assert [each.window for each in made] == [None]
    assert len(asked()) >= requests


def test_windows_of_a_provider_that_gives_few_rows_at_a_time() -> None:
    made = plan(connection(serving(ROWS, cap=1, declare=True)), "orgs", rows=3)
    assert len(made) == 3
    assert read(made)[0] == IDS


@pytest.mark.parametrize(("rows", "windows"), [(6, 2), (7, 1), (8, 1)])
def test_what_fits_into_one_window_is_not_cut(rows: int, windows: int) -> None:
    assert len(plan(connection(), "orgs", rows=rows)) == windows
    assert len(asked()) == (3 if windows > 1 else 1)


def test_everything_with_the_first_answer_is_not_cut() -> None:
    profile = Profile("nine", "Nine", paging="whole")
    assert [each.window for each in plan(connection(profile=profile), "orgs", rows=3)] == [None]
    assert asked() == []


def test_what_has_an_order_or_a_limit_is_not_cut() -> None:
    words = r"^plan\(rows=\.\.\.\) cuts what is neither sorted nor limited: leave order_by, limit or rows out$"
    with pytest.raises(QueryError, match=words):
        plan(connection(), lambda roster: roster.orgs.order_by(asc("name")), rows=3)
    with pytest.raises(QueryError, match=words):
        plan(connection(), lambda roster: roster.orgs.limit(0), rows=3)


def test_a_secret_that_is_missing_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = connection()
    monkeypatch.delenv("NINE_SECRET")
    assert len(plan(made, "orgs")) == 1
    with pytest.raises(ConfigError, match="NINE_SECRET"):
        plan(made, "orgs", rows=3)


def test_what_happens_while_windows_are_read_is_noticed() -> None:
    rows = list(ROWS)
    made = plan(connection(serving(rows, declare=True), name="nine"), "orgs", rows=3)
    _, before = read(made[:1])
    rows.pop(1)
    _, after = read(made[1:])
    with pytest.raises(IncompletePull, match=r"^GET /.*/orgs: windows 1 and 2 of 3 do not fit together"):
        together([pull.report for pull in [*before, *after]])
    del rows[3:]
    words = r"^GET /rostering/v1p2/orgs, window 2 of 3: the collection ends within this window"
    with pytest.raises(IncompletePull, match=words) as caught:
        read(made[1:2])
    assert caught.value.retryable
    assert caught.value.name == "nine"


def test_what_is_known_of_the_offsets_of_a_provider_holds_for_windows() -> None:
    counting = {paging: Profile("nine", "Nine", paging=paging) for paging in ("offset", None)}
    for paging, counts in (("offset", "rows"), (None, None)):
        (made, *_) = plan(connection(profile=counting[paging]), "orgs", rows=3)
        pull: Any = read_partition(made)
        assert pull._paging.counts == counts
        assert ids_of(pull) == ["o0", "o1", "o2"]
