from enum import StrEnum


class GUIDRefType(StrEnum):
    ACADEMIC_SESSION = "academicSession"
    CATEGORY = "category"
    CLASS = "class"
    COURSE = "course"
    DEMOGRAPHICS = "demographics"
    ENROLLMENT = "enrollment"
    GRADING_PERIOD = "gradingPeriod"
    LINE_ITEM = "lineItem"
    ORG = "org"
    RESOURCE = "resource"
    RESULT = "result"
    STUDENT = "student"
    TEACHER = "teacher"
    TERM = "term"
    USER = "user"

    def __str__(self) -> str:
        return str(self.value)
