"""What scripts/release runs: builds sdist and wheel, lists what users get with them, and audits that.

Nothing is published. If there is a known vulnerability, or no word on a package can be had, it ends without a release;
`--without-advisories` lets the second pass, and says so.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any, Final

from sbom import document, runtime

ROOT: Final = Path(__file__).parent.parent
NAME: Final = "oneroster-sdk"


@dataclass(frozen=True)
class Verdict:
    """What an audit came to, of each package by its name and version."""

    vulnerable: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    """Those of which nothing could be learned."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/release", description=__doc__)
    parser.add_argument("--without-advisories", action="store_true", help="go on where no advisories can be had")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        away = Path(temporary)
        wheel = built(away / "dist")
        packages = installed(wheel, away / "venv")
        write(away / "dist" / f"{wheel.stem.partition('-py3')[0]}.cdx.json", document(NAME, packages))
        report, verdict = audited(packages, away)
        if report is not None:
            write(away / "dist" / "audit.json", report)
        said, fine = judged(verdict, without_advisories=options.without_advisories)
        print(said, file=sys.stdout if fine else sys.stderr)
        if not fine:
            return 1
        (ROOT / "dist").mkdir(exist_ok=True)
        for file in sorted((away / "dist").iterdir()):
            shutil.copy(file, ROOT / "dist" / file.name)
            print(f"dist/{file.name}")
    return 0


def built(folder: Path) -> Path:
    """Build the sdist, and the wheel from it."""
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT)
    (wheel,) = folder.glob("*.whl")
    return wheel


def installed(wheel: Path, venv: Path) -> Mapping[str, Distribution]:
    """All that a user has who installs the wheel and nothing else.

    Raises:
        SystemExit: that is more or less than the metadata says.
    """
    run(sys.executable, "-m", "venv", "--without-pip", venv)
    python = venv / "bin" / "python"
    constraints = ("--constraint", ROOT / "constraints.txt")
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", *constraints, wheel)
    (folder,) = (venv / "lib").glob("python3*/site-packages")
    there = list(distributions(path=[str(folder)]))
    needed = runtime(NAME, there)
    if len(there) != len(needed):
        raise SystemExit(f"{len(there)} packages were installed, and {len(needed)} are required")
    return needed


def audited(packages: Mapping[str, Distribution], away: Path) -> tuple[Any, Verdict]:
    """What pip-audit knows of these packages; its report, if it made one."""
    pins = {name: package.version for name, package in packages.items() if name != NAME}
    (away / "pins.txt").write_text("".join(f"{name}=={version}\n" for name, version in pins.items()))
    command = ["pip-audit", "--disable-pip", "--no-deps", "--progress-spinner", "off", "--format", "json"]
    done = subprocess.run(
        [*command, "--requirement", away / "pins.txt"], check=False, capture_output=True, text=True, timeout=600
    )
    try:
        report = json.loads(done.stdout)
    except ValueError:
        print(done.stderr, file=sys.stderr)
        return None, Verdict(unknown=tuple(f"{name} {version}" for name, version in pins.items()))
    return report, verdict_of(report, pins)


def verdict_of(report: Mapping[str, Any], pins: Mapping[str, str]) -> Verdict:
    """The verdict in a report of pip-audit, which passes over what it does not find, and calls that success."""
    told = {each["name"]: each for each in report["dependencies"]}
    vulnerable = [
        f"{name} {version}: {found['id']}"
        for name, version in pins.items()
        for found in told.get(name, {}).get("vulns", ())
    ]
    unknown = [f"{name} {version}" for name, version in pins.items() if told.get(name, {}).get("version") != version]
    return Verdict(tuple(vulnerable), tuple(unknown))


def judged(verdict: Verdict, *, without_advisories: bool) -> tuple[str, bool]:
    """What is said of a verdict, and whether there is a release."""
    if verdict.vulnerable:
        return "\n".join(["NO RELEASE. Known vulnerabilities:", *verdict.vulnerable]), False
    if not verdict.unknown:
        return "audited: no known vulnerability", True
    lines = [f"NOT AUDITED: no advisories could be had for {', '.join(verdict.unknown)}"]
    if not without_advisories:
        lines.append("NO RELEASE. Run it where there are, or decide: scripts/release --without-advisories")
    return "\n".join(lines), without_advisories


def write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def run(*command: str | Path) -> None:
    subprocess.run(command, check=True, cwd=ROOT, stdin=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
