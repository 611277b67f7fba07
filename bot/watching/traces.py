"""Traces by OpenTelemetry, where the operator has switched them on: an update and its stages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, TypeAlias

from bot.errors import BotError

if TYPE_CHECKING:
    from opentelemetry.trace import TracerProvider

Span: TypeAlias = "Callable[[str, Mapping[str, str | int]], AbstractContextManager[object]]"
"""Opens a span of a name, with attributes; no words and no ids of people are among them."""
ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
"""OpenTelemetry's own variable, as all its others."""


class TracesError(BotError):
    """Traces are wanted, and can't be made."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__(f"{ENDPOINT}: OpenTelemetry is not installed; pip install '.[otel]', or unset it")


def no_span(_name: str, _attributes: Mapping[str, str | int]) -> AbstractContextManager[object]:
    """Open nothing."""
    return nullcontext()


def switched_on(environment: Mapping[str, str]) -> Span:
    """Give what opens spans: nothing, unless the variable says where they go.

    Raises:
        TracesError: The packages are missing.
    """
    if not environment.get(ENDPOINT):
        return no_span
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
    except ImportError:
        raise TracesError from None
    name = environment.get("OTEL_SERVICE_NAME") or "anniversary-bot"
    provider = TracerProvider(resource=Resource.create({"service.name": name}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return spans_of(provider)


def spans_of(provider: TracerProvider) -> Span:
    """Give what opens spans of a provider."""
    tracer = provider.get_tracer("bot")

    def span(name: str, attributes: Mapping[str, str | int]) -> AbstractContextManager[object]:
        # An error's text may hold somebody's words.
        opened: AbstractContextManager[object] = tracer.start_as_current_span(
            name, attributes=dict(attributes), record_exception=False, set_status_on_exception=False
        )
        return opened

    return span
