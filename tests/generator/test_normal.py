"""The normal form: one way to write what OpenAPI lets one write in several; and what two documents may differ in."""

from __future__ import annotations

import copy
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from generator import documents
from generator.documents import Json, SpecError
from generator.inherit import normal_schemas
from generator.merge import unite
from generator.normal import normalise
from generator.prepare import SPEC, VERSIONS
from generator.prose import clean, docstring


def normal(schemas: Json) -> Json:
    normal_schemas(schemas, Counter())
    return schemas


def prop(node: Json, **others: Json) -> Json:
    """The normal form of one property."""
    schemas = {"XDType": {"type": "object", "properties": {"x": node}, "additionalProperties": False}, **others}
    found: Json = normal(schemas)["XDType"]["properties"]["x"]
    return found


REFERENCE = {"allOf": [{"$ref": "#/components/schemas/YDType"}]}
OTHER: Json = {"YDType": {"type": "object", "additionalProperties": True}}
COLOURS = {"type": "string", "enum": ["red", "green"]}
OPEN = {"anyOf": [COLOURS, {"type": "string", "pattern": "^ext:"}]}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ({"type": "string", "title": "T", "example": 1, "x-flag": "evil", "deprecated": True}, {"type": "string"}),
        ({"type": ["string", "null"]}, {"type": "string", "nullable": True}),
        ({"const": "red"}, {"enum": ["red"], "type": "string"}),
        ({"enum": ["red", "green", "red", None]}, {**COLOURS, "nullable": True}),
        ({"type": "string", "enum": [True, False]}, {"type": "string", "enum": ["true", "false"]}),
        ({"type": "string", "format": "dateTime"}, {"type": "string", "format": "date-time"}),
        ({"pattern": "^a"}, {"type": "string", "pattern": "^a"}),
        ({"items": {"type": "string"}}, {"type": "array", "items": {"type": "string"}}),
        ({"type": "string", "oneOf": [{"pattern": "^ext:"}, {"enum": ["red", "green"]}]}, OPEN),
        ({"anyOf": [COLOURS]}, COLOURS),
        ({"$ref": "#/components/schemas/YDType"}, REFERENCE),
        ({"$ref": "#/components/schemas/YDType", "description": "Y"}, {**REFERENCE, "description": "Y"}),
        ({"anyOf": [{"$ref": "#/components/schemas/YDType"}]}, REFERENCE),
        ({"allOf": [{"$ref": "#/components/schemas/YDType"}, {"description": "Y"}]}, {**REFERENCE, "description": "Y"}),
        ({"type": "array", "items": REFERENCE}, {"type": "array", "items": REFERENCE["allOf"][0]}),
    ],
)
def test_a_property(written: Json, meant: Json) -> None:
    assert prop(copy.deepcopy(written), **copy.deepcopy(OTHER)) == meant


def test_named_strings_stand_where_they_are_used() -> None:
    schemas: Json = {
        "ColourDType": {**OPEN, "description": "A colour."},
        "ColoursDType": {"type": "array", "items": {"$ref": "#/components/schemas/ColourDType"}},
    }
    assert prop({"$ref": "#/components/schemas/ColourDType"}, **copy.deepcopy(schemas)) == schemas["ColourDType"]
    found = prop({"$ref": "#/components/schemas/ColoursDType", "description": "All."}, **copy.deepcopy(schemas))
    assert found == {"type": "array", "items": schemas["ColourDType"], "description": "All."}
    loop = {"ADType": {"$ref": "#/components/schemas/ADType"}}
    with pytest.raises(SpecError, match="ADType"):
        prop({"$ref": "#/components/schemas/ADType"}, **loop)


def test_base_types_are_copied_into_what_extends_them() -> None:
    base = {
        "type": "object",
        "properties": {"id": {"type": "string"}},
        "required": ["id"],
        "additionalProperties": True,
    }
    own = {
        "type": "object",
        "properties": {"name": {"type": "string"}},
        "required": ["name"],
        "additionalProperties": False,
    }
    schemas = {"OrgDType": {"allOf": [{"$ref": "#/components/schemas/BaseDType"}, own]}, "BaseDType": base}
    org = normal(schemas)["OrgDType"]
    assert (list(org["properties"]), org["required"], org["additionalProperties"]) == (
        ["id", "name"],
        ["id", "name"],
        False,
    )
    clash = {
        "OrgDType": {"allOf": [{"$ref": "#/components/schemas/BaseDType"}, {"properties": {"id": {"type": "number"}}}]}
    }
    with pytest.raises(SpecError, match=r"OrgDType\.id is"):
        normal({**clash, "BaseDType": base})


def test_objects_within_objects_get_names() -> None:
    inner = {"type": "object", "properties": {"street": {"type": "string"}}}
    schemas = normal({"UserDType": {"properties": {"address": inner, "all": {"items": copy.deepcopy(inner)}}}})
    free = normal({"UserDType": {"properties": {"any": {"type": "object"}}}})
    assert free["UserAnyDType"] == {"type": "object", "additionalProperties": True}
    assert schemas["UserDType"]["properties"]["address"]["allOf"] == [{"$ref": "#/components/schemas/UserAddressDType"}]
    assert set(schemas) == {"UserDType", "UserAddressDType", "UserAllDType"}


def test_our_own_documents_are_in_normal_form() -> None:
    for _, names in VERSIONS.values():
        for name in names.values():
            forms: Counter[str] = Counter()
            document = documents.read(SPEC / name)
            before = copy.deepcopy(document)
            assert normalise(document, forms) == before
            assert +forms == Counter()


def operation(**more: Any) -> Json:
    answer = {"content": {"application/json; charset=UTF-8": {"schema": {"$ref": "#/components/schemas/ADType"}}}}
    return {"operationId": "getA", "responses": {"200": answer}, **more}


def one(item: Json, path: str = "/a") -> Json:
    document = {"paths": {path: item}, "components": {"schemas": {"ADType": {"type": "object", "properties": {}}}}}
    found: Json = normalise(document, Counter())["paths"][path]
    return found


def test_operations() -> None:
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer"}, "example": 3}
    found = one({"parameters": [limit], "summary": "S", "get": operation(deprecated=True, **{"x-a": 1})}, "/a/{id}")
    assert list(found) == ["get"]
    assert [each["name"] for each in found["get"]["parameters"]] == ["limit", "id"]
    assert (found["get"]["tags"], found["get"]["security"]) == (["default"], [])
    assert list(found["get"]["responses"]["200"]["content"]) == ["application/json"]
    assert not {"x-a", "deprecated"} & set(found["get"])


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ({"trace": operation()}, "TRACE /a: no client does this"),
        ({"get": operation(operationId=None)}, "GET /a has no operationId"),
        ({"get": operation(responses={})}, "GET /a has no responses"),
        ({"get": operation(parameters=[{"name": "x", "in": "query"}])}, "GET /a: the parameter x has no schema"),
        ({"get": operation(parameters=[{"in": "query"}])}, "a parameter without name or place"),
        (
            {"get": operation(responses={"200": {"content": {"text/xml": {}}}})},
            "GET /a, 200: only JSON is understood, this is text/xml",
        ),
        (
            {"get": operation(responses={"200": {"content": {"application/json": {"schema": {"type": "object"}}}}})},
            "GET /a, 200: the body is described in place",
        ),
        ({"get": operation(responses={"200": {"content": {"application/json": {}}}})}, "the body has no schema"),
    ],
)
def test_operations_of_which_nothing_can_be_made(item: Json, reason: str) -> None:
    with pytest.raises(SpecError, match=reason):
        one(item)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Plain text, with <, <= or ~ in it.", "Plain text, with <, <= or ~ in it."),
        ("<p>One</p><p>Two &amp; <b>three</b></p>", "One\nTwo & three"),
        ("<ul><li>a</li><li class='x'>b</li></ul>", "- a\n- b"),
        ("a\r\n\r\n\r\n\tb\u00a0\u2028c", "a\n\nb\nc"),
        ("\u202ereversed\u0000\ud83d", "reversed"),
    ],
)
def test_prose(written: str, read: str) -> None:
    assert clean(written) == read


@pytest.mark.parametrize(
    "text", ['ends with "', 'ends with """', "ends with \\", '"""\nimport os\n"""', "\\N{x} \\x \\u12 %s {0}"]
)
def test_docstrings_cannot_be_left(text: str) -> None:
    code = compile(f'"""{docstring(text, 80)}"""', "x", "exec")
    assert code.co_consts[0].strip() == text.strip()
    assert len(code.co_consts) == 2, "a docstring, and None"


def test_united_schemas() -> None:
    one = {"type": "string", "enum": ["a", "b"], "description": "first"}
    other = {"type": "string", "enum": ["b", "c"], "description": "second", "default": "b"}
    assert unite(one, other, "x") == {**one, "enum": ["a", "b", "c"], "default": "b"}


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ({"minItems": 1}, {"minItems": 0}, {"minItems": 0}),
        ({"minItems": 1}, {}, {}),
        ({}, {"minItems": 0}, {"minItems": 0}),
        ({"maxLength": 10}, {"maxLength": 20}, {"maxLength": 20}),
        ({"format": "uri"}, {}, {"format": "uri"}),
        ({"format": "float"}, {"format": "double"}, {"format": "float"}),
        ({}, {"nullable": True}, {"nullable": True}),
        ({"required": ["a", "b"]}, {"required": ["b", "a"]}, {"required": ["a", "b"]}),
        ({"x-a": 1}, {"title": "t"}, {"x-a": 1, "title": "t"}),
    ],
)
def test_harmless_differences(first: Json, second: Json, both: Json) -> None:
    assert unite(first, second, "x") == both


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ({"type": "string"}, {"type": "integer"}, "x.type: 'string' in one document, 'integer' in another"),
        ({"format": "date"}, {"format": "date-time"}, "x.format: 'date' in one document, 'date-time' in another"),
        ({"additionalProperties": False}, {}, "x.additionalProperties: False in one document, nothing in another"),
        ({"required": ["a"]}, {}, "x: property 'a' is required in one document only"),
        ({"properties": {"{a}": {}}}, {"properties": {}}, "x: property '{a}' stands in one document only"),
        (OPEN, COLOURS, "x.enum: nothing in one document, ['red', 'green'] in another"),
    ],
)
def test_contradictions(first: Json, second: Json, reason: str) -> None:
    with pytest.raises(SpecError) as caught:
        unite(first, second, "x")
    assert f"  {reason}" in str(caught.value).splitlines()


def test_properties_are_not_taken_for_what_their_names_mean_elsewhere() -> None:
    item = {"properties": {"title": {"type": "string"}, "description": {"type": "string"}, "enum": {"type": "string"}}}
    assert unite(item, copy.deepcopy(item), "x") == item
    with pytest.raises(SpecError, match=r"x\.description\.type"):
        unite(item, {"properties": {**item["properties"], "description": {"type": "number"}}}, "x")
    assert set(normal({"ADType": copy.deepcopy(item)})["ADType"]["properties"]) == {"title", "description", "enum"}


def test_what_may_be_null_is_optional(tmp_path: Path) -> None:
    from generator.merge import merge

    schema = {"type": "object", "properties": {"a": {"type": "string", "nullable": True}}, "required": ["a"]}
    server = {"servers": [{"url": "/ims/oneroster/rostering/v1p2"}], "paths": {}}
    merged = merge({"x": {**server, "components": {"schemas": {"ADType": schema}}}}, "1.2")
    assert merged["components"]["schemas"]["ADType"] == {"type": "object", "properties": {"a": {"type": "string"}}}
