"""What a program loads before it can begin, by counting modules in fresh processes; no clock is asked."""

from __future__ import annotations

import ast
import json
import pickle
import subprocess
import sys
import typing
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import oneroster_sdk
from oneroster_openapi import record
from oneroster_openapi import v1p1 as openapi_v1p1
from oneroster_openapi import v1p2 as openapi_v1p2
from oneroster_openapi.late import late
from oneroster_openapi.v1p1 import models as models_v1p1
from oneroster_openapi.v1p2 import models as models_v1p2
from oneroster_sdk import _untold, events, v1p1, v1p2
from oneroster_sdk.sandbox import Sandbox

NAMES = "from oneroster_sdk import OneRoster, AsyncOneRoster, OAuth2, F"
CLIENT = """
import sys
from oneroster_sdk import {kind}, OAuth2
url, token_url, client_id, secret = sys.argv[1:]
roster = {kind}(url, auth=OAuth2(token_url, client_id, secret), page_size=5, {options})
"""
READ = "\nnext(roster.users.pages())\nroster.close()"
COMMAND = """
from oneroster_sdk.cli import main
try:
    main({})
except SystemExit:
    pass
"""
LIBRARIES = {"httpx", "httpx2", "httpcore", "httpcore2"}
OF_CLIENTS = {"asyncio", "ssl", "socket", "logging", *LIBRARIES}
OF_SOME = {"msgspec", "dotenv", "tomllib", "filelock", "starlette", "uvicorn", "sqlite3", "argparse", "typer"}
OF_RECORDS = {"attrs", "orjson"}
BARE = {"oneroster_openapi", "oneroster_openapi.late", "oneroster_sdk", "oneroster_sdk._version"}
USER = {
    *("credential", "org_guid_ref", "resource_guid_ref", "role", "role_role", "role_type", "status", "user"),
    *("user_guid_ref", "user_id", "user_profile"),
}
OLD_USER = {"guid_ref", "guid_ref_type", "status", "user", "user_id", "user_role"}


def loaded(code: str, *arguments: str) -> set[str]:
    """The modules that a fresh process has loaded after this."""
    code += "\nimport json, sys\nprint('\\n' + json.dumps(list(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code, *arguments], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def ours(modules: set[str]) -> set[str]:
    return {name for name in modules if name.partition(".")[0] in ("oneroster_sdk", "oneroster_openapi")}


def below(package: str, modules: set[str]) -> set[str]:
    return {name.removeprefix(f"{package}.") for name in modules if name.startswith(f"{package}.")}


def models(modules: set[str], version: str = "v1p2") -> set[str]:
    return below(f"oneroster_openapi.{version}.models", modules)


def endpoints(modules: set[str], version: str = "v1p2") -> set[str]:
    return {name for name in below(f"oneroster_openapi.{version}.api", modules) if "." in name}


@pytest.fixture(scope="module")
def where() -> Iterator[list[str]]:
    """What the programs are told: the address of a provider, and as whom to ask it."""
    with Sandbox(students=10) as sandbox:
        yield [sandbox.base_url, sandbox.token_url, sandbox.client_id, sandbox.client_secret]


# --- names


def test_the_package_alone_is_nothing_but_names() -> None:
    found = loaded("import oneroster_sdk")
    assert ours(found) == BARE
    assert not found & (OF_CLIENTS | OF_SOME | OF_RECORDS)


def test_the_usual_names_load_neither_what_sends_nor_what_reads() -> None:
    found = loaded(NAMES)
    assert not found & (OF_CLIENTS | OF_SOME)
    assert len(ours(found)) <= 30
    assert not below("oneroster_openapi.v1p2", found) | below("oneroster_openapi.v1p1", found)


@pytest.mark.parametrize(
    ("code", "most"),
    [
        ("from oneroster_sdk import v1p2", 7),
        ("from oneroster_sdk import events", 6),
        ("from oneroster_sdk import v1p1", 22),
        ("from oneroster_sdk import NotFound", 6),
    ],
)
def test_a_part_loads_no_model_and_nothing_that_sends(code: str, most: int) -> None:
    found = loaded(code)
    assert not found & (OF_CLIENTS | OF_SOME)
    assert not models(found) | models(found, "v1p1") | endpoints(found) | endpoints(found, "v1p1")
    assert len(ours(found)) <= most


def test_a_model_loads_the_models_that_it_holds_and_no_client() -> None:
    found = loaded("from oneroster_sdk.v1p2 import User")
    assert models(found) == USER
    assert not found & (OF_CLIENTS | OF_SOME)
    assert "oneroster_openapi.v1p1" not in found
    assert below("oneroster_sdk", found) == {"_version", "v1p2"}


def test_a_pickled_record_is_read_where_nothing_is_loaded_yet() -> None:
    record = v1p2.OrgGUIDRef(sourced_id="o1")
    found = loaded(f"import pickle\nassert pickle.loads({pickle.dumps(record)!r}).sourced_id == 'o1'")
    assert models(found) == {"org_guid_ref"}
    assert not below("oneroster_sdk", found)


# --- clients


@pytest.mark.parametrize("kind", ["OneRoster", "AsyncOneRoster"])
def test_a_client_that_has_sent_nothing_has_no_model_and_no_endpoint(kind: str, where: list[str]) -> None:
    found = loaded(CLIENT.format(kind=kind, options=""), *where)
    assert found & LIBRARIES == {"httpx"}
    assert not found & OF_SOME
    assert below("oneroster_openapi.v1p2", found) == {"operations"}
    assert "oneroster_openapi.v1p1" not in found
    assert len(ours(found)) <= 64
    later = {"_collections", "_connection", "_file_cache", "_pages", "_rosters", "_snapshot", "_upgrade", "_writing"}
    assert not below("oneroster_sdk", found) & later


def test_reading_users_loads_the_models_and_the_endpoint_of_users(where: list[str]) -> None:
    found = loaded(CLIENT.format(kind="OneRoster", options="") + READ, *where)
    assert models(found) == {*USER, "order_by"}  # pages are asked for in an order
    assert endpoints(found) == {"users_management.get_all_users"}
    assert "oneroster_openapi.v1p2.client" not in found
    assert "oneroster_openapi.v1p1" not in found
    assert found & OF_SOME == {"msgspec"}
    assert not below("oneroster_sdk", found) & {"_connection", "_file_cache", "_rosters", "_snapshot", "_upgrade"}
    assert len(ours(found)) <= 112  # 105 as this is written


def test_a_provider_of_the_old_version_takes_the_models_of_users_in_both(where: list[str]) -> None:
    found = loaded(CLIENT.format(kind="OneRoster", options="version='1.1'") + READ, *where)
    assert models(found) == USER
    assert models(found, "v1p1") == {*OLD_USER, "order_by"}
    assert endpoints(found) == set()
    assert endpoints(found, "v1p1") == {"users_management.get_all_users"}


def test_a_client_of_the_old_version_loads_nothing_of_the_new_one(where: list[str]) -> None:
    code = CLIENT.format(kind="OneRoster", options="").replace("from oneroster_sdk", "from oneroster_sdk.v1p1", 1)
    found = loaded(code.replace("OneRoster, OAuth2", "OneRoster\nfrom oneroster_sdk import OAuth2") + READ, *where)
    assert models(found, "v1p1") == {*OLD_USER, "order_by"}
    assert not below("oneroster_openapi.v1p2", found)
    assert not below("oneroster_sdk", found) & {"_client", "_upgrade", "_v1p2", "_v1p2_collections", "v1p2"}


def test_the_other_http_library_is_loaded_alone(where: list[str]) -> None:
    found = loaded(CLIENT.format(kind="OneRoster", options="http='httpx2'") + READ, *where)
    assert found & LIBRARIES == {"httpx2", "httpcore2"}


def test_threads_may_ask_for_all_names_at_once_in_any_order() -> None:
    code = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
import oneroster_sdk
from oneroster_sdk import v1p1, v1p2
sys.setswitchinterval(1e-6)
names = [(module, name) for module in (oneroster_sdk, v1p1, v1p2) for name in module.__all__]
begun = Barrier(8)
def ask(number):
    begun.wait()
    for module, name in (names[number * 20:] + names[:number * 20])[:: 1 if number % 2 else -1]:
        getattr(module, name)
with ThreadPoolExecutor(8) as pool:
    list(pool.map(ask, range(8)))
"""
    assert {"oneroster_sdk._rosters", "oneroster_openapi.v1p1.models.user"} <= loaded(code)


# --- the command


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["pull", "--help"], ["sandbox", "--help"]])
def test_the_help_of_the_command_loads_no_http_library_and_no_record(arguments: list[str]) -> None:
    found = loaded(COMMAND.format(arguments))
    assert ours(found) == {*BARE, "oneroster_sdk.cli"}
    assert not found & (OF_CLIENTS | OF_RECORDS | OF_SOME - {"argparse"})
    assert "rich" not in found


# --- what type checkers see, and what is there


LATE = [oneroster_sdk, v1p1, v1p2, openapi_v1p1, openapi_v1p2, models_v1p1, models_v1p2]


def told(module: ModuleType) -> dict[str, str]:
    """The names that a module imports for type checkers only, and from where."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    blocks = [node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    return {
        alias.asname or alias.name: "." * each.level + (each.module or "")
        for block in blocks
        for each in block.body
        if isinstance(each, ast.ImportFrom)
        for alias in each.names
    }


@pytest.mark.parametrize("module", LATE, ids=lambda module: module.__name__)
def test_every_name_is_there_and_listed(module: ModuleType) -> None:
    assert len(set(module.__all__)) == len(module.__all__) >= 2
    assert set(module.__all__) <= set(dir(module))
    namespace: dict[str, object] = {}
    exec(f"from {module.__name__} import *", namespace)  # noqa: S102 - as a caller would
    assert {name for name in namespace if name != "__builtins__"} == set(module.__all__)


@pytest.mark.parametrize("module", [oneroster_sdk, openapi_v1p1, openapi_v1p2, models_v1p1, models_v1p2])
def test_type_checkers_are_told_of_the_names_that_are_there(module: ModuleType) -> None:
    names = told(module)
    assert set(names) == set(module.__all__) - {"__version__"}
    for name, place in names.items():
        found = getattr(module, name)
        at = f"{module.__name__}{place}" if place.startswith(".") else place
        assert found is (sys.modules[f"{module.__name__}.{name}"] if place == "." else vars(sys.modules[at])[name])


def test_the_records_of_a_version_are_its_models() -> None:
    assert list(v1p2.__all__) == list(models_v1p2.__all__)  # type: ignore[attr-defined]
    assert set(v1p1.__all__) == {*models_v1p1.__all__, "AsyncOneRoster", "OneRoster"}  # type: ignore[attr-defined]
    assert told(v1p2) == {"*": "oneroster_openapi.v1p2.models"}
    assert told(v1p1)["*"] == "oneroster_openapi.v1p1.models"


@pytest.mark.parametrize("module", LATE, ids=lambda module: module.__name__)
def test_a_name_that_is_not_there_is_said_to_be_missing(module: ModuleType) -> None:
    with pytest.raises(AttributeError, match=f"^module '{module.__name__}' has no attribute 'Pupil'$"):
        _ = module.Pupil


def test_the_types_of_public_classes_can_be_asked_for() -> None:
    named = {name: getattr(module, name) for module in (oneroster_sdk, events) for name in module.__all__}
    classes = {name: each for name, each in named.items() if isinstance(each, type) and name != "Options"}
    assert len(classes) > 50
    assert all(isinstance(typing.get_type_hints(each), dict) for each in classes.values())
    assert typing.get_type_hints(oneroster_sdk.OAuth2)["client_id"] is str


# --- late


def test_a_name_is_kept_once_it_is_found() -> None:
    namespace = {"__name__": "oneroster_sdk", "__package__": "oneroster_sdk", "here": 1}
    found, known = late(namespace, {"CODES": "._untold", "_untold": "._untold", "Record": "oneroster_openapi.record"})
    assert known() == ["CODES", "Record", "__name__", "__package__", "_untold", "here"]
    assert found("CODES") is namespace["CODES"] is _untold.CODES
    assert found("_untold") is namespace["_untold"] is _untold
    assert found("Record") is record.Record
    with pytest.raises(AttributeError, match=r"^module 'oneroster_sdk' has no attribute 'here'$"):
        found("here")
