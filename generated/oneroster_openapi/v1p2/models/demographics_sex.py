from enum import StrEnum


class DemographicsSex(StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNSPECIFIED = "unspecified"

    def __str__(self) -> str:
        return str(self.value)
