"""scripts/regenerate: its steps one by one, and what --check sees."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator import build, corrections, documents, naming
from generator.__main__ import differences, generated_files, main, write
from generator.documents import SpecError
from generator.face import in_order, tree
from generator.merge import merge
from generator.naming import snake
from generator.operations import operations
from generator.prepare import SPEC, listed_corrections


@pytest.fixture(scope="module")
def strict() -> dict[str, Any]:
    return merge({"rostering": documents.read(SPEC / "v1p2" / "rostering.yaml")}, "1.2")


@pytest.fixture
def document(strict: dict[str, Any]) -> dict[str, Any]:
    return copy.deepcopy(strict)


@pytest.fixture(scope="module")
def project(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what is generated, as it is committed."""
    copied = tmp_path_factory.mktemp("project")
    write(generated_files(root), copied)
    return copied


def test_what_is_committed_is_what_is_generated(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check", "--project", str(root)]) == 0
    assert "are as scripts/regenerate writes them" in capsys.readouterr().out


def change(project: Path) -> str:
    path = project / "generated" / "oneroster_openapi" / "v1p2" / "models" / "user.py"
    path.write_text(path.read_text() + "# by hand\n")
    return "changed: generated/oneroster_openapi/v1p2/models/user.py"


def stray(project: Path) -> str:
    (project / "generated" / "oneroster_openapi" / "v1p2" / "extra.txt").touch()
    return "stray:   generated/oneroster_openapi/v1p2/extra.txt"


def missing(project: Path) -> str:
    (project / "wrapper" / "oneroster_sdk" / "_v1p2.py").unlink()
    return "missing: wrapper/oneroster_sdk/_v1p2.py"


def test_check_fails_and_names_the_files(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    harmed = tmp_path / "project"
    shutil.copytree(project, harmed)
    lines = [harm(harmed) for harm in (change, stray, missing)]
    before = generated_files(harmed)
    assert main(["--check", "--project", str(harmed)]) == 1
    assert capsys.readouterr().out.splitlines() == sorted(lines)
    assert generated_files(harmed) == before, "--check changes nothing"


def test_without_check_the_files_are_mended(project: Path, tmp_path: Path) -> None:
    harmed = tmp_path / "project"
    shutil.copytree(project, harmed)
    for harm in (change, stray, missing):
        harm(harmed)
    assert main(["--project", str(harmed)]) == 0
    assert differences(generated_files(project), generated_files(harmed)) == []


def test_every_correction_has_a_reason_and_a_name_of_its_own() -> None:
    listed = listed_corrections()
    assert all(len(each["reason"]) > 40 for each in listed)
    assert len({each["name"] for each in listed}) == len(listed)


def test_a_correction_that_matches_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    idle = {"name": "idle", "reason": "none", "each": "schema", "where": {"name": "^Nowhere$"}, "change": {}}
    monkeypatch.setattr(build, "listed_corrections", lambda: [*listed_corrections(), idle])
    with pytest.raises(SpecError, match="correction 'idle' matches nothing any more"):
        build.build(tmp_path)


def test_what_the_corrections_do(document: dict[str, Any]) -> None:
    corrections.apply(document, listed_corrections())
    schemas = document["components"]["schemas"]
    flag = schemas["UserDType"]["properties"]["enabledUser"]
    assert (flag["type"], flag["x-flag"], "enum" in flag) == ("boolean", "string", False)
    assert schemas["OrgDType"]["properties"]["type"]["enum"][0] == "department"
    assert schemas["OrgGUIDRefDType"]["required"] == ["sourcedId"]
    assert schemas["OrgGUIDRefDType"]["properties"]["type"]["x-constant"] == "org"
    assert schemas["MetadataDType"]["x-mapping"]
    (parameter,) = [
        each for each in document["paths"]["/rostering/v1p2/users"]["get"]["parameters"] if each["name"] == "limit"
    ]
    assert "default" not in parameter["schema"]
    assert parameter["schema"]["description"]


def test_joint_scopes_become_alternatives(document: dict[str, Any]) -> None:
    operation = document["paths"]["/rostering/v1p2/users"]["get"]
    operation["security"] = [{"OAuth2CC": ["a", "b"]}]
    corrections.apply(document, [each for each in listed_corrections() if each["name"] == "scopes are alternatives"])
    assert operation["security"] == [{"OAuth2CC": ["a"]}, {"OAuth2CC": ["b"]}]


def test_a_correction_without_a_reason(document: dict[str, Any]) -> None:
    with pytest.raises(SpecError, match="'nameless' lacks 'reason'"):
        corrections.apply(document, [{"name": "nameless", "each": "schema", "change": {}}])


def test_names(document: dict[str, Any]) -> None:
    corrections.apply(document, listed_corrections())
    naming.python_names(document)
    schemas = document["components"]["schemas"]
    assert {"User", "Status", "RoleRole", "RoleType", "ClassType", "OrgType", "EnrollmentRole", "OrderBy"} <= set(
        schemas
    )
    assert not {name for name in schemas if name.endswith("DType")} | ({"Metadata"} & set(schemas))
    assert schemas["User"]["properties"]["status"]["allOf"] == [{"$ref": "#/components/schemas/Status"}]


def test_clashing_names(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["User"] = {"type": "object"}
    with pytest.raises(SpecError, match="same Python name: User, UserDType"):
        naming.python_names(document)


def test_services_of_published_documents() -> None:
    published = {
        "servers": [
            {
                "url": "https://{hostName}{basePath}",
                "variables": {
                    "hostName": {"default": "www.example.com"},
                    "basePath": {"default": "/ims/oneroster/gradebook/v1p2"},
                },
            }
        ]
    }
    assert documents.service_prefix(published) == "/gradebook/v1p2"
    assert (
        documents.service_prefix({"servers": [{"url": "https://x.example/api/rostering/v1p2/"}]}) == "/rostering/v1p2"
    )
    with pytest.raises(SpecError, match="expected an address that contains /ims/oneroster"):
        documents.service_prefix({"servers": [{"url": "https://x.example/api"}]})


def test_references_to_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("paths: {/a: {get: {parameters: [{$ref: '#/components/parameters/limit'}]}}}")
    with pytest.raises(SpecError, match="#/components/parameters/limit is not in the document"):
        documents.read(path)
    path.write_text("- 1")
    with pytest.raises(SpecError, match="not an OpenAPI document"):
        documents.read(path)


def test_the_tree_has_every_operation_once(document: dict[str, Any]) -> None:
    corrections.apply(document, listed_corrections())
    naming.python_names(document)
    found = operations(document, "package")
    nodes = in_order(tree(found))
    assert len(found) == 41
    assert sorted(each.id for node in nodes for each in node.operations.values()) == sorted(each.id for each in found)
    assert len({node.class_name for node in nodes}) == len(nodes)
    (students,) = [node for node in nodes if node.class_name == "SchoolsClassesStudentsCollection"]
    assert (students.attribute, students.records, students.bases) == ("students", "User", ["Collection"])


def test_snake() -> None:
    assert [snake(name) for name in ("getAllUsers", "academicSessions", "UsersManagement", "class", "sms2")] == [
        "get_all_users",
        "academic_sessions",
        "users_management",
        "class",
        "sms2",
    ]
