"""What is read from the strict documents, and the examples that are put into them."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest

from to_postman.document import Document, singular
from to_postman.examples import body, dressed, query, sort_field, value_of

COUNTS = {"1.1": 61, "1.2": 81}
SERVICES = {
    "1.1": {"Rostering": 41, "Gradebook": 16, "Resources": 4},
    "1.2": {"Rostering": 41, "Gradebook": 35, "Resources": 5},
}


def test_every_operation_is_read(document: Document) -> None:
    assert len(document.operations) == len(document.by_id) == COUNTS[document.version]
    services = [each.service for each in document.operations]
    assert {name: services.count(name) for name in dict.fromkeys(services)} == SERVICES[document.version]


def test_an_operation_knows_its_answer(document: Document) -> None:
    users, user = document.by_id["getAllUsers"], document.by_id["getUser"]
    assert (users.envelope, users.is_list, users.words, users.successes) == ("users", True, ("users",), (200,))
    assert (user.envelope, user.is_list, user.is_single) == ("user", False, True)
    assert "familyName" in user.record["required"]
    school = document.by_id["getSchool"]
    assert (school.noun, school.envelope, school.variable("sourcedId")) == ("school", "org", "schoolSourcedId")
    inside = document.by_id["getStudentsForClassInSchool"]
    assert inside.words == ("schools", "classes", "students")
    assert inside.variable("classSourcedId") == "classSourcedId"


def test_a_write_knows_what_it_sends(document: Document) -> None:
    put, delete = document.by_id["putLineItem"], document.by_id["deleteLineItem"]
    assert (put.envelope, put.answer, put.is_list) == ("lineItem", "", False)
    assert put.successes == ((201,) if document.version == "1.2" else (200, 201))
    assert (delete.envelope, delete.record) == ("", {})
    if document.version == "1.2":
        post = document.by_id["postLineItemsForClass"]
        assert (post.envelope, post.answer, post.is_list) == ("lineItems", "sourcedIdPairs", True)


def test_the_words_for_failures_are_those_of_the_version(document: Document) -> None:
    assert document.by_id["getAllUsers"].failures["400"] == "invalid_filter_field"
    unknown = {"1.1": "unknown object", "1.2": "unknownobject"}[document.version]
    assert document.by_id["getUser"].failures["404"] == unknown


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("classes", "class"),
        ("categories", "category"),
        ("demographics", "demographics"),
        ("lineItems", "lineItem"),
        ("scoreScales", "scoreScale"),
    ],
)
def test_singulars(plural: str, one: str) -> None:
    assert singular(plural) == one


def test_everything_that_is_sent_has_an_example(document: Document) -> None:
    for methods in dressed(document)["paths"].values():
        for node in methods.values():
            assert all(each["example"] for each in node.get("parameters", ()))
            if "requestBody" in node:
                assert node["requestBody"]["content"]["application/json"]["example"]


def test_the_document_itself_is_left_as_it_was(document: Document) -> None:
    before = json.dumps(document.root)
    dressed(document)
    assert json.dumps(document.root) == before


def test_queries_name_fields_that_the_records_have(document: Document) -> None:
    for operation in document.operations:
        if operation.is_read:
            shown = query(operation.record)
            assert {shown["sort"], *shown["fields"].split(",")} <= set(operation.record["properties"])
    assert sort_field(document.by_id["getAllUsers"].record) == "familyName"
    assert sort_field(document.by_id["getAllDemographics"].record) == "dateLastModified"


def test_reads_ask_for_what_was_found_and_writes_for_what_is_their_own(document: Document) -> None:
    path = {"in": "path", "name": "sourcedId"}
    assert value_of(document.by_id["getLineItem"], path) == "{{lineItemSourcedId}}"
    assert value_of(document.by_id["putLineItem"], path) == "{{runId}}-lineItem"
    assert value_of(document.by_id["deleteLineItem"], path) == "{{runId}}-lineItem"


def filled_in(node: Any) -> Any:
    """With something in place of Postman's variables."""
    return json.loads(re.sub(r"{{baseUrl}}", "https://sis.example.org", re.sub(r"{{\w+Id}}", "x1", json.dumps(node))))


def test_bodies_satisfy_the_schema(document: Document) -> None:
    writes = [each for each in document.operations if each.method in {"PUT", "POST"}]
    assert writes
    for operation in writes:
        node = document.root["paths"][operation.path][operation.method.lower()]
        schema = node["requestBody"]["content"]["application/json"]["schema"]
        whole = {**schema, "components": document.root["components"]}
        sent = filled_in(body(document, operation))
        jsonschema.validate(sent, whole, format_checker=jsonschema.FormatChecker())
        (held,) = sent.values()
        (record,) = held if operation.is_list else [held]
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({operation.envelope: {**record, "title": 7}}, whole)


def test_two_posts_never_send_the_same_id(document: Document) -> None:
    sent = [json.dumps(body(document, each)) for each in document.operations if each.method == "POST"]
    ids = [found for text in sent for found in re.findall(r'"{{runId}}[^"]*"', text)]
    assert len(ids) == len(set(ids)) == len(sent)
