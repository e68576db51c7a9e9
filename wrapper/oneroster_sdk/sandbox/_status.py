"""Refusals, and the imsx_StatusInfo body that carries them."""

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

    def body(self) -> bytes:
        """The refusal as the standard writes it."""
        info: dict[str, object] = {
            "imsx_codeMajor": "failure" if self.code_minor else "unsupported",
            "imsx_severity": "error",
            "imsx_description": self.description,
        }
        if self.code_minor:
            field = {
                "imsx_codeMinorFieldName": "TargetEndSystem",
                "imsx_codeMinorFieldValue": self.code_minor,
            }
            info["imsx_CodeMinor"] = {"imsx_codeMinorField": [field]}
        return orjson.dumps(info)


def unknown_object() -> Refusal:
    """What is asked for does not exist, or not where it was looked for."""
    return Refusal(404, "unknownobject", "Unknown Object")


def invalid_data(description: str) -> Refusal:
    """A parameter has a value that the document does not allow."""
    return Refusal(422, "invaliddata", description)
