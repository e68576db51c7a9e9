"""The records of OneRoster 1.2: ``from oneroster_sdk.v1p2 import User, Org, RoleRole``.

Each is loaded when it is first asked for: there are eighty of them, and a program uses a few.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oneroster_openapi.v1p2.models import *  # noqa: F403 - the models are the public names
else:
    from oneroster_openapi.late import late as _late
    from oneroster_openapi.v1p2.models import __all__

    __getattr__, __dir__ = _late(globals(), dict.fromkeys(__all__, "oneroster_openapi.v1p2.models"))
