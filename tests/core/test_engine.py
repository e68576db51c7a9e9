"""Both engines run a flow with the hands of their pool, and let nothing of it out but the error itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from oneroster_sdk import NotFound
from oneroster_sdk._engine import AsyncEngine, Engine
from oneroster_sdk._flow import Flow, Reply, Request, Send

STEP = Send(Request("GET", "https://x.example/a", "GET /a"))


class Pool:
    """Hands that answer with what they were asked to send."""

    def hands(self) -> Pool:
        return self

    def send(self, step: Send) -> Reply:
        return Reply(200, {"path": step.request.label})


class AsyncPool(Pool):
    async def send(self, step: Send) -> Reply:  # type: ignore[override]
        return super().send(step)


def blocking(flow: Flow[Any]) -> Any:
    return Engine(None, Pool(), 7).run(flow)  # type: ignore[arg-type]


def awaiting(flow: Flow[Any]) -> Any:
    return asyncio.run(AsyncEngine(None, AsyncPool(), 7).run(flow))  # type: ignore[arg-type]


@pytest.mark.parametrize("run", [blocking, awaiting])
def test_a_flow_is_run_to_its_end(run: Callable[[Flow[Any]], Any]) -> None:
    def flow() -> Flow[Any]:
        return (yield STEP)

    assert run(flow()) == Reply(200, {"path": "GET /a"})


@pytest.mark.parametrize("run", [blocking, awaiting])
def test_an_error_leaves_without_its_frames_and_company(run: Callable[[Flow[Any]], Any]) -> None:
    def flow() -> Flow[Any]:
        yield STEP
        try:
            raise LookupError("Zacharias")
        except LookupError:
            raise NotFound("there is none", status=404)  # noqa: B904 - on purpose

    with pytest.raises(NotFound, match="there is none") as caught:
        run(flow())
    assert (caught.value.status, caught.value.__context__, caught.value.__cause__) == (404, None, None)
    frames = [entry.frame.code.name for entry in caught.traceback]
    assert "flow" not in frames
    assert "run" in frames[-1]
