"""The main job in one go: a provider on this machine, a whole district pulled from it over HTTP with OAuth 2.

Run it with ``scripts/demo``. Everybody in it is made up.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from oneroster_sdk import F, OAuth2, OneRoster, asc, desc
from oneroster_sdk.cli import main as oneroster
from oneroster_sdk.sandbox import Sandbox
from oneroster_sdk.v1p2 import RoleRole


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/demo", description=__doc__)
    parser.add_argument("--students", type=int, default=1000, help="size of the district (1000)")
    parser.add_argument("--out", type=Path, default=Path("demo-out"), help="where the files go (demo-out)")
    options = parser.parse_args()

    step("A provider in the box")
    started = time.perf_counter()
    with Sandbox(students=options.students) as sandbox:
        print(f"{sandbox.base_url} serves {options.students:,} students after {time.perf_counter() - started:.1f} s")
        with OneRoster(
            sandbox.base_url, auth=OAuth2(sandbox.token_url, sandbox.client_id, sandbox.client_secret), page_size=500
        ) as roster:
            show_records(roster)
            show_query(roster)
        return pull(sandbox, options.out)


def step(title: str) -> None:
    print(f"\n== {title}")


def show_records(roster: OneRoster) -> None:
    step("Typed records: for user in roster.users")
    for user in roster.users.limit(3):
        roles = ", ".join(f"{role.role} at {role.org.sourced_id}" for role in user.roles)
        print(f"{user!r}: {roles}; enabled: {user.enabled_user}; changed {user.date_last_modified:%Y-%m-%d}")
    teachers = sum(any(role.role is RoleRole.TEACHER for role in user.roles) for user in roster.users)
    print(f"{teachers:,} of {roster.users.count():,} users teach")


def show_query(roster: OneRoster) -> None:
    school = roster.schools.sort("name").limit(1).one()
    query = (
        roster.schools(school.sourced_id)
        .students.where((F.family_name >= "M") & F.grades.contains("03"))
        .order_by(asc("familyName"), desc("givenName"))
        .select("familyName", "givenName", "grades")
    )
    step(f"Filtered and sorted: grade 03 of {school.name}, from M on, by family name, then given name backwards")
    for student in query.limit(5):
        print(f"{student.family_name}, {student.given_name} (grades {', '.join(student.grades)})")
    print(f"{query.count():,} in all")


def pull(sandbox: Sandbox, out: Path) -> int:
    step(f"The whole district into {out}/, as the command does it: oneroster pull --out {out}")
    environment = out / "sandbox.env"
    out.mkdir(parents=True, exist_ok=True, mode=0o700)
    lines = [
        f"ONEROSTER_{name.upper()}={getattr(sandbox, name)}"
        for name in ("base_url", "token_url", "client_id", "client_secret")
    ]
    environment.touch(mode=0o600)
    environment.write_text("\n".join(lines) + "\n")
    try:
        return oneroster(["pull", "--out", str(out), "--env-file", str(environment)])
    finally:
        environment.unlink()


if __name__ == "__main__":
    sys.exit(main())
