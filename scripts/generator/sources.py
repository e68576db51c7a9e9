"""Find the documents of OneRoster 1.2 in a folder, whatever their names are, and say what stands in for the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from .documents import Json, SpecError, load, service_prefix

SERVICES = ("rostering", "gradebook", "resources")
VERSION = "v1p2"
NAMES = {
    "onerosterv1p2rostersservice_openapi3_v1p0": "rostering",
    "onerosterv1p2gradebookservice_openapi3_v1p0": "gradebook",
    "onerosterv1p2resourcesservice_openapi3_v1p0": "resources",
    "imsorv1p2_rostering_openapi3_v1p0": "rostering",
    "imsorv1p2_gradebook_openapi3_v1p0": "gradebook",
    "imsorv1p2_resources_openapi3_v1p0": "resources",
}
"""The names under which 1EdTech publishes the documents, and those of its conformance guide."""
ENDINGS = (".json", ".yaml", ".yml")


@dataclass
class Given:
    """The documents of a folder by service, and what there is to say of it."""

    paths: dict[str, Path] = field(default_factory=dict)
    loaded: dict[str, Json] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Which document is taken for each service, and why others are not."""
        return [*(f"{service}: {path.name}" for service, path in self.paths.items()), *self.notes]


def find(folder: Path) -> Given:
    """Every document of OneRoster 1.2 in `folder`, or in ``v1p2`` below it; SpecError if there is none."""
    if not folder.exists():
        raise SpecError(f"{folder} does not exist")
    given = Given()
    for path in _candidates(folder):
        _consider(path, given)
    if not given.paths:
        aside = "".join(f"\n  {note}" for note in given.notes)
        raise SpecError(
            f"{folder.name}: no document of OneRoster 1.2 is there, neither under a name that 1EdTech gives it "
            f"({next(iter(NAMES))}.json) nor with a server address that ends in /rostering/v1p2 or the like{aside}"
        )
    for service in SERVICES:
        if service not in given.paths:
            given.notes.append(f"{service}: not there, our own is taken")
    return given


def _candidates(folder: Path) -> Iterable[Path]:
    if folder.is_file():
        return [folder]
    found = [*folder.glob("*"), *(folder / VERSION).glob("*")]
    return sorted(path for path in found if path.suffix in ENDINGS and path.is_file())


def _consider(path: Path, given: Given) -> None:
    """Take a file for the service it describes, or say why it is left aside."""
    named = NAMES.get(path.stem)
    try:
        document = load(path)
        service = _service(document, named)
    except SpecError as error:
        if named:
            raise
        given.notes.append(f"left aside: {error}")
        return
    if named and named != service:
        raise SpecError(f"{path.name} is the name of the document of {named}, but it describes {service}")
    if _is_assessments(document):
        given.notes.append(f"left aside: {path.name}: the assessments are a part of gradebook")
    elif service not in given.paths or (named and given.paths[service].stem not in NAMES):
        if service in given.paths:
            given.notes.append(f"left aside: {given.paths[service].name}: {path.name} is {service}")
        given.paths[service], given.loaded[service] = path, document
    elif load(given.paths[service]) == document or (not named and given.paths[service].stem in NAMES):
        given.notes.append(f"left aside: {path.name}: {given.paths[service].name} is {service}")
    else:
        raise SpecError(f"{given.paths[service].name} and {path.name} both describe {service}, and are not the same")


def _service(document: Json, named: str | None) -> str:
    """The service that a document describes, by its server, else by the name of its file."""
    try:
        prefix = service_prefix(document)
    except SpecError:
        if named is None:
            raise
        document["servers"] = [{"url": f"https://provider.example.org/ims/oneroster/{named}/{VERSION}"}]
        return named
    service, _, version = prefix.strip("/").partition("/")
    if service not in SERVICES or version != VERSION:
        raise SpecError(f"{prefix or '/'} is no service of OneRoster 1.2")
    return service


def _is_assessments(document: Json) -> bool:
    """Whether this is the profile of assessment results, whose operations are also those of gradebook."""
    return bool(document["paths"]) and all(path.startswith("/assessment") for path in document["paths"])


def written_forms(document: Json, name: str) -> dict[str, int]:
    """What can be seen of the form of a document only before references are resolved."""
    operations = [
        operation
        for item in document["paths"].values()
        for operation in (item.values() if isinstance(item, dict) else ())
        if isinstance(operation, dict)
    ]
    inline = sum("$ref" not in parameter for each in operations for parameter in each.get("parameters", []))
    variables = sum(len(server.get("variables") or {}) > 1 for server in document.get("servers") or [])
    return {
        "documents written in JSON": int(".json" in name),
        "parameters described in place": inline,
        "server addresses with variables": variables,
    }
