"""What a client tells while it works: the classes of events that ``on_event`` is called with."""

from ._events import Event, Listener, PageRead, Repaired, Retried, TokenCacheFailed, TokenFetched, Warned

__all__ = ["Event", "Listener", "PageRead", "Repaired", "Retried", "TokenCacheFailed", "TokenFetched", "Warned"]
