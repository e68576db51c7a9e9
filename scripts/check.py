"""What scripts/check runs: small checks, two at a time, and a table of how long they took.

Names have a dot, and `scripts/check lint` means all that begin with `lint.`. What a check prints is shown if it fails;
the others go on. A check whose tool is not on this machine is left out by name; with ONEROSTER_REQUIRE_ALL it fails.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).parent.parent
NODE_TOOLS = ROOT / ".cache" / "node" / "node_modules" / ".bin"
CODE = ("wrapper", "tests", "scripts")
AT_ONCE = 2


class LackingError(Exception):
    """A tool that the check needs is not here."""


@dataclass
class Shell:
    """Runs programs in the checkout, and keeps what they print."""

    printed: list[str] = field(default_factory=list)

    def __call__(self, *command: str | Path, cwd: Path = ROOT) -> None:
        self.printed.append(f"$ {' '.join(map(str, command))}\n")
        done = subprocess.run(
            command,
            check=False,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.printed.append(done.stdout)
        done.check_returncode()


Check: TypeAlias = Callable[[Shell], object]


@dataclass(frozen=True)
class Outcome:
    name: str
    verdict: str
    seconds: float
    printed: str = ""


def run(name: str, check: Check) -> Outcome:
    shell, start = Shell(), time.monotonic()
    try:
        check(shell)
    except LackingError as lacking:
        verdict = "FAILED" if os.environ.get("ONEROSTER_REQUIRE_ALL") else "left out"
        shell.printed.append(f"{lacking}\n")
    except subprocess.CalledProcessError:
        verdict = "FAILED"
    else:
        verdict = "ok"
    return Outcome(name, verdict, time.monotonic() - start, "" if verdict == "ok" else "".join(shell.printed))


def commands(*command: str | Path) -> Check:
    return lambda shell: shell(*command)


def node(tool: str, *arguments: str) -> Check:
    """A check by one of the tools in tests/contract/package.json."""

    def check(shell: Shell) -> None:
        need_node(tool)
        shell(NODE_TOOLS / tool, *arguments)

    return check


def postman(shell: Shell) -> None:
    """The collections are as they would be made; the script is ours, the converter that it needs is not."""
    need_node("openapi2postmanv2")
    shell("scripts/postman", "--check")


def need_node(tool: str) -> None:
    if not (NODE_TOOLS / tool).exists() or shutil.which("node") is None:
        raise LackingError(f"{tool} needs Node.js 20.19 or newer on PATH, and scripts/node_tools.sh")


def another_python(version: str, shell: Shell) -> None:
    """The tests of the library on another Python, in an environment of its own.

    Not the contract tests, nor those of the generator: it runs where its output is made, and that is tested here. The
    quirks of providers are met there over one of the two HTTP libraries, and of the faults of networks every second;
    and thousands of simulated pulls, which ask Python for nothing that another one might do otherwise, not at all.
    """
    bash = f'. scripts/env.sh; pythons | grep "^{version}[[:space:]]" | cut -f 2'
    python = subprocess.run(["bash", "-c", bash], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
    if not python:
        raise LackingError(f"No Python {version} at hand")
    folder = ROOT / ".venvs" / version
    shell("bash", "-euo", "pipefail", "-c", '. scripts/env.sh; environment_at "$@"', "-", folder, python, "tests")
    # One HTTP library, every second fault, and no search for canaries, for that is the same on every Python.
    tests = ("-m", "not contract", "-k", "not httpx2 and not thorough")
    same = ("generator", "contract", "privacy", "core/test_simulated.py", "test_project.py")
    options = (*(f"--ignore=tests/{each}" for each in same), "-o", f"cache_dir=.cache/pytest-{version}")
    processes = ("--numprocesses", "2", "--dist", "loadfile")  # they wait more than they compute
    shell(folder / "bin" / "python", "-m", "pytest", *tests, *options, *processes)


def wheel(shell: Shell) -> None:
    """Builds the sdist, the wheel from it, and uses that where nothing of the checkout is in reach."""
    with tempfile.TemporaryDirectory() as temporary:
        away = Path(temporary)
        shell(sys.executable, "-m", "build", "--no-isolation", "--outdir", away / "dist")
        (built,) = (away / "dist").glob("*.whl")
        shutil.copy(ROOT / "scripts" / "smoke.py", away)
        shell(sys.executable, "-m", "venv", away / "venv")
        python = away / "venv" / "bin" / "python"
        install = (python, "-m", "pip", "install", "--quiet", "--constraint", ROOT / "constraints.txt")
        shell(*install, built, cwd=away)
        shell(python, "-I", "smoke.py", "--core", cwd=away)
        shell(*install, f"{built}[all]", cwd=away)
        shell(python, "-I", "smoke.py", cwd=away)


def scripts_in_bash() -> list[str]:
    with_a_shebang = [path for path in (ROOT / "scripts").iterdir() if path.is_file() and path.suffix in {"", ".sh"}]
    return sorted(str(path.relative_to(ROOT)) for path in [*with_a_shebang, ROOT / ".ci" / "run"])


def documents() -> list[str]:
    return sorted(
        str(path.relative_to(ROOT)) for path in [*ROOT.glob("spec/v1p*/*.yaml"), *ROOT.glob("spec/v1p*.yaml")]
    )


def all_checks() -> dict[str, Check]:
    """The slow ones first, so that the cores are busy to the end."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    claimed = [words[-1] for line in project["classifiers"] if "3." in (words := line.split(" :: "))[-1]]
    here = f"3.{sys.version_info.minor}"
    return {
        "tests": commands("scripts/test", "--cov"),
        **{f"pythons.{version}": partial(another_python, version) for version in claimed if version != here},
        "wheel": wheel,
        "types.pyright": node("pyright", "--warnings"),
        "types.mypy": commands("mypy"),
        "generated": commands("scripts/regenerate", "--check"),
        "spec.postman": postman,
        "spec.redocly": node("redocly", "lint", "--config", "spec/redocly.yaml", *documents()),
        "spec.validator": commands("openapi-spec-validator", *documents()),
        "lint.workflow": commands("zizmor", "--offline", "--no-progress", ".github"),
        "lint.scripts": commands("shellcheck", "--external-sources", *scripts_in_bash()),
        "lint.format": commands("ruff", "format", "--check", *CODE),
        "lint.python": commands("ruff", "check", *CODE),
    }


def chosen(names: list[str], left_out: list[str]) -> dict[str, Check]:
    every = all_checks()

    def matching(asked: list[str]) -> set[str]:
        found = {one: [name for name in every if name == one or name.startswith(f"{one}.")] for one in asked}
        if unknown := [one for one, hits in found.items() if not hits]:
            raise SystemExit(f"No check is called {', '.join(unknown)}. There are: {', '.join(every)}")
        return {name for hits in found.values() for name in hits}

    wanted = (matching(names) if names else set(every)) - matching(left_out)
    return {name: check for name, check in every.items() if name in wanted}


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/check", description=__doc__)
    parser.add_argument("names", nargs="*", help="checks, or the beginnings of their names; all, if none is given")
    parser.add_argument("--list", action="store_true", help="only tell what there is")
    parser.add_argument("--except", dest="left_out", action="append", default=[], metavar="NAME", help="not this one")
    options = parser.parse_args()
    checks = chosen(options.names, options.left_out)
    if options.list:
        print("\n".join(checks))
        return 0

    os.environ.update(REDOCLY_TELEMETRY="off", REDOCLY_SUPPRESS_UPDATE_NOTICE="true")
    start = time.monotonic()
    outcomes = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for future in as_completed([pool.submit(run, name, check) for name, check in checks.items()]):
            outcome = future.result()
            outcomes.append(outcome)
            if outcome.printed:
                print(f"--- {outcome.name}: {outcome.verdict}\n{outcome.printed.rstrip()}", flush=True)

    print()
    for outcome in sorted(outcomes, key=lambda each: each.seconds, reverse=True):
        print(f"{outcome.verdict:>8}  {outcome.name:16} {outcome.seconds:6.1f} s")
    failed = [outcome.name for outcome in outcomes if outcome.verdict == "FAILED"]
    summary = f"FAILED: {', '.join(failed)}" if failed else "none failed"
    print(f"{len(outcomes)} checks in {time.monotonic() - start:.0f} s, {summary}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
