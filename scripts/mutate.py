"""What scripts/mutate runs: mutmut over one module after another, and the survivors against tests/mutants.toml.

A mutant is the library with one small change. One that no test of tests/core notices has survived: either a test is
missing, or the change makes no difference, and then tests/mutants.toml lists it with the reason. Each module is worked
on in a folder of its own below .cache/mutants, and takes from one minute to about five on two idle cores; all that are
listed take about an hour.

    scripts/mutate                      all of them
    scripts/mutate filters _json        a room and a module
    scripts/mutate --again _json        only what survived the last time, with the tests as they are now
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parent.parent
WORK: Final = ROOT / ".cache" / "mutants"
TABLE: Final = ROOT / "tests" / "mutants.toml"
PACKAGES: Final = {"oneroster_sdk": ROOT / "wrapper", "oneroster_openapi": ROOT / "generated"}
CHILDREN: Final = 2

KILLED: Final = frozenset({1, 3})
TIMEOUTS: Final = frozenset({36, 24, -24, 152, 255})
# The rest of the exit codes: survived, no test reaches it, or something odd that has to be looked at.

SETTINGS: Final = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = ["{source}"]
pytest_add_cli_args_test_selection = ["tests/core"]
# Profiles read files of the checkout and start Pythons of their own, and no module of the list depends on them.
pytest_add_cli_args = ["--ignore=tests/core/test_profiles.py", "-p", "quick_tests_first", "-p", "no:schemathesis",
    "-p", "no:xdist", "-p", "no:cov"]
timeout_multiplier = 4.0
timeout_constant = 3.0
track_dependencies = false
use_git_change_detection = false
use_setproctitle = false
"""


@dataclass(frozen=True)
class Mutant:
    """A change, told by the lines it changes: the numbers of mutants move with the code, these do not."""

    module: str
    function: str
    was: str
    becomes: str

    def __str__(self) -> str:
        return f"{self.module} {self.function}\n    - {self.was}\n    + {self.becomes}"


@dataclass(frozen=True)
class Table:
    """tests/mutants.toml."""

    most: float
    """The largest share of survivors of a room that is borne."""
    rooms: Mapping[str, Sequence[str]]
    survivors: Sequence[Mapping[str, str]]

    @property
    def modules(self) -> list[str]:
        return [module for room in self.rooms.values() for module in room]

    def listed(self, module: str) -> set[Mutant]:
        return {
            Mutant(module, each["function"], each["was"], each["becomes"])
            for each in self.survivors
            if each["module"] == module
        }

    def named(self, names: Iterable[str]) -> list[str]:
        """The modules of these rooms, and those with these names, whole or without their package."""
        chosen: list[str] = []
        for name in names:
            found = list(self.rooms.get(name, ())) or [
                module for module in self.modules if name in (module, module.rpartition(".")[2])
            ]
            if not found:
                raise SystemExit(f"{name} is neither a room nor a module of {TABLE.relative_to(ROOT)}")
            chosen += found
        return list(dict.fromkeys(chosen)) or self.modules


@dataclass(frozen=True)
class Outcome:
    """What became of the mutants of one module."""

    module: str
    killed: int
    timeouts: int
    survivors: tuple[Mutant, ...]
    seconds: float

    @property
    def mutants(self) -> int:
        return self.killed + self.timeouts + len(self.survivors)

    @property
    def share(self) -> float:
        return len(self.survivors) / self.mutants if self.mutants else 0.0

    def complaints(self, listed: set[Mutant]) -> list[str]:
        """What must be put right; nothing if all is well."""
        wrong = [f"survived, and is not listed: {each}" for each in self.survivors if each not in listed]
        return wrong if self.mutants else [*wrong, f"{self.module}: there is nothing to change"]

    def outdated(self, listed: set[Mutant]) -> list[str]:
        """Entries of the list that are no longer needed."""
        gone = listed.difference(self.survivors)
        return [f"listed, but no longer survives: {each}" for each in sorted(gone, key=str)]

    def row(self) -> str:
        return (
            f"{self.module:32}{self.mutants:8}{self.killed:8}{len(self.survivors):10}{self.timeouts:10}"
            f"{self.share:8.1%}{self.seconds / 60:9.1f}"
        )


def together(room: str, outcomes: Sequence[Outcome]) -> Outcome:
    """What became of the mutants of several modules."""
    return Outcome(
        room,
        sum(each.killed for each in outcomes),
        sum(each.timeouts for each in outcomes),
        tuple(survivor for each in outcomes for survivor in each.survivors),
        sum(each.seconds for each in outcomes),
    )


def too_many(whole: Outcome, most: float) -> list[str]:
    """The complaint about a whole room of which too much survived. In a small module one may be more than its share."""
    if whole.share <= most:
        return []
    return [f"{whole.module}: {whole.share:.1%} of the mutants survived; {most:.0%} are borne"]


HEADER: Final = f"{'module':32}{'mutants':>8}{'killed':>8}{'survived':>10}{'timeouts':>10}{'share':>8}{'minutes':>9}"


def table() -> Table:
    known = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return Table(known["most"], known["modules"], known.get("survivor", []))


def change(diff: str) -> tuple[str, str]:
    """The lines that a diff takes away, and those that it puts in their place, each as one line."""
    body = [line for line in diff.splitlines() if not line.startswith(("---", "+++"))]
    was, becomes = ([line[1:].strip() for line in body if line.startswith(sign)] for sign in "-+")
    return " ".join(was), " ".join(becomes)


def function_of(key: str) -> str:
    """``Field.in_`` of ``oneroster_sdk._filters.xǁFieldǁin___mutmut_3``."""
    mangled = key.partition("__mutmut_")[0].rpartition(".")[2]
    return mangled.removeprefix("xǁ").replace("ǁ", ".") if "ǁ" in mangled else mangled.removeprefix("x_")


def source(module: str) -> Path:
    """Where the module stands, from the folder that its packages are in."""
    return Path(*module.split(".")).with_suffix(".py")


class Workshop:
    """The folder in which the mutants of one module are made and tried."""

    def __init__(self, module: str) -> None:
        self.module = module
        self.folder = WORK / module
        self._meta = self.folder / "mutants" / "src" / f"{source(module)}.meta"

    def stage(self, *, again: bool) -> None:
        """Copy what is needed. What mutmut made of it the last time is kept if only survivors are tried again."""
        if not (again and self._meta.exists()):
            shutil.rmtree(self.folder, ignore_errors=True)
        for name in ("src", "tests", "mutants/tests"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        unwanted = shutil.ignore_patterns("__pycache__")
        for package, home in PACKAGES.items():
            shutil.copytree(home / package, self.folder / "src" / package, ignore=unwanted)
        shutil.copytree(ROOT / "tests" / "core", self.folder / "tests" / "core", ignore=unwanted)
        shutil.copy2(ROOT / "tests" / "conftest.py", self.folder / "tests")
        settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
        settings += SETTINGS.format(source=f"src/{source(self.module).as_posix()}")
        (self.folder / "pyproject.toml").write_text(settings, encoding="utf-8")
        if again:
            self._forget_survivors()

    def _forget_survivors(self) -> None:
        """What was killed stays dead, and which test reaches what is found out anew."""
        (self.folder / "mutants" / "mutmut-stats.json").unlink(missing_ok=True)
        if self._meta.exists():
            known = self._known()
            codes = known["exit_code_by_key"]
            known["exit_code_by_key"] = {key: code if code in KILLED else None for key, code in codes.items()}
            self._meta.write_text(json.dumps(known), encoding="utf-8")

    def run(self) -> None:
        """Make the mutants and try them."""
        log = self.folder / "log"
        with log.open("w") as printed:
            done = self._mutmut("run", "--max-children", str(CHILDREN), stdout=printed)
        if done.returncode:
            raise SystemExit(f"{log.read_text()[-4000:]}\nmutmut failed at {self.module}; see {log.relative_to(ROOT)}")

    def outcome(self) -> Outcome:
        known = self._known()
        codes: dict[str, int | None] = known["exit_code_by_key"]
        alive = [key for key, code in codes.items() if code not in KILLED | TIMEOUTS]
        return Outcome(
            self.module,
            sum(code in KILLED for code in codes.values()),
            sum(code in TIMEOUTS for code in codes.values()),
            tuple(self._survivor(key) for key in alive),
            sum(known["durations_by_key"].values()) / CHILDREN,
        )

    def _survivor(self, key: str) -> Mutant:
        shown = self._mutmut("show", key, stdout=subprocess.PIPE)
        shown.check_returncode()
        return Mutant(self.module, function_of(key), *change(shown.stdout))

    def _known(self) -> dict[str, Any]:
        known: dict[str, Any] = json.loads(self._meta.read_text(encoding="utf-8"))
        return known

    def _mutmut(self, *arguments: str, stdout: Any) -> subprocess.CompletedProcess[str]:
        # CI: the same examples of Hypothesis every time. PYTHONPATH: where the plugin is.
        env = {**os.environ, "CI": "1", "PYTHONPATH": str(ROOT / "scripts"), "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(
            ("mutmut", *arguments),
            cwd=self.folder,
            env=env,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.STDOUT,
            text=True,
        )


def tried(module: str, *, again: bool) -> Outcome:
    workshop = Workshop(module)
    workshop.stage(again=again)
    workshop.run()
    return workshop.outcome()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--again", action="store_true", help="try only what survived the last time")
    parser.add_argument("names", nargs="*", metavar="module or room")
    asked = parser.parse_args()
    known = table()
    complaints: list[str] = []
    outcomes: dict[str, Outcome] = {}
    print(HEADER, flush=True)
    for module in known.named(asked.names):
        outcomes[module] = outcome = tried(module, again=asked.again)
        print(outcome.row(), flush=True)
        complaints += outcome.complaints(known.listed(module))
        for words in outcome.outdated(known.listed(module)):
            print(f"warning: {words}", flush=True)
    for room, modules in known.rooms.items():
        if outcomes.keys() >= set(modules):
            whole = together(room, [outcomes[module] for module in modules])
            print(whole.row())
            complaints += too_many(whole, known.most)
    for words in complaints:
        print(words)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
