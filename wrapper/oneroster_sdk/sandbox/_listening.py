"""Serving an application from a background thread."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

_GRACE = 5


class _Loop(asyncio.SelectorEventLoop):
    """An event loop whose time goes on while a test holds the clock of its process.

    One that slept while `time.monotonic` was replaced would not wake for as long as the two clocks are apart, and the
    sandbox would not stop. A class keeps the function, as what freezes clocks looks for it in modules.
    """

    _now = staticmethod(time.monotonic)

    def time(self) -> float:
        return self._now()


class _Server(uvicorn.Server):
    """A uvicorn server that says when it is ready to answer, or has given up."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.settled = threading.Event()

    def run_in_thread(self, sock: socket.socket) -> None:
        try:
            with asyncio.Runner(loop_factory=_Loop) as runner:
                runner.run(self.serve(sockets=[sock]))
        finally:
            self.settled.set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.settled.set()


@contextmanager
def listening(app: Starlette, host: str, port: int) -> Generator[str, None, None]:
    """Serve the application while the block lasts; gives the origin, `http://127.0.0.1:51234`.

    The port is bound here, before the thread starts, so that one that is taken is an error of the caller's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family, backlog=2048) as sock:
        # Else the second half of a small answer waits for the client's delayed acknowledgement, 40 ms.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, log_config=None, lifespan="off", ws="none", http="h11",
            server_header=False, timeout_graceful_shutdown=_GRACE,
        )  # fmt: skip
        server = _Server(config)
        thread = threading.Thread(target=server.run_in_thread, args=(sock,), name="oneroster-sandbox", daemon=True)
        thread.start()
        server.settled.wait()
        try:
            if not server.started:
                raise RuntimeError("the sandbox's server did not start")
            name = f"[{host}]" if family == socket.AF_INET6 else host
            yield f"http://{name}:{sock.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
