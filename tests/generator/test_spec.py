"""scripts/regenerate --spec: documents of another form give the same code, and one property more gives one more."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from generator import sources
from generator.__main__ import differences, generated_files, main
from generator.documents import Json, SpecError
from generator.prepare import SPEC, listed_corrections, prepare

from .published import FILES, edit_schema, edited, given, published, write


def bare(source: bytes) -> str:
    """Code without docstrings, and with the properties of each class in one order."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [each for each in body if not is_docstring(each)]  # type: ignore[attr-defined]
        if isinstance(node, ast.ClassDef):
            node.body.sort(key=ast.dump)
        if isinstance(node, ast.AnnAssign) and "__properties__" in ast.dump(node.target):
            assert isinstance(node.value, ast.Tuple)
            node.value.elts.sort(key=ast.dump)
    return ast.dump(tree)


def is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What is generated from documents of the published form, whose prose is hostile."""
    folder = tmp_path_factory.mktemp("published")
    write(folder, {service: published(document, service) for service, document in edited().items()})
    assert main(["--spec", str(folder), "--out", str(folder / "out")]) == 0
    return generated_files(folder / "out")


def test_published_documents_give_the_same_code(fresh: dict[str, bytes], root: Path) -> None:
    committed = generated_files(root)
    assert set(fresh) == set(committed)
    python = [name for name in fresh if name.endswith(".py")]
    assert len(python) > 300
    assert [name for name in python if bare(fresh[name]) != bare(committed[name])] == []


def test_hostile_prose_stays_in_docstrings(fresh: dict[str, bytes]) -> None:
    user = fresh["generated/oneroster_openapi/v1p2/models/user.py"].decode()
    assert '\\"\\"\\"\n    import os' in user
    assert "<b>" not in user
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name, source in fresh.items():
            if name.endswith(".py"):
                compile(source, name, "exec")
                assert max(map(len, source.decode().splitlines()), default=0) < 400, name


def test_one_document_of_three_in_our_own_form(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(SPEC / "v1p2", tmp_path / "v1p2")
    (tmp_path / "v1p2" / "gradebook.yaml").unlink()
    assert main(["--check", "--spec", str(tmp_path), "--project", str(root)]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "resources: resources.yaml",
        "rostering: rostering.yaml",
        "gradebook: not there, our own is taken",
    ]


SCRIPT = """
from oneroster_openapi.v1p2.models import User
from oneroster_sdk import F, OAuth2, OneRoster

record = {"sourcedId": "u1", "nickname": "Bob", "favourites": ["RED", "ext:pink"], "adult": "true"}
record["date"] = "2026-01-31"
user = User.from_dict(record)
assert (user.nickname, user.favourites, user.adult) == ("Bob", ["red", "ext:pink"], True)
assert user.date_.year == 2026
assert user.to_dict() == {**record, "favourites": ["red", "ext:pink"]}
assert User.from_dict({"sourcedId": "u1"}).nickname is None
with OneRoster("https://x.example/ims/oneroster", auth=OAuth2("https://x.example/token", "a", "b")) as roster:
    roster.users.where(F.nickname == "Bob").sort("nickname").select("nickname", "sourcedId")
    try:
        roster.users.sort("nicknam")
    except Exception as error:
        assert "nickname" in str(error), error
    else:
        raise AssertionError
"""


def add_properties(user: Json) -> None:
    colours = [{"type": "string", "enum": ["red", "green"]}, {"type": "string", "pattern": "^ext:[a-zA-Z0-9._-]+$"}]
    user["properties"].update(
        nickname={"type": "string", "description": 'What friends say, such as "Bob"'},
        favourites={"type": "array", "items": {"anyOf": colours}, "description": "Colours."},
        adult={"type": "string", "enum": ["true", "false"], "description": "Whether of age."},
        date={"type": "string", "format": "date", "description": "Some day."},
    )


def test_a_property_more_in_a_document_is_one_more_in_python(root: Path, tmp_path: Path) -> None:
    write(tmp_path, {"rostering": edited(edit_schema("UserDType", add_properties))["rostering"]})
    out = tmp_path / "out"
    shutil.copytree(root / "wrapper" / "oneroster_sdk", out / "wrapper" / "oneroster_sdk")
    assert main(["--spec", str(tmp_path), "--out", str(out)]) == 0
    user = (out / "generated" / "oneroster_openapi" / "v1p2" / "models" / "user.py").read_text()
    assert '    nickname: str | None = None\n    """What friends say, such as "Bob" """' in user
    assert "    favourites: list[UserFavourites | str] = field(factory=list)" in user
    assert "    adult: bool | None = None" in user
    assert '"nickname"' in (out / "generated" / "oneroster_openapi" / "v1p2" / "strict.json").read_text()
    path = {**os.environ, "PYTHONPATH": f"{out / 'generated'}{os.pathsep}{out / 'wrapper'}"}
    done = subprocess.run([sys.executable, "-c", SCRIPT], env=path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    changed = differences(generated_files(out), generated_files(root))
    assert [line for line in changed if "/api/" in line or "v1p1" in line] == []


def test_what_was_not_generated_is_not_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "generated").mkdir()
    (tmp_path / "generated" / "thesis.txt").touch()
    assert main(["--out", str(tmp_path)]) == 2
    assert "generated would be replaced, but holds thesis.txt" in capsys.readouterr().err


def test_documents_are_known_by_name_or_by_content(tmp_path: Path) -> None:
    documents = {service: published(document, service) for service, document in edited().items()}
    write(tmp_path / "guide", documents, {each: f"imsorv1p2_{each}_openapi3_v1p0.json" for each in documents})
    write(tmp_path / "other", documents, {"rostering": "a.json", "gradebook": "b.json", "resources": "c.json"})
    for folder in ("guide", "other"):
        found = sources.find(tmp_path / folder)
        assert set(found.paths) == set(sources.SERVICES)
        assert found.notes == []
    found = sources.find(tmp_path / "other" / "a.json")
    assert set(found.paths) == {"rostering"}


def test_what_is_no_document_is_left_aside(tmp_path: Path) -> None:
    document = published(edited()["gradebook"], "gradebook")
    assessments = {path: item for path, item in document["paths"].items() if path.startswith("/assessment")}
    write(tmp_path, {"gradebook": document})
    write(tmp_path, {"gradebook": {**document, "paths": assessments}}, {"gradebook": "assessmentresultv1p0.json"})
    (tmp_path / "package.json").write_text("{}")
    shutil.copy(SPEC / "v1p1.yaml", tmp_path)
    found = sources.find(tmp_path)
    assert found.paths == {"gradebook": tmp_path / FILES["gradebook"]}
    assert found.notes == [
        "left aside: assessmentresultv1p0.json: the assessments are a part of gradebook",
        "left aside: package.json: not an OpenAPI document",
        "left aside: /v1p1 is no service of OneRoster 1.2",
        "rostering: not there, our own is taken",
        "resources: not there, our own is taken",
    ]


def test_folders_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="does not exist"):
        sources.find(tmp_path / "nowhere")
    path = tmp_path / FILES["rostering"]
    path.write_text("{")
    with pytest.raises(SpecError, match=r"onerosterv1p2rostersservice_openapi3_v1p0\.json: cannot be read: Expecting"):
        sources.find(tmp_path)
    document = published(edited()["rostering"], "rostering")
    write(tmp_path, {"rostering": document})
    write(
        tmp_path,
        {"rostering": {**document, "openapi": "3.0.1"}},
        {"rostering": "imsorv1p2_rostering_openapi3_v1p0.json"},
    )
    with pytest.raises(SpecError, match="both describe rostering, and are not the same"):
        sources.find(tmp_path)
    path.write_text('{"swagger": "2.0", "paths": {}}')
    with pytest.raises(SpecError, match=r"Swagger 2\.0; only OpenAPI 3 is understood"):
        sources.find(tmp_path)
    (tmp_path / "imsorv1p2_rostering_openapi3_v1p0.json").unlink()
    write(tmp_path, {"rostering": published(document, "gradebook")})
    with pytest.raises(SpecError, match="is the name of the document of rostering, but it describes gradebook"):
        sources.find(tmp_path)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            lambda user: user["properties"].update({'x"; import os; "': {"type": "string"}}),
            "cannot be a name in Python",
        ),
        (lambda user: user["properties"].update({"class-code": {"type": "string"}}), "cannot be a name in Python"),
        (lambda user: user["properties"].update(given_name={"type": "string"}), "would have the same name in Python"),
        (lambda user: user["properties"].update(x={}), "UserDType.x has the type that is not said"),
        (lambda user: user["properties"].update(x={"$ref": "#/components/schemas/XDType"}), "refers to XDType"),
        (
            lambda user: user["properties"].update(x={"oneOf": [{"type": "string"}, {"type": "number"}]}),
            "UserDType.x is one of several things",
        ),
        (
            lambda user: user["properties"].update(x={"type": "string", "enum": ["a\nb"]}),
            "is no word of a vocabulary",
        ),
        (
            lambda user: user["properties"].update(x={"type": "string", "enum": ["a b", "a-b"]}),
            "'a b' and 'a-b' would have the same name in Python",
        ),
        (lambda user: user["required"].append("ghost"), "'ghost' is required, but no property"),
    ],
)
def test_what_no_code_can_be_made_of(change: object, reason: str) -> None:
    edit = edit_schema("UserDType", change)  # type: ignore[arg-type]
    with pytest.raises(SpecError, match="no code can be made of these documents") as caught:
        prepare("v1p2", listed_corrections(), given(edit, form=lambda document, service: document))
    assert reason in str(caught.value)
