"""Write the code: openapi-python-client for models and endpoints, templates of ours for tables and faces."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from . import face, prose
from .documents import Json, SpecError
from .prepare import PACKAGE, VERSIONS, Prepared, discovery_names, listed_corrections, prepare, unmatched
from .sources import Given

HERE = Path(__file__).parent
RUFF = ("--isolated", "--no-cache", "--quiet")


def build(target: Path, given: Given | None = None) -> list[str]:
    """Write all generated code below `target`, laid out as in the project; answers with warnings.

    A correction that matches nothing is an error with our own documents, and a warning with those that are `given`.
    """
    listed = listed_corrections()
    versions = [prepare(module, listed, given) for module in VERSIONS]
    idle = unmatched(listed, sum((each.matches for each in versions), Counter[str]()))
    warnings = [f"correction {name!r} matches nothing {'in these documents' if given else 'any more'}" for name in idle]
    if warnings and given is None:
        raise SpecError(warnings[0])
    package = target / "generated" / PACKAGE
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(
        '"""Typed low-level clients for OneRoster, made from its OpenAPI description by scripts/regenerate."""\n'
    )
    (package / "py.typed").touch()
    for source in sorted((HERE / "runtime").glob("*.py")):
        shutil.copy(source, package / source.name)
    for each in versions:
        _write_version(target, each)
    _format(target)
    return warnings


def _write_version(target: Path, prepared: Prepared) -> None:
    """Write the code of one version."""
    module, version, found = prepared.module, prepared.version, prepared.operations
    package = target / "generated" / PACKAGE
    _generate(prepared.document, package / module)
    names = discovery_names()
    services = {prefix: names.get(prefix, []) for prefix in dict.fromkeys(each.prefix for each in found)}
    strict = json.dumps({**prepared.strict, "x-discovery": services}, indent=1, ensure_ascii=False)
    (package / module / "strict.json").write_text(strict + "\n", encoding="utf-8")
    for operation in found:
        if not (target / "generated" / (operation.endpoint.replace(".", "/") + ".py")).is_file():
            raise SpecError(f"{operation.id}: the generator made no {operation.endpoint}")
    roots = face.tree(found)
    target_file = package / module / "operations.py"
    _render("operations.py.jinja", target_file, version=version, operations=found, services=services)
    nodes, wrapper = face.in_order(roots), target / "wrapper" / "oneroster_sdk"
    used = sorted({"Place", *(base for node in nodes for base in node.bases)})
    _render(
        "collections.py.jinja",
        wrapper / f"_{module}_collections.py",
        version=version,
        module=module,
        nodes=nodes,
        used=used,
    )
    _render("face.py.jinja", wrapper / f"_{module}.py", version=version, module=module, roots=list(roots.values()))


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
        autoescape=False,  # noqa: S701 - the output is Python; usable.py checks names, and `docstring` escapes prose
    )
    environment.filters["docstring"] = prose.docstring
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(environment.get_template(template).render(**values), encoding="utf-8")


def _format(target: Path) -> None:
    ruff = [sys.executable, "-m", "ruff"]
    where = [str(target / "generated"), str(target / "wrapper")]
    subprocess.run([*ruff, "check", *RUFF, "--fix-only", "--select=I", "--line-length=120", *where], check=True)
    subprocess.run([*ruff, "format", *RUFF, "--line-length=120", *where], check=True)
