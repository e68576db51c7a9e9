"""Put the steps together: documents, corrections, names, openapi-python-client, tables, faces."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from ruamel.yaml import YAML

from . import corrections, documents, face, naming
from .documents import Json, SpecError
from .operations import operations

HERE = Path(__file__).parent
SPEC = HERE.parent.parent / "spec"
PACKAGE = "oneroster_openapi"
VERSIONS = {
    "v1p1": ("1.1", ("v1p1.yaml",)),
    "v1p2": ("1.2", ("v1p2/rostering.yaml", "v1p2/gradebook.yaml", "v1p2/resources.yaml")),
}
RUFF = ("--isolated", "--no-cache", "--quiet")


def build(target: Path) -> None:
    """Write all generated code below `target`, laid out as in the project."""
    package = target / "generated" / PACKAGE
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(
        '"""Typed low-level clients for OneRoster, made from its OpenAPI description by scripts/regenerate."""\n'
    )
    (package / "py.typed").touch()
    for source in sorted((HERE / "runtime").glob("*.py")):
        shutil.copy(source, package / source.name)
    matches: Counter[str] = Counter()
    for module, (version, names) in VERSIONS.items():
        strict = documents.merge({name: documents.read(SPEC / name) for name in names}, version)
        matches += _build_version(target, module, version, strict)
    for correction in _corrections():
        if not matches[correction["name"]] and correction.get("documents") != "published":
            raise SpecError(f"correction {correction['name']!r} matches nothing any more")
    _format(target)


def _build_version(target: Path, module: str, version: str, strict: Json) -> Counter[str]:
    """Write the code of one version; how often each correction matched."""
    package = target / "generated" / PACKAGE
    document = copy.deepcopy(strict)
    matches = corrections.apply(document, _corrections())
    naming.python_names(document)
    _generate(document, package / module)
    (package / module / "strict.json").write_text(json.dumps(strict, indent=1, ensure_ascii=False) + "\n")
    found = operations(document, f"{PACKAGE}.{module}")
    for operation in found:
        if not (target / "generated" / (operation.endpoint.replace(".", "/") + ".py")).is_file():
            raise SpecError(f"{operation.id}: the generator made no {operation.endpoint}")
    roots = face.tree(found)
    _render("operations.py.jinja", package / module / "operations.py", version=version, operations=found)
    _render(
        "face.py.jinja",
        target / "wrapper" / "oneroster_sdk" / f"_{module}.py",
        version=version,
        module=module,
        nodes=(nodes := face.in_order(roots)),
        used=sorted({"Place", *(base for node in nodes for base in node.bases)}),
        roots=list(roots.values()),
    )
    return matches


def _corrections() -> list[Json]:
    listed: list[Json] = YAML(typ="safe").load((SPEC / "corrections.yaml").read_text(encoding="utf-8"))
    return listed


def _generate(document: Json, target: Path) -> None:
    source = target.parent / "openapi.json"
    source.write_text(json.dumps(document))
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--path", str(source), "--meta", "none"]
    command += ["--config", str(HERE / "config.yml"), "--custom-template-path", str(HERE / "templates")]
    command += ["--output-path", str(target), "--fail-on-warning"]
    path = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "PYTHONUTF8": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=path, check=False)
    source.unlink()
    if done.returncode:
        raise SpecError(f"openapi-python-client failed:\n{done.stdout}{done.stderr}")


def _render(template: str, target: Path, **values: Any) -> None:
    environment = Environment(
        loader=FileSystemLoader(HERE / "ours"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - the output is Python, and the documents are ours or checked by --diff
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(environment.get_template(template).render(**values), encoding="utf-8")


def _format(target: Path) -> None:
    ruff = [sys.executable, "-m", "ruff"]
    where = [str(target / "generated"), str(target / "wrapper")]
    subprocess.run([*ruff, "check", *RUFF, "--fix-only", "--select=I", "--line-length=120", *where], check=True)
    subprocess.run([*ruff, "format", *RUFF, "--line-length=120", *where], check=True)
