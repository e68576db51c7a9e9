"""A software bill of materials (CycloneDX) of what a user installs: this project and all that it needs at run time.

Made from the metadata of a folder of installed packages, and of nothing else: no network, no time, no path of the
machine, so that the same packages make the same bytes.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from importlib.metadata import Distribution
from typing import Any, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

NAMESPACE: Final = uuid.UUID("8f0d6b0e-6b0c-4d0e-9a7e-2f6f1c1f5b1a")
"""Of the serial numbers of these documents, which are drawn from their content."""


def runtime(name: str, installed: Iterable[Distribution]) -> dict[str, Distribution]:
    """The project and all that it requires, directly or not, without extras.

    Raises:
        LookupError: something that is required is not installed.
    """
    known: dict[str, Distribution] = {canonicalize_name(each.name): each for each in installed}
    found, waiting = dict[str, Distribution](), [str(canonicalize_name(name))]
    while waiting:
        next_name = waiting.pop()
        if next_name in found:
            continue
        if next_name not in known:
            raise LookupError(f"{next_name} is required, but is not installed")
        found[next_name] = known[next_name]
        waiting += required(known[next_name])
    return {each: found[each] for each in sorted(found)}


def required(distribution: Distribution) -> list[str]:
    """The names of what a package requires here, without extras."""
    requirements = [Requirement(line) for line in distribution.requires or ()]
    wanted = [each for each in requirements if each.marker is None or each.marker.evaluate({"extra": ""})]
    return sorted({canonicalize_name(each.name) for each in wanted})


def document(name: str, packages: Mapping[str, Distribution]) -> dict[str, Any]:
    """The bill of materials of a project, whose packages `runtime` found."""
    project = canonicalize_name(name)
    components = {each: component(package) for each, package in packages.items()}
    content = {
        "metadata": {"component": {**components[project], "type": "library"}},
        "components": [components[each] for each in packages if each != project],
        "dependencies": [
            {"ref": reference(package), "dependsOn": [reference(packages[each]) for each in required(package)]}
            for package in packages.values()
        ],
    }
    serial = uuid.uuid5(NAMESPACE, repr(content))
    head = {"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": f"urn:uuid:{serial}", "version": 1}
    return {**head, **content}


def reference(package: Distribution) -> str:
    """The package URL, which names a package without the address of a registry."""
    return f"pkg:pypi/{canonicalize_name(package.name)}@{package.version}"


def component(package: Distribution) -> dict[str, Any]:
    """What is said of one package."""
    purl = reference(package)
    said = {
        "type": "library",
        "bom-ref": purl,
        "name": canonicalize_name(package.name),
        "version": package.version,
        "purl": purl,
    }
    words = package.metadata.get_all("License-Expression")
    return {**said, "licenses": [{"expression": words[0]}]} if words else said
