"""``scripts/postman``: write the Postman collections, or check that what is committed is what would be written."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from .collection import collection, environment
from .convert import converted
from .document import Document, Json
from .examples import dressed

PROJECT = Path(__file__).parents[2]
HOME = Path("spec") / "postman"


def fresh_files(project: Path) -> dict[str, bytes]:
    """Every file of spec/postman/, by its name."""
    files: dict[str, bytes] = {}
    for strict in sorted((project / "generated" / "oneroster_openapi").glob("v*/strict.json")):
        document = Document(json.loads(strict.read_text("utf-8")))
        name = f"oneroster-{document.version}"
        files[f"{name}.postman_collection.json"] = _text(collection(document, converted(dressed(document))))
        files[f"{name}.postman_environment.json"] = _text(environment(document))
    return files


def committed_files(project: Path) -> dict[str, bytes]:
    home = project / HOME
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def differences(fresh: dict[str, bytes], committed: dict[str, bytes]) -> list[str]:
    """What is wrong with the committed files, a line each."""
    lines = [f"missing: {name}" for name in fresh.keys() - committed.keys()]
    lines += [f"stray:   {name}" for name in committed.keys() - fresh.keys()]
    lines += [f"changed: {name}" for name in fresh.keys() & committed.keys() if fresh[name] != committed[name]]
    return sorted(lines)


def write(fresh: dict[str, bytes], project: Path) -> None:
    """Put the fresh files in place of all that stood there."""
    for name in committed_files(project):
        (project / HOME / name).unlink()
    (project / HOME).mkdir(parents=True, exist_ok=True)
    for name, content in fresh.items():
        (project / HOME / name).write_bytes(content)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="scripts/postman", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail if anything would change")
    parser.add_argument("--project", type=Path, default=PROJECT, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    try:
        fresh = fresh_files(PROJECT)
    except FileNotFoundError as lacking:
        print(f"postman: {lacking}", file=sys.stderr)
        return 2
    found = differences(fresh, committed_files(options.project))
    if options.check:
        print("\n".join(found) or f"{len(fresh)} files in {HOME} are as scripts/postman writes them.")
        return 1 if found else 0
    write(fresh, options.project)
    print("\n".join(found) or f"{len(fresh)} files, none changed.")
    return 0


def _text(node: Json) -> bytes:
    return (json.dumps(node, indent=1, ensure_ascii=False) + "\n").encode()


if __name__ == "__main__":
    sys.exit(main())
