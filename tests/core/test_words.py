"""Words in bodies of errors: how deep they are looked for, and which of them are codes."""

from __future__ import annotations

from typing import Any

import pytest

from oneroster_sdk._answers import StatusInfo


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"message": "x"}, "x"),
        ({"message": [[["x"]]]}, "x"),
        ({"message": [[[["x"]]]]}, None),
        ({"error": {"error": {"error": {"error": "x"}}}}, "x"),
        ({"error": {"error": {"error": {"error": {"error": "x"}}}}}, None),
    ],
)
def test_words_are_looked_for_four_levels_deep(body: Any, words: str | None) -> None:
    assert StatusInfo.of(body).description == words


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("unknownobject", "unknownobject"),
        ("Unknown Object", "unknownobject"),
        ("vendor_code", "vendor_code"),
        ("_", None),
        (" ", None),
        ("_ _", None),
        ("code-7", None),
        ("x" * 40, "x" * 40),
        ("x" * 41, None),
        (7, None),
    ],
)
def test_which_words_are_codes(sent: Any, code: str | None) -> None:
    assert StatusInfo.of({"imsx_codeMajor": "failure", "imsx_codeMinor": sent}).code_minor == code
