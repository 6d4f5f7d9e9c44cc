"""The application: `create_app(settings)` puts routes, errors, access and telemetry together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI

from api import problems
from api.access import RateLimit
from api.computing import Computing
from api.jobs.runtime import Runtime
from api.keys import KeyRing
from api.openapi import with_schemas
from api.routes import documents, edits, estimates, health, jobs
from api.settings import ServiceSettings
from api.telemetry import Metrics, Telemetry
from api.threads import AT_ONCE
from api.web import pages
from summarizer.errors import SummarizerError


def create_app(settings: ServiceSettings) -> FastAPI:
    """Return the application for `settings`."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.slots = asyncio.Semaphore(AT_ONCE)
        try:
            app.state.keys = KeyRing(settings.library.database("keys"))
            app.state.runtime = await asyncio.to_thread(Runtime, settings, app.state.metrics)
            await asyncio.to_thread(app.state.runtime.start)
        except SummarizerError as error:
            app.state.failure = error
            raise
        app.state.computing = Computing()
        app.state.computing.warm()
        yield
        await asyncio.to_thread(app.state.computing.close)
        await asyncio.to_thread(app.state.runtime.stop, settings.leave_s)
        app.state.keys.close()

    app = FastAPI(
        title="summarizer",
        version=version("summarizer"),
        summary="Structured, source-traceable summaries of agencies' work reports",
        lifespan=lifespan,
        redoc_url=None,
        # Operations are called in generated clients what their functions are called here.
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.settings = settings
    app.state.failure = None
    app.state.rate_limit = RateLimit(settings.per_minute)
    app.state.metrics = Metrics()
    problems.install(app)
    app.include_router(documents.router)
    app.include_router(jobs.router)
    app.include_router(edits.router)
    app.include_router(estimates.router)
    app.include_router(health.router)
    app.include_router(pages.router)
    described = app.openapi
    app.openapi = lambda: with_schemas(described())  # type: ignore[method-assign]
    app.add_middleware(Telemetry, metrics=app.state.metrics)
    return app
