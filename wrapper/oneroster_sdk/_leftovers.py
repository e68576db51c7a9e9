"""Connections on which more came than was asked for are not used again.

Bytes behind the end of an answer would be taken for the beginning of the next one, and from then on each question
would be given the answer to the one before. The HTTP libraries notice that while the bytes still lie in the socket, but
not once they were read together with the answer.
"""

from __future__ import annotations

from typing import Any


def watch(body: Any) -> None:
    """Have the pool see the connection of this body as used up if something is left behind it.

    The way there leads through the libraries' insides and may end with a new version of them; tests over both show that
    it holds.
    """
    try:
        connection = body._stream._connection
        stream, state = connection._network_stream, connection._h11_state
    except AttributeError:
        return
    if getattr(stream, "watched", False):
        return
    inner = stream.get_extra_info

    def get_extra_info(info: str) -> Any:
        # The pool asks an idle connection for this: unasked bytes mean that it must go.
        return (info == "is_readable" and bool(state.trailing_data[0])) or inner(info)

    stream.get_extra_info, stream.watched = get_extra_info, True
