"""A client library for accessing OneRoster 1.2: its endpoints, its models, and what sends their requests."""

from typing import TYPE_CHECKING

from ..late import late

if TYPE_CHECKING:
    from .client import AuthenticatedClient, Client

__all__ = (
    "AuthenticatedClient",
    "Client",
)

if not TYPE_CHECKING:
    # The client loads httpx, which who uses models alone, or sends in another way, does without.
    __getattr__, __dir__ = late(globals(), dict.fromkeys(__all__, ".client"))
