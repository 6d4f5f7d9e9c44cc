"""Traces, where OTEL_EXPORTER_OTLP_ENDPOINT says where to send them; ids and counts only."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from summarizer.errors import ConfigurationError

_ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
_tracer: Any = None


def configure_tracing() -> None:
    """Send spans by OTLP over HTTP from now on, where the environment says so.

    Raises `ConfigurationError` where it does and OpenTelemetry is not installed.
    """
    global _tracer  # noqa: PLW0603 - a process has one tracer, as OpenTelemetry itself has it
    asked = next((name for name in _ENDPOINTS if os.environ.get(name)), None)
    if asked is None:
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import SERVICE_NAME, Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise ConfigurationError(
            f"{asked} is set and OpenTelemetry is not installed; "
            "pip install 'summarizer[otel]', or unset it"
        ) from error
    named = os.environ.get("OTEL_SERVICE_NAME", "summarizer")
    provider = TracerProvider(resource=Resource.create({SERVICE_NAME: named}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    _tracer = provider.get_tracer("summarizer")


@contextmanager
def span(name: str, attributes: Mapping[str, str | int]) -> Iterator[None]:
    """Trace what is done within; nothing is kept of an exception but that there was one."""
    if _tracer is None:
        yield
        return
    with _tracer.start_as_current_span(
        name, attributes=attributes, record_exception=False, set_status_on_exception=False
    ):
        yield
