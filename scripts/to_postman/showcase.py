"""The folders of our own: ids to ask for are found first, and what can be asked is shown last."""

from __future__ import annotations

from dataclasses import dataclass, field

from .document import Json, Operation, reference
from .examples import ACTIVE, query, sort_field, written_id
from .items import Requests, Tests, created, folder, standard_tests

UNKNOWN = "there-is-no-such-record"
RESOURCE = "resources.0.sourcedId"


@dataclass(frozen=True)
class Find:
    """A request whose answer gives ids to the requests after it."""

    operation: str
    name: str
    keep: dict[str, str]
    """Variables, and where their ids stand in a record."""
    filter: str = ""
    perhaps: dict[str, list[str]] = field(default_factory=dict)
    """The same for what a record may lack, in more than one place."""
    preferred: str = "sourcedId"
    """What a record had better have, so that there is something below it."""


# One student's class leads to all that belongs together, so that lists below a record are seldom empty.
FINDS = {
    "Rostering": (
        Find(
            "getAllEnrollments",
            "Find a student in a class",
            {
                "enrollmentSourcedId": "sourcedId",
                "classSourcedId": "class.sourcedId",
                "schoolSourcedId": "school.sourcedId",
                "studentSourcedId": "user.sourcedId",
                "userSourcedId": "user.sourcedId",
            },
            f"role='student' AND {ACTIVE}",
        ),
        Find("getClass", "Find the course of the class", {"courseSourcedId": "course.sourcedId"}),
        Find("getTeachersForClass", "Find a teacher of the class", {"teacherSourcedId": "sourcedId"}),
        Find("getTermsForSchool", "Find a term of the school", {"termSourcedId": "sourcedId"}),
        Find("getAllGradingPeriods", "Find a grading period", {"gradingPeriodSourcedId": "sourcedId"}),
        Find("getAllAcademicSessions", "Find an academic session", {"academicSessionSourcedId": "sourcedId"}),
        Find("getAllOrgs", "Find an organisation", {"orgSourcedId": "sourcedId"}),
        Find("getAllDemographics", "Find demographics", {"demographicsSourcedId": "sourcedId"}),
    ),
    "Gradebook": (
        Find(
            "getAllResults",
            "Find a result of a student",
            {
                "resultSourcedId": "sourcedId",
                "lineItemSourcedId": "lineItem.sourcedId",
                "studentSourcedId": "student.sourcedId",
            },
            ACTIVE,
        ),
        Find(
            "getLineItem",
            "Find the class of the work",
            {"classSourcedId": "class.sourcedId", "categorySourcedId": "category.sourcedId"},
            perhaps={
                "academicSessionSourcedId": ["academicSession.sourcedId", "gradingPeriod.sourcedId"],
                "gradingPeriodSourcedId": ["gradingPeriod.sourcedId"],
            },
        ),
        Find("getClass", "Find the school of the class", {"schoolSourcedId": "school.sourcedId"}),
        Find("getAllScoreScales", "Find a score scale", {"scoreScaleSourcedId": "sourcedId"}, ACTIVE),
        Find(
            "getAllAssessmentResults",
            "Find a result in an assessment",
            {"assessmentResultSourcedId": "sourcedId", "assessmentLineItemSourcedId": "assessmentLineItem.sourcedId"},
            ACTIVE,
        ),
    ),
    "Resources": (
        Find("getAllResources", "Find a resource", {"resourceSourcedId": "sourcedId"}, ACTIVE),
        *(
            Find(
                f"getAll{plural}",
                f"Find a {noun} with resources",
                {f"{noun}SourcedId": "sourcedId"},
                preferred=RESOURCE,
            )
            for noun, plural in (("class", "Classes"), ("course", "Courses"), ("user", "Users"))
        ),
    ),
}


def set_up(requests: Requests, service: str) -> Json:
    """The folder that finds ids for a service's requests."""
    items = []
    for find in FINDS[service]:
        operation = requests.document.by_id.get(find.operation)
        # 1.1 has no score scales, no assessments, and no resources of users.
        if operation and find.preferred.partition(".")[0] in operation.record["properties"]:
            asked = {"limit": 100, **({"filter": find.filter} if find.filter else {})} if operation.is_list else None
            tests = standard_tests(operation).and_then(
                "find", keep=find.keep, perhaps=find.perhaps, preferred=find.preferred
            )
            part = f"for{service}"
            items.append(requests.variant(operation, part, find.name, tests, query=asked))
    return folder(f"Set up: {service.lower()}", items, "Finds records that the requests after it can ask for.")


def found_variables() -> dict[str, str]:
    """Every variable that a set-up keeps an id in, and the name of the request that finds it."""
    return {name: find.name for finds in FINDS.values() for find in finds for name in find.keep}


def examples(requests: Requests) -> Json:
    """The folder that shows what can be asked, and what is refused."""
    by_id = requests.document.by_id
    folders = [
        folder("Pages", _pages(requests, by_id["getAllUsers"])),
        folder("Sorting", _sorting(requests, by_id["getAllUsers"])),
        folder("Filters", _filters(requests, by_id["getAllUsers"])),
        folder("Fields", _fields(requests, by_id["getAllUsers"], by_id["getUser"])),
        folder("All of it together", _together(requests)),
        folder("Refusals", _refusals(requests, by_id["getAllUsers"], by_id["getUser"])),
        folder("Put, read back, delete", _cycles(requests)),
    ]
    if posts := [each for each in requests.document.operations if each.method == "POST"]:
        items = [item for operation in posts for item in _created(requests, operation)]
        folders.append(folder("Read back and delete what was posted", items))
    return folder("Examples", folders, "The parameters at work, refusals, and records written, read back and deleted.")


def _pages(requests: Requests, users: Operation) -> list[Json]:
    tests = standard_tests(users)
    pages = [("first", 0, "remember"), ("second", 5, "follow")]
    return [
        requests.variant(
            users,
            f"{which}Page",
            f"The {which} page of users, five at a time",
            tests.and_then(file),
            query={"limit": 5, "offset": offset, "sort": "sourcedId", "orderBy": "asc"},
        )
        for which, offset, file in pages
    ]


def _sorting(requests: Requests, users: Operation) -> list[Json]:
    return [
        requests.variant(
            users,
            f"sorted.{direction}",
            f"Users by family name, {words}",
            standard_tests(users),
            query={"limit": 50, "sort": "familyName", "orderBy": direction},
        )
        for direction, words in (("asc", "from A to Z"), ("desc", "from Z to A"))
    ]


def _filters(requests: Requests, users: Operation) -> list[Json]:
    shown = {
        "active": ("Users who are active", ACTIVE),
        "changed": ("Users who changed since a day", "dateLastModified>='2020-01-01T00:00:00Z'"),
        "contains": ("Users whose family name contains a letter", "familyName~'a'"),
        "and": ("Users who meet two conditions", f"familyName>='M' AND {ACTIVE}"),
        "or": ("Users who meet one of two conditions", f"familyName<'C' OR {ACTIVE}"),
        "none": ("Users of whom there are none", f"sourcedId='{UNKNOWN}'"),
    }
    return [
        requests.variant(users, f"filter.{part}", name, standard_tests(users), query={"limit": 50, "filter": text})
        for part, (name, text) in shown.items()
    ]


def _fields(requests: Requests, users: Operation, user: Operation) -> list[Json]:
    names = "sourcedId,givenName,familyName"
    return [
        requests.variant(
            users, "fields", "Only the names of users", standard_tests(users), query={"limit": 10, "fields": names}
        ),
        requests.variant(user, "fields", "Only the names of one user", standard_tests(user), query={"fields": names}),
    ]


def _together(requests: Requests) -> list[Json]:
    """Each whole collection, with every parameter switched on."""
    wholes = [each for each in requests.document.operations if each.is_list and len(each.words) == 1]
    return [
        requests.variant(
            operation,
            "together",
            f"{operation.summary}: active, by {sort_field(operation.record)}, downwards, ten, some fields",
            standard_tests(operation),
            query={**query(operation.record), "limit": 10, "orderBy": "desc"},
        )
        for operation in wholes
    ]


def _refusals(requests: Requests, users: Operation, user: Operation) -> list[Json]:
    unknown = Tests(("failure",), {"status": 404, "code": user.failures["404"]})
    unreadable = Tests(("failure",), {"status": 400, "code": users.failures["400"]})
    return [
        requests.variant(user, "unknown", "A user who does not exist", unknown, sourcedId=UNKNOWN),
        requests.variant(
            users, "filter.unknown", "A filter by an unknown field", unreadable, query={"filter": "nickname='x'"}
        ),
    ]


def _cycles(requests: Requests) -> list[Json]:
    """A folder for each kind of record that can be put."""
    document, folders = requests.document, []
    for put in (each for each in document.operations if each.method == "PUT"):
        get = document.single(put.noun)
        delete = next(each for each in document.operations if each.method == "DELETE" and each.words == put.words)
        identity = written_id(put.noun, "example-")
        back = _read_back(get, identity, "sent")
        gone = Tests(("gone",), {"key": get.envelope})
        written = requests.variant(put, "example", "Put", standard_tests(put), sourcedId=identity)
        written["request"]["body"]["raw"] = written["request"]["body"]["raw"].replace(written_id(put.noun), identity)
        steps = [
            written,
            requests.variant(get, "readBack", "Read it back", back, sourcedId=identity),
            requests.variant(delete, "example", "Delete it", standard_tests(delete), sourcedId=identity),
            requests.variant(get, "gone", "See that it is gone", gone, sourcedId=identity),
        ]
        folders.append(folder(put.summary.removeprefix("Write ").capitalize(), steps))
    return folders


def _read_back(get: Operation, identity: str, sent: str) -> Tests:
    """The record of this id is what was sent, which a variable holds."""
    standard = standard_tests(get)
    return Tests((*standard.files, "same"), {**standard.expected, "id": identity, "sent": sent})


def _created(requests: Requests, post: Operation) -> list[Json]:
    get = requests.document.single(post.noun)
    delete = next(each for each in requests.document.operations if each.id == get.id.replace("get", "delete", 1))
    identity = reference(created(post))
    tests = _read_back(get, identity, f"{created(post)}Sent")
    what = post.summary.removeprefix("Create ")
    return [
        requests.variant(get, f"after.{post.id}", f"Read back: {what}", tests, sourcedId=identity),
        requests.variant(delete, f"after.{post.id}", f"Delete: {what}", standard_tests(delete), sourcedId=identity),
    ]
