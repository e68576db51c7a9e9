"""A OneRoster provider in the box: a made-up district, served over real HTTP.

    with Sandbox(students=200, seed=7) as sandbox:
        ...  # sandbox.base_url, sandbox.token_url, sandbox.client_id, sandbox.client_secret

Both versions of the standard are served over one district: 1.2 below `/rostering/v1p2`, `/gradebook/v1p2` and
`/resources/v1p2`, 1.1 below `/v1p1`. It knows nothing of the client, so that it cannot agree with the client's
mistakes: what it serves is read from the strict OpenAPI documents, and only what the paths mean is written by hand.

Where the standard is silent on queries: `=` is exact and `~` ignores letter case; dates and date-times are compared as
such, an offset counted in, to the millisecond; a missing value matches only `!=`. In a list of scalars `=` asks for all
values of a comma-separated list and `~` for any; below a list of objects (`roles.role`) one element that matches is
enough. Unsorted collections come by sourcedId. In 1.2, sorting by what cannot be sorted by is 422 `invaliddata`, since
rostering has no `invalid_sort_field`; 1.1 sends the data with a warning. A filter that cannot be read, or whose value
is not of its field's type, is 400 `invalid_filter_field`.

And on writes: a body is held against its schema, its sourcedId against the path's, and its references against the
records that there are. What does not fit is 422 `invaliddata` (400 in 1.1, which has no 422) and changes nothing. A
record is stored as it was sent, dateLastModified included. Deleting asks for no order: what refers to the record stays,
and leads nowhere. Each version keeps its own records; what is written in one is not seen in the other.
"""

from ._app import Seen, create_app
from ._behaviour import Behaviour
from ._build import build
from ._oauth import Issuer
from ._operations import Api, read_api
from ._sandbox import Sandbox, serve
from ._store import Store
from .district import District

__all__ = [
    "Api",
    "Behaviour",
    "District",
    "Issuer",
    "Sandbox",
    "Seen",
    "Store",
    "build",
    "create_app",
    "read_api",
    "serve",
]
