"""Conversion by openapi-to-postmanv2."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from .document import Json

TOOL = Path(__file__).parents[2] / ".cache" / "node" / "node_modules" / ".bin" / "openapi2postmanv2"
LONGEST = 120
# Query parameters are there, but switched off; credentials stand in the collection, once.
OPTIONS = {
    "alwaysInheritAuthentication": True,
    "enableOptionalParameters": False,
    "folderStrategy": "Tags",
    "parametersResolution": "Example",
}


def converted(root: Json) -> Json:
    """The collection that the tool makes of an OpenAPI document."""
    if shutil.which("node") is None or not TOOL.exists():
        raise FileNotFoundError("openapi-to-postmanv2 needs Node.js on PATH, and scripts/node_tools.sh")
    with tempfile.TemporaryDirectory() as folder:
        spec, options, result = (Path(folder) / name for name in ("spec.json", "options.json", "result.json"))
        spec.write_text(json.dumps(root), "utf-8")
        options.write_text(json.dumps(OPTIONS), "utf-8")
        command: list[str | Path] = [TOOL, "--spec", spec, "--output", result, "--options-config", options]
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=LONGEST, check=False
        )
        if not result.exists():
            raise RuntimeError(f"openapi-to-postmanv2 wrote nothing:\n{done.stdout}{done.stderr}")
        collection: Json = json.loads(result.read_text("utf-8"))
    return collection
