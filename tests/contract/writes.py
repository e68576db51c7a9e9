"""What can be written: the table of writes, and records to write, taken from the district itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from .oracle import Ids, Oracle, version_of
from .queries import BOOK, OLD

Json = dict[str, Any]

# Where records can be put and deleted.
WRITTEN = [
    f"{BOOK}/{word}"
    for word in ("assessmentLineItems", "assessmentResults", "categories", "lineItems", "results", "scoreScales")
] + [f"{OLD}/{word}" for word in ("categories", "lineItems", "results")]

# Where records can be created: a record that fits there, and the ids of the path.
CREATED = {
    BOOK + "/classes/{classSourcedId}/lineItems": """SELECT doc, json_extract(doc, '$.class.sourcedId')
        FROM "lineItems" ORDER BY length(doc) DESC LIMIT 1""",
    BOOK + "/schools/{schoolSourcedId}/lineItems": """SELECT doc, json_extract(doc, '$.school.sourcedId')
        FROM "lineItems" WHERE json_extract(doc, '$.school') IS NOT NULL ORDER BY length(doc) DESC LIMIT 1""",
    BOOK + "/lineItems/{lineItemSourcedId}/results": """SELECT doc, json_extract(doc, '$.lineItem.sourcedId')
        FROM results ORDER BY length(doc) DESC LIMIT 1""",
    BOOK + "/classes/{classSourcedId}/academicSessions/{academicSessionSourcedId}/results": """SELECT r.doc,
            json_extract(i.doc, '$.class.sourcedId'), json_extract(i.doc, '$.academicSession.sourcedId')
        FROM results AS r JOIN "lineItems" AS i
            ON json_extract(i.doc, '$.sourcedId') = json_extract(r.doc, '$.lineItem.sourcedId')
        WHERE json_extract(i.doc, '$.academicSession') IS NOT NULL ORDER BY length(r.doc) DESC LIMIT 1""",
}


class Creation(NamedTuple):
    """Records that can be created, and where."""

    path: str
    ids: Ids
    records: list[Json]


def writes(version: str) -> set[tuple[str, str]]:
    """The operations that write: `("PUT", "/v1p1/results/{sourcedId}")`."""
    found = {(method, f"{path}/{{sourcedId}}") for path in WRITTEN for method in ("PUT", "DELETE")}
    found |= {("POST", path) for path in CREATED}
    return {(method, path) for method, path in found if version_of(path) == version}


def copy(oracle: Oracle, path: str) -> Json:
    """The richest record of a collection, under an id that is odd and new."""
    richest = max(oracle.records(path).values(), key=lambda record: len(json.dumps(record)))
    return richest | {"sourcedId": f"new/{path.rpartition('/')[2]} é+%", "dateLastModified": "2031-02-03T04:05:06.000Z"}


def creations(oracle: Oracle, version: str, number: int) -> Iterator[Creation]:
    """For each way to create records, some that fit."""
    for path in (each for each in CREATED if version_of(each) == version):
        ((doc, *ids),) = oracle.rows(path, CREATED[path])
        record = oracle.loaded(doc)
        yield Creation(path, tuple(ids), [record | {"sourcedId": f"temporary {each}"} for each in range(number)])


def as_record(caller: Any, place: Any, data: Json) -> Any:
    """A record of the class that the collection has."""
    return type(caller.done(place.first())).from_dict(data)


def write_all(caller: Any, oracle: Oracle, reach: Callable[..., Any], version: str) -> None:
    """Use every operation that writes once, and leave nothing behind but what was created."""
    for path in (each for each in WRITTEN if version_of(each) == version):
        place, data = reach(caller, path, ()), copy(oracle, path)
        caller.done(place.put(as_record(caller, place, data)))
        caller.done(place.delete(data["sourcedId"]))
    for path, ids, records in creations(oracle, version, 2):
        whole = reach(caller, oracle.whole(path, path.rpartition("/")[2]), ())
        caller.done(reach(caller, path, ids).create([as_record(caller, whole, each) for each in records]))
