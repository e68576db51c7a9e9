"""The error of this client."""


class UnexpectedStatus(Exception):
    """The server answered with a status that the document does not describe.

    `content` holds the body; the message does not, for it may speak of people.
    """

    def __init__(self, status_code: int, content: bytes) -> None:
        super().__init__(status_code)
        self.status_code = status_code
        self.content = content

    def __str__(self) -> str:
        return f"the server answered with the undocumented status {self.status_code} ({len(self.content)} bytes)"


__all__ = ["UnexpectedStatus"]
