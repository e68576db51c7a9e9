"""The district: the same every time, complete, and as the strict document wants its records."""

from __future__ import annotations

import hashlib
import json
from typing import Any
from urllib.parse import quote

import httpx
import jsonschema
import pytest

from oneroster_sdk.sandbox import District

OLD_MODELS = {
    "academicSessions": "AcademicSessionDType",
    "categories": "CategoryDType",
    "classes": "ClassDType",
    "courses": "CourseDType",
    "demographics": "DemographicsDType",
    "enrollments": "EnrollmentDType",
    "lineItems": "LineItemDType",
    "orgs": "OrgDType",
    "resources": "ResourceDType",
    "results": "ResultDType",
    "users": "UserDType",
}
MODELS = OLD_MODELS | {
    "assessmentLineItems": "AssessmentLineItemDType",
    "assessmentResults": "AssessmentResultDType",
    "scoreScales": "ScoreScaleDType",
}
TABLES = [("1.2", table) for table in MODELS] + [("1.1", table) for table in OLD_MODELS]
# Changes whenever the district does: then say so in the changelog, since users' tests may count its records.
DIGEST = "01e68ea111b8efa84118fa98ed5d1f79ef6e4eaa775c5997b6a171ec3356b4c2"


def _digest(students: int, seed: int) -> str:
    made = [json.dumps(each, ensure_ascii=False) for each in District(students, seed).records()]
    return hashlib.sha256("\n".join(made).encode()).hexdigest()


def test_the_same_bytes_for_the_same_seed() -> None:
    assert _digest(200, 7) == DIGEST
    assert _digest(200, 8) != DIGEST
    assert _digest(201, 7) != DIGEST


def _validator(document: dict[str, Any], model: str) -> jsonschema.Draft4Validator:
    schema = {"$ref": f"#/components/schemas/{model}", "components": document["components"]}
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


@pytest.fixture(scope="module")
def worlds(records: Any, document: Any, old_records: Any, old_document: Any) -> dict[str, tuple[Any, Any]]:
    """The records of each version with its document."""
    return {"1.2": (records, document), "1.1": (old_records, old_document)}


@pytest.mark.parametrize(("version", "table"), TABLES)
def test_records_follow_the_strict_schema(version: str, table: str, worlds: Any) -> None:
    records, document = worlds[version]
    validator = _validator(document, MODELS[table])
    for record in records[table].values():
        validator.validate(record)
    assert records[table]
    assert set(records) == set(MODELS if version == "1.2" else OLD_MODELS)


@pytest.mark.parametrize("students", [1, 2, 3, 23, 1300])
def test_districts_of_other_sizes(students: int, document: Any) -> None:
    validators = {table: _validator(document, model) for table, model in MODELS.items()}
    seen: dict[str, set[str]] = {}
    for number, (table, record) in enumerate(District(students, seed=1).records()):
        if number % 29 == 0 or students < 100:
            validators[table].validate(json.loads(json.dumps(record).replace("sandbox:/", "http://localhost/")))
        assert record["sourcedId"] not in seen.setdefault(table, set())
        seen[table].add(record["sourcedId"])
    assert sum(each.startswith("student") for each in seen["users"]) == students


def test_a_district_has_a_student() -> None:
    with pytest.raises(ValueError, match="at least one student"):
        District(0)


def _resolved(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node or len(node.get("allOf", ())) == 1:
        pointer = node.get("$ref") or node["allOf"][0]["$ref"]
        node = document["components"]["schemas"][pointer.rsplit("/", 1)[-1]]
    return node


def _objects(document: Any, schema: Any, values: list[Any], at: str) -> Any:
    """Every (path, schema, values) of objects with properties, from the record inwards."""
    yield at, schema, values
    for name, node in schema["properties"].items():
        inner = _resolved(document, node)
        present = [value[name] for value in values if name in value]
        if inner.get("type") == "array":
            inner, present = _resolved(document, inner["items"]), [each for value in present for each in value]
        if inner.get("properties"):
            yield from _objects(document, inner, present, f"{at}.{name}")


@pytest.mark.parametrize(("version", "table"), TABLES)
def test_every_property_is_present_somewhere_and_absent_elsewhere(version: str, table: str, worlds: Any) -> None:
    records, document = worlds[version]
    schema = document["components"]["schemas"][MODELS[table]]
    for at, inner, values in _objects(document, schema, list(records[table].values()), table):
        for name in inner["properties"]:
            assert any(name in value for value in values), f"{at}.{name} is nowhere present"
            if name not in inner.get("required", ()):
                assert any(name not in value for value in values), f"{at}.{name} is nowhere absent"


@pytest.mark.parametrize(("version", "table"), TABLES)
def test_every_word_of_a_vocabulary_is_used(version: str, table: str, worlds: Any) -> None:
    records, document = worlds[version]
    schema = document["components"]["schemas"][MODELS[table]]
    for at, inner, values in _objects(document, schema, list(records[table].values()), table):
        for name, node in inner["properties"].items():
            if version == "1.1" and "href" in inner["properties"]:
                continue  # the words for the kinds of all records, of which a reference is to one
            choices = _resolved(document, node).get("anyOf", [node])
            used = {value[name] for value in values if isinstance(value.get(name), str)}
            for choice in (_resolved(document, each) for each in choices):
                assert set(choice.get("enum", ())) <= used, f"{at}.{name}"
                if "ext:" in choice.get("pattern", ""):
                    assert any(word.startswith("ext:") for word in used), f"{at}.{name}"


@pytest.mark.parametrize("version", ["1.2", "1.1"])
def test_references_lead_somewhere(version: str, worlds: Any, root: httpx.Client) -> None:
    records, _ = worlds[version]
    kinds = {"category": "categories", "class": "classes"}
    base = str(root.base_url).rstrip("/")
    asked: set[str] = set()

    def follow(value: Any) -> None:
        if isinstance(value, list):
            for each in value:
                follow(each)
        elif isinstance(value, dict) and "href" in value:
            table = kinds.get(value["type"], value["type"] + "s")
            assert value["sourcedId"] in records[table]
            service, _, rest = value["href"].removeprefix(base + "/").partition("/v1p2/" if version == "1.2" else "/")
            assert service in ("rostering", "gradebook", "resources") if version == "1.2" else service == "v1p1"
            assert rest == f"{table}/{quote(value['sourcedId'], safe='')}"
            if table not in asked:
                asked.add(table)
                assert root.get(value["href"]).status_code == 200
        elif isinstance(value, dict):
            follow(list(value.values()))

    follow(list(records.values()))


def test_people_as_the_standard_allows(records: Any) -> None:
    users = records["users"]
    for sourced_id, user in users.items():
        roles = {each["role"] for each in user["roles"]}
        for agent in user.get("agents", ()):
            back = users[agent["sourcedId"]]
            assert sourced_id in [each["sourcedId"] for each in back["agents"]]
            assert not ({each["role"] for each in back["roles"]} | roles) & {"teacher"}
        orgs = [each["org"]["sourcedId"] for each in user["roles"] if each["roleType"] == "primary"]
        assert sorted(orgs) == sorted({each["org"]["sourcedId"] for each in user["roles"]})
        assert user.get("email", "@mail.example.org").endswith("@mail.example.org")
        profiles = {each["profileId"] for each in user.get("userProfiles", ())}
        assert {each["userProfile"] for each in user["roles"] if "userProfile" in each} <= profiles
    assert set(records["demographics"]) < {each for each in users if each.startswith("student")}


def test_enrollments_lie_within_their_class(records: Any) -> None:
    primaries: dict[str, int] = {}
    for enrollment in records["enrollments"].values():
        lesson = records["classes"][enrollment["class"]["sourcedId"]]
        assert enrollment["school"] == lesson["school"]
        terms = [records["academicSessions"][term["sourcedId"]] for term in lesson["terms"]]
        assert enrollment.get("beginDate", "9") >= min(term["startDate"] for term in terms)
        assert enrollment.get("endDate", "0") <= max(term["endDate"] for term in terms)
        assert ("primary" in enrollment) == (enrollment["role"] == "teacher")
        if enrollment.get("primary") == "true":
            primaries[lesson["sourcedId"]] = primaries.get(lesson["sourcedId"], 0) + 1
    assert set(primaries.values()) == {1}
