"""Learning resources: books and programs of vendors that do not exist."""

from __future__ import annotations

from collections.abc import Iterator

from ._basics import Dice, Record, record, reference, sourced_id

_MANY = 60
_TITLES = ("Fractions, Step by Step", "Atlas of Rivers", "Lire et écrire", "Chemistry at Home", "O'Malley's Reader")
_ROLES = (
    "administrator", "aide", "guardian", "parent", "proctor", "relative", "student", "teacher", "ext:librarian",
)  # fmt: skip


def resource(number: int) -> Record:
    """A reference to one of the resources, whatever the number."""
    return reference("resource", sourced_id("resource", 1 + number % _MANY))


def resources(dice: Dice) -> Iterator[Record]:
    """All resources as records."""
    for number in range(1, _MANY + 1):
        made = record(dice, sourced_id("resource", number), number)
        if number % 5:
            made["title"] = f"{dice.pick(_TITLES)} {number}"
        if number % 4:
            made["roles"] = [_ROLES[(number + turn) % len(_ROLES)] for turn in range(number % 3 + 1)]
        if number % 3:
            made["importance"] = "primary" if number % 3 == 1 else "secondary"
        made["vendorResourceId"] = f"res:{dice.below(16**8):08x}"
        if number % 6:
            made["vendorId"] = "example-learning" if number % 2 else "example-press"
        if number % 7 == 2:
            made["applicationId"] = "reader"
        yield made
