"""Errors in every form in which providers tell of them."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from oneroster_sdk import ApiError, AuthError, Forbidden, OneRosterError, Unavailable

from ..client.conftest import Told
from .conftest import Caller, Serve, failing

INFO = {
    "imsx_codeMajor": "failure",
    "imsx_severity": "error",
    "imsx_description": "no roster for Zacharias",
}
NESTED = {
    "imsx_codeMinorField": [{"imsx_codeMinorFieldName": "TargetEndSystem", "imsx_codeMinorFieldValue": "forbidden"}]
}
SAID = "no roster for Zacharias"

BODIES: dict[str, tuple[Any, str | None, str | None]] = {
    "nested code": ({**INFO, "imsx_CodeMinor": NESTED}, "forbidden", SAID),
    "plain code": ({**INFO, "imsx_codeMinor": "forbidden"}, "forbidden", SAID),
    "no code": (INFO, None, SAID),
    "a code of its own": ({**INFO, "imsx_codeMinor": "Zacharias"}, "Zacharias", SAID),
    "imsx_StatusInfo": ({"imsx_StatusInfo": {**INFO, "imsx_CodeMinor": NESTED}}, "forbidden", SAID),
    "imsx_statusInfo": ({"imsx_statusInfo": {**INFO, "imsx_CodeMinor": NESTED}}, "forbidden", SAID),
    "statusInfoSet": ({"statusInfoSet": [{**INFO, "imsx_codeMinor": "forbidden"}]}, "forbidden", SAID),
    "error": ({"error": SAID}, None, SAID),
    "status and error": ({"status": 400, "error": SAID}, None, SAID),
    "detail": (
        {"detail": [{"loc": ["query", "limit"], "msg": "too large", "type": "value_error"}]},
        None,
        "query.limit; too large",
    ),
    "message": ({"message": SAID, "error": "Bad Request", "statusCode": 400}, None, f"Bad Request; {SAID}"),
    "messages": (
        {"message": ["limit", SAID], "error": "Bad Request", "statusCode": 400},
        None,
        f"Bad Request; limit; {SAID}",
    ),
    "a word": ("Zacharias", None, "Zacharias"),
    "null": (None, None, None),
}


@pytest.mark.parametrize("form", BODIES)
def test_error_bodies(caller: Caller, serve: Serve, form: str) -> None:
    body, code, description = BODIES[form]
    provider = serve(lambda asked: Told(orjson.dumps(body), 403))
    error = failing(caller, provider)
    assert type(error) is Forbidden
    assert (error.status, error.code_minor, error.description) == (403, code, description)
    assert not error.retryable
    assert len(provider.asked) == 1


TEXTS: dict[str, tuple[bytes, str, str | None]] = {
    "text": (b"no roster  for Zacharias\n", "text/plain", SAID),
    "text, said to be JSON": (b"no roster for Zacharias", "application/json", SAID),
    "html": (b"<html><body>no roster for Zacharias</body></html>", "text/html", None),
    "html, said to be JSON": (b"<!DOCTYPE html><html>Zacharias", "application/json", None),
    "xml": (b"<?xml version='1.0'?><error>Zacharias</error>", "application/xml", None),
    "empty": (b"", "application/json", None),
    "a blank": (b" ", "text/plain", None),
    "no text": (b"\x1f\x8b\x00\xff", "application/octet-stream", None),
}


@pytest.mark.parametrize(("status", "kind"), [(400, ApiError), (401, AuthError), (500, Unavailable)])
@pytest.mark.parametrize("form", TEXTS)
def test_error_texts(caller: Caller, serve: Serve, form: str, status: int, kind: type[OneRosterError]) -> None:
    content, header, description = TEXTS[form]
    provider = serve(lambda asked: Told(content, status, {"Content-Type": header}))
    error = failing(caller, provider)
    assert type(error) is kind
    assert (error.status, error.code_minor, error.description) == (status, None, description)
    assert len(provider.asked) <= 8
