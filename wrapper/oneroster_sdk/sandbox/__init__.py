"""A OneRoster provider in the box: a made-up district, served over real HTTP.

    with Sandbox(students=200, seed=7) as sandbox:
        ...  # sandbox.base_url, sandbox.token_url, sandbox.client_id, sandbox.client_secret

It knows nothing of the client, so that it cannot agree with the client's mistakes: what it serves is read from the
strict OpenAPI document, and only what the paths mean is written by hand.

Where the standard is silent: `=` is exact and `~` ignores letter case; dates and date-times are compared as such, an
offset counted in, to the millisecond; a missing value matches only `!=`. In a list of scalars `=` asks for all values
of a comma-separated list and `~` for any; below a list of objects (`roles.role`) one element that matches is enough.
Unsorted collections come by sourcedId. Sorting by what cannot be sorted by is 422 `invaliddata`, since rostering has
no `invalid_sort_field`; a filter that cannot be read, or whose value is not of its field's type, is 400
`invalid_filter_field`.
"""

from ._app import Seen, create_app
from ._behaviour import Behaviour
from ._oauth import Issuer
from ._operations import Api, read_api
from ._sandbox import Sandbox, serve
from ._store import Store, build
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
