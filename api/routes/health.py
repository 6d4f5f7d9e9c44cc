"""Whether the server lives, is ready, which it is, and what it counts."""

import asyncio
from importlib.metadata import version
from typing import Literal

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel, Field

from api.jobs.runtime import Runtime
from api.openapi import NOT_READY
from api.problems import ProblemError
from api.settings import ServiceSettings

_ALIVE_S = 5

router = APIRouter(tags=["operation"])


class Alive(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Ready(BaseModel):
    """What the server can do now."""

    status: Literal["ok", "degraded"] = Field(description="degraded: the rules work, no model")
    rules: Literal["ok"] = "ok"
    storage: Literal["ok"] = "ok"
    model: Literal["ok", "unreachable", "none"]


class Version(BaseModel):
    """Which release this is."""

    version: str = Field(examples=["0.1.0"])
    schema_version: str = Field(examples=["1.0"])


@router.get("/livez")
async def livez() -> Alive:
    """Tell that the process answers."""
    return Alive()


@router.get("/readyz", responses={503: NOT_READY})
async def readyz(request: Request) -> Ready:
    """Tell what works; a model that cannot be reached is degraded, not dead."""
    settings: ServiceSettings = request.app.state.settings
    runtime: Runtime = request.app.state.runtime
    if runtime.leaving:
        raise ProblemError(503, "shutting_down", "the server is stopping", {"Retry-After": "5"})
    await asyncio.to_thread(runtime.store.check)
    if settings.library.llm is None:
        return Ready(status="ok", model="none")
    try:
        async with asyncio.timeout(_ALIVE_S):
            reached = await runtime.line.is_alive()
    except TimeoutError:
        reached = False
    return Ready(status="ok" if reached else "degraded", model="ok" if reached else "unreachable")


@router.get("/version")
async def release() -> Version:
    """Tell which release this is."""
    from summarizer.pipeline import SCHEMA_VERSION

    return Version(version=version("summarizer"), schema_version=SCHEMA_VERSION)


@router.get("/metrics", response_class=Response)
async def metrics(request: Request) -> Response:
    """Give the counters as Prometheus reads them."""
    return Response(
        generate_latest(request.app.state.metrics.registry), media_type=CONTENT_TYPE_LATEST
    )
