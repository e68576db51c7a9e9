"""Pages in which nothing is odd are read at once; all that can be asked of them is as if they were not."""

from __future__ import annotations

import gc
import pickle
from typing import Any

import pytest

from oneroster_openapi.v1p2.models import Org, OrgType, User
from oneroster_sdk import _bodies
from oneroster_sdk._at_once import AtOnce
from oneroster_sdk._came import Again, Kept
from oneroster_sdk.events import Event, Repaired

from .playing import Asked, Script, client, ids_of, named, org, orgs, reply, serving

ROWS = named("a", "b", "c", "d", "e")
PROFILE = {"profileId": "p", "profileType": "x", "vendorId": "v"}


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many records each page had that was read by the tolerant reader."""
    seen: list[int] = []
    real = _bodies.records

    def records(*arguments: Any, **options: Any) -> Any:
        body = real(*arguments, **options)
        seen.append(len(body.items))
        return body

    monkeypatch.setattr("oneroster_sdk._pages.records", records)
    return seen


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each page that was tried at once, whether that went well."""
    seen: list[bool] = []
    real = _bodies.whole

    def whole(*arguments: Any, **options: Any) -> Any:
        body = real(*arguments, **options)
        seen.append(body is not None)
        return body

    monkeypatch.setattr("oneroster_sdk._at_once.whole", whole)
    return seen


def test_nothing_else_is_needed(slow: list[int]) -> None:
    roster, _ = client(serving(ROWS, cap=2), page_size=2)
    pull = roster.orgs.pull()
    assert ids_of(pull) == ["a", "b", "c", "d", "e"]
    assert (pull.report.complete, pull.report.received, pull.report.repairs) == (True, 5, {})
    assert slow == []


def test_the_records_as_they_came_are_at_hand(slow: list[int]) -> None:
    roster, _ = client(serving(ROWS, cap=2), page_size=2)
    pages = list(roster.orgs.pages())
    assert [page.raw for page in pages] == [[ROWS[0], ROWS[1]], [ROWS[2]], [ROWS[3]], [ROWS[4]]]
    assert pages[0].raw is pages[0].raw
    assert [page.raw for page in pickle.loads(pickle.dumps(pages))] == [page.raw for page in pages]
    assert slow == []


def test_what_was_left_out_is_left_out_there_too(slow: list[int]) -> None:
    rows = [org("a"), org("b", name="Other"), org("c")]
    roster, _ = client(serving(rows))
    (page,) = roster.orgs.where(name="Zacharias").pages()
    assert (ids_of(page.records), page.raw) == (["a", "c"], [rows[0], rows[2]])
    assert slow == []


def test_a_limit_cuts_both(slow: list[int]) -> None:
    roster, _ = client(serving(ROWS), page_size=3)
    (page,) = roster.orgs.limit(2).pages()
    assert (ids_of(page.records), page.raw) == (["a", "b"], ROWS[:2])


@pytest.mark.parametrize(
    "row",
    [org("b", vendorThing=1), org("b", status="Active"), org("b", name=""), org(" b"), org("b", type="ext:x")],
)
def test_one_odd_record_sends_its_page_to_the_tolerant_reader(row: dict[str, Any], slow: list[int]) -> None:
    events: list[Event] = []
    rows = [org("a"), row, org("c")]
    roster, _ = client(serving(rows), on_event=events.append)
    page = next(iter(roster.orgs.pages()))
    assert (ids_of(page.records), page.raw) == (["a", "b", "c"], rows)
    assert page.records[1].additional_properties == ({"vendorThing": 1} if "vendorThing" in row else {})
    assert slow[0] == 3
    odd = "vendorThing" not in row and row["type"] == "school"
    assert bool([event for event in events if isinstance(event, Repaired)]) is odd


def test_what_else_a_body_says_is_not_lost(slow: list[int]) -> None:
    def script(asked: Asked) -> Any:
        return reply({"orgs": ROWS[asked.offset :], "total": 5})

    roster, _ = client(script)
    pull = roster.orgs.pull()
    assert ids_of(pull) == ["a", "b", "c", "d", "e"]
    assert pull.report.declared_total == 5
    assert slow


@pytest.mark.parametrize(
    ("odd", "withheld"),
    [
        ({"password": "Zacharias"}, {"User.password": 1}),
        ({"password": ""}, {}),
        ({"userProfiles": [{**PROFILE, "credentials": [{"type": "x", "username": "y"}]}]}, {"User.credentials": 1}),
    ],
)
def test_a_page_with_credentials_is_read_record_by_record(
    odd: dict[str, Any], withheld: dict[str, int], slow: list[int]
) -> None:
    pull = client(users(odd))[0].users.pull()
    (user,) = pull
    assert slow[0] == 1
    assert getattr(user, "password", None) is None
    assert not any(getattr(profile, "credentials", None) for profile in user.user_profiles)
    assert pull.report.withheld == withheld


@pytest.mark.parametrize("odd", [{}, {"metadata": {"password": "Zacharias"}}, {"userProfiles": [PROFILE]}])
def test_a_page_without_credentials_is_read_at_once(odd: dict[str, Any], slow: list[int]) -> None:
    pull = client(users(odd))[0].users.pull()
    (user,) = pull
    assert slow == []
    assert (user.metadata, pull.report.withheld) == (odd.get("metadata", {}), {})


def test_credentials_that_are_wanted_are_read_at_once(slow: list[int]) -> None:
    odd = {"password": "Zacharias", "userProfiles": [{**PROFILE, "credentials": [{"type": "x", "username": "y"}]}]}
    (user,) = client(users(odd), credentials=True)[0].users
    assert slow == []
    assert (user.password, user.user_profiles[0].credentials[0].username) == ("Zacharias", "y")


def users(odd: dict[str, Any]) -> Script:
    """A provider of one user."""
    school = {"href": "https://x.example/orgs/s", "sourcedId": "s", "type": "org"}
    user = {
        "sourcedId": "a",
        "status": "active",
        "dateLastModified": "2026-01-02T03:04:05Z",
        "enabledUser": "true",
        "givenName": "Made",
        "familyName": "Up",
        "roles": [{"roleType": "primary", "role": "student", "org": school}],
        **odd,
    }

    def script(asked: Asked) -> Any:
        return reply({"users": [user] if asked.offset == 0 else []})

    return script


@pytest.mark.parametrize("query", [lambda roster: roster.orgs.select("name"), lambda roster: roster.orgs.raw()])
def test_who_wants_less_or_other_is_not_served_at_once(query: Any, tried: list[bool]) -> None:
    roster, _ = client(serving(ROWS))
    assert len(list(query(roster))) == 5
    assert tried == []


def test_after_odd_pages_it_is_tried_less_often(tried: list[bool]) -> None:
    rows = [org(f"{number:03}", parent="nobody") for number in range(20)]
    roster, _ = client(serving(rows, cap=2), page_size=2)
    assert len(ids_of(roster.orgs)) == 20
    assert len(tried) == 6  # of 22 pages: the 1st, 2nd, 3rd, 5th, 9th and 17th


def test_after_a_page_that_went_well_it_is_tried_each_time(tried: list[bool]) -> None:
    rows = [org("000", parent="x"), org("001", parent="x"), *named(*(f"{number:03}" for number in range(2, 9)))]
    roster, _ = client(serving(rows, cap=2), page_size=2)
    assert len(ids_of(roster.orgs)) == 9
    assert tried[:3] == [False, False, True]
    assert all(tried[2:])


def test_what_is_odd_in_all_records_is_read_at_once_after_the_first_page(tried: list[bool]) -> None:
    """A vendor's own properties, and strings and flags in other forms; nothing is lost, and all is counted."""
    rows = [org(f"{number:03}", vendorThing=number, identifier="", type="School") for number in range(20)]
    pull = client(serving(rows, cap=6), page_size=6)[0].orgs.pull()
    records = list(pull)
    assert ids_of(records) == [row["sourcedId"] for row in rows]
    assert [record.additional_properties for record in records] == [{"vendorThing": number} for number in range(20)]
    assert [(record.identifier, record.type) for record in records] == [("", OrgType.SCHOOL)] * 20
    assert pull.report.repairs == {
        "Org.identifier was an empty string, though required": 20,
        "Org.type was in another letter case": 20,
    }
    assert tried[:3] == [False, True, True]
    assert all(tried[1:])


def test_names_that_come_later_are_learned_as_well(tried: list[bool]) -> None:
    more: list[dict[str, Any]] = [
        {"a": 1},
        {"a": 2},
        {"b": None},
        {"a": 3, "b": 4},
        {"b": 5},
        {},
        {"a": 6},
        {},
        {"b": 7},
    ]
    rows = [org(f"{number:03}", **own) for number, own in enumerate(more)]
    records = list(client(serving(rows, cap=2), page_size=2)[0].orgs)
    assert [record.additional_properties for record in records] == more
    assert tried[:3] == [False, False, True]
    assert all(tried[2:])


def test_names_that_were_learned_are_not_forgotten_at_a_page_that_is_odd_without_them() -> None:
    at_once, page = AtOnce(Org, "orgs"), orgs([org("a", vendorThing=1)])
    at_once.learn([org("a", vendorThing=1)], frozenset())
    at_once.learn([org("b")], frozenset())
    body = at_once.read(page, frozenset())
    assert body is not None
    assert body.items[0].additional_properties == {"vendorThing": 1}
    at_once.learn([org("b", password="x")], {"password"})  # now nothing can be known of them
    assert at_once.read(page, frozenset()) is None


def test_a_page_that_went_well_makes_up_for_those_before_that_were_odd() -> None:
    at_once, page = AtOnce(Org, "orgs"), orgs(named("a"))
    at_once.learn([org("b", parent="x")], frozenset())
    assert at_once.read(page, frozenset()) is not None
    for _ in range(2):
        at_once.learn([org("b", parent="x")], frozenset())
    assert at_once.read(page, frozenset()) is not None


@pytest.mark.parametrize("name", ["password", "parentSourcedId"])
def test_names_that_mean_something_are_not_learned(name: str, tried: list[bool]) -> None:
    """Credentials are taken out, and bare ids are read as references: by the tolerant reader."""
    rows = [org(f"{number:03}", **{name: "x"}) for number in range(20)]
    records = list(client(serving(rows, cap=6), page_size=6)[0].orgs)
    assert tried[:3] == [False] * 3
    assert all(record.additional_properties == ({} if name == "password" else {name: "x"}) for record in records)


def test_a_provider_with_ever_new_names_is_read_by_the_tolerant_reader(tried: list[bool]) -> None:
    rows = [org(f"{number:03}", **{f"x{number}-{each}": 1 for each in range(33)}) for number in range(12)]
    records = list(client(serving(rows, cap=4), page_size=4)[0].orgs)
    assert [len(record.additional_properties) for record in records] == [33] * 12
    assert tried[:3] == [False] * 3


def test_records_of_1_1_are_shown_as_those_of_1_2_when_they_are_read_at_once(slow: list[int]) -> None:
    row: dict[str, Any] = {"sourcedId": "u", "status": "active", "dateLastModified": "2026-01-02T03:04:05Z"}
    row |= {"username": "x", "enabledUser": True, "givenName": "A", "familyName": "B", "role": "student"}
    row |= {"orgs": [{"href": "https://x.example/orgs/o", "sourcedId": "o", "type": "org"}]}
    roster, _ = client(lambda asked: reply({"users": [row][asked.offset :]}), version="1.1")
    (user,) = roster.users
    assert type(user) is User
    assert [(role.role, role.org.sourced_id) for role in user.roles] == [("student", "o")]
    assert slow == []


def test_records_that_are_at_hand_are_given_as_they_are() -> None:
    assert Kept(ROWS)() is ROWS
    assert "Zacharias" not in repr(Kept(ROWS))
    again = Again(orgs(ROWS).content, "orgs", [1, 3])
    assert again() == [ROWS[1], ROWS[3]]
    assert "Zacharias" not in repr(again)


def odd_at(*positions: int) -> list[dict[str, Any]]:
    return [org(f"{each:03}", **({"vendorThing": "x"} if each in positions else {})) for each in range(60)]


@pytest.mark.parametrize("odd", [(), (40,), (5,), (24,), (5, 40), (24, 40), (25,)])
def test_what_waited_for_proof_is_read_as_what_it_came_as(odd: tuple[int, ...]) -> None:
    """The page that proves it may have been read in the other way."""
    rows = odd_at(*odd)

    def script(asked: Asked) -> Any:
        cap = {19: 5, 23: 1}.get(asked.offset, 20)
        return orgs(rows[asked.offset : asked.offset + min(asked.limit, cap)])

    roster, _ = client(script, page_size=20)
    pages = list(roster.orgs.pages())
    records = [record for page in pages for record in page.records]
    assert ids_of(records) == [row["sourcedId"] for row in rows]
    assert [item for page in pages for item in page.raw] == rows
    assert [record.additional_properties for record in records] == [
        {"vendorThing": "x"} if position in odd else {} for position in range(60)
    ]


def alive() -> list[Org]:
    return [each for each in gc.get_objects() if type(each) is Org]


def test_records_that_were_handed_out_are_let_go_before_the_next_page(monkeypatch: pytest.MonkeyPatch) -> None:
    others = alive()  # of other tests; they are held, so that they stay as many
    before: list[int] = []
    real = AtOnce.read

    def read(self: AtOnce, *arguments: Any) -> Any:
        before.append(len(alive()) - len(others))
        return real(self, *arguments)

    monkeypatch.setattr(AtOnce, "read", read)
    roster, _ = client(serving(named(*"abcdefghij"), cap=5), page_size=5)
    within = [len(alive()) - len(others) for _ in roster.orgs]
    assert before[:2] == [0, 1]  # the last, which the caller still holds
    assert within[:6] == [5, 4, 3, 2, 1, 4]  # the second page begins with the record of the overlap
