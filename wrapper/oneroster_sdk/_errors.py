"""Every error that this library raises.

    OneRosterError
    ├── ConfigError             the client was set up wrongly: an address, a variable, a missing package
    ├── QueryError              the query cannot be sent: an unknown field, a filter that the standard cannot carry
    ├── TransportError          no answer came: the host is unknown, the connection broke, time ran out
    ├── DecodeError             an answer came, but it is not what the standard says
    │   └── InvalidRecordError  one record of an answer cannot be read
    ├── IncompletePull          a collection cannot be proved to have come whole
    ├── ImplausiblePull         a whole pull from which so much is absent that a fault is likelier
    ├── AuthError               no token was given, or the provider does not take it (401)
    ├── WriteRefused            the standard does not allow a record as it is; nothing was sent
    ├── PartialWrite            some of the records were created, or it was not said for all
    ├── WriteOutcomeUnknown     no answer came to a request that may have been carried out
    └── ApiError                the provider refused or failed, by its status
        ├── Forbidden           403
        ├── NotFound            404, or nothing matched
        ├── NotOffered          the provider does not offer this
        ├── RateLimited         429, and the retries are used up
        └── Unavailable         5xx, and the retries are used up

A message says what was asked, what came and what to do. It never holds a secret, the value of a query or anything of a
record. All errors can be pickled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ._untold import CODES, Untold


class OneRosterError(Exception):
    """The root of all errors of this library.

    Attributes:
        status: The HTTP status of the answer, if one came.
        code_minor: The provider's ``imsx_codeMinor``, if it sent one.
        description: The provider's own words. They may repeat what was asked; do not log them. They stand here
            alone, not in the message, ``repr``, ``vars`` or a pickle; nor does a code that is not the standard's.
        request_id: The provider's name for the request, if it sent one.
        retryable: Whether the same call may succeed later, with nothing changed.
        retry_after: Seconds after which the provider asks to try again, if it said so.
        name: The name of the client (``OneRoster(..., name=...)``), to tell many districts apart.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        code_minor: str | None = None,
        description: str | None = None,
        request_id: str | None = None,
        retryable: bool = False,
        retry_after: float | None = None,
        name: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        # Words of the provider's own are not for those who print all that an error holds.
        self._code_minor = code_minor if code_minor in CODES else Untold(code_minor)
        self._description = Untold(description)
        self.request_id = request_id
        self.retryable = retryable
        self.retry_after = retry_after
        self.name = name

    @property
    def code_minor(self) -> str | None:
        held = self._code_minor
        return held.tell() if isinstance(held, Untold) else held

    @property
    def description(self) -> str | None:
        return self._description.tell()

    def __reduce__(self) -> tuple[Callable[..., OneRosterError], tuple[Any, ...]]:
        return _rebuild, (type(self), self.args, self.__dict__)


def _rebuild(cls: type[OneRosterError], args: tuple[Any, ...], state: dict[str, Any]) -> OneRosterError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class ConfigError(OneRosterError, ValueError):
    """The client was set up wrongly."""


class QueryError(OneRosterError, ValueError):
    """The query cannot be sent as it is."""


class TransportError(OneRosterError):
    """No complete answer came."""


class DecodeError(OneRosterError):
    """The answer is not what the standard says."""


class InvalidRecordError(DecodeError):
    """One record cannot be read.

    Attributes:
        record: The model, such as ``User``.
        field: The path of the field within the record, in the words of the standard.
        reason: What is wrong with it; never the value.
        position: The position of the record in its collection, counted from 0.
    """

    def __init__(self, message: str, *, record: str, field: str, reason: str, position: int, **details: Any) -> None:
        super().__init__(message, **details)
        self.record = record
        self.field = field
        self.reason = reason
        self.position = position


class IncompletePull(OneRosterError):
    """The collection cannot be proved to have come whole."""


class ImplausiblePull(OneRosterError):
    """So much of what was known is absent from the pull that a fault of the provider is likelier."""


class AuthError(OneRosterError):
    """No token was given, or the provider does not take it."""


class ApiError(OneRosterError):
    """The provider refused the request, or failed at it."""


class Forbidden(ApiError):
    """The client may not do this; the token lacks a scope, or the provider's settings forbid it."""


class NotFound(ApiError):
    """There is no such record. The status may be 200 or 204 where the provider answers well, but sends none."""


class NotOffered(ApiError):
    """The provider does not offer this."""


class RateLimited(ApiError):
    """The provider asks for fewer requests."""


class Unavailable(ApiError):
    """The provider cannot answer now."""


class WriteRefused(OneRosterError, ValueError):
    """The standard does not allow the record as it is; nothing was sent.

    Attributes:
        record: The model, such as ``Result``.
        field: The path of the field within the record, in the words of the standard.
    """

    def __init__(self, message: str, *, record: str, field: str, **details: Any) -> None:
        super().__init__(message, **details)
        self.record = record
        self.field = field


class _Unsettled(OneRosterError):
    def __init__(
        self,
        message: str,
        *,
        created: Mapping[str, str] | None = None,
        unsettled: tuple[str, ...] = (),
        **details: Any,
    ) -> None:
        super().__init__(message, **details)
        self.created = dict(created or {})
        self.unsettled = unsettled


class PartialWrite(_Unsettled):
    """Some of the records were created, or the provider did not say so for all.

    Attributes:
        created: By the id that the caller gave, the id that the provider allotted.
        unsettled: The ids that the caller gave to the others.
    """


class WriteOutcomeUnknown(_Unsettled):
    """No answer came to a request that may have been carried out, and that must not be sent twice.

    Attributes:
        created: By the id that the caller gave, the id that the provider allotted, of requests before.
        unsettled: The ids that the caller gave to the records of which nobody knows.
    """
