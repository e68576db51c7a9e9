"""Values that must never show, and where to look for them."""

from __future__ import annotations

import logging
import pickle
import re
import traceback
from collections.abc import Iterator
from typing import Any, Final


class Canaries:
    """Made-up values about people, and secrets. ``repr`` shows none, for it stands in the frames of tests."""

    family = "Kanarienvogel"
    given = "Xanthippe"
    email = "mail@canary.example"
    record_id = "canary-record-id"
    path_id = "canary-path-id"
    filtered = "Canaryfilter"
    metadata = "canary metadata"
    password = "canary-passw0rd"
    credential = "canary-credential"
    secret = "canary-client-secret"
    token = "canary.access.token"
    described = "CanaryDescription"
    coded = "CanaryCode"
    cookie = "canarycookie"
    page = "canary login page"
    proxy = "canary-proxy-password"
    header = "canary-header-value"

    def __repr__(self) -> str:
        return "<canaries>"


C: Final = Canaries()
ALL: Final = {name: value for name, value in vars(Canaries).items() if isinstance(value, str) and name[0] != "_"}
NOT_IDS: Final = frozenset(ALL) - {"record_id"}
"""The id of a record may be told in ``repr``, in reports, and in what says which records were not written."""


def found_in(text: str) -> set[str]:
    """The canaries in a text, also if they are percent-encoded, escaped or in another letter case."""
    bare = re.sub(r"%20|\+|\\x20", " ", text).lower()
    return {name for name, value in ALL.items() if value.lower() in bare}


def texts_of(error: BaseException) -> Iterator[str]:
    """All that those print, keep and send who deal with errors: with its chain, its frames and their variables."""
    shown = traceback.TracebackException.from_exception(error, capture_locals=True)
    yield "".join(shown.format())
    waiting, seen = [error], set[int]()
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield f"{each!r} {each} {each.args!r} {vars(each)!r} {getattr(each, '__notes__', ())!r}"
        try:
            yield repr(pickle.dumps(each))
        except (TypeError, AttributeError):
            assert "oneroster" not in type(each).__module__
        waiting += [other for other in (each.__cause__, each.__context__) if other is not None]
        waiting += [other for other in getattr(each, "exceptions", ()) if isinstance(other, BaseException)]


class Recorder(logging.Handler):
    """Keeps all that is logged, with every field of each record, and what a record tells of an error."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(f"{record.getMessage()} {vars(record)!r}")
        if record.exc_info and record.exc_info[1]:
            self.texts += texts_of(record.exc_info[1])


def user(**changes: Any) -> dict[str, Any]:
    return {
        "sourcedId": C.record_id,
        "status": "active",
        "dateLastModified": "2026-01-02T03:04:05Z",
        "enabledUser": "true",
        "givenName": C.given,
        "familyName": C.family,
        "email": C.email,
        "password": C.password,
        "roles": [{"roleType": "primary", "role": "student", "org": {"sourcedId": "o1"}}],
        "userProfiles": [
            {
                "profileId": "p1",
                "profileType": "login",
                "vendorId": "v1",
                "credentials": [{"type": "basic", "username": C.given, "password": C.credential}],
            }
        ],
        "metadata": {"note": C.metadata},
        **changes,
    }
