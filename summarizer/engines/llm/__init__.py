"""The engine that lets a model write, and holds it to the report."""

from summarizer.engines.llm.engine import Limits, LlmEngine
from summarizer.engines.llm.examples import check_example

__all__ = ["Limits", "LlmEngine", "check_example"]
