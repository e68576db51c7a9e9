"""From the documents to all that is known of one version before any code is written: no file is touched here."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML

from . import corrections, naming, sources, usable
from .documents import Json, SpecError, in_place, load
from .merge import merge
from .normal import normalise
from .operations import Operation, operations

SPEC = Path(__file__).parent.parent.parent / "spec"
PACKAGE = "oneroster_openapi"
VERSIONS = {
    "v1p1": ("1.1", {"": "v1p1.yaml"}),
    "v1p2": ("1.2", {service: f"v1p2/{service}.yaml" for service in sources.SERVICES}),
}


@dataclass
class Prepared:
    """One version of the standard: strict, and as the client has it."""

    module: str
    version: str
    strict: Json
    document: Json
    operations: list[Operation]
    matches: Counter[str]
    """How often each correction matched."""
    forms: Counter[str] = field(default_factory=Counter)
    """What was brought into normal form, and how often."""


def discovery_names() -> dict[str, list[str]]:
    """Under which names a provider tells what it offers of each service."""
    names: dict[str, list[str]] = YAML(typ="safe").load((SPEC / "discovery.yaml").read_text(encoding="utf-8"))
    return names


def listed_corrections() -> list[Json]:
    listed: list[Json] = YAML(typ="safe").load((SPEC / "corrections.yaml").read_text(encoding="utf-8"))
    return listed


def prepare(module: str, listed: list[Json], given: sources.Given | None = None) -> Prepared:
    """Read, bring into normal form, merge, correct and name; documents that are `given` take the place of ours."""
    try:
        return _prepare(module, listed, given)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        if given is None:
            raise
        reason = f"{type(error).__name__}: {error}"
        raise SpecError(f"the documents are not built as OpenAPI has it, or in a way not met yet ({reason})") from error


def _prepare(module: str, listed: list[Json], given: sources.Given | None) -> Prepared:
    version = VERSIONS[module][0]
    forms: Counter[str] = Counter()
    matches: Counter[str] = Counter()
    published = [each for each in listed if each.get("documents") == "published"]
    documents: dict[str, Json] = {}
    for label, loaded, foreign in _loaded(module, given):
        try:
            documents[label] = normalise(in_place(loaded), forms if foreign else Counter())
            decided = corrections.apply(documents[label], published)
        except SpecError as error:
            raise SpecError(f"{label}: {error}") from None
        matches += decided
        if foreign:
            forms.update({f"{name} (a correction)": count for name, count in decided.items()})
            forms.update(sources.written_forms(loaded, label))
    strict = merge(documents, version)
    usable.check(strict)
    document = copy.deepcopy(strict)
    matches += corrections.apply(document, [each for each in listed if each not in published])
    naming.python_names(document)
    table = operations(document, f"{PACKAGE}.{module}")
    return Prepared(module, version, strict, document, table, matches, forms)


def _loaded(module: str, given: sources.Given | None) -> Iterator[tuple[str, Json, bool]]:
    """The documents of a version, each with a name for messages, and whether it is not ours."""
    given = given if module == sources.VERSION else None
    for service, name in VERSIONS[module][1].items():
        if given and service in given.paths:
            yield f"{given.paths[service].name} ({service})", given.loaded[service], True
        else:
            yield f"{'our own ' if given else ''}{name}", load(SPEC / name), False


def unmatched(listed: list[Json], matches: Counter[str]) -> list[str]:
    """The names of corrections that should have matched something, and did not."""
    return [each["name"] for each in listed if not matches[each["name"]] and each.get("documents") != "published"]
