"""The engine that lets a model write, and holds it to the report."""

from summarizer.engines.llm.engine import Limits, LlmEngine

__all__ = ["Limits", "LlmEngine"]
