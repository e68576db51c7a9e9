"""Types that the endpoints share."""

from collections.abc import MutableMapping
from http import HTTPStatus
from typing import Final, Generic, Literal, TypeVar

from attrs import define, field


class Unset:
    """The type of `UNSET`, which stands for a parameter that was not given."""

    def __bool__(self) -> Literal[False]:
        return False

    def __reduce__(self) -> str:
        return "UNSET"


UNSET: Final = Unset()

T = TypeVar("T")


@define
class Response(Generic[T]):
    """What the server answered. `repr` shows the status only: body and headers may hold what must not be logged."""

    status_code: HTTPStatus
    content: bytes = field(repr=False)
    headers: MutableMapping[str, str] = field(repr=False)
    parsed: T | None = field(repr=False)


__all__ = ["UNSET", "Response", "Unset"]
