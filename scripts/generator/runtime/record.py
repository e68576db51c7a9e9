"""The base of every OneRoster record: reading, writing, comparing, showing.

A record is an attrs class with slots. A slot that was never filled is a field that the record lacks although the
standard requires it, or that was not asked for; touching it raises `FieldMissing`. All else works on such a record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol, Self

from attrs import define, field, frozen

from .compiled import ABSENT, Tolerant, tolerant
from .kinds import Kind, Problem, Unreadable, Where
from .steps import Plan, Step

_Lacking = dict[str, tuple[Step, Any]]
"""Properties that have nothing yet, by their names in JSON, with what came instead of a value."""

_SHOWN: Final = ("sourced_id", "status", "type", "role_type", "role")
"""What `repr` may tell: identifiers and kinds, never a name, a birth date or another value about a person."""


class Identified(Protocol):
    """Anything that has a ``sourcedId``: a record, or a reference to one."""

    @property
    def sourced_id(self) -> str: ...


def id_of(value: Identified | str) -> str:
    """The ``sourcedId`` that a caller means by a record, a reference or the id itself."""
    return value if isinstance(value, str) else value.sourced_id


class FieldMissing(AttributeError):
    """A field that this record does not have: the standard requires it, or it was left out of the selection.

    It is an `AttributeError`, so ``getattr(user, "given_name", None)`` and ``hasattr`` do what they say.
    """


class InvalidRecord(Unreadable):
    """A record that cannot be read: `record` is its model, `field` the path in it, `reason` why, without the value."""

    def __init__(self, record: str, field: str, reason: str) -> None:
        super().__init__(reason, field)
        self.args = (record, field, reason)
        self.record = record

    def __str__(self) -> str:
        return f"{self.record}.{self.field} {self.reason}" if self.field else f"{self.record} {self.reason}"


@frozen
class Property:
    """One property of a model: its names in Python and in JSON, what it holds, and how much a record needs it."""

    name: str
    wire: str
    kind: Kind
    required: bool = False
    essential: bool = False
    """A record that lacks it cannot be read at all."""
    reference: str | None = None
    """The type of record that it refers to, in the words of references (``org``); None if it is no reference."""


@define
class Reading:
    """What goes along while records are read: which fields were asked for, and what had to be mended."""

    selected: frozenset[str] | None = None
    """Names in JSON of the top-level fields asked for, or None for all."""
    repairs: dict[tuple[Where, str], int] = field(factory=dict[tuple[Where, str], int])
    """How often what was wrong: ``{(("User", "enabledUser"), "was a boolean"): 838}``; holds no data of any record."""

    @property
    def within(self) -> Reading:
        """The same for records within a record: a selection names fields of the whole, and says nothing of theirs."""
        return self if self.selected is None else Reading(repairs=self.repairs)

    def repaired(self, where: Where, what: str) -> None:
        """Count one repair; `what` are words about the form of the value, never the value."""
        self.repairs[where, what] = self.repairs.get((where, what), 0) + 1


def _may_show(name: str, value: object) -> bool:
    """Ids, and words that the standard knows; where it takes others, a provider may have put anything."""
    return value is not None and (name == "sourced_id" or isinstance(value, StrEnum))


def _flat(step: Step, value: Any) -> Any:
    """The reference or references that a flat form stands for; None where it does not tell."""
    try:
        return None if value is None else step.read(value, step.where, Reading())
    except Unreadable:
        return None


def _ids(references: Any) -> set[str]:
    return {each.sourced_id for each in (references if references.__class__ is list else [references])}


class Record:
    """A OneRoster object. Compared by value, not hashable; `repr` shows identifiers only."""

    if not TYPE_CHECKING:  # the slots of the fields, and of additional_properties, are those of the models
        __slots__ = ("_gaps", "origin")
    __properties__: ClassVar[tuple[Property, ...]] = ()
    __extensible__: ClassVar[bool] = False
    """Whether the standard allows properties that it does not know."""
    _known_plan: ClassVar[Plan]
    _tolerant: ClassVar[Tolerant]
    __hash__ = None  # type: ignore[assignment]
    _gaps: Mapping[str, str]
    origin: Record | None
    """The record from which this one was made, if a provider of another version is shown through this one."""
    additional_properties: dict[str, Any]

    @classmethod
    def is_reference(cls) -> bool:
        """Whether this is a reference (GUIDRef): it has ``sourcedId``, ``href`` and ``type`` and nothing else."""
        return {prop.wire for prop in cls.__properties__} == {"sourcedId", "href", "type"}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], reading: Reading | None = None) -> Self:
        """Read a record from its JSON form.

        Reads what providers really send, and notes in `reading` what it had to mend. Properties that the standard does
        not know are kept in `additional_properties`.

        Raises:
            InvalidRecord: a value cannot be understood, or something without which the record is of no use is missing.
        """
        if src_dict.__class__ is not dict and not isinstance(src_dict, Mapping):
            raise InvalidRecord(cls.__name__, "", "is not an object")
        if reading is None:
            reading = Reading()
        if reading.selected is None:
            return cls._reader()(src_dict, reading)  # type: ignore[return-value]
        return cls._by_steps(src_dict, reading)

    @classmethod
    def _by_steps(cls, src_dict: Mapping[str, Any], reading: Reading) -> Self:
        """Read a record as the table of its properties says, step by step: the measure for the code made of it."""
        whole = reading.selected is None
        record, plan, sent = cls.__new__(cls), cls._plan(), src_dict.get
        left, lacking = len(src_dict), _Lacking()
        for step in plan.steps:
            value = sent(step.wire, ABSENT)
            if value is not ABSENT:
                left -= 1
            elif whole and not step.required:
                step.store(record, None if step.blank is None else step.blank())
                continue
            if step.string and value.__class__ is str and value and (step.text or value == value.strip()):
                step.store(record, value)
            else:
                cls._mend(step, value, reading, record, lacking)
        record._finish(plan, src_dict, left, lacking, reading)
        return record

    @classmethod
    def _mend(
        cls, step: Step, value: Any, reading: Reading, record: Record, lacking: _Lacking | None
    ) -> _Lacking | None:
        """Read what may be odd, or take note of it in `lacking` if it stands for nothing."""
        found = None if value is None or value is ABSENT else cls._read(step, value, reading)
        if found is not None:
            step.store(record, found)
            return lacking
        lacking = _Lacking() if lacking is None else lacking
        lacking[step.wire] = step, value
        return lacking

    def _finish(
        self, plan: Plan, src_dict: Mapping[str, Any], left: int, lacking: _Lacking | None, reading: Reading
    ) -> None:
        """Keep what is unknown, and see to what is lacking."""
        lacking = _Lacking() if lacking is None else lacking
        if left:
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in plan.wires}
            self._unflatten(plan, lacking, reading)
        for step, value in lacking.values():
            self._leave_out(step, value, reading)

    @classmethod
    def _reader(cls) -> Tolerant:
        """The code that reads records, made once for each class."""
        if "_tolerant" not in cls.__dict__:
            cls._tolerant = staticmethod(tolerant(cls, cls._plan(), cls._mend, cls._finish))
        return cls._tolerant

    @classmethod
    def _plan(cls) -> Plan:
        """The steps of reading, made once for each class."""
        if "_known_plan" not in cls.__dict__:
            cls._known_plan = Plan.of(cls)
        return cls._known_plan

    @classmethod
    def _read(cls, step: Step, value: Any, reading: Reading) -> Any:
        if step.text and step.required and value == "":
            reading.repaired(step.where, "was an empty string, though required")
            return value
        try:
            return step.read(value, step.where, reading)
        except Unreadable as error:
            joint = "." if error.field and not error.field.startswith("[") else ""
            reason, path = error.reason, f"{step.wire}{joint}{error.field}"
        # Raised outside of the handler: what is in its chain would show the value.
        raise InvalidRecord(cls.__name__, path, reason)

    def _unflatten(self, plan: Plan, lacking: _Lacking, reading: Reading) -> None:
        """Read references from their flat forms where they are missing; they are then lacking no longer."""
        for name, step in plan.flat.items():
            ids = _flat(step, self.additional_properties.get(name))
            here = getattr(self, step.name, None)
            if ids and not here:
                step.store(self, ids)
                lacking.pop(step.wire, None)
                reading.repaired(step.where, "was missing, its flat form was read")
            elif ids and _ids(here) != _ids(ids):
                reading.repaired(step.where, "was used, but its flat form says otherwise")

    def _leave_out(self, step: Step, value: Any, reading: Reading) -> None:
        state = "missing" if value is ABSENT else "empty"
        if value is ABSENT and reading.selected is not None and step.wire not in reading.selected:
            self._gap(step.name, "it was not asked for (select)")
        elif step.essential:
            raise InvalidRecord(type(self).__name__, step.wire, f"is {state}")
        elif step.required:
            self._gap(step.name, "the provider did not send it" if value is ABSENT else "the provider sent it empty")
            reading.repaired(step.where, f"was {state}, though required")
        else:
            step.store(self, step.blank and step.blank())

    def _gap(self, name: str, cause: str) -> None:
        self._gaps = {**self._causes(), name: cause}

    def withhold(self, names: Set[str], cause: str) -> None:
        """Take fields out by their names in JSON, here and in the records within; touching one raises `FieldMissing`.

        Where nothing is held under such a name it goes as well, for nobody can say any longer that there was nothing.
        """
        for prop, value in list(self._filled()):
            if prop.wire in names:
                delattr(self, prop.name)
                self._gap(prop.name, cause)
                continue
            for part in value if isinstance(value, list) else (value,):
                if isinstance(part, Record):
                    part.withhold(names, cause)

    def to_dict(self) -> dict[str, Any]:
        """The record in its JSON form, in the order of the standard; what is None or empty is left out."""
        written: dict[str, Any] = {}
        for prop, value in self._filled():
            if value is not None and value not in ([], {}):
                written[prop.wire] = prop.kind.write(value)
        written.update(self._extras())
        return written

    def problems(self) -> Iterator[Problem]:
        """What the standard has against this record, if it were written: the path of a field, and what is wrong."""
        filled = {prop.name: value for prop, value in self._filled()}
        for prop in self.__properties__:
            value = filled.get(prop.name)
            if prop.name not in filled and not prop.required:
                yield prop.wire, f"is not in this record, and would be erased: {self._why(prop.name)}"
                continue
            if value is None or (value == [] and prop.required):
                if prop.required:
                    yield prop.wire, f"is required, but {self._causes().get(prop.name, 'it is empty')}"
                continue
            for path, problem in prop.kind.problems(value):
                yield f"{prop.wire}{'' if path.startswith('[') or not path else '.'}{path}", problem
        for name in self._extras() if not self.__extensible__ else ():
            yield name, "is unknown to the standard; it belongs into metadata, if anywhere"

    def missing_fields(self) -> Mapping[str, str]:
        """The fields that raise `FieldMissing` when touched, with the cause of each; empty for a whole record."""
        filled = {prop.name for prop, _ in self._filled()}
        return {prop.name: self._why(prop.name) for prop in self.__properties__ if prop.name not in filled}

    def _filled(self) -> Iterator[tuple[Property, Any]]:
        for prop in self.__properties__:
            value = getattr(self, prop.name, ABSENT)
            if value is not ABSENT:
                yield prop, value

    def _extras(self) -> dict[str, Any]:
        return self.additional_properties

    def _causes(self) -> Mapping[str, str]:
        try:
            return object.__getattribute__(self, "_gaps")  # type: ignore[no-any-return]
        except AttributeError:
            return {}

    def _why(self, name: str) -> str:
        return self._causes().get(name, "it was deleted or never set")

    if not TYPE_CHECKING:  # else every misspelt field would pass as Any

        def __getattr__(self, name: str) -> Any:
            # Only reached when the slot is empty or there is no such attribute at all.
            if name == "additional_properties":
                extras: dict[str, Any] = {}
                self.additional_properties = extras
                return extras
            if name == "origin":
                return None
            for prop in self.__properties__:
                if prop.name == name:
                    raise FieldMissing(
                        f"{type(self).__name__}.{name} ({prop.wire} in JSON) is not in this record: {self._why(name)}",
                        name=name,
                        obj=self,
                    )
            asked = getattr(type(self), name, None)
            if isinstance(asked, property):  # it touched a field that is missing; only its own error says which
                return asked.__get__(self)
            raise AttributeError(f"{type(self).__name__!r} has no attribute {name!r}", name=name, obj=self)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.__getstate__() == other.__getstate__()

    def __repr__(self) -> str:
        filled = {prop.name: value for prop, value in self._filled()}
        shown = (f"{name}={value!s}" for name in _SHOWN if _may_show(name, value := filled.get(name)))
        return f"{type(self).__name__}({', '.join(shown)})"

    def __getstate__(self) -> dict[str, Any]:
        state = {prop.name: value for prop, value in self._filled()}
        extras = self._extras()
        if extras:
            state["additional_properties"] = extras
        return state

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        for name, value in state.items():
            setattr(self, name, value)
