"""Answers as bytes, right and wrong: pure functions, one for each way in which an answer can be spoilt."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Sequence
from http import HTTPStatus

from attrs import evolve, frozen

Headers = tuple[tuple[str, str], ...]
_FRAMING = ("content-length", "transfer-encoding", "connection")


@frozen
class Answer:
    """An answer, without the headers that say where its body ends: those are made for it."""

    status: int
    headers: Headers = ()
    body: bytes = b""

    def with_header(self, name: str, value: str) -> Answer:
        return evolve(self, headers=(*self.headers, (name, value)))


def parsed(head: bytes, body: bytes) -> Answer:
    """The answer of a provider that closes the connection behind it."""
    first, *lines = head.decode("latin-1").strip().split("\r\n")
    pairs = [(name, value.strip()) for name, _, value in (line.partition(":") for line in lines)]
    kept = tuple(pair for pair in pairs if pair[0].lower() not in _FRAMING)
    return Answer(int(first.split()[1]), kept, body)


def head(answer: Answer, *framing: tuple[str, str]) -> bytes:
    """The status line and the headers, with those that say where the body ends."""
    phrase = HTTPStatus(answer.status).phrase
    lines = [f"HTTP/1.1 {answer.status} {phrase}", *(f"{name}: {value}" for name, value in (*answer.headers, *framing))]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def with_length(answer: Answer, length: int | None = None) -> bytes:
    """The answer as it should be; or with another length than its own."""
    if answer.status in (204, 304):
        return head(answer)
    return head(answer, ("Content-Length", str(len(answer.body) if length is None else length))) + answer.body


def in_chunks(answer: Answer) -> bytes:
    """The answer in chunks, of which there are two at least if there is anything."""
    half = len(answer.body) // 2
    parts = [part for part in (answer.body[:half], answer.body[half:]) if part]
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)
    return head(answer, ("Transfer-Encoding", "chunked")) + chunks + b"0\r\n\r\n"


def cut(wire: bytes, answer: Answer, *, within_body: bool) -> bytes:
    """The bytes up to the middle of the head or of the body."""
    start = wire.index(b"\r\n\r\n") + 4
    return wire[: start + len(answer.body) // 2 + 1] if within_body else wire[: start // 2]


# --- heads


def garbled_status(answer: Answer) -> bytes:
    return with_length(answer).replace(b"HTTP/1.1 ", b"HTTP/1.1 2OO ", 1)


def no_http(answer: Answer) -> bytes:
    return b"\x15\x03\x01\x00\x02\x02\x50"


def garbled_header(answer: Answer) -> bytes:
    return with_length(answer.with_header("X\x00 broken", "line"))


def two_lengths(answer: Answer) -> bytes:
    return with_length(answer.with_header("Content-Length", str(len(answer.body) + 7)))


def hints_first(answer: Answer) -> bytes:
    return b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + with_length(
        answer
    )


def closing(answer: Answer) -> bytes:
    return with_length(answer.with_header("Connection", "close"))


def until_closed(answer: Answer) -> bytes:
    """No length at all: the body ends with the connection, as with HTTP/1.0."""
    return head(answer) + answer.body


def cut_until_closed(answer: Answer) -> bytes:
    return cut(until_closed(answer), answer, within_body=True)


# --- lengths


def too_long(answer: Answer) -> bytes:
    return with_length(answer, len(answer.body) + 100)


def too_short(answer: Answer) -> bytes:
    return with_length(answer, max(len(answer.body) - 10, 0))


def bytes_behind(answer: Answer) -> bytes:
    return with_length(answer) + b"\r\n"


def answer_behind(content: bytes) -> Callable[[Answer], bytes]:
    """A whole other answer behind the right one, which nobody asked for."""
    unasked = with_length(Answer(200, (("Content-Type", "application/json"),), content))
    return lambda answer: with_length(answer) + unasked


nothing_behind = answer_behind(b'{"users": [], "orgs": [], "enrollments": []}')


def garbled_chunks(answer: Answer) -> bytes:
    wire = in_chunks(answer)
    start = wire.index(b"\r\n\r\n") + 4
    return wire[:start] + b"zz" + wire[start:]


# --- bodies


def cut_json(answer: Answer) -> bytes:
    return with_length(evolve(answer, body=answer.body[: len(answer.body) // 2]))


def flipped_json(answer: Answer) -> bytes:
    """One brace less, and the length as it was."""
    return with_length(evolve(answer, body=answer.body[:-1] + b"\xff"))


def in_gzip(answer: Answer) -> bytes:
    return with_length(_zipped(answer))


def cut_gzip(answer: Answer) -> bytes:
    zipped = _zipped(answer)
    return with_length(evolve(zipped, body=zipped.body[: len(zipped.body) // 2]))


def cut_gzip_in_chunks(answer: Answer) -> bytes:
    zipped = _zipped(answer)
    return in_chunks(evolve(zipped, body=zipped.body[: len(zipped.body) // 2]))


def wrong_sum(answer: Answer) -> bytes:
    zipped = _zipped(answer)
    at = len(zipped.body) - 8  # where the check sum is
    return with_length(evolve(zipped, body=zipped.body[:at] + bytes([zipped.body[at] ^ 1]) + zipped.body[at + 1 :]))


def no_gzip(answer: Answer) -> bytes:
    return with_length(answer.with_header("Content-Encoding", "gzip"))


def _zipped(answer: Answer) -> Answer:
    return evolve(answer.with_header("Content-Encoding", "gzip"), body=gzip.compress(answer.body, mtime=0))


EDITS: Sequence[Callable[[Answer], bytes]] = (
    garbled_status, no_http, garbled_header, two_lengths, hints_first, closing, too_long, too_short, bytes_behind,
    garbled_chunks, cut_json, flipped_json, in_gzip, cut_gzip, cut_gzip_in_chunks, wrong_sum, no_gzip, in_chunks,
    nothing_behind,
)  # fmt: skip
"""All that can be done to an answer, for plans that draw lots."""
