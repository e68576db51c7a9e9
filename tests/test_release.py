"""The bill of materials lists what users get, and an audit that learned nothing is no audit."""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

import pytest

from release import NAME, Verdict, judged, verdict_of
from sbom import component, document, reference, required, runtime

PINS = {"httpx": "0.28.1", "h11": "0.16.0"}


def package(folder: Path, name: str, version: str = "1.0", *lines: str) -> None:
    """The metadata of an installed package."""
    info = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir()
    head = ["Metadata-Version: 2.4", f"Name: {name}", f"Version: {version}"]
    (info / "METADATA").write_text("\n".join([*head, *lines]) + "\n")


def there(folder: Path) -> list[Distribution]:
    return list(distributions(path=[str(folder)]))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    package(
        tmp_path,
        "Our.Project",
        "2.0",
        "License-Expression: Apache-2.0",
        "Requires-Dist: one>=1",
        "Requires-Dist: Two_Words",
        'Requires-Dist: never; python_version < "3"',
        'Requires-Dist: more; extra == "all"',
    )
    package(tmp_path, "one", "1.0", "Requires-Dist: deep[extra]")
    package(tmp_path, "two-words", "3.1")
    package(tmp_path, "deep", "0.1", "Requires-Dist: one")
    package(tmp_path, "more")
    package(tmp_path, "stranger")
    return tmp_path


def test_what_is_required_directly_or_not(folder: Path) -> None:
    found = runtime("our-project", there(folder))
    assert list(found) == ["deep", "one", "our-project", "two-words"]
    assert required(found["our-project"]) == ["one", "two-words"]


def test_what_is_required_and_not_there(folder: Path) -> None:
    package(folder, "lacking", "1.0", "Requires-Dist: nowhere")
    with pytest.raises(LookupError, match=r"^nowhere is required, but is not installed$"):
        runtime("lacking", there(folder))


def test_the_bill(folder: Path) -> None:
    packages = runtime("our-project", there(folder))
    bill = document("Our.Project", packages)
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"])
    assert bill["metadata"]["component"] == {
        "type": "library",
        "bom-ref": "pkg:pypi/our-project@2.0",
        "name": "our-project",
        "version": "2.0",
        "purl": "pkg:pypi/our-project@2.0",
        "licenses": [{"expression": "Apache-2.0"}],
    }
    assert [each["purl"] for each in bill["components"]] == [
        "pkg:pypi/deep@0.1",
        "pkg:pypi/one@1.0",
        "pkg:pypi/two-words@3.1",
    ]
    assert bill["dependencies"] == [
        {"ref": "pkg:pypi/deep@0.1", "dependsOn": ["pkg:pypi/one@1.0"]},
        {"ref": "pkg:pypi/one@1.0", "dependsOn": ["pkg:pypi/deep@0.1"]},
        {"ref": "pkg:pypi/our-project@2.0", "dependsOn": ["pkg:pypi/one@1.0", "pkg:pypi/two-words@3.1"]},
        {"ref": "pkg:pypi/two-words@3.1", "dependsOn": []},
    ]
    assert "licenses" not in component(packages["one"])
    assert document("our-project", runtime("our-project", there(folder))) == bill


def test_another_version_is_another_bill(folder: Path, tmp_path: Path) -> None:
    before = document("our-project", runtime("our-project", there(folder)))
    (folder / "one-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.4\nName: one\nVersion: 1.1\n")
    after = document("our-project", runtime("our-project", there(folder)))
    assert before["serialNumber"] != after["serialNumber"]


def test_the_bill_lists_exactly_what_is_required() -> None:
    """A list by hand: what comes into the lives of our users is to be noticed."""
    expected = {"anyio", "attrs", "certifi", "h11", "httpcore", "httptools", "httpx", "idna"} | {
        "msgspec",
        "orjson",
        "python-dotenv",
    }
    if sys.version_info < (3, 15):
        expected.add("typing-extensions")  # for anyio
    packages = runtime(NAME, distributions())
    bill = document(NAME, packages)
    assert {each["name"] for each in bill["components"]} == expected
    text = json.dumps(bill)
    assert not re.search(r"https?:|\.org|\.com|file:", text)
    assert reference(packages["httpx"]) in text


# --- the audit


def told(name: str, *ids: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "version": PINS[name], "vulns": [{"id": each} for each in ids], **more}


@pytest.mark.parametrize(
    ("dependencies", "verdict"),
    [
        ([told("httpx"), told("h11")], Verdict()),
        ([told("httpx", "A-1", "A-2"), told("h11")], Verdict(vulnerable=("httpx 0.28.1: A-1", "httpx 0.28.1: A-2"))),
        ([told("httpx"), {"name": "h11", "skip_reason": "not found"}], Verdict(unknown=("h11 0.16.0",))),
        ([told("httpx")], Verdict(unknown=("h11 0.16.0",))),
        ([], Verdict(unknown=("httpx 0.28.1", "h11 0.16.0"))),
        ([told("httpx", version="0.27"), told("h11")], Verdict(unknown=("httpx 0.28.1",))),
    ],
)
def test_what_an_audit_came_to(dependencies: list[Any], verdict: Verdict) -> None:
    assert verdict_of({"dependencies": dependencies, "fixes": []}, PINS) == verdict


def test_no_known_vulnerability() -> None:
    assert judged(Verdict(), without_advisories=False) == ("audited: no known vulnerability", True)


@pytest.mark.parametrize("without", [False, True])
def test_a_known_vulnerability_is_no_release(without: bool) -> None:
    said, fine = judged(Verdict(vulnerable=("h11 0.16.0: A-1",), unknown=("x 1",)), without_advisories=without)
    assert not fine
    assert said == "NO RELEASE. Known vulnerabilities:\nh11 0.16.0: A-1"


def test_what_nobody_could_tell_is_no_release() -> None:
    said, fine = judged(Verdict(unknown=("h11 0.16.0", "x 1")), without_advisories=False)
    assert not fine
    first, second = said.splitlines()
    assert first == "NOT AUDITED: no advisories could be had for h11 0.16.0, x 1"
    assert second.startswith("NO RELEASE")
    assert judged(Verdict(unknown=("h11 0.16.0", "x 1")), without_advisories=True) == (first, True)


def test_the_script_can_be_run(root: Path) -> None:
    assert (root / "scripts" / "release").stat().st_mode & 0o111
