"""Profiles: what they may set, how they are found, and that those of the package say how they know.

Run as a program, this file writes the table of `docs/reference/profiles.md` anew.
"""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import attrs
import pytest

from oneroster_openapi.v1p1.operations import SERVICES as V1P1
from oneroster_openapi.v1p2.operations import SERVICES as V1P2
from oneroster_sdk import ConfigError
from oneroster_sdk._profiles import SERVICES, SETTINGS, Evidence, Kind, Profile, known_profiles, load_profile

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "profiles.md"
MARK = "<!-- Below: written by tests/core/test_profiles.py -->\n"

PACKAGED = known_profiles()
ROSTERING = "{base}/ims/oneroster/rostering/v1p2"
GRADEBOOK = "{base}/ims/oneroster/gradebook/v1p2"


def refusal(profile: Any) -> str:
    with pytest.raises(ConfigError) as raised:
        load_profile(profile)
    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None
    return str(raised.value)


# What the package brings


def test_the_package_knows_some_by_name() -> None:
    assert {"aeries", "classlink", "ed-fi", "infinite-campus", "powerschool"} <= set(PACKAGED)
    assert list(PACKAGED) == sorted(PACKAGED)


@pytest.mark.parametrize("name", PACKAGED)
def test_each_says_how_it_knows_what_it_sets(name: str) -> None:
    profile = load_profile(name)
    assert profile.name == name
    assert profile.title != name
    told = {setting for setting in SETTINGS if getattr(profile, setting) is not None}
    assert told - {"notes"}
    assert set(profile.evidence) == told
    assert {evidence.kind for evidence in profile.evidence.values()} <= set(get_args(Kind))


def test_no_two_are_the_same() -> None:
    profiles = [load_profile(name) for name in PACKAGED]
    assert len({profile.title for profile in profiles}) == len(profiles)
    settings = [[getattr(profile, setting) for setting in SETTINGS] for profile in profiles]
    assert not [one for one in settings if settings.count(one) > 1]


def test_a_known_one_as_it_is() -> None:
    profile = load_profile("ed-fi")
    assert (profile.version, profile.page_size, profile.default_sort) == ("1.2", 500, True)
    assert (profile.paging, profile.total, profile.quoting) == ("offset", "none", "double-quotes")
    assert profile.service_urls("https://sis.example.org/district") == {
        "rostering": "https://sis.example.org/district/ims/oneroster/rostering/v1p2"
    }
    assert profile.evidence["total"].kind == "third-party server"
    assert profile.evidence["total"].source.startswith("Ed-Fi-Alliance-OSS/edfi-oneroster, src: ")


def test_importing_reads_no_file() -> None:
    script = (
        "import sys; opened = [];"
        "sys.addaudithook(lambda event, args: event == 'open' and opened.append(str(args[0])));"
        "import oneroster_sdk._profiles; sys.exit(any(name.endswith('.toml') for name in opened))"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


# What a profile may set

RIGHT: list[tuple[str, list[Any]]] = [
    ("version", ["1.1", "1.2"]),
    (
        "layout",
        [{}, {"rostering": "{base}"}, {"v1p1": "{base}/a-b/v1p1"}, {"rostering": ROSTERING, "gradebook": GRADEBOOK}],
    ),
    ("page_size", [1, 50_000]),
    ("default_sort", [True, False]),
    ("paging", ["offset", "whole"]),
    ("total", ["header", "body", "none"]),
    ("quoting", ["doubled", "bare", "double-quotes"]),
    ("filter_clauses", [0, 1, 2]),
    ("token_method", ["auto", "basic", "body", "query"]),
    ("scopes", [(), ("a",), ("a", "b:c/d")]),
    ("max_concurrency", [1, 20]),
    ("fields", [True, False]),
    ("sort", [True, False]),
    ("notes", [("Two words.",)]),
]
WRONG: list[tuple[str, str, list[Any]]] = [
    ("version", "one of '1.1', '1.2'", ["1.3", 1.2, "", ["1.2"]]),
    (
        "layout",
        "a table of addresses like '{base}/ims/oneroster/v1p1', by service: v1p1, rostering, gradebook, resources",
        [
            "{base}",
            {"rosters": ROSTERING},
            {"rostering": 1},
            {"rostering": ROSTERING, "gradebook": "/v1p2"},
            {"rostering": "https://sis.example.org/v1p2"},
            {"rostering": "{base}/"},
            {"rostering": "{base}v1p2"},
            {"rostering": "{base}//v1p2"},
            {"rostering": "{base}/{app}/v1p2"},
            {"rostering": "{base}/v1p2?x"},
            {"rostering": "{base}/v1p2#x"},
            {"rostering": "{base}/v1 p2"},
        ],
    ),
    ("page_size", "a whole number, 1 at least", [0, -1, True, 1.0, "1"]),
    ("default_sort", "true or false", ["true", 1, 0]),
    ("paging", "one of 'offset', 'whole'", ["rows", "Offset", 0]),
    ("total", "one of 'header', 'body', 'none'", ["X-Total-Count", False]),
    ("quoting", "one of 'doubled', 'bare', 'double-quotes'", ["'"]),
    ("filter_clauses", "one of 0, 1, 2", [3, -1, True, 2.0, "2"]),
    ("token_method", "one of 'auto', 'basic', 'body', 'query'", ["header"]),
    ("scopes", "a list of scopes, none of them with a blank", ["a b", ["a b"], [""], [1], {"a": 1}]),
    ("max_concurrency", "a whole number, 1 at least", [0, False]),
    ("fields", "true or false", ["no"]),
    ("sort", "true or false", [1]),
    ("notes", "a list of sentences, each on one line", ["Two words.", [""], [" "], [1], ["a\nb"]]),
]


def test_every_setting_is_tried() -> None:
    assert [name for name, _ in RIGHT] == list(SETTINGS)
    assert [name for name, _, _ in WRONG] == list(SETTINGS)
    fields = [field.name for field in attrs.fields(Profile)]
    assert fields == ["name", "title", *SETTINGS, "evidence"]


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in RIGHT for value in values])
def test_right_values(name: str, value: Any) -> None:
    given = list(value) if isinstance(value, tuple) else value
    assert getattr(load_profile({name: given}), name) == value
    assert getattr(load_profile({name: {"value": given}}), name) == value
    others = set(SETTINGS) - {name}
    assert {getattr(load_profile({name: given}), other) for other in others} == {None}


@pytest.mark.parametrize(
    ("name", "expected", "value"), [(name, expected, value) for name, expected, values in WRONG for value in values]
)
def test_wrong_values(name: str, expected: str, value: Any) -> None:
    assert refusal({name: value}) == f"the profile: {name} must be {expected}"
    assert refusal({name: {"value": value}}) == f"the profile: {name} must be {expected}"
    with pytest.raises(ConfigError, match=f"^{name} must be "):
        Profile("own", "Own", **{name: value})


def test_the_layout_is_of_the_version() -> None:
    assert refusal({"version": "1.1", "layout": {"rostering": ROSTERING}}) == (
        "the profile: layout: 1.1 has no service 'rostering'"
    )
    assert refusal({"version": "1.2", "layout": {"rostering": ROSTERING, "v1p1": "{base}"}}) == (
        "the profile: layout: 1.2 has no service 'v1p1'"
    )
    both = load_profile({"layout": {"rostering": ROSTERING, "v1p1": "{base}"}})
    assert set(both.layout or ()) == {"rostering", "v1p1"}


@pytest.mark.parametrize(("version", "services"), [("1.1", V1P1), ("1.2", V1P2)])
def test_the_services_are_those_of_the_operations(version: str, services: tuple[Any, ...]) -> None:
    assert list(SERVICES[version]) == [service.prefix.split("/")[1] for service in services]


def test_names_and_titles() -> None:
    own = load_profile({})
    assert (own.name, own.title) == ("own", "own")
    named = load_profile({"name": "x"})
    assert (named.name, named.title) == ("x", "x")
    titled = load_profile({"name": "x", "title": "The X"})
    assert (titled.name, titled.title) == ("x", "The X")
    assert refusal({"name": 1}) == "the profile: name must be words"
    assert refusal({"title": " "}) == "the profile: title must be words"


# How it is known


def test_evidence_is_kept_where_it_is_given() -> None:
    profile = load_profile({"page_size": {"value": 5, "source": "their manual", "evidence": "live"}, "sort": True})
    assert profile.evidence == {"page_size": Evidence("their manual", "live")}
    assert load_profile({"page_size": {"value": 5}}).evidence == {}


KINDS = "'live', 'third-party server', 'vendor documentation'"


@pytest.mark.parametrize(
    ("setting", "problem"),
    [
        ({"source": "x", "evidence": "live"}, "page_size has no value"),
        ({"evidence": "live"}, "page_size has no value"),
        ({"value": 5, "sauce": "x"}, "page_size: 'sauce' is unknown; did you mean 'source'?"),
        ({"value": 5, "zzz": "x"}, "page_size: 'zzz' is unknown; choose one of value, source, evidence"),
        ({"value": 5, "evidence": "live"}, "page_size: source must say where that is known from"),
        ({"value": 5, "source": " ", "evidence": "live"}, "page_size: source must say where that is known from"),
        ({"value": 5, "source": 1, "evidence": "live"}, "page_size: source must say where that is known from"),
        ({"value": 5, "source": "x"}, f"page_size: evidence must be one of {KINDS}"),
        ({"value": 5, "source": "x", "evidence": "hearsay"}, f"page_size: evidence must be one of {KINDS}"),
    ],
)
def test_wrong_evidence(setting: Mapping[str, Any], problem: str) -> None:
    assert refusal({"page_size": setting}) == f"the profile: {problem}"


def test_unknown_settings() -> None:
    assert refusal({"Page_Size": 5}) == "the profile: 'Page_Size' is unknown; did you mean 'page_size'?"
    assert refusal({"sort": True, 5: 5}).startswith("the profile: 5 is unknown; choose one of name, title, version, ")


# How it is found


def test_a_name_that_the_package_does_not_have() -> None:
    assert refusal("Edfi") == (
        "the package has no profile 'Edfi'; did you mean 'ed-fi'?; a file of your own must end in .toml"
    )
    everything = ", ".join(PACKAGED)
    assert refusal("zzz") == (
        f"the package has no profile 'zzz'; choose one of {everything}; a file of your own must end in .toml"
    )
    assert refusal("../profiles/ed-fi").startswith("the package has no profile")
    assert refusal("").startswith("the package has no profile ''; choose one of")


@pytest.mark.parametrize(("given", "kind"), [(5, "int"), (None, "NoneType"), ([], "list")])
def test_what_is_no_profile(given: Any, kind: str) -> None:
    assert refusal(given) == f"profile must be a name, a file, a mapping or a Profile, not {kind}"


def test_a_profile_is_itself() -> None:
    profile = load_profile("ed-fi")
    assert load_profile(profile) is profile


def test_a_file_of_the_callers_own(tmp_path: Path) -> None:
    file = tmp_path / "our-sis.toml"
    file.write_text('title = "Schülerdaten"\nscopes = ["a"]\n[page_size]\nvalue = 20\n', encoding="utf-8")
    profile = load_profile(file)
    assert (profile.name, profile.title, profile.scopes, profile.page_size) == ("our-sis", "Schülerdaten", ("a",), 20)
    assert load_profile(str(file)) == profile
    other = file.rename(tmp_path / "our-sis.txt")
    assert load_profile(other) == profile
    assert refusal(str(other)).startswith("the package has no profile")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"page_size = 0", "page_size must be a whole number, 1 at least"),
        (b"pagesize = 1", "'pagesize' is unknown; did you mean 'page_size'?"),
        (b"sort = true\npage_size = \n", "it is not TOML: Invalid value (at line 2, column 13)"),
        (b"\xff", "it is not UTF-8"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, content: bytes, problem: str) -> None:
    file = tmp_path / "wrong.toml"
    file.write_bytes(content)
    assert refusal(file) == f"the profile {str(file)!r}: {problem}"


def test_files_that_are_none(tmp_path: Path) -> None:
    gone = tmp_path / "gone.toml"
    assert refusal(gone) == f"the profile {str(gone)!r}: No such file or directory"
    assert refusal(tmp_path) == f"the profile {str(tmp_path)!r}: Is a directory"


def test_a_wrong_file_of_the_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "acme.toml").write_text("sort = 1")
    (tmp_path / "README").write_text("not a profile")
    monkeypatch.setattr("oneroster_sdk._profiles._folder", lambda: tmp_path)
    assert known_profiles() == ("acme",)
    assert refusal("acme") == "the profile 'acme' of the package: sort must be true or false"
    (tmp_path / "acme.toml").write_text("sort")
    assert refusal("acme").startswith("the profile 'acme' of the package: it is not TOML: ")


# What it is to hold


def test_nothing_of_it_changes_by_itself() -> None:
    layout, scopes = {"rostering": ROSTERING}, ["a"]
    profile = load_profile({"layout": layout, "scopes": scopes})
    layout["gradebook"] = GRADEBOOK
    scopes.append("b")
    assert (profile.layout, profile.scopes) == ({"rostering": ROSTERING}, ("a",))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        profile.page_size = 5  # type: ignore[misc]


def test_it_travels() -> None:
    profile = load_profile("ed-fi")
    assert pickle.loads(pickle.dumps(profile)) == profile
    assert copy.deepcopy(profile) == profile
    assert "Evidence" not in repr(profile)
    with pytest.raises(ConfigError, match="page_size must be a whole number"):
        attrs.evolve(profile, page_size=0)


@pytest.mark.parametrize(
    ("base", "root"),
    [
        ("https://sis.example.org", "https://sis.example.org"),
        ("https://sis.example.org/", "https://sis.example.org"),
        ("https://sis.example.org/district/", "https://sis.example.org/district"),
        ("https://sis.example.org/ims", "https://sis.example.org"),
        ("https://sis.example.org/ims/oneroster/", "https://sis.example.org"),
        ("https://sis.example.org/a/ims/oneroster", "https://sis.example.org/a"),
        ("https://sis.example.org/ims/oneroster/gradebook/v1p2", "https://sis.example.org"),
        ("https://sis.example.org/ims/oneroster/gradebook", "https://sis.example.org"),
        ("https://sis.example.org/a/ims", "https://sis.example.org/a"),
        ("https://sis.example.org/aims", "https://sis.example.org/aims"),
        ("https://sis.example.org/oneroster", "https://sis.example.org/oneroster"),
        ("https://sis.example.org/X/", "https://sis.example.org/X"),
        ("https://ims", "https://ims"),
        ("https://ims/oneroster", "https://ims/oneroster"),
    ],
)
def test_service_urls(base: str, root: str) -> None:
    profile = load_profile({"layout": {"rostering": ROSTERING, "gradebook": GRADEBOOK}})
    assert profile.service_urls(base) == {
        "rostering": f"{root}/ims/oneroster/rostering/v1p2",
        "gradebook": f"{root}/ims/oneroster/gradebook/v1p2",
    }


def test_the_longest_part_of_the_way_counts() -> None:
    profile = load_profile({"layout": {"rostering": "{base}/b", "gradebook": "{base}/a/b", "resources": "{base}/a/c"}})
    assert profile.service_urls("https://sis.example.org/a/b") == {
        "rostering": "https://sis.example.org/b",
        "gradebook": "https://sis.example.org/a/b",
        "resources": "https://sis.example.org/a/c",
    }


def test_service_urls_of_layouts_that_add_nothing() -> None:
    base = "https://sis.example.org/roster"
    assert load_profile({}).service_urls(base) == {}
    assert load_profile({"layout": {"v1p1": "{base}"}}).service_urls(base + "/") == {"v1p1": base}


# The page


def table() -> str:
    return "".join(line + "\n" for name in PACKAGED for line in _section(load_profile(name)))


def _section(profile: Profile) -> Iterator[str]:
    yield from ("", f"### `{profile.name}`", "", f"{profile.title}.", "")
    yield from ("| setting | value | how it is known | source |", "|---|---|---|---|")
    for setting, evidence in profile.evidence.items():
        shown = _shown(setting, getattr(profile, setting))
        yield f"| `{setting}` | {shown} | {evidence.kind} | {evidence.source} |"


def _shown(setting: str, value: Any) -> str:
    if setting == "notes":
        return " ".join(value)
    if isinstance(value, Mapping):
        return "<br>".join(f"{service}: `{template}`" for service, template in value.items())
    if isinstance(value, tuple):
        return "<br>".join(f"`{scope}`" for scope in value)
    return f"`{str(value).lower()}`" if isinstance(value, bool) else f"`{value}`"


def test_the_page_is_up_to_date() -> None:
    written = PAGE.read_text(encoding="utf-8").partition(MARK)[2]
    assert written == table(), "run: python tests/core/test_profiles.py"


def test_the_page_explains_every_setting() -> None:
    words = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
    assert [setting for setting in SETTINGS if f"| `{setting}` |" not in words] == []


if __name__ == "__main__":
    above = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
    PAGE.write_text(above + MARK + table(), encoding="utf-8")
