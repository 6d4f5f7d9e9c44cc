"""Hold what an engine says to its source.

`verify` judges a model's citations and turns what stands into claims; `ground`
is the gate that every claim passes, whoever made it, before it is shown.
"""

from summarizer.grounding.gate import ground
from summarizer.grounding.verify import Cited, Reason, Rejected, Verdict, verify

__all__ = ["Cited", "Reason", "Rejected", "Verdict", "ground", "verify"]
