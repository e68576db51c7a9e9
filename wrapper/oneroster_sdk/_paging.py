"""Where a collection goes on and where it ends: a pure state machine, driven by what each page brought.

The promise: every record that did not change meanwhile is delivered exactly once, or the reading raises.

- **Overlap.** Each page is asked for from the last record of the page before. A page that begins with that record, or
  repeats the end of what was read in the same order, continues it: everything before it has come, whatever was inserted
  or removed meanwhile. If no known record comes, records were removed before it, and the reading steps back until one
  does.
- **Repeats.** A record that comes again anywhere else shows that records moved, and then another may have been missed:
  a place that was read holds one record, and if one came twice, one did not come. The collection is read again, and
  what had come before is not delivered again.
- **End.** A short page proves nothing, for providers clamp ``limit``; nor does one that brings only the record asked
  for again, for it may be cut. Proof is an empty page after the last record, which is seen to be the last once more
  afterwards; or a declared total, when the last record came once more just where that total has it; or the last link.
  See `Claims` for what is believed.
- **Other ways to count.** Offsets counted from 1 differ by one record, which the overlap shows and bears. Where offsets
  are rounded down to whole pages, the same page comes again, and whole pages are asked for from then on. Where
  ``offset`` is ignored, the provider's own links are followed, if they stay with the provider; else the reading raises.

Swapped records show as repeats, inserted and removed ones in the overlap. What one row of overlap cannot show: records
removed *and* others moved onto just the row of the overlap, between the same two requests, where no total is declared.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Final, NoReturn

from attrs import define

from ._claims import Arrived, Asked
from ._errors import IncompletePull
from ._ledger import Fresh, in_a_row
from ._links import number_in, same_origin
from ._standing import Standing
from ._steps import MOST_IDLE, MOST_PASSES, Evidence, Shift, Step
from ._trail import Trail

_SAME_AGAIN: Final = "the provider sent a page again that had come before. It seems to ignore offset"


@define
class Paging(Standing):
    """Takes the pages of one reading, and decides how it goes on."""

    def accept(self, asked: Asked, arrived: Arrived) -> Fresh:
        """Take what came; gives the records to be delivered now.

        Raises:
            IncompletePull: the provider turns in circles, declares more than it gives, or leads elsewhere.
        """
        self.claims.hear(asked, arrived)
        before = len(self.ledger)
        fresh = self._ways[self.step](self, asked, arrived)
        if self.ledger.moved and self.ledger.forgets:
            self._raise_moved()
        self._idle = 0 if len(self.ledger) > before else self._idle + 1
        leads_on = self.step is Step.OVERLAP and len(arrived.ids) == self._first_length
        self._steady = self._steady + 1 if leads_on else 0
        if self._idle > MOST_IDLE and self.evidence is None:
            self._raise(f"the last {self._idle} pages brought nothing new, and yet it does not end")
        return fresh

    # --- the steps

    def _first(self, asked: Asked, arrived: Arrived) -> Fresh:
        if not arrived.ids:
            return self._end("the profile" if self._whole else "an empty page", asked)
        fresh = self._take(asked, arrived)
        self._first_length = len(arrived.ids)
        if self._whole:
            self._prove("the profile")
        else:
            self._go_on(asked, arrived, may_be_last=len(arrived.ids) < asked.limit)
        return fresh

    def _overlapping(self, asked: Asked, arrived: Arrived) -> Fresh:
        known, shift = self.ledger.known(arrived), self._shift
        self._shift = None
        if not known:
            return self._step_back(asked)
        if known[0] == self.ledger.tail and arrived.ids[1:] and not self._is_same(arrived):
            known = known[:1]  # whatever follows stands after it, even if it came before
        elif shift is not None and len(known) == len(arrived.ids):
            return self._settle_shift(asked, known, shift)
        if len(known) == len(arrived.ids):
            return self._nothing_new(asked, arrived, known)
        self._note_shift(known)
        self._beyond, self._back, self._reached = None, 0, -1
        if asked.offset == 0:  # the first page had but one record, and here it is again
            self._first_length = len(arrived.ids)
        shorter = len(arrived.ids) < self._first_length
        fresh = self._take(asked, arrived)
        self._go_on(asked, arrived, may_be_last=self._regular and shorter)
        self._regular = self._regular and not shorter
        return fresh

    def _settle_shift(self, asked: Asked, known: Sequence[int], shift: Shift) -> Fresh:
        if shift.ends_with_the_last and known == [self.ledger.tail] and self._first_length > 1:
            return self._end_past(asked, "the last page again")
        in_place = shift.number == 0 or known[0] == shift.number - 1
        self.ledger.moved = self.ledger.moved or not (in_a_row(known) and in_place)
        self._pos, self.step = shift.pos, Step.PAST
        return _none(asked)

    def _nothing_new(self, asked: Asked, arrived: Arrived, known: Sequence[int]) -> Fresh:
        self.ledger.moved = self.ledger.moved or not in_a_row(known)
        after = asked.offset + len(arrived.ids)
        if known[-1] != self.ledger.tail:
            return self._towards_the_last(asked, arrived, known)
        self._back, self._reached = 0, -1
        same = self._is_same(arrived)
        self._pos = self._pos if same else after
        if self._beyond is not None:
            return self._settle(*self._beyond, same=same)
        again = self._regular and not self._one_page  # offsets end at the last page; they are not ignored
        says_so = arrived.total is not None and "next" not in arrived.links and self.claims.reached(after)
        if (again if same else says_so) and self.claims.reached(len(self.ledger)):
            return self._end("the declared total", asked)
        self.step = Step.PAST
        return _none(asked)

    def _towards_the_last(self, asked: Asked, arrived: Arrived, known: Sequence[int]) -> Fresh:
        """What came is known and stands before the last record: read on, as long as that leads on."""
        self._beyond, self.step = None, Step.OVERLAP
        if known[-1] <= self._reached:  # the last record is not after the others any more
            self._again()
            return _none(asked)
        self._reached = known[-1]
        after = asked.offset + len(arrived.ids)
        self._pos = after + 1 if len(known) == 1 else after
        return _none(asked)

    def _settle(self, asked: Asked, arrived: Arrived, *, same: bool) -> Fresh:
        """The last record is where it was: what came past it, if anything, is what follows."""
        self._beyond = None
        if not arrived.ids:
            return self._end_past(asked)
        aligned = same and self._one_page and not self.ledger.known(arrived)
        fresh = self._take(asked, arrived)
        if aligned:
            self.notes["aligned"] += 1
            self._aligned, self._pos, self.step = asked.limit, asked.offset + asked.limit, Step.ALIGNED
        else:
            self.step = Step.PAST if len(arrived.ids) == 1 else Step.OVERLAP
        return fresh

    def _past(self, asked: Asked, arrived: Arrived) -> Fresh:
        if not arrived.ids and not len(self.ledger):
            return self._end("an empty page", asked)
        if not arrived.ids or not self.ledger.holds_all(arrived):
            self._beyond, self.step = (asked, arrived), Step.OVERLAP
            return _none(asked)
        if self._one_page and arrived.ids == self._previous.ids[: len(arrived.ids)]:
            self._same += 1
            if self._same > 1:
                self._turn_to_links(asked)
                return _none(asked)
        first, last = self.ledger.known(arrived)[0], self.ledger.known(arrived)[-1]
        self._shift = Shift(first, asked.offset + len(arrived.ids), last == self.ledger.tail)
        self.step = Step.OVERLAP
        return _none(asked)

    def _whole_pages(self, asked: Asked, arrived: Arrived) -> Fresh:
        if not arrived.ids:
            return self._end_past(asked)
        if self.ledger.holds_all(arrived):
            self._raise(_SAME_AGAIN)
        fresh = self._take(asked, arrived)
        self._pos = asked.offset + self._aligned
        return fresh

    def _linked(self, asked: Asked, arrived: Arrived) -> Fresh:
        before = self._previous
        if self.ledger.holds_all(arrived) and (arrived.ids or not arrived.links):
            if self._ended_by_offset or not arrived.ids:
                return self._end("an empty page", asked)
            self._raise("the link to the next page leads back to records that had come before")
        fresh = self._take(asked, arrived)
        if "next" in arrived.links:
            self._follow(asked, arrived)
        elif arrived.links or set(before.links) <= {"next"} or self.claims.reached(len(self.ledger)):
            self._prove("the last link")
        else:
            self._raise("the pages had links, but the last that came has none, and whether more follows is unknown")
        return fresh

    _ways: ClassVar[dict[Step, Callable[[Paging, Asked, Arrived], Fresh]]] = {
        Step.FIRST: _first,
        Step.OVERLAP: _overlapping,
        Step.PAST: _past,
        Step.BACK: _overlapping,
        Step.ALIGNED: _whole_pages,
        Step.LINK: _linked,
    }

    # --- what they have in common

    def _go_on(self, asked: Asked, arrived: Arrived, *, may_be_last: bool) -> None:
        if self.claims.ends_with(asked, arrived, len(self.ledger)):
            self._prove("the last link")
        else:
            more = arrived.total is not None or "next" in arrived.links
            self.step = Step.PAST if may_be_last and not more else Step.OVERLAP

    def _step_back(self, asked: Asked) -> Fresh:
        """None of what came is known: look for what is, further back."""
        self._beyond = None
        if asked.offset == 0:
            self._again()
        else:
            self._back, self.step = self._back * 2 or 1, Step.BACK
            self.notes["removed"] += 1
        return _none(asked)

    def _note_shift(self, known: Sequence[int]) -> None:
        if self.step is Step.OVERLAP and len(known) > 1:
            self.notes["one-based" if len(known) == 2 and self._one_page else "inserted"] += 1

    # --- links

    def _turn_to_links(self, asked: Asked) -> None:
        """Offset is ignored: only the links can tell how the collection goes on, or that it does not."""
        following = self._previous.links.get("next")
        if following is not None and number_in(following, "offset") is not None and same_origin(asked.url, following):
            self._raise(_SAME_AGAIN)  # the link asks for an offset as well
        if following is None:
            if not self._previous.links or self.claims.links_wrong:
                self._raise(_SAME_AGAIN)
            self._prove("the last link")
            return
        self._follow(asked, self._previous)
        self.notes["linked"] += 1

    def _follow(self, asked: Asked, arrived: Arrived) -> None:
        problem = self._trail.follow(asked.url, arrived.links["next"])
        if problem is not None:
            self._raise(problem)
        self.step = Step.LINK

    # --- the end

    def _end_past(self, asked: Asked, evidence: Evidence = "an empty page") -> Fresh:
        """Nothing stands past the last record; but a link that does not go by offsets may know more."""
        if self._trail.usable(asked.url, self._previous.links):
            self._ended_by_offset = True
            self._follow(asked, self._previous)
            return _none(asked)
        return self._end(evidence, asked)

    def _end(self, evidence: Evidence, asked: Asked) -> Fresh:
        self._prove(evidence)
        return _none(asked)

    def _prove(self, evidence: Evidence) -> None:
        missing = self.claims.missing(len(self.ledger))
        unseen = self.claims.changed and (missing or self._unchecked)
        whole = self.claims.reached(len(self.ledger))  # if some came twice, none is missing all the same
        if (self.ledger.moved and not whole) or unseen:
            self._again()
        elif missing and self.claims.maybe_limit:
            self.step = Step.PAST  # with another limit, which tells
        elif missing:
            raise IncompletePull(
                f"{self.label}: the provider declares {self.claims.total} records, but gave {len(self.ledger)}. "
                "The collection is not whole; read it again.",
                name=self.name,
            )
        else:
            self.evidence = evidence

    def _raise_moved(self) -> NoReturn:
        raise IncompletePull(
            f"{self.label}: records moved while they were read. With check_duplicates=False it is not known which "
            "came, so that the collection cannot be read again without giving some twice.",
            retryable=True,
            name=self.name,
        )

    def _again(self) -> None:
        """Read the collection once more from its start."""
        if self.ledger.forgets:
            self._raise_moved()
        if self.passes == MOST_PASSES:
            raise IncompletePull(
                f"{self.label}: records moved each of the {self.passes} times that the collection was read; it cannot "
                "be proved to have come whole. Read it again when it is quiet, or have the provider sort it "
                "by sourcedId.",
                retryable=True,
                name=self.name,
            )
        self.notes["again"] += 1
        self.passes += 1
        self.claims.changed = False
        self.ledger.begin_again()
        self._pos = self._back = self._aligned = self._same = self._steady = 0
        self._reached = -1
        self._previous, self._beyond, self._shift, self._trail = Arrived((), ()), None, None, Trail()
        self._regular, self._ended_by_offset, self.step = True, False, Step.FIRST


def _none(asked: Asked) -> Fresh:
    return Fresh((), asked.offset)
