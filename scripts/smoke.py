"""Uses the installed distribution as a stranger would, away from the checkout: python smoke.py [--core]."""

from __future__ import annotations

import subprocess
import sys
from importlib import metadata
from pathlib import Path


def core() -> None:
    """What works without any extra: the import, the models, the type marker."""
    import oneroster_sdk
    from oneroster_sdk import OneRoster, v1p2

    package = Path(oneroster_sdk.__file__).parent
    if "site-packages" not in package.parts:
        raise SystemExit(f"This is not the installed package: {package}")
    if oneroster_sdk.__version__ != metadata.version("oneroster-sdk"):
        raise SystemExit("__version__ is not the version of the distribution")
    if not (package / "py.typed").exists():
        raise SystemExit("py.typed is missing: type checkers would ignore the annotations")
    print(f"imported oneroster_sdk {oneroster_sdk.__version__}:", OneRoster, v1p2.User)


def whole() -> None:
    """What the extras add: a provider, a pull over HTTP from it, and the command."""
    from oneroster_sdk import OAuth2, OneRoster
    from oneroster_sdk.sandbox import Sandbox

    with Sandbox(students=20, seed=7) as sandbox:
        auth = OAuth2(sandbox.token_url, sandbox.client_id, sandbox.client_secret)
        with OneRoster(sandbox.base_url, version="1.2", auth=auth) as roster:
            users = list(roster.users)
    if len(users) < 20 or len({user.sourced_id for user in users}) != len(users):
        raise SystemExit(f"Asked for a district with 20 students, got {len(users)} users")
    print(f"pulled {len(users)} users from the sandbox")

    command = Path(sys.executable).parent / "oneroster"
    said = subprocess.run([command, "--help"], check=True, capture_output=True, text=True, timeout=60).stdout
    print(f"oneroster --help: {len(said.splitlines())} lines")


if __name__ == "__main__":
    core()
    if "--core" not in sys.argv:
        whole()
