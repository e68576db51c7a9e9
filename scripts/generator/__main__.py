"""``scripts/regenerate``: write the generated code, check that it is up to date, or tell what documents change."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from . import report, sources
from .build import build
from .documents import SpecError
from .prepare import PACKAGE

PROJECT = Path(__file__).parent.parent.parent


def generated_files(root: Path) -> dict[str, bytes]:
    """Every file that regeneration owns below `root`, by its path there."""
    owned = [*(root / "generated").rglob("*"), *(root / "wrapper" / "oneroster_sdk").glob("_v[0-9]p[0-9]*.py")]
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in owned
        if path.is_file() and "__pycache__" not in path.parts
    }


def differences(fresh: dict[str, bytes], committed: dict[str, bytes]) -> list[str]:
    """What is wrong with the committed files, a line each."""
    lines = [f"missing: {name}" for name in fresh if name not in committed]
    lines += [f"stray:   {name}" for name in committed if name not in fresh]
    lines += [f"changed: {name}" for name in fresh if name in committed and fresh[name] != committed[name]]
    return sorted(lines)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="scripts/regenerate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail if anything would change")
    parser.add_argument("--spec", type=Path, metavar="DIR", help="take the OneRoster 1.2 documents in DIR for ours")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write below DIR, not into the project")
    parser.add_argument("--diff", type=Path, metavar="DIR", help="tell what the documents in DIR add, remove or change")
    parser.add_argument("--project", type=Path, default=PROJECT, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.diff and (options.check or options.spec or options.out):
        parser.error("--diff goes alone")
    try:
        return report.tell(options.diff) if options.diff else regenerate(options)
    except SpecError as error:
        print(f"regenerate: {error}", file=sys.stderr)
        return 2


def regenerate(options: argparse.Namespace) -> int:
    """Write or check; what the documents given lack or do not need is said on standard error."""
    given = sources.find(options.spec) if options.spec else None
    target: Path = options.out or options.project
    refuse_strangers(target)
    with tempfile.TemporaryDirectory() as folder:
        warnings = build(Path(folder), given)
        fresh = generated_files(Path(folder))
    for line in [*(given.lines() if given else []), *(f"warning: {warning}" for warning in warnings)]:
        print(line, file=sys.stderr)
    found = differences(fresh, generated_files(target))
    if options.check:
        print("\n".join(found) or f"{len(fresh)} generated files are as scripts/regenerate writes them.")
        return 1 if found else 0
    write(fresh, target)
    print("\n".join(found) or f"{len(fresh)} generated files, none changed.")
    return 0


def refuse_strangers(target: Path) -> None:
    """SpecError if writing would remove what was not generated."""
    folder = target / "generated"
    strangers = [path.name for path in folder.iterdir() if path.name != PACKAGE] if folder.is_dir() else []
    if target != PROJECT and strangers:
        raise SpecError(f"{folder} would be replaced, but holds {', '.join(sorted(strangers))}")


def write(fresh: dict[str, bytes], project: Path) -> None:
    """Put the fresh files in place of all that stood there."""
    shutil.rmtree(project / "generated", ignore_errors=True)
    for name in generated_files(project):
        (project / name).unlink()
    for name, content in fresh.items():
        target = project / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
