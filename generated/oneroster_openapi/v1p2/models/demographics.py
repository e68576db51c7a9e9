from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...conveniences import Statused
from ...record import Property
from ..models.demographics_sex import DemographicsSex
from ..models.status import Status


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class Demographics(Statused):
    """Facts about a person that are collected for reports. They are sensitive, and all but the base properties may
    be absent."""

    sourced_id: str
    """Identifier of the record, by convention that of the user described: the record has no other link to a user. It
    is opaque and must not hold personal data."""

    status: Status | str = Status.ACTIVE
    """tobedeleted marks a record that is gone at the source; a receiver may delete its copy, but need not. All
    others are active."""

    date_last_modified: datetime = field(factory=kinds.now)
    """When the record last changed, in UTC with the time zone written out. Compare with it to find what is new."""

    metadata: dict[str, Any] = field(factory=dict)
    """Extensions of the provider that the standard does not know."""

    birth_date: date | None = None
    """Day on which the person was born."""

    sex: DemographicsSex | str | None = None
    """male, female, unspecified or other, or a value of the provider with the prefix ext."""

    american_indian_or_alaska_native: bool | None = None
    """True if the person is recorded as American Indian or Alaska Native. Absent if not recorded."""

    asian: bool | None = None
    """True if the person is recorded as Asian. Absent if not recorded."""

    black_or_african_american: bool | None = None
    """True if the person is recorded as Black or African American. Absent if not recorded."""

    native_hawaiian_or_other_pacific_islander: bool | None = None
    """True if the person is recorded as Native Hawaiian or other Pacific Islander. Absent if not recorded."""

    white: bool | None = None
    """True if the person is recorded as White. Absent if not recorded."""

    demographic_race_two_or_more_races: bool | None = None
    """True if the person is recorded as being of two or more races. Absent if not recorded."""

    hispanic_or_latino_ethnicity: bool | None = None
    """True if the person is recorded as Hispanic or Latino, which is apart from race. Absent if not recorded."""

    country_of_birth_code: str | None = None
    """Country in which the person was born, as a code; the standard leaves the list of codes open here."""

    state_of_birth_abbreviation: str | None = None
    """State in which the person was born, abbreviated."""

    city_of_birth: str | None = None
    """City in which the person was born."""

    public_school_residence_status: str | None = None
    """How the place where the person lives relates to the public school attended. The codes are agreed locally."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("sourced_id", "sourcedId", kinds.ID, required=True, essential=True),
        Property("status", "status", kinds.Vocabulary(Status, aliases={"inactive": "tobedeleted"}), required=True),
        Property("date_last_modified", "dateLastModified", kinds.MOMENT, required=True),
        Property("metadata", "metadata", kinds.MAPPED),
        Property("birth_date", "birthDate", kinds.DAY),
        Property("sex", "sex", kinds.Vocabulary(DemographicsSex, extension=r"^ext:[a-zA-Z0-9._-]+$")),
        Property("american_indian_or_alaska_native", "americanIndianOrAlaskaNative", kinds.Flag(as_string=True)),
        Property("asian", "asian", kinds.Flag(as_string=True)),
        Property("black_or_african_american", "blackOrAfricanAmerican", kinds.Flag(as_string=True)),
        Property(
            "native_hawaiian_or_other_pacific_islander",
            "nativeHawaiianOrOtherPacificIslander",
            kinds.Flag(as_string=True),
        ),
        Property("white", "white", kinds.Flag(as_string=True)),
        Property("demographic_race_two_or_more_races", "demographicRaceTwoOrMoreRaces", kinds.Flag(as_string=True)),
        Property("hispanic_or_latino_ethnicity", "hispanicOrLatinoEthnicity", kinds.Flag(as_string=True)),
        Property("country_of_birth_code", "countryOfBirthCode", kinds.TEXT),
        Property("state_of_birth_abbreviation", "stateOfBirthAbbreviation", kinds.TEXT),
        Property("city_of_birth", "cityOfBirth", kinds.TEXT),
        Property("public_school_residence_status", "publicSchoolResidenceStatus", kinds.TEXT),
    )
