"""How collections are put together, and what stands in those that are committed."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from to_postman import __main__ as command
from to_postman.collection import collection, environment
from to_postman.document import Document
from to_postman.showcase import FINDS, found_variables

Json = dict[str, Any]
SECRET_KEYS = {"clientId", "clientSecret", "accessToken"}


def requests(items: list[Json], *above: str) -> Iterator[tuple[tuple[str, ...], Json]]:
    """Every request with the names of the folders around it."""
    for item in items:
        if "item" in item:
            yield from requests(item["item"], *above, item["name"])
        else:
            yield above, item


@pytest.fixture
def made(document: Document, converted: Json) -> Json:
    return collection(document, converted)


@pytest.fixture
def committed(version: str, root: Path) -> Json:
    text = (root / "spec" / "postman" / f"oneroster-{version}.postman_collection.json").read_text("utf-8")
    loaded: Json = json.loads(text)
    return loaded


def test_every_operation_stands_once_in_the_folder_of_its_service(
    made: Json, committed: Json, document: Document
) -> None:
    for whole in (made, committed):
        placed = {item["id"]: above for above, item in requests(whole["item"]) if "." not in item["id"]}
        assert placed.keys() == document.by_id.keys()
        assert all(len(above) == 2 and above[0] == document.by_id[name].service for name, above in placed.items())
        ids = [item["id"] for _, item in requests(whole["item"])]
        assert len(ids) == len(set(ids))


def test_the_same_goes_in_the_same_comes_out(made: Json, document: Document, converted: Json) -> None:
    shuffled = copy.deepcopy(converted)
    shuffled["item"][0]["item"].reverse()
    for _, item in requests(shuffled["item"]):
        item.update(id="another", response=[])
    assert json.dumps(collection(document, shuffled)) == json.dumps(made)


def test_what_was_not_converted_is_noticed(document: Document, converted: Json) -> None:
    converted["item"][0]["item"].pop()
    with pytest.raises(LookupError, match="not converted one to one"):
        collection(document, converted)


def test_services_find_their_ids_first_and_examples_come_last(made: Json) -> None:
    assert [each["name"] for each in made["item"]] == ["Rostering", "Gradebook", "Resources", "Examples"]
    firsts = [each["item"][0]["name"] for each in made["item"][:3]]
    assert firsts == ["Set up: rostering", "Set up: gradebook", "Set up: resources"]


def test_reads_come_before_writes_and_deletes_last(made: Json) -> None:
    order = ["GET", "POST", "PUT", "DELETE"]
    for service in made["item"][:3]:
        for tag in service["item"]:
            methods = [order.index(item["request"]["method"]) for item in tag["item"]]
            assert methods == sorted(methods)


def test_each_request_says_what_it_is_and_what_may_be_asked(made: Json, document: Document) -> None:
    for above, item in requests(made["item"]):
        operation = document.by_id[item["id"].partition(".")[0]]
        url = item["request"]["url"]
        assert f"Operation: {operation.id}" in item["request"]["description"]
        assert item["name"]
        assert all(each["value"] and each["description"] for each in [*url["query"], *url["variable"]])
        if above[0] != "Examples" and not above[1].startswith("Set up"):
            assert item["name"] == operation.summary
            assert all(each["disabled"] for each in url["query"])
        if operation.is_list and operation.is_read:
            assert [each["key"] for each in url["query"]] == ["limit", "offset", "sort", "orderBy", "filter", "fields"]


def test_each_request_has_tests_of_its_own(made: Json) -> None:
    for _, item in requests(made["item"]):
        (tests,) = [each for each in item["event"] if each["listen"] == "test"]
        assert "\n".join(tests["script"]["exec"]).count("pm.test") >= 1
        assert tests["script"]["exec"][0].startswith("const expected = {")


def test_every_variable_is_set_before_it_is_used(made: Json) -> None:
    known = {"baseUrl", "tokenUrl", "clientId", "clientSecret", "scope", "runId"}
    for _, item in requests(made["item"]):
        # A script before each request makes the encoded companions of ids.
        used = {name.removesuffix("Encoded") for name in re.findall(r"{{(\w+)}}", json.dumps(item["request"]))}
        assert used <= known, item["id"]
        script = "\n".join(line for each in item["event"] for line in each["script"]["exec"])
        expected = json.loads(script.partition("const expected = ")[2].partition(";\n")[0])
        known |= {*expected.get("keep", ()), expected.get("created", "runId")}
    assert {each["key"] for each in made["variable"]} <= known


def test_a_finder_keeps_what_its_records_hold(document: Document) -> None:
    for find in (find for finds in FINDS.values() for find in finds if find.operation in document.by_id):
        record = document.by_id[find.operation].record
        for path in find.keep.values():
            assert path.partition(".")[0] in record["required"]
    assert found_variables()["classSourcedId"]


def test_the_environment_is_a_template(document: Document, version: str, root: Path) -> None:
    made = environment(document)
    values = {each["key"]: each["value"] for each in made["values"]}
    assert list(values) == ["baseUrl", "tokenUrl", "clientId", "clientSecret", "scope"]
    assert [key for key, value in values.items() if not value] == ["clientId", "clientSecret", "scope"]
    assert all(value.startswith("https://provider.example.org/") for value in values.values() if value)
    text = (root / "spec" / "postman" / f"oneroster-{version}.postman_environment.json").read_text("utf-8")
    assert json.loads(text) == made


def test_no_secret_and_nothing_left_to_fill_in(committed: Json) -> None:
    text = json.dumps(committed)
    assert "<string>" not in text
    assert (
        re.findall(r"https?://(?!provider\.example\.org|purl\.imsglobal\.org|schema\.getpostman\.com)[^\"\s]+", text)
        == []
    )
    assert not re.search(r"\d{4}-\d\d-\d\dT(?!08:00:00\.000Z|00:00:00Z|\")", text)
    assert {each["key"] for each in committed["variable"] if each["value"]} == {"runId"}
    credentials = {each["key"]: each["value"] for each in committed["auth"]["oauth2"] if each["key"] in SECRET_KEYS}
    assert credentials == {key: "{{" + key + "}}" for key in SECRET_KEYS}


def change(home: Path) -> str:
    path = home / "oneroster-1.2.postman_collection.json"
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    return f"changed: {path.name}"


def stray(home: Path) -> str:
    (home / "old.json").touch()
    return "stray:   old.json"


def missing(home: Path) -> str:
    (home / "oneroster-1.1.postman_environment.json").unlink()
    return "missing: oneroster-1.1.postman_environment.json"


@pytest.mark.parametrize("harm", [change, stray, missing])
def test_check_sees_what_differs(
    harm: Any, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fresh = command.committed_files(root)
    monkeypatch.setattr(command, "fresh_files", lambda _: fresh)
    command.write(fresh, tmp_path)
    assert command.main(["--check", "--project", str(tmp_path)]) == 0
    assert "4 files in spec/postman are as scripts/postman writes them." in capsys.readouterr().out

    line = harm(tmp_path / "spec" / "postman")
    assert command.main(["--check", "--project", str(tmp_path)]) == 1
    assert capsys.readouterr().out == f"{line}\n"

    assert command.main(["--project", str(tmp_path)]) == 0
    assert command.committed_files(tmp_path) == fresh


def test_without_node_it_says_what_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("to_postman.convert.TOOL", tmp_path / "nothing")
    assert command.main(["--check"]) == 2
    assert "openapi-to-postmanv2 needs Node.js" in capsys.readouterr().err
