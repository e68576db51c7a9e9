"""Which of a provider's links to a next page may be followed. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from attrs import define, field

from ._links import number_in, same_origin
from ._untold import in_print


@define
class Trail:
    """The links of one reading: the one to follow now, and those that were followed before."""

    link: str | None = field(default=None, repr=False)
    _visited: set[str] = field(factory=set[str], repr=False)

    @property
    def limit(self) -> int | None:
        """How many records the link asks for, if it says so."""
        return number_in(self.link or "", "limit")

    def usable(self, url: str, links: Mapping[str, str]) -> bool:
        """Whether a page from `url` has a next link that knows more than offsets do, and stays with the provider."""
        following = links.get("next")
        if following is None or following in self._visited or following == url:
            return False
        return number_in(following, "offset") is None and same_origin(url, following)

    def follow(self, url: str, following: str) -> str | None:
        """Take a link of a page from `url` as the one to follow; or why it must not be, in words."""
        if not same_origin(url, following):
            there = urlsplit(following)
            origin = in_print(f"{there.scheme}://{there.hostname}")
            return (
                f"the link to the next page leaves the provider ({origin}); it was not followed, for the token "
                "would go with it"
            )
        if following in self._visited or following == url:
            return "the link to the next page leads back to a page that was read before"
        self._visited |= {url, following}
        self.link = following
        return None
