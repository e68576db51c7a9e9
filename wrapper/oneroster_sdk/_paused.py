"""Python's collector of cycles, paused while a page becomes records.

It looks at young objects again after every 700 that are made, and at all objects of the program now and then. A page
makes some ten thousand, none of which is garbage: to look at them takes longer than to make them.
"""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager


def collect_young() -> None:
    """Have it look at young objects, if it runs, while there is no page of records.

    It does so now and then by itself, and takes for old what is there at that moment. Pages that are gone with the next
    one would count as old objects that became more, for which it looks at all objects of the program.
    """
    if gc.isenabled():
        gc.collect(1)


@contextmanager
def collector_paused() -> Generator[None]:
    """Pause it, if it runs. It is one for all threads: who turns it off elsewhere at that very time may find it on."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
