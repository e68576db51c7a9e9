from enum import StrEnum


class ImsxCodeMinor(StrEnum):
    FORBIDDEN = "forbidden"
    FULL_SUCCESS = "full success"
    INVALID_BLANK_SELECTION_FIELD = "invalid_blank_selection_field"
    INVALID_DATA = "invalid data"
    INVALID_FILTER_FIELD = "invalid_filter_field"
    INVALID_SELECTION_FIELD = "invalid_selection_field"
    INVALID_SORT_FIELD = "invalid_sort_field"
    SERVER_BUSY = "server_busy"
    UNAUTHORIZED = "unauthorized"
    UNKNOWN_OBJECT = "unknown object"

    def __str__(self) -> str:
        return str(self.value)
