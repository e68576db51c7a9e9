from enum import StrEnum


class ImsxCodeMinorFieldValue(StrEnum):
    FORBIDDEN = "forbidden"
    FULLSUCCESS = "fullsuccess"
    INTERNAL_SERVER_ERROR = "internal_server_error"
    INVALIDDATA = "invaliddata"
    INVALID_FILTER_FIELD = "invalid_filter_field"
    INVALID_SELECTION_FIELD = "invalid_selection_field"
    SERVER_BUSY = "server_busy"
    UNAUTHORISEDREQUEST = "unauthorisedrequest"
    UNKNOWNOBJECT = "unknownobject"

    def __str__(self) -> str:
        return str(self.value)
