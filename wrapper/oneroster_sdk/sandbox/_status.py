"""Refusals, and the status that carries them: one object in 1.2, a set of flat ones in 1.1."""

from __future__ import annotations

from collections.abc import Mapping

import orjson


class Refusal(Exception):
    """A request that is not answered with data.

    The description never repeats what the request said: it may be a pupil's name.
    """

    def __init__(
        self, status: int, code_minor: str | None, description: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, code_minor, description, headers)
        self.status = status
        self.code_minor = code_minor
        self.description = description
        self.headers = dict(headers or {})

    def body(self, version: str = "1.2") -> bytes:
        """The refusal as the version writes it."""
        info: dict[str, object] = {
            "imsx_codeMajor": "failure" if self.code_minor else "unsupported",
            "imsx_severity": "error",
            "imsx_description": self.description,
        }
        if version == "1.1":
            if self.code_minor in _OLD_CODES:
                info["imsx_codeMinor"] = _OLD_CODES[self.code_minor]
            return orjson.dumps({"statusInfoSet": [info]})
        if self.code_minor:
            field = {
                "imsx_codeMinorFieldName": "TargetEndSystem",
                "imsx_codeMinorFieldValue": self.code_minor,
            }
            info["imsx_CodeMinor"] = {"imsx_codeMinorField": [field]}
        return orjson.dumps(info)

    def status_in(self, version: str) -> int:
        """The HTTP status; 1.1 does not know 422."""
        return 400 if version == "1.1" and self.status == 422 else self.status


# Spelt as the 1.1 document spells them; it has no code for a failure of the server's own.
_OLD_CODES = {
    "invaliddata": "invalid data",
    "unauthorisedrequest": "unauthorized",
    "unknownobject": "unknown object",
} | {
    code: code
    for code in ("forbidden", "invalid_blank_selection_field", "invalid_filter_field", "server_busy")
}  # fmt: skip


def unknown_object() -> Refusal:
    """What is asked for does not exist, or not where it was looked for."""
    return Refusal(404, "unknownobject", "Unknown Object")


def invalid_data(description: str) -> Refusal:
    """A parameter or a body has a value that the document does not allow."""
    return Refusal(422, "invaliddata", description)


def warning(code: str) -> dict[str, str]:
    """A status that stands beside data, which only 1.1 has."""
    return {
        "imsx_codeMajor": "success",
        "imsx_severity": "warning",
        "imsx_description": _WARNINGS[code],
        "imsx_codeMinor": code,
    }


_WARNINGS = {
    "invalid_sort_field": "The records cannot be sorted by this field; they come in the usual order.",
    "invalid_selection_field": "The selection names a field that does not exist; the records come whole.",
}
