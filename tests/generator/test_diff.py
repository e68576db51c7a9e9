"""scripts/regenerate --diff: nothing where only the form differs, and the right consequence of every change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import pytest

from generator.__main__ import main
from generator.compare import Change, compare
from generator.documents import Json, SpecError
from generator.prepare import listed_corrections, prepare
from generator.sources import Given
from generator.view import View, view
from oneroster_openapi.v1p2 import models

from .published import FILES, Edit, edit_operation, edit_schema, edited, given, published, write

SCOPE = "https://purl.imsglobal.org/spec/or/v1p2/scope/roster-core.readonly"


@pytest.fixture(scope="module")
def listed() -> list[Json]:
    return listed_corrections()


@pytest.fixture(scope="module")
def before(listed: list[Json]) -> View:
    return view(prepare("v1p2", listed))


def test_types_are_those_of_the_generated_models(before: View) -> None:
    for name, model in before.models.items():
        generated = {each.name: str(each.type) for each in attrs.fields(getattr(models, name))}
        del generated["additional_properties"]
        assert {each.name: each.annotation for each in model.attributes.values()} == generated
    for name, words in before.vocabularies.items():
        assert {each.value: each.name for each in getattr(models, name)} == words


def changes(before: View, listed: list[Json], documents: Given) -> list[Change]:
    return compare(before, view(prepare("v1p2", listed, documents)))


def test_the_published_form_changes_nothing(before: View, listed: list[Json]) -> None:
    assert changes(before, listed, given()) == []


def has(schema: Json, wire: str, node: Json, required: bool = False) -> None:
    schema["properties"][wire] = node
    if required:
        schema["required"].append(wire)


def words(schema: Json, wire: str) -> list[str]:
    node = schema["properties"][wire]
    enum: list[str] = node["enum"] if "enum" in node else node["anyOf"][0]["enum"]
    return enum


TEXT = {"type": "string", "description": "What friends say."}
PLANTED: list[tuple[str, Edit, str, str, bool]] = [
    (
        "an optional property",
        edit_schema("UserDType", lambda user: has(user, "nickname", dict(TEXT))),
        "property added: nickname (string, optional)",
        "User gains the attribute `nickname: str | None`",
        False,
    ),
    (
        "a list",
        edit_schema("UserDType", lambda user: has(user, "hobbies", {"type": "array", "items": dict(TEXT)})),
        "property added: hobbies (list of string, optional)",
        "User gains the attribute `hobbies: list[str]`",
        False,
    ),
    (
        "a required property",
        edit_schema("OrgDType", lambda org: has(org, "motto", dict(TEXT), required=True)),
        "property added: motto (string, required)",
        "Org gains the attribute `motto: str`; Org(...) demands it, and FieldMissing is raised where it was not sent",
        True,
    ),
    (
        "a property gone",
        edit_schema("UserDType", lambda user: user["properties"].pop("pronouns")),
        "property removed: pronouns",
        "User loses the attribute `pronouns`; what is sent is in additional_properties",
        True,
    ),
    (
        "required becomes optional",
        edit_schema("OrgDType", lambda org: org["required"].remove("identifier")),
        "identifier: required becomes optional",
        "Org.identifier becomes optional: FieldMissing is no longer raised, None is given; its type is `str | None`",
        True,
    ),
    (
        "a list becomes optional",
        edit_schema("UserDType", lambda user: user["required"].remove("roles")),
        "roles: required becomes optional",
        "User.roles becomes optional: FieldMissing is no longer raised, an empty list is given",
        False,
    ),
    (
        "optional becomes required",
        edit_schema("UserDType", lambda user: user["required"].append("email")),
        "email: optional becomes required",
        "User.email becomes required: FieldMissing is raised where it was not sent, not None; User(...) demands it",
        True,
    ),
    (
        "another type",
        edit_schema("UserDType", lambda user: user["properties"]["sms"].update(type="number")),
        "sms: string becomes number",
        "User.sms is `float | None`, no longer `str | None`",
        True,
    ),
    (
        "a date",
        edit_schema("CategoryDType", lambda category: category["properties"]["title"].update(format="date")),
        "title: string becomes date",
        "Category.title is `date`, no longer `str`",
        True,
    ),
    (
        "one becomes several",
        edit_schema("UserDType", lambda user: has(user, "phone", {"type": "array", "items": dict(TEXT)})),
        "phone: string becomes list of string",
        "User.phone is `list[str]`, no longer `str | None`",
        True,
    ),
    (
        "more in a list",
        edit_schema("ClassDType", lambda each: each["properties"]["terms"].update(minItems=2)),
        "terms: at least 1 becomes at least 2",
        "Class.terms with fewer entries is a problem, and cannot be put",
        True,
    ),
    (
        "a word more",
        edit_schema("RoleDType", lambda role: words(role, "role").append("principal2")),
        "word added: principal2",
        "RoleRole gains PRINCIPAL2",
        False,
    ),
    (
        "a word less",
        edit_schema("RoleDType", lambda role: words(role, "role").remove("siteAdministrator")),
        "word removed: siteAdministrator",
        "RoleRole loses SITE_ADMINISTRATOR; it is read as a plain string",
        True,
    ),
    (
        "closed",
        edit_schema("OrgDType", lambda org: has(org, "type", {"type": "string", "enum": words(org, "type")})),
        "type: extensible becomes closed",
        "words of Org.type beyond OrgType are problems, and cannot be put",
        True,
    ),
    (
        "open",
        edit_schema("CourseDType", lambda course: course.update(additionalProperties=True)),
        "closed becomes open",
        "properties of Course that the standard does not know are allowed",
        False,
    ),
    (
        "a query parameter less",
        edit_operation("/users", lambda users: users["parameters"].pop(-2)),
        "parameter removed: query filter",
        "roster.users loses .where(...)",
        True,
    ),
    (
        "a query parameter more",
        edit_operation(
            "/users",
            lambda users: users["parameters"].append({"name": "depth", "in": "query", "schema": {"type": "integer"}}),
        ),
        "parameter added: query depth (integer)",
        "roster.users gains the parameter depth, which goes through roster.request(...)",
        False,
    ),
    (
        "a scope less",
        edit_operation("/users", lambda users: users["security"].pop()),
        f"scope removed: {SCOPE}",
        "roster.users: a token with this scope alone may be refused",
        True,
    ),
    (
        "another status",
        edit_operation("/users", lambda users: users["responses"].update({"404": users["responses"]["400"]})),
        "error status added: 404",
        "nothing changes: errors are told by status, whether the document has them or not",
        False,
    ),
    (
        "an operation less",
        lambda documents: documents["gradebook"]["paths"]["/lineItems/{sourcedId}"].pop("delete"),
        "removed: DELETE /gradebook/v1p2/lineItems/{sourcedId}",
        "roster.line_items.delete(...) is gone",
        True,
    ),
    (
        "another path",
        lambda documents: documents["rostering"]["paths"].update(
            {"/educators": documents["rostering"]["paths"].pop("/teachers")}
        ),
        "GET /rostering/v1p2/teachers becomes GET /rostering/v1p2/educators",
        "roster.teachers becomes roster.educators",
        True,
    ),
    (
        "another answer",
        edit_operation(
            "/users",
            lambda users: users["responses"]["200"]["content"]["application/json"].update(
                schema={"$ref": "#/components/schemas/OrgSetDType"}
            ),
        ),
        "answer: UserSet with a list of User under users becomes OrgSet with a list of Org under orgs",
        "roster.users gives a list of Org, no longer a list of User",
        True,
    ),
]


@pytest.fixture(scope="module")
def planted(before: View, listed: list[Json]) -> list[Change]:
    """All of them at once, in documents of the published form."""
    return changes(before, listed, given(*(edit for _, edit, *_ in PLANTED)))


@pytest.mark.parametrize(("what", "means", "breaks"), [each[2:] for each in PLANTED], ids=[each[0] for each in PLANTED])
def test_a_planted_change(what: str, means: str, breaks: bool, planted: list[Change]) -> None:
    assert [(each.means, each.breaks) for each in planted if each.what == what] == [(means, breaks)]


def test_what_was_not_planted_is_not_found(planted: list[Change]) -> None:
    assert {each.what for each in planted} == {each[2] for each in PLANTED}


def test_a_new_operation_and_its_schemas(before: View, listed: list[Json]) -> None:
    found = changes(before, listed, given(add_badges))
    assert [(each.about, each.means, each.breaks) for each in found] == [
        ("getAllBadges", "roster.users(...).badges is new", False),
        ("Badge", "models gains the class Badge", False),
        ("BadgeSet", "models gains the class BadgeSet", False),
        ("BadgeColour", "models gains the enum BadgeColour", False),
    ]


def add_badges(documents: dict[str, Json]) -> None:
    rostering = documents["rostering"]
    users: Json = rostering["paths"]["/users"]["get"]
    answer = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/BadgeSetDType"}}}}
    operation = {**users, "operationId": "getAllBadges", "responses": {"200": answer}}
    rostering["paths"]["/users/{userSourcedId}/badges"] = {"get": operation}
    colours = {"type": "string", "enum": ["red", "green"], "description": "Its colour."}
    badges = {
        "type": "array",
        "items": {"$ref": "#/components/schemas/BadgeDType"},
        "minItems": 0,
        "description": "All.",
    }
    for name, properties in (("BadgeDType", {"colour": colours}), ("BadgeSetDType", {"badges": badges})):
        schema = {"type": "object", "description": name, "properties": properties, "additionalProperties": False}
        rostering["components"]["schemas"][name] = schema


def test_the_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edits = [each[1] for each in PLANTED if each[0] in ("an optional property", "a word less")]
    documents = {"rostering": published(edited(*edits)["rostering"], "rostering")}
    assert main(["--diff", str(write(tmp_path / "given", documents))]) == 1
    text = capsys.readouterr().out.splitlines()
    assert text[:3] == [
        "rostering: onerosterv1p2rostersservice_openapi3_v1p0.json",
        "gradebook: not there, our own is taken",
        "resources: not there, our own is taken",
    ]
    assert "    User gains the attribute `nickname: str | None` [not breaking]" in text
    assert "    RoleRole loses SITE_ADMINISTRATOR; it is read as a plain string [breaking]" in text
    assert "  scopes are alternatives (a correction): 22" in text
    assert any("descriptions are worded differently" in line for line in text)
    assert text[-1] == "2 changes, 1 of them breaking."


def test_what_cannot_be_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--diff", str(tmp_path)]) == 2
    assert "no document of OneRoster 1.2 is there" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["--diff", str(tmp_path), "--check"])


def test_nothing_changes_for_users(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents = edited()
    assert main(["--diff", str(write(tmp_path / "given", documents))]) == 0
    text = capsys.readouterr().out
    assert "descriptions are worded differently" not in text
    assert text.endswith("Nothing changes for users of the Python API.\n")


def test_corrections_that_match_nothing_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def rename(documents: dict[str, Json]) -> None:
        for document in documents.values():
            for schema in document["components"]["schemas"].values():
                for node in schema.get("properties", {}).values():
                    if node.get("enum") == ["true", "false"]:
                        node["enum"] = ["yes", "no"]

    write(tmp_path / "given", edited(rename))
    assert main(["--diff", str(tmp_path / "given")]) == 1
    assert "warning: correction 'flags' matches nothing in these documents" in capsys.readouterr().out


def test_contradictions_stop_with_all_of_them(listed: list[Json]) -> None:
    def contradict(documents: dict[str, Json]) -> None:
        org: Any = documents["gradebook"]["components"]["schemas"]["OrgGUIDRefDType"]
        org["properties"]["sourcedId"]["type"] = "integer"
        org["required"].remove("href")
        org["properties"]["extra"] = dict(TEXT)

    with pytest.raises(SpecError) as caught:
        prepare("v1p2", listed, given(contradict))
    rosters, grades = (f"{FILES[service]} ({service})" for service in ("rostering", "gradebook"))
    assert str(caught.value).splitlines() == [
        f"OrgGUIDRefDType is one thing in {rosters} and another in {grades}:",
        f"  OrgGUIDRefDType: property 'extra' stands in {grades} only",
        f"  OrgGUIDRefDType.sourcedId.type: 'string' in {rosters}, 'integer' in {grades}",
        f"  OrgGUIDRefDType: property 'href' is required in {rosters} only",
    ]
