"""Hold what an engine says to its source.

`Verifier` judges a model's citations and turns what stands into claims; `ground`
is the gate that every claim passes, whoever made it, before it is shown.
"""

from summarizer.grounding.attribution import misattributed
from summarizer.grounding.gate import ground
from summarizer.grounding.names import bodies
from summarizer.grounding.polarity import denied, turned
from summarizer.grounding.verify import Cited, Reason, Rejected, Verdict, Verifier, merged, overlap

__all__ = [
    "Cited",
    "Reason",
    "Rejected",
    "Verdict",
    "Verifier",
    "bodies",
    "denied",
    "ground",
    "merged",
    "misattributed",
    "overlap",
    "turned",
]
