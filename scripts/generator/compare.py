"""What changes between two views of the standard, and what each change does to the users of the Python API."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .operations import Payload
from .view import Attribute, Call, Model, View


@dataclass(frozen=True)
class Change:
    """One difference: where, what, what it means in Python, and whether programs that work today may fail."""

    about: str
    what: str
    means: str
    breaks: bool


QUERIES = {
    "limit": ".page_size(...)",
    "offset": "pages beyond the first by number",
    "sort": ".sort(...)",
    "orderBy": ".order_by(...)",
    "filter": ".where(...)",
    "fields": ".select(...)",
}
"""What the Python API does with each query parameter."""


def compare(old: View, new: View) -> list[Change]:
    """Every change from `old` to `new`: operations first, then models, then vocabularies."""
    return [*_calls(old, new), *_models(old, new), *_vocabularies(old, new)]


def _calls(old: View, new: View) -> Iterator[Change]:
    for name, call in new.calls.items():
        if name not in old.calls:
            yield Change(name, f"added: {call.method} {call.path}", f"{call.expression} is new", False)
    for name, call in old.calls.items():
        if name not in new.calls:
            yield Change(name, f"removed: {call.method} {call.path}", f"{call.expression} is gone", True)
        else:
            yield from _call(call, new.calls[name])


def _call(old: Call, new: Call) -> Iterator[Change]:
    if (old.method, old.path) != (new.method, new.path):
        same = old.expression == new.expression
        means = f"{old.expression} is written as before" if same else f"{old.expression} becomes {new.expression}"
        what = f"{old.method} {old.path} becomes {new.method} {new.path}"
        yield Change(old.id, what, means + ("; requests go to the new address" if same else ""), not same)
    yield from _parameters(old, new)
    yield from _statuses(old, new)
    yield from _scopes(old, new)
    for what, before, after in (("answer", old.answer, new.answer), ("body", old.body, new.body)):
        yield from _payload(old, what, before, after)


def _parameters(old: Call, new: Call) -> Iterator[Change]:
    for key, (required, holds) in new.parameters.items():
        if key.startswith("path "):
            continue
        name = key.partition(" ")[2]
        means = QUERIES.get(name, f"the parameter {name}, which goes through roster.request(...)")
        if key not in old.parameters:
            must = "; requests without it may be refused" if required else ""
            yield Change(old.id, f"parameter added: {key} ({holds})", f"{old.expression} gains {means}{must}", required)
        elif old.parameters[key] != (required, holds):
            before = old.parameters[key]
            what = f"parameter {key}: {_demand(*before)} becomes {_demand(required, holds)}"
            breaks = before[1] != holds or required
            yield Change(old.id, what, f"{old.expression}: {means} sends another kind of value", breaks)
    for key in old.parameters:
        if key not in new.parameters and not key.startswith("path "):
            name = key.partition(" ")[2]
            means = f"{old.expression} loses {QUERIES.get(name, f'the parameter {name}')}"
            yield Change(old.id, f"parameter removed: {key}", means, True)


def _demand(required: bool, holds: str) -> str:
    return f"{'required' if required else 'optional'} {holds}"


def _statuses(old: Call, new: Call) -> Iterator[Change]:
    for kind, before, after, means in (
        ("success", old.successes, new.successes, "any status from 200 to 299 is taken for success"),
        ("error", old.errors, new.errors, "errors are told by status, whether the document has them or not"),
    ):
        for status in sorted(after - before):
            yield Change(old.id, f"{kind} status added: {status}", f"nothing changes: {means}", False)
        for status in sorted(before - after):
            yield Change(old.id, f"{kind} status removed: {status}", f"nothing changes: {means}", False)


def _scopes(old: Call, new: Call) -> Iterator[Change]:
    for scope in sorted(new.scopes - old.scopes):
        lone = not old.scopes
        means = "tokens without a scope are refused" if lone else "a token with this scope suffices, too"
        yield Change(old.id, f"scope added: {scope}", f"{old.expression}: {means}", lone)
    for scope in sorted(old.scopes - new.scopes):
        means = f"{old.expression}: a token with this scope alone may be refused"
        yield Change(old.id, f"scope removed: {scope}", means, bool(new.scopes))


def _payload(call: Call, what: str, before: Payload | None, after: Payload | None) -> Iterator[Change]:
    if before == after:
        return
    text = f"{what}: {_payload_text(before)} becomes {_payload_text(after)}"
    if before and after and (before.record, before.many) == (after.record, after.many):
        yield Change(call.id, text, f"{call.expression} is used as before; the envelope differs", False)
    elif what == "answer":
        yield Change(call.id, text, f"{call.expression} gives {_records(after)}, no longer {_records(before)}", True)
    else:
        yield Change(call.id, text, f"{call.expression} takes {_records(after)}, no longer {_records(before)}", True)


def _payload_text(held: Payload | None) -> str:
    return f"{held.model} with {_records(held)} under {held.key}" if held else "nothing"


def _records(held: Payload | None) -> str:
    if held is None:
        return "nothing"
    return f"a list of {held.record}" if held.many else f"one {held.record}"


def _models(old: View, new: View) -> Iterator[Change]:
    for name, model in new.models.items():
        if name not in old.models:
            fields = ", ".join(model.attributes) or "no properties"
            yield Change(name, f"schema added, with {fields}", f"models gains the class {name}", False)
    for name, model in old.models.items():
        if name not in new.models:
            yield Change(name, "schema removed", f"models loses the class {name}: importing it fails", True)
        else:
            yield from _model(name, model, new.models[name])


def _model(name: str, old: Model, new: Model) -> Iterator[Change]:
    if old.open != new.open:
        words = ("closed", "open") if new.open else ("open", "closed")
        verdict = "are allowed" if new.open else "are problems, and such records cannot be put"
        means = f"properties of {name} that the standard does not know {verdict}"
        yield Change(name, f"{words[0]} becomes {words[1]}", means, not new.open)
    for wire, attribute in new.attributes.items():
        if wire not in old.attributes:
            yield _gained(name, attribute)
        else:
            yield from _attribute(name, old.attributes[wire], attribute)
    for wire, attribute in old.attributes.items():
        if wire not in new.attributes:
            means = f"{name} loses the attribute `{attribute.name}`; what is sent is in additional_properties"
            yield Change(name, f"property removed: {wire}", means, True)


def _gained(name: str, new: Attribute) -> Change:
    demand = "required" if new.required else "optional"
    means = f"{name} gains the attribute `{new.name}: {new.annotation}`"
    if new.essential:
        means += f"; records without it cannot be read, and {name}(...) demands it"
    elif new.needed:
        means += f"; {name}(...) demands it, and FieldMissing is raised where it was not sent"
    return Change(name, f"property added: {new.wire} ({new.json}, {demand})", means, new.needed)


def _attribute(name: str, old: Attribute, new: Attribute) -> Iterator[Change]:
    where = f"{name}.{new.name}"
    if old.required != new.required:
        yield _demanded(where, name, old, new)
    bare = (old.annotation.removesuffix(" | None"), new.annotation.removesuffix(" | None"))
    if bare[0] != bare[1]:
        what = f"{new.wire}: {old.json} becomes {new.json}"
        yield Change(name, what, f"{where} is `{new.annotation}`, no longer `{old.annotation}`", True)
    elif old.json != new.json:
        yield Change(name, f"{new.wire}: {old.json} becomes {new.json}", f"{where} stays `{new.annotation}`", False)
    if old.least != new.least:
        yield _least(where, name, old, new)
    if old.words and new.words and old.extension != new.extension:
        yield _extension(where, name, old, new)
    if old.essential != new.essential and old.required == new.required:
        means = f"records without {where} are {'refused whole' if new.essential else 'read all the same'}"
        yield Change(name, f"{new.wire}: what it refers to changes", means, new.essential)
    if old.constant != new.constant and not {old.constant, new.constant} & {None}:
        means = f"references made by the caller say `type={new.constant!r}`"
        yield Change(name, f"{new.wire}: {old.constant!r} becomes {new.constant!r}", means, True)


def _demanded(where: str, name: str, old: Attribute, new: Attribute) -> Change:
    """Required becomes optional, or the other way."""
    empty = {"list": "an empty list", "dict": "an empty mapping"}.get(new.annotation.partition("[")[0], "None")
    if not new.required:
        widens = old.annotation != new.annotation
        kind = f"; its type is `{new.annotation}`" if widens else ""
        means = f"{where} becomes optional: FieldMissing is no longer raised, {empty} is given{kind}"
        return Change(name, f"{new.wire}: required becomes optional", means, widens)
    means = f"{where} becomes required: FieldMissing is raised where it was not sent, not {empty}"
    if new.needed:
        means += f"; {name}(...) demands it"
    return Change(name, f"{new.wire}: optional becomes required", means, True)


def _least(where: str, name: str, old: Attribute, new: Attribute) -> Change:
    tighter = new.least > old.least
    means = f"{where} with fewer entries {'is a problem, and cannot be put' if tighter else 'is no longer a problem'}"
    return Change(name, f"{new.wire}: at least {old.least} becomes at least {new.least}", means, tighter)


def _extension(where: str, name: str, old: Attribute, new: Attribute) -> Change:
    if new.extension is None:
        means = f"words of {where} beyond {new.words} are problems, and cannot be put"
        return Change(name, f"{new.wire}: extensible becomes closed", means, True)
    if old.extension is None:
        means = f"words of {where} that fit {new.extension} are no longer problems"
        return Change(name, f"{new.wire}: closed becomes extensible", means, False)
    means = f"other words of {where} must fit {new.extension} to be put, no longer {old.extension}"
    return Change(name, f"{new.wire}: the pattern of other words changes", means, True)


def _vocabularies(old: View, new: View) -> Iterator[Change]:
    for name, words in new.vocabularies.items():
        if name not in old.vocabularies:
            yield Change(name, f"vocabulary added: {', '.join(words)}", f"models gains the enum {name}", False)
    for name, words in old.vocabularies.items():
        fresh = new.vocabularies.get(name)
        if fresh is None:
            yield Change(name, "vocabulary removed", f"models loses the enum {name}: importing it fails", True)
            continue
        for word in fresh:
            if word not in words:
                yield Change(name, f"word added: {word}", f"{name} gains {fresh[word]}", False)
        for word, member in words.items():
            if word not in fresh:
                yield Change(
                    name, f"word removed: {word}", f"{name} loses {member}; it is read as a plain string", True
                )
