"""The examples of the README run as they stand, against the sandbox."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from oneroster_sdk.sandbox import Sandbox

ROOT = Path(__file__).parent.parent
EXAMPLES = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"example-{number}" for number, _ in enumerate(EXAMPLES, 1)])
def test_example(
    example: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # some write files
    with Sandbox(students=40) as sandbox:
        changes = {
            "https://sis.example.org/ims/oneroster": sandbox.base_url,
            "https://sis.example.org/oauth/token": sandbox.token_url,
            "my-client-id": sandbox.client_id,
            "my-client-secret": sandbox.client_secret,
        }
        for ours, theirs in changes.items():
            assert ours in example
            example = example.replace(ours, theirs)
        exec(compile(example, "README.md", "exec"), {"__name__": "readme"})  # noqa: S102 - our own README
        assert sandbox.requests
    capsys.readouterr()


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 4
