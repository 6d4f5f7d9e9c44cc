"""The tables of docs/quality.md: a row is computed anew, and compared or written."""

import os
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "quality.md"
REGENERATE = os.environ.get("REGENERATE_GOLDEN") == "1"


def check_row(name: str, *cells: str) -> None:
    """Hold the row of `name` to what it says in the document; write it there on request."""
    row = f"| {' | '.join((name, *cells))} |"
    table = TABLE.read_text("utf-8")
    if REGENERATE:
        anew = re.sub(rf"^\| {re.escape(name)} \|.*$", row, table, flags=re.MULTILINE)
        TABLE.write_text(anew, "utf-8")
    else:
        assert row in table.splitlines()
