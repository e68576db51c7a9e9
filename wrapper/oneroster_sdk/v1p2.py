"""The records of OneRoster 1.2: ``from oneroster_sdk.v1p2 import User, Org, RoleRole``."""

from oneroster_openapi.v1p2.models import *  # noqa: F403 - the models are the public names
