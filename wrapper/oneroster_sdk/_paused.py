"""Python's collector of cycles, kept from looking at pages of records.

It looks at young objects again after every 700 that are made, and at all objects of the program now and then. A page
makes some ten thousand, none of which is garbage: to look at them takes longer than to make them.
"""

from __future__ import annotations

import gc
import threading

from ._forks import after_fork


class _Spared:
    """Objects that the collector does not count: so much higher is the number at which it looks at young ones."""

    def __init__(self) -> None:
        self._changing = threading.Lock()
        self._usual: tuple[int, int, int] | None = None
        self._ours: tuple[int, int, int] | None = None
        after_fork(self)

    def reset_after_fork(self) -> None:
        self._changing = threading.Lock()

    def begin(self) -> None:
        """Spare all objects that are young now; those that go meanwhile make room for others."""
        with self._changing:
            usual = self._found()
            if usual[0]:  # 0 means never
                self._usual, self._ours = usual, (usual[0] + gc.get_count()[0], *usual[1:])
                gc.set_threshold(*self._ours)

    def end(self) -> None:
        """Spare none any more."""
        with self._changing:
            gc.set_threshold(*self._found())
            self._usual = self._ours = None

    def _found(self) -> tuple[int, int, int]:
        """What holds without us: somebody may have set it meanwhile."""
        now = gc.get_threshold()
        return self._usual if self._usual is not None and now == self._ours else now


_SPARED = _Spared()


class CollectorPaused:
    """Pauses it, if it runs, and has it spare what was made, until `count_again`.

    It is one for all threads: who turns it off elsewhere at that very time may find it on.
    """

    def __enter__(self) -> None:
        self._ran = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if self._ran:
            _SPARED.begin()  # else it would look at all of that as soon as it is on
            gc.enable()


def count_again() -> None:
    """Have it count everything again: the page is gone, or somebody keeps its records, as they may keep others."""
    _SPARED.end()
