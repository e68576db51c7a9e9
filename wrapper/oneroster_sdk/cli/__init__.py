"""The command ``oneroster``: pull a roster into files, or serve the sandbox.

Exit status: 0 when all that was asked for is done and whole; 1 when a collection did not come whole; 2 when nothing
could be done with what was given, with one line that says why; 130 after Ctrl-C.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .._version import __version__


def main(arguments: list[str] | None = None) -> int:
    """Run the command with these arguments, or those of the process; gives the exit status."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except KeyboardInterrupt:
        print("oneroster: interrupted", file=sys.stderr)
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="oneroster", description="Read rosters over OneRoster.")
    parser.add_argument("--version", action="version", version=f"oneroster-sdk {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_pull(commands.add_parser("pull", help="read collections into files of JSON Lines"))
    _add_sandbox(commands.add_parser("sandbox", help="serve a made-up district until interrupted"))
    return parser


def _add_pull(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Read whole collections into DIR, a file of JSON Lines for each. A file gets its name only when its collection "
        "is complete. The provider is the one in the environment, or in the file .env: ONEROSTER_BASE_URL, "
        "ONEROSTER_TOKEN_URL, ONEROSTER_CLIENT_ID, ONEROSTER_CLIENT_SECRET and, if needed, ONEROSTER_SCOPES."
    )
    parser.add_argument(
        "collections",
        nargs="*",
        metavar="COLLECTION",
        help="orgs, users, line_items, ...; all of rostering if none is named",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write to")
    parser.add_argument("--sandbox", action="store_true", help="read from a made-up district, started for this pull")
    parser.add_argument("--env-file", type=Path, metavar="FILE", help="read the settings from FILE instead of .env")
    parser.add_argument("--page-size", type=int, default=1000, metavar="N", help="records to ask for at a time (1000)")
    parser.set_defaults(run=_pull)


def _add_sandbox(parser: argparse.ArgumentParser) -> None:
    parser.description = "Serve a made-up district until interrupted, and print the lines to put into .env."
    parser.add_argument("--students", type=int, default=5000, metavar="N", help="how many students it has (5000)")
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="another number, another district (7)")
    parser.add_argument(
        "--port", type=int, default=8095, metavar="N", help="port on 127.0.0.1; 0 for any free one (8095)"
    )
    parser.set_defaults(run=_sandbox)


def _pull(options: argparse.Namespace) -> int:
    from ._pull import pull

    return pull(options)


def _sandbox(options: argparse.Namespace) -> int:
    from ._sandbox import serve_until_interrupted

    return serve_until_interrupted(options)
