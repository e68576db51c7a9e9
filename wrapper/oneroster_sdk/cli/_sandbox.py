"""``oneroster sandbox``."""

from __future__ import annotations

import argparse
import sys


def serve_until_interrupted(options: argparse.Namespace) -> int:
    """Serve a district, and print how to reach it."""
    try:
        from ..sandbox import Sandbox, serve
    except ModuleNotFoundError as error:
        print(f"oneroster: the sandbox needs {error.name}: pip install 'oneroster-sdk[sandbox]'", file=sys.stderr)
        return 2
    if options.students < 1:
        print("oneroster: --students must be 1 at least", file=sys.stderr)
        return 2
    try:
        serve(Sandbox(options.students, options.seed, port=options.port), _announce)
    except OSError as error:
        print(f"oneroster: cannot serve on port {options.port}: {error.strerror}", file=sys.stderr)
        return 2
    return 0


def _announce(sandbox: object) -> None:
    for variable in ("base_url", "token_url", "client_id", "client_secret"):
        print(f"ONEROSTER_{variable.upper()}={getattr(sandbox, variable)}")
    print("# Put these lines into .env; Ctrl-C ends the sandbox.", flush=True)
