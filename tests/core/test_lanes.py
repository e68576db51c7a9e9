"""The fast ways to read records give what the table-driven reader gives, or leave it to that."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import define
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_openapi import compiled, lane
from oneroster_openapi.kinds import Flag, Kind, ListOf, Mapped, Nested, Number, Vocabulary
from oneroster_openapi.lane import Note, lane_of, own_names
from oneroster_openapi.record import InvalidRecord, Property, Reading, Record
from oneroster_openapi.scalars import Id, Text
from oneroster_openapi.steps import Step
from oneroster_openapi.times import Day, Moment
from oneroster_openapi.v1p1.operations import OPERATIONS as OLD
from oneroster_openapi.v1p2.models import Org
from oneroster_openapi.v1p2.operations import OPERATIONS as NEW

STAMP = {"dateLastModified": "2026-01-02T03:04:05.000Z"}
MODELS = sorted(
    {op.load(each.record) for ops in (OLD, NEW) for op in ops.values() for each in (op.answer, op.body) if each},
    key=lambda model: (model.__module__, model.__name__),
)
BY_MODEL = pytest.mark.parametrize(
    "model", MODELS, ids=lambda model: f"{model.__module__.split('.')[1]}.{model.__name__}"
)
WIRES = {prop.wire for prop in Org.__properties__}
ODD: list[Any] = [
    None, "", " ", "x", " x", "x ", "\u2003x", "true", "True", "false", True, False, 0, 1, 7, -1, 1.5, 2**53, 2**53 - 1,
    -(2**53), 2**70, 1e300, [], {}, [None], [""], ["x"], ["x", 7], "05,06", {"sourcedId": "x"}, {"sourcedId": " x"},
    {"href": "x"}, [{"sourcedId": "x"}], [{}], "2026-01-02", "2026-1-2", "0000-00-00", "0001-01-01", "20260102",
    "2026-01-02T03:04:05Z", "2026-01-02T03:04:05.123Z", "2026-01-02T03:04:05.1234Z", "2026-01-02T03:04:05+00:00",
    "2026-01-02 03:04:05Z", "2026-01-02t03:04:05z", "2026-01-02T24:00:00Z", "2026-01-02T03:04:05.1234567Z",
    "2026-02-30", "2026-01-02T03:04Z", "0001-01-01T00:00:00Z", "active", "ACTIVE", "inactive", "tobedeleted", "ext:x",
]  # fmt: skip
"""Values that are legal for one property and odd for another; each is tried for all."""


@pytest.fixture(autouse=True)
def _fresh() -> None:
    """What is made of models is kept: how it is made is to be tested here, each time."""
    for kept in (lane._lanes, lane._makers, lane._mended, compiled._wholes, compiled.days):
        kept.clear()
    for model in MODELS:
        if "_tolerant" in vars(model):
            del model._tolerant


def legal(kind: Kind) -> st.SearchStrategy[Any]:
    """Values that the standard wants."""
    if isinstance(kind, ListOf):
        return st.lists(legal(kind.item), min_size=kind.least, max_size=3)
    if isinstance(kind, Nested):
        return whole(kind.record)
    if isinstance(kind, Vocabulary):
        return st.sampled_from([member.value for member in kind.members])
    if isinstance(kind, Flag):
        return st.sampled_from(["true", "false"] if kind.as_string else [True, False])
    if isinstance(kind, Number):
        return st.floats(-1e6, 1e6) | st.integers(-100, 100)
    if isinstance(kind, Mapped):
        return st.dictionaries(st.text(max_size=3), st.integers() | st.text(max_size=3), max_size=2)
    if isinstance(kind, Day):
        return st.dates().map(str)
    if isinstance(kind, Moment):
        return st.datetimes().map(lambda moment: f"{moment.isoformat(timespec='milliseconds')}Z")
    return st.text(st.characters(codec="utf-8"), min_size=1, max_size=5)


def whole(model: type[Record]) -> st.SearchStrategy[dict[str, Any]]:
    """Records as the standard has them; what is optional may be absent."""
    required = {prop.wire: legal(prop.kind) for prop in model.__properties__ if prop.required}
    optional = {prop.wire: legal(prop.kind) for prop in model.__properties__ if not prop.required}
    return st.fixed_dictionaries(required, optional=optional)


@st.composite
def odd(draw: st.DrawFn, model: type[Record]) -> dict[str, Any]:
    """Records with up to three oddities in them: values, gaps, and properties that nobody knows."""
    made = draw(whole(model))
    names = [prop.wire for prop in model.__properties__]
    for name in draw(st.lists(st.sampled_from([*names, "vendorThing", "orgSourcedId", "schoolSourcedId"]), max_size=3)):
        if name in made and draw(st.booleans()):
            del made[name]
        else:
            made[name] = draw(st.sampled_from(ODD))
    return made


def outcome(read: Any, item: dict[str, Any]) -> tuple[Any, ...]:
    """The record with all that it holds, what was mended, and why it could not be read."""
    reading = Reading()
    try:
        record = read(item, reading)
    except InvalidRecord as error:
        return str(error), reading.repairs
    return record, record.missing_fields(), reading.repairs, type(record)


@BY_MODEL
@settings(max_examples=20)
@given(data=st.data())
def test_code_made_for_a_model_reads_what_its_table_says(model: type[Record], data: st.DataObject) -> None:
    item = data.draw(odd(model))
    made, told = outcome(model.from_dict, item), outcome(model._by_steps, item)
    assert made == told
    assert repr(made) == repr(told)


@BY_MODEL
@settings(max_examples=20)
@given(data=st.data())
def test_a_page_is_read_whole_or_left_to_the_tolerant_reader(model: type[Record], data: st.DataObject) -> None:
    items = data.draw(st.lists(odd(model), max_size=3))
    lane = lane_of(model, "items")
    assert lane is not None
    found = lane.read(json.dumps({"items": items}).encode())
    if found is None:
        return
    reading = Reading()
    assert found.records == [model._by_steps(item, reading) for item in items]
    assert [type(each) for each in found.records] == [model] * len(items)
    assert reading.repairs == {}
    assert found.notes == []


@BY_MODEL
@settings(max_examples=40)
@given(data=st.data())
def test_a_wide_lane_mends_and_keeps_what_the_tolerant_reader_does(model: type[Record], data: st.DataObject) -> None:
    items = data.draw(st.lists(odd(model), max_size=3))
    own = own_names(model, items, frozenset())
    if own is None:
        return
    lane = lane_of(model, "items", frozenset(), own)
    assert lane is not None
    found = lane.read(json.dumps({"items": items}).encode())
    if found is None:
        return
    readings = [Reading() for _ in items]
    told = [model._by_steps(item, reading) for item, reading in zip(items, readings, strict=True)]
    assert found.records == told
    assert [each.to_dict() for each in found.records] == [each.to_dict() for each in told]
    assert [each.missing_fields() for each in found.records] == [{}] * len(items)
    assert [mended(found.notes, each) for each in found.records] == [reading.repairs for reading in readings]


def full(kind: Kind, *, other: bool = False) -> Any:
    """A value that the standard wants, the same each time; an `other` one of the same kind."""
    if isinstance(kind, ListOf):
        return [full(kind.item, other=other)] * (1 if other else 2)
    if isinstance(kind, Nested):
        return whole_record(kind.record, other=other)
    if isinstance(kind, Vocabulary):
        return [member.value for member in kind.members][0 if other else -1]
    if isinstance(kind, Flag):
        return ["true", "false"][other] if kind.as_string else not other
    if kind.__class__ is Text:
        return "\u2003x " if other else "x"
    known = {Number: 3 if other else -1.5, Mapped: {"a": [1]}, Day: "2026-01-02", Moment: "2026-01-02T03:04:05.000Z"}
    return known.get(type(kind), "x")


def whole_record(model: type[Record], *, other: bool = False) -> dict[str, Any]:
    return {prop.wire: full(prop.kind, other=other) for prop in model.__properties__}


def least_record(model: type[Record]) -> dict[str, Any]:
    return {prop.wire: full(prop.kind) for prop in model.__properties__ if prop.required}


def in_lists(prop: Property) -> bool:
    """Whether it is, or holds, a list that may not be empty or that holds words of a vocabulary."""
    inner = prop.kind.item if isinstance(prop.kind, ListOf) else prop.kind
    if isinstance(inner, Nested):
        return any(in_lists(each) for each in inner.record.__properties__)
    return isinstance(prop.kind, ListOf) and (isinstance(inner, Vocabulary) or bool(prop.kind.least))


def odd_of(kind: Kind) -> Any:
    """A value that a wide lane mends; None for kinds in which it mends nothing."""
    if isinstance(kind, Flag):
        return True if kind.as_string else "true"
    if isinstance(kind, Vocabulary):
        return "ext:x"
    known = {Text: "", Day: "2026-01-02T00:00:00Z", Moment: "2026-01-02 03:04:05"}
    return known.get(type(kind))


@BY_MODEL
def test_what_the_standard_has_is_read_at_once(model: type[Record]) -> None:
    items = [whole_record(model), whole_record(model, other=True), least_record(model)]
    made = lane_of(model, "items")
    found = made.read(json.dumps({"items": items}).encode()) if made else None
    assert found is not None
    reading = Reading()
    assert found.records == [model._by_steps(item, reading) for item in items]
    assert [each.to_dict() for each in found.records] == [model.from_dict(item).to_dict() for item in items]
    assert [type(each) for each in found.records] == [model] * 3
    assert (found.notes, reading.repairs) == ([], {})


@BY_MODEL
def test_what_a_vendor_adds_and_what_can_be_mended_is_read_at_once(model: type[Record]) -> None:
    whole_one, other = whole_record(model), whole_record(model, other=True)
    odd_ones = {prop.wire: odd_of(prop.kind) for prop in model.__properties__ if odd_of(prop.kind) is not None}
    more: list[dict[str, Any]] = [{"a": {"b": 1}}, {"a": ""}, {"a": None, "c d": "x"}, {}]
    ways = [whole_one, other, least_record(model), whole_one | odd_ones]
    items = [each | own for each, own in zip(ways, more, strict=True)]
    own = own_names(model, items, frozenset())
    assert own == frozenset({"a", "c d"})
    made = lane_of(model, "items", frozenset(), own)
    found = made.read(json.dumps({"items": items}).encode()) if made else None
    assert found is not None
    readings = [Reading() for _ in items]
    told = [model._by_steps(item, reading) for item, reading in zip(items, readings, strict=True)]
    assert found.records == told
    assert [each.to_dict() for each in found.records] == [each.to_dict() for each in told]
    assert [each.additional_properties for each in found.records] == more
    assert [mended(found.notes, each) for each in found.records] == [reading.repairs for reading in readings]
    assert {id(record) for record, _ in found.notes} == ({id(found.records[3])} if odd_ones else set())


@BY_MODEL
def test_code_made_for_a_model_leaves_to_a_step_what_is_odd_and_nothing_else(model: type[Record]) -> None:
    left = list[str]()

    def mend(step: Step, value: Any, reading: Reading, record: Record, lacking: Any) -> Any:
        left.append(step.wire)
        return model._mend(step, value, reading, record, lacking)

    read = compiled.tolerant(model, model._plan(), mend, model._finish)
    slow = [prop.wire for prop in model.__properties__ if in_lists(prop)]
    for item in (whole_record(model), whole_record(model, other=True)):
        left.clear()
        assert read(item, Reading()) == model._by_steps(item, Reading())
        assert left == slow
        at_once = compiled.whole_of(model)(item)
        assert at_once == (None if slow else model._by_steps(item, Reading()))
    least, absent = least_record(model), compiled.whole_of(model)
    if not slow:
        assert absent(least) == model._by_steps(least, Reading())
        assert absent({**least, "vendorThing": 1}) is None
        for name in least:
            assert absent({key: value for key, value in least.items() if key != name}) is None


@BY_MODEL
def test_each_oddity_alone_is_read_as_the_table_says(model: type[Record]) -> None:
    sound, made = whole_record(model), lane_of(model, "items")
    assert made is not None
    for prop in model.__properties__:
        for value in ODD:
            item = {**sound, prop.wire: value}
            told = outcome(model._by_steps, item)
            assert outcome(model.from_dict, item) == told
            found = made.read(json.dumps({"items": [item]}).encode())
            if found is not None:
                assert (found.records[0], {}, {}, model) == told


@pytest.mark.parametrize("others", [[], [{"leastOf": 1}]])
def test_a_list_that_may_not_be_empty_is_odd_if_it_is(others: list[dict[str, Any]]) -> None:
    least = [(model, prop) for model in MODELS for prop in model.__properties__ if getattr(prop.kind, "least", 0)]
    assert least
    for model, prop in least:
        made = lane_of(model, "items")
        assert made is not None
        assert made.read(json.dumps({"items": [whole_record(model) | {prop.wire: []}, *others]}).encode()) is None


def test_what_comes_again_and_again_is_mended_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, real = list[Any](), lane._read

    def read(step: Step, value: Any, record: Record) -> Any:
        asked.append(value)
        return real(step, value, record)

    monkeypatch.setattr(lane, "_read", read)
    made = lane_of(Org, "orgs", frozenset(), frozenset())
    items = [whole_record(Org) | {"identifier": "", "type": word} for word in ("School", "School", "District")]
    found = made.read(json.dumps({"orgs": items}).encode()) if made else None
    assert found is not None
    assert sorted(asked) == ["", "District", "School", "School"]
    assert [value for _, value in lane._mended] == [""]  # words may be any, and without end


def test_days_are_kept_as_many_as_there_may_be() -> None:
    first = date(2000, 1, 1)
    one = compiled.day("1999-12-31")
    assert compiled.day("1999-12-31") is one is not None
    for number in range(4095):
        compiled.day(str(first + timedelta(number)))
    assert (len(compiled.days), compiled.day("1999-12-31")) == (4096, one)
    assert compiled.day("1999-12-30") == date(1999, 12, 30)
    assert [*compiled.days] == ["1999-12-30"]


@given(
    names=st.sets(st.text(max_size=6).filter(lambda name: name not in WIRES), min_size=1, max_size=4),
    value=st.sampled_from(ODD),
)
def test_own_names_of_any_form_are_kept(names: set[str], value: Any) -> None:
    item = {"sourcedId": "a", "name": "Made", "type": "school", "identifier": "a", "status": "active", **STAMP}
    item = {**dict.fromkeys(names, value), **item}
    own = own_names(Org, [item], frozenset())
    lane = lane_of(Org, "orgs", frozenset(), own)
    found = None if lane is None else lane.read(json.dumps({"orgs": [item]}).encode())
    if own is None:
        assert found is None
        return
    assert found is not None
    assert found.records == [Org.from_dict(item)]
    assert set(found.records[0].additional_properties) == names


@pytest.mark.parametrize("name", ['a"b', "a\\b", "a\nb", "\x00", "\u200b"])
def test_own_names_that_msgspec_does_not_take_are_left_to_the_tolerant_reader(name: str) -> None:
    assert own_names(Org, [{name: 1}], frozenset()) is None


def test_as_many_own_names_as_there_may_be() -> None:
    names = [f"x{number}" for number in range(33)]
    found = own_names(Org, [dict.fromkeys(names[:20]), dict.fromkeys(names[10:32])], frozenset())
    assert found == frozenset(names[:32])
    assert own_names(Org, [dict.fromkeys(names)], frozenset()) is None


def test_lanes_are_not_kept_without_end() -> None:
    kept = list[int]()
    for number in range(300):
        lane_of(Org, "orgs", frozenset(), frozenset([f"x{number}"]))
        kept.append(len(lane._lanes))
    assert max(kept) == 256


@pytest.mark.parametrize("own", [None, frozenset({"a"})])
@pytest.mark.parametrize("body", [{"orgs": [], "total": 5}, {"orgs": [], "errors": []}, {"org": []}, {}, []])
def test_a_page_with_something_beside_its_records_is_odd(body: Any, own: frozenset[str] | None) -> None:
    made = lane_of(Org, "orgs", frozenset(), own)
    assert made is not None
    assert made.read(b'{"orgs": []}') is not None
    assert made.read(json.dumps(body).encode()) is None


def model_of(*properties: Property) -> type[Record]:
    """A model that the standard does not have."""

    @define(eq=False)
    class Made(Record):
        __properties__ = properties
        __annotations__ = {prop.name: Any for prop in properties}

    return Made


ID = Property("sourced_id", "sourcedId", Id(), required=True)


@pytest.mark.parametrize(
    ("model", "without", "known"),
    [
        (Org, frozenset(), True),
        (Org, frozenset({"parent"}), True),
        (Org, frozenset({"name"}), False),
        (model_of(ID, Property("within", "within", Nested(model_of(Property("id", "id", Id()))))), frozenset(), False),
        (model_of(ID, Property("within", "within", Nested(model_of(ID)))), frozenset(), True),
        (model_of(ID), frozenset(), True),
        (model_of(ID, Property("other", "other", Id())), frozenset(), False),
        (model_of(ID, Property("others", "others", ListOf(Id()), required=True)), frozenset(), False),
        (model_of(ID, Property("others", "others", ListOf(Id()))), frozenset(), False),
    ],
)
def test_there_is_a_lane_where_nothing_is_read_that_it_does_not_know(
    model: type[Record], without: frozenset[str], known: bool
) -> None:
    assert (lane_of(model, "items", without) is not None) == known


@pytest.mark.parametrize(
    ("kind", "sent", "found"),
    [
        (ListOf(Day()), ["2026-01-02"], [date(2026, 1, 2)]),
        (ListOf(Flag(as_string=True)), ["true", "false"], [True, False]),
        (ListOf(Number()), [1.5, 2], [1.5, 2.0]),
    ],
)
def test_lists_of_what_is_read_into_something_else(kind: Kind, sent: Any, found: Any) -> None:
    made = lane_of(model_of(ID, Property("values", "values", kind)), "items")
    items = [{"sourcedId": "a", "values": sent}, {"sourcedId": "b"}]
    page = made.read(json.dumps({"items": items}).encode()) if made else None
    assert page is not None
    records: list[Any] = page.records
    assert [each.values for each in records] == [found, []]


def test_models_of_one_name_are_not_taken_for_each_other() -> None:
    inner = model_of(ID)
    outer = model_of(ID, Property("within", "within", Nested(inner)))
    assert inner.__name__ == outer.__name__
    made = lane_of(outer, "items")
    page = made.read(b'{"items": [{"sourcedId": "a", "within": {"sourcedId": "b"}}]}') if made else None
    assert page is not None
    records: list[Any] = page.records
    assert [(type(each), type(each.within)) for each in records] == [(outer, inner)]


def mended(notes: Sequence[Note], record: Record) -> dict[Any, int]:
    return {what: count for one, repairs in notes if one is record for what, count in repairs.items()}
