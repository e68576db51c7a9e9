from enum import StrEnum


class AcademicSessionType(StrEnum):
    GRADING_PERIOD = "gradingPeriod"
    SCHOOL_YEAR = "schoolYear"
    SEMESTER = "semester"
    TERM = "term"

    def __str__(self) -> str:
        return str(self.value)
