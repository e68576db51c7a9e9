"""What a body holds: the records of a collection, or one record, in every form in which providers send them.

The standard has them under a key of its own (``{"users": [...]}``). Many providers use another, or none. Where the
records can be told without a guess they are taken, and what was odd is told in words for the provider; anything else is
refused, for an error that is taken for an empty list would have pupils deleted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from ._answers import StatusInfo, json_body, refused, undecoded, warnings
from ._errors import NotFound
from ._flow import Reply
from ._json import as_list, as_object
from ._withheld import may_hold, take_out, taken_out

if TYPE_CHECKING:
    from oneroster_openapi.lane import Lane, Note

_WRAPPER: Final = "data"
_TOTALS: Final = ("total", "totalCount", "total_count", "@odata.count")
_ABOUT_PAGES: Final = ("_meta", "meta", "pagination", "paging", "page")
_NO_CONTENT: Final = 204


@frozen
class Body:
    """The records of one answer, as they came."""

    items: list[Any] = field(repr=False)
    told: tuple[str, ...] = ()
    """What was not as the standard has it, in words without data."""
    declared_total: int | None = None
    """How many records the body declares for the whole collection, if it does."""
    warnings: tuple[str, ...] = ()
    """The codes of what the provider says beside the records."""
    withheld: Mapping[int, frozenset[str]] = field(factory=dict[int, frozenset[str]], repr=False)
    """The names of what was taken out of records, by the identity (``id``) of these."""
    content: bytes | None = field(default=None, repr=False)
    """The page, if `items` are records already, for it could be read at once."""
    notes: Sequence[Note] = field(default=(), repr=False)
    """What was mended then, record by record."""


def whole(reply: Reply, lane: Lane | None) -> Body | None:
    """The records of a good answer, read at once; None if anything about the page is odd, or has to be taken out."""
    found = None if lane is None else lane.read(reply.content)
    return None if found is None else Body(found.records, content=reply.content, notes=found.notes)


@frozen
class _Held:
    """What stands where the records are due, and how it was found."""

    value: Any
    told: tuple[str, ...] = ()


def records(reply: Reply, label: str, *, key: str, path: str, without: Set[str] = frozenset()) -> Body:
    """The records of a collection. `key` is the standard's, `path` that of the operation.

    What stands under a name in `without` is taken out of them.

    Raises:
        DecodeError: they are not there, or the body tells of an error.
    """
    if _is_nothing(reply):
        return Body([], (f"no content ({_NO_CONTENT}) came instead of an empty list",))
    found = json_body(reply, label)
    held = _held(found.value, reply, label, key, path)
    items, odd = _items(held.value, reply, label, key)
    body = as_object(found.value) or {}
    withheld = taken_out(items, without) if without and may_hold(reply, found.told) else dict[int, frozenset[str]]()
    return Body(items, (*found.told, *held.told, *odd), _declared_total(body), warnings(body), withheld)


@frozen
class One:
    """The record of one answer, as it came."""

    item: dict[str, Any] = field(repr=False)
    told: tuple[str, ...]
    withheld: frozenset[str]
    """The names of what was taken out of it."""


def record(reply: Reply, label: str, *, key: str, path: str = "", without: Set[str] = frozenset()) -> One:
    """The record of a single read; what stands under a name in `without` is taken out of it.

    Raises:
        NotFound: the provider says that all is well, but sends no record.
        DecodeError: it is not there, or the body tells of an error.
    """
    if _is_nothing(reply):
        raise _no_record(reply, label)
    found = json_body(reply, label)
    held = _held(found.value, reply, label, key, path)
    value, odd = held.value, tuple[str, ...]()
    several = as_list(value)
    if several is not None and len(several) == 1:
        value, odd = several[0], ("a list of one came where one object is due",)
    if value is None or value in ([], {}):
        raise _no_record(reply, label)
    one = as_object(value)
    if one is None:
        came = "something else" if several is None else f"{len(several)} records"
        raise undecoded(reply, f"{label}: {key!r} holds {came} where one object is due")
    withheld = take_out(one, without) if without and may_hold(reply, found.told) else frozenset[str]()
    return One(one, (*found.told, *held.told, *odd), withheld)


def sourced_id(item: Any) -> str | None:
    """The ``sourcedId`` of a record as it came, in the form in which it is read; None if it has none."""
    value = (as_object(item) or {}).get("sourcedId")
    if isinstance(value, str):
        return value.strip() or None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _is_nothing(reply: Reply) -> bool:
    return reply.status == _NO_CONTENT and not reply.content.strip()


def _no_record(reply: Reply, label: str) -> NotFound:
    return NotFound(
        f"{label}: the provider answered {reply.status}, but sent no record. There is none, or it may not be seen.",
        status=reply.status,
        request_id=reply.request_id,
    )


def _held(value: Any, reply: Reply, label: str, key: str, path: str) -> _Held:
    """What stands where the records are due; a body that tells of an error holds none."""
    if isinstance(value, list):
        return _Held(value, ("a bare array came instead of an object",))
    body = as_object(value)
    if body is None:
        raise undecoded(reply, f"{label}: JSON, but no object, came instead of a JSON object")
    problem = StatusInfo.of(body)
    if problem.is_failure:
        raise refused(reply, label, problem)
    held = _look(body, key, path)
    fails = _tells_of_error(body)
    if held is None:
        if fails or problem.is_oneroster or any(body.get(name) for name in ("detail", "message")):
            raise refused(reply, label, problem)
        raise undecoded(reply, f"{label}: the answer lacks {key!r}, under which the standard has the records")
    if not fails:
        return held
    if not held.value:
        raise refused(reply, label, problem)
    return _Held(held.value, (*held.told, "the body tells of an error beside the records"))


def _look(body: dict[str, Any], key: str, path: str) -> _Held | None:
    held = _named(body, key, path)
    if held is not None or _WRAPPER not in body:
        return held
    inner = as_object(body[_WRAPPER])
    held = _Held(body[_WRAPPER]) if inner is None else _named(inner, key, path)
    return held and _Held(held.value, (f"the records came under {_WRAPPER!r} instead of {key!r}", *held.told))


def _named(body: dict[str, Any], key: str, path: str) -> _Held | None:
    if key not in body and body.get("sourcedId") is not None:
        return _Held(body, (f"a bare object came, without {key!r} around it",))
    folded = {name.lower(): name for name in body}
    others = (folded.get(each) for each in _other_names(key, path))
    present = [name for name in (key, *others) if name in body]
    name = next((name for name in present if body[name]), present[0] if present else None)
    if name is None:
        return None
    return _Held(body[name], () if name == key else (f"the records came under {name!r} instead of {key!r}",))


def _other_names(key: str, path: str) -> list[str]:
    """What providers call the records instead, in lower case: one for many, or the name that the path has for them."""
    segments = [part for part in path.split("/") if part and not part.startswith("{")]
    names = [form.lower() for name in (key, *segments[-1:]) for form in (name, _one(name), _many(name))]
    return list(dict.fromkeys(names))


def _one(name: str) -> str:
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name if name.endswith("ss") else name[:-2] if name.endswith("sses") else name.removesuffix("s")


def _many(name: str) -> str:
    if name.endswith("y"):
        return f"{name[:-1]}ies"
    return f"{name}es" if name.endswith("ss") else name if name.endswith("s") else f"{name}s"


def _items(value: Any, reply: Reply, label: str, key: str) -> tuple[list[Any], tuple[str, ...]]:
    items, one = as_list(value), as_object(value)
    if items is not None:
        return items, ()
    if value is None:
        return [], ("null came where a list is due",)
    if one is not None and one.get("sourcedId") is not None:
        return [one], ("one object came where a list is due",)
    raise undecoded(reply, f"{label}: {key!r} does not hold a list")


def _tells_of_error(body: dict[str, Any]) -> bool:
    """Whether the body has the marks of an error in one of the forms of web frameworks."""
    plain = {name.lower(): value for name, value in body.items()}
    if plain.get("error") or plain.get("errors") or plain.get("success") is False:
        return True
    return any((_number(plain.get(name)) or 0) >= 400 for name in ("status", "statuscode"))


def _declared_total(body: dict[str, Any]) -> int | None:
    inner = as_object(body.get(_WRAPPER))
    places = [place for place in (body, inner) if place is not None]
    places += [about for place in places for name in _ABOUT_PAGES if (about := as_object(place.get(name))) is not None]
    numbers = (_number(place.get(name)) for place in places for name in _TOTALS)
    return next((number for number in numbers if number is not None), None)


def _number(value: Any) -> int | None:
    """A count, as a number or in digits; None for anything else."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 16:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
