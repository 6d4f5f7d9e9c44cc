"""Summarises the files it is given, within a limit on memory; a line of JSON for each.

Run in a process of its own: an error that is none of ours ends it.
"""

import json
import resource
import sys
from pathlib import Path

from summarizer import SummarizerError, summarize

MEMORY_BYTES = 1 << 30


def main() -> None:
    """Answer with what each file gave: a number of reports, or an error."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    for name in sys.argv[1:]:
        try:
            answer: int | str = len(summarize(Path(name), engine="rules").reports)
        except SummarizerError as error:
            answer = str(error)
        sys.stdout.write(json.dumps([Path(name).name, answer]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
