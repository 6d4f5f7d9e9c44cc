"""Run the whole path over a fixture with a real model, record it and print its figures.

    python -m tests.live [FIXTURE]

The recordings in fixtures/recordings/live are made by this and played by
tests/replay; docs/live.md holds the figures of one run.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.live.model import FOLDER, running_model
from tests.live.server import NAME
from tests.quality.scoring import CATEGORIES, score

ROOT = Path(__file__).parents[2]
RECORDINGS = ROOT / "fixtures" / "recordings" / "live"
FIXTURE = ROOT / "fixtures" / "sources" / "education-pian.txt"
SETTINGS = {
    "SUMMARIZER_LLM__MODEL": NAME,
    "SUMMARIZER_LLM__CONCURRENCY": "1",
    "SUMMARIZER_LLM__TIMEOUT_S": "300",
    "SUMMARIZER_LLM__MAX_OUTPUT_TOKENS": "900",
}


def main(fixture: Path) -> None:
    """Record a run over `fixture`, replay it, and print what came of it."""
    from summarizer import summarize

    shutil.rmtree(RECORDINGS, ignore_errors=True)
    with running_model() as base_url:
        place = {"SUMMARIZER_LLM__BASE_URL": base_url, "SUMMARIZER_DATA_DIR": str(FOLDER / "data")}
        here = os.environ | SETTINGS | place
        subprocess.run([sys.executable, "-m", "summarizer", "doctor"], env=here, check=True)
        started = time.monotonic()
        command = ["run", "--record", str(RECORDINGS), "-o", os.devnull, str(fixture)]
        done = subprocess.run([sys.executable, "-m", "summarizer", *command], env=here, check=False)
        seconds = time.monotonic() - started
    # 3 is a result too: the fixture promises another number of reports than it holds.
    assert done.returncode in {0, 3}
    os.environ.update(SETTINGS, SUMMARIZER_LLM__REPLAY=str(RECORDINGS))
    digest = summarize(fixture)
    figures = score(fixture.with_suffix(".gold.json"), digest)
    print(f"\n{fixture.name} by {NAME}: {seconds:.0f} s, {digest.usage}")
    print("F1: " + ", ".join(f"{name} {getattr(figures, name):.3f}" for name in CATEGORIES))
    for report in digest.reports:
        print(report.id, report.engine, report.brief_engine, report.provenance.fallback_reason)
        print("   ", "; ".join(report.provenance.notes))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FIXTURE)
