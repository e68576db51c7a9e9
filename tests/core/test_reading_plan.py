"""How the properties of a model are looked up before records are read. What records make of it: test_records."""

from __future__ import annotations

from oneroster_openapi.kinds import ID, MAPPED, TEXT, ListOf
from oneroster_openapi.record import Property
from oneroster_openapi.steps import Plan, Step, flat_names
from oneroster_openapi.v1p2.models import Org, User


def properties(model: type[Org] | type[User]) -> dict[str, Property]:
    return {prop.wire: prop for prop in model.__properties__}


def test_a_step_says_what_its_property_says() -> None:
    prop = properties(User)["sourcedId"]
    step, slot = Step.of(User, prop), vars(User)["sourced_id"]
    record = User.__new__(User)
    step.store(record, "u1")
    assert slot.__get__(record) == "u1"
    assert (step.name, step.wire, step.where) == ("sourced_id", "sourcedId", ("User", "sourcedId"))
    assert (step.required, step.essential, step.blank) == (True, True, None)
    assert step.read == prop.kind.read


def test_what_is_read_in_short() -> None:
    steps = {step.wire: step for step in Plan.of(User).steps}
    shown = {wire: (step.string, step.text) for wire, step in steps.items()}
    assert shown["sourcedId"] == (True, False)  # blanks around an id are no part of it
    assert shown["givenName"] == (True, True)
    assert shown["roles"] == shown["enabledUser"] == (False, False)
    needs = {wire: (step.required, step.essential) for wire, step in steps.items()}
    assert (needs["givenName"], needs["email"]) == ((True, False), (False, False))
    assert (properties(User)["sourcedId"].kind, properties(User)["givenName"].kind) == (ID, TEXT)


def test_what_stands_for_an_optional_property_that_is_absent() -> None:
    blank = {step.wire: step.blank for step in Plan.of(User).steps}
    assert (blank["grades"], blank["metadata"], blank["email"]) == (list, dict, None)
    assert isinstance(properties(User)["grades"].kind, ListOf)
    assert properties(User)["metadata"].kind == MAPPED


def test_a_plan_knows_all_names() -> None:
    plan = Plan.of(Org)
    assert plan.wires == set(properties(Org))
    assert [step.wire for step in plan.steps] == list(properties(Org))
    assert {name: step.wire for name, step in plan.flat.items()} == {
        "parentSourcedId": "parent",
        "childSourcedIds": "children",
        "childrenSourcedIds": "children",
        "childSourcedId": "children",
    }


def test_flat_names_of_references() -> None:
    user = properties(User)
    assert flat_names(user["primaryOrg"]) == ("primaryOrgSourcedId",)
    assert flat_names(user["agents"]) == ("agentSourcedIds", "agentsSourcedIds", "agentSourcedId")
    for wire in ("roles", "grades", "email", "userIds"):
        assert flat_names(user[wire]) == ()
