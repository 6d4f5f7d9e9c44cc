"""What a running server tells of itself: request ids, logs, metrics; never text, never keys."""

import logging
import re
import sys
import time
import uuid

import structlog
from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.tracing import span
from summarizer.domain.usage import Usage

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_SECURITY = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cache-control", b"no-store"),
)
_DOCS = ("/docs", "/openapi.json")


class Metrics:
    """The counters of one server."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "summarizer_requests",
            "Requests answered",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "summarizer_request_seconds",
            "Time from a request's head to the end of its answer",
            ("route",),
            registry=self.registry,
        )
        self.jobs = Counter(
            "summarizer_jobs", "Jobs ended in this process", ("state",), registry=self.registry
        )
        self.reports = Counter(
            "summarizer_reports", "Reports of jobs summarised", ("engine",), registry=self.registry
        )
        self.calls = Counter(
            "summarizer_model_calls", "Requests sent to the model", registry=self.registry
        )
        self.tokens = Counter(
            "summarizer_model_tokens", "Tokens of these", ("kind",), registry=self.registry
        )

    def called(self, usage: Usage) -> None:
        """Count what one question to the model took."""
        self.calls.inc(usage.calls)
        self.tokens.labels("prompt").inc(usage.prompt_tokens)
        self.tokens.labels("completion").inc(usage.completion_tokens)


class Telemetry:
    """ASGI middleware: an id for every request, security headers, a log line, the metrics."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics
        self._log = structlog.get_logger("summarizer.api")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and tell of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        given = request.headers.get("x-request-id", "")
        number = given if _ID.fullmatch(given) else uuid.uuid4().hex
        request.state.request_id = number
        started = time.perf_counter()
        status = 500

        async def answered(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", number.encode())]
                if not scope["path"].startswith(_DOCS):
                    own = {name.lower() for name, _ in message["headers"]}
                    message["headers"] += [one for one in _SECURITY if one[0] not in own]
            await send(message)

        told = {"http.request.method": scope["method"], "request.id": number}
        with structlog.contextvars.bound_contextvars(request_id=number), span("request", told):
            try:
                await self._app(scope, receive, answered)
            finally:
                self._tell(scope, status, time.perf_counter() - started)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        # The route and not the path: paths of strangers would fill the metrics.
        route = getattr(scope.get("route"), "path", "unmatched")
        self._metrics.requests.labels(scope["method"], route, status).inc()
        self._metrics.seconds.labels(route).observe(seconds)
        self._log.info(
            "request", method=scope["method"], route=route, status=status, seconds=round(seconds, 4)
        )


def configure_logs() -> None:
    """Write logs as JSON lines to standard error, those of libraries among them.

    Of an exception its kind is written and not its words, which may be a report's.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    written = structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[*shared, written],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, _without_words],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, written],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    # The engine's own logger writes to the console where nobody else has it write.
    logging.getLogger("dbos").addHandler(logging.NullHandler())


def _without_words(
    _logger: object, _name: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    if error := event.pop("exc_info", None):
        kind = error[0] if isinstance(error, tuple) else type(error)
        event["error"] = getattr(kind, "__name__", str(kind))
    return event
