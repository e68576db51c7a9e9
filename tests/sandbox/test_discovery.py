"""Discovery documents, and sandboxes that offer fewer services."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from oneroster_sdk.sandbox import Sandbox

NAMES = {
    "rostering": ("onerosterv1p2rostersservice_openapi3_v1p0.json", "imsorv1p2_rostering_openapi3_v1p0.json"),
    "gradebook": ("onerosterv1p2gradebookservice_openapi3_v1p0.json", "imsorv1p2_gradebook_openapi3_v1p0.json"),
    "resources": ("onerosterv1p2resourcesservice_openapi3_v1p0.json", "imsorv1p2_resources_openapi3_v1p0.json"),
}
SCOPE = "https://purl.imsglobal.org/spec/or/v1p2/scope/"


def _document(sandbox: Sandbox, service: str, which: int = 0) -> Any:
    answer = httpx.get(f"{sandbox.base_url}/{service}/v1p2/discovery/{NAMES[service][which]}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    return answer.json()


@pytest.mark.parametrize(("service", "count"), [("rostering", 41), ("gradebook", 35), ("resources", 5)])
def test_the_documents(service: str, count: int, sandbox: Sandbox, document: Any) -> None:
    found = _document(sandbox, service)
    assert found == _document(sandbox, service, 1)
    OpenAPIV30SpecValidator(found).validate()
    assert found["servers"] == [{"url": f"{sandbox.base_url}/{service}/v1p2"}]
    flow = found["components"]["securitySchemes"]["OAuth2CC"]["flows"]["clientCredentials"]
    assert flow["tokenUrl"] == sandbox.token_url
    operations = [operation for item in found["paths"].values() for operation in item.values()]
    assert len(operations) == count
    assert found["paths"] == {
        path.removeprefix(f"/{service}/v1p2"): item
        for path, item in document["paths"].items()
        if path.startswith(f"/{service}/v1p2/")
    }
    used = {s for each in operations for one in each["security"] for scopes in one.values() for s in scopes}
    assert set(flow["scopes"]) == used
    schemas = found["components"]["schemas"]
    assert schemas == {name: document["components"]["schemas"][name] for name in schemas}
    assert ("UserDType" in schemas) == (service == "rostering")


def test_they_follow_the_host_that_was_asked(sandbox: Sandbox) -> None:
    url = f"{sandbox.base_url}/rostering/v1p2/discovery/{NAMES['rostering'][0]}"
    found = httpx.get(url, headers={"Host": "sis.example.org"}).json()
    assert found["servers"][0]["url"] == "http://sis.example.org/ims/oneroster/rostering/v1p2"


def test_what_is_no_document(sandbox: Sandbox) -> None:
    url = f"{sandbox.base_url}/rostering/v1p2/discovery/"
    assert httpx.post(url + NAMES["rostering"][0]).headers["Allow"] == "GET"
    for path in ("", "nothing.json", NAMES["gradebook"][0]):
        assert httpx.get(url + path).status_code == 404
    assert httpx.get(f"{sandbox.base_url}/v1p1/discovery/{NAMES['rostering'][0]}").status_code == 404


def test_a_document_tells_what_is_granted() -> None:
    with Sandbox(students=1, scopes=[f"{SCOPE}roster-core.readonly"]) as sandbox:
        found = _document(sandbox, "rostering")
        OpenAPIV30SpecValidator(found).validate()
        operations = [operation for item in found["paths"].values() for operation in item.values()]
        assert len(operations) == 22
        assert {str(each["security"]) for each in operations} == {str([{"OAuth2CC": [f"{SCOPE}roster-core.readonly"]}])}
        flow = found["components"]["securitySchemes"]["OAuth2CC"]["flows"]["clientCredentials"]
        assert list(flow["scopes"]) == [f"{SCOPE}roster-core.readonly"]
        assert "DemographicsDType" not in found["components"]["schemas"]


@pytest.mark.parametrize("service", NAMES)
def test_one_service_alone(service: str, document: Any, old_document: Any) -> None:
    with Sandbox(students=3, services=[service]) as sandbox:
        form = {"grant_type": "client_credentials"}
        token = httpx.post(sandbox.token_url, data=form, auth=(sandbox.client_id, sandbox.client_secret)).json()
        words = {re.split(r"[.-]", scope.rsplit("/", 1)[1])[0] for scope in token["scope"].split()}
        assert words == {
            "rostering": {"roster"}, "gradebook": {"gradebook", "assessment"}, "resources": {"resource"},
        }[service]  # fmt: skip
        headers = {"Authorization": f"Bearer {token['access_token']}"}
        with httpx.Client(base_url=sandbox.base_url, headers=headers) as http:
            for each, names in NAMES.items():
                status = http.get(f"/{each}/v1p2/discovery/{names[0]}").status_code
                assert status == (200 if each == service else 404)
            statuses = {path: http.get(path).status_code for path in [*document["paths"], *old_document["paths"]]}
        offered = {path for path, status in statuses.items() if status == 200}
        assert {path.split("/")[1] for path in offered} == {service, "v1p1"}
        roots = {path.rsplit("/", 1)[1] for path in offered}
        assert roots == {
            "rostering": {
                "academicSessions", "classes", "courses", "demographics", "enrollments", "gradingPeriods", "orgs",
                "schools", "students", "teachers", "terms", "users",
            },
            "gradebook": {
                "assessmentLineItems", "assessmentResults", "categories", "lineItems", "results", "scoreScales",
            },
            "resources": {"resources"},
        }[service]  # fmt: skip


def test_a_gradebook_without_rostering_still_knows_the_classes() -> None:
    with Sandbox(students=30, services=["gradebook"]) as sandbox:
        form = {"grant_type": "client_credentials"}
        token = httpx.post(sandbox.token_url, data=form, auth=(sandbox.client_id, sandbox.client_secret)).json()
        headers = {"Authorization": f"Bearer {token['access_token']}"}
        with httpx.Client(base_url=sandbox.base_url, headers=headers) as http:
            for base in ("/gradebook/v1p2", "/v1p1"):
                assert http.get(f"{base}/classes/class%2F2/lineItems").json()["lineItems"]
                assert http.get(f"{base}/classes/class%2F2").status_code == 404
                assert http.get(f"{base}/classes/nobody/lineItems").status_code == 404


@pytest.mark.parametrize(
    "options", [{"versions": ()}, {"versions": ["1.3"]}, {"services": ()}, {"services": ["rooms"]}]
)
def test_options_that_make_no_sense(options: Any) -> None:
    with pytest.raises(ValueError, match="are some of"):
        Sandbox(students=1, **options)


def test_a_document_of_a_version_that_is_not_offered(old_document: Any) -> None:
    with pytest.raises(ValueError, match=r"of 1\.1"):
        Sandbox(students=1, document=old_document, versions=["1.2"])
    Sandbox(students=1, document=old_document, versions=["1.1"])
