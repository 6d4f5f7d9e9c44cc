"""Speed and memory of the readers, against the libraries they stand on, in one run.

    python -m benchmarks.documents

CPU time (user and system) with that of child processes, candidates in turn,
medians. Absolute figures depend on the machine: read the ratios.
"""

import io
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.formats.making import docx_of, html_of, pdf_of

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "fixtures" / "sources" / "town-reports.txt"
PAGES = 500
ROUNDS = 5


def main() -> None:
    """Print every figure."""
    if sys.argv[1:2] == ["--one"]:
        CANDIDATES[sys.argv[2]](Path(sys.argv[3]).read_bytes())
        return
    text = SAMPLE.read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        _whole_run(text, Path(folder))
        _readers(text, Path(folder))


def _whole_run(text: str, folder: Path) -> None:
    """Measure a run over a PDF of `PAGES` pages, from bytes to JSON."""
    file = folder / "long.pdf"
    some = 20
    data = pdf_of(text * (PAGES * some // _pages(pdf_of(text * some)) + 1))
    pages = _pages(data)
    file.write_bytes(data)
    command = [sys.executable, "-m", "summarizer", "run", str(file), "-o", str(folder / "out")]
    seconds = _cpu_of(command)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"summarizer run, a PDF of {pages} pages ({len(data):,} bytes):")
    print(f"{seconds:.1f} s of CPU, {pages / seconds:.0f} pages a second, peak {peak:.0f} MB")


def _readers(text: str, folder: Path) -> None:
    made = {"pdf": pdf_of(text * 20), "docx": docx_of(text * 20), "html": html_of(text * 20)}
    times: dict[str, list[float]] = {name: [] for name in CANDIDATES}
    for name, data in made.items():
        (folder / name).write_bytes(data)
    for _ in range(ROUNDS):
        for name in CANDIDATES:
            file = folder / name.partition(":")[0]
            command = [sys.executable, "-m", "benchmarks.documents", "--one", name, str(file)]
            times[name].append(_cpu_of(command))
    print(f"\nwhole processes, {_pages(made['pdf'])} pages of PDF      CPU s   / first of its kind")
    first = 0.0
    for name, measured in times.items():
        median = statistics.median(measured)
        if name.endswith("library"):
            first = median
        print(f"{name:38} {median:8.3f} {median / first:8.2f}")


def _pages(data: bytes) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(data))


def _pypdfium2(data: bytes) -> None:
    import pypdfium2

    for page in pypdfium2.PdfDocument(data):
        page.get_textpage().get_text_range()


def _python_docx(data: bytes) -> None:
    from docx import Document

    "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)


def _resiliparse(data: bytes) -> None:
    from resiliparse.extract.html2text import extract_plain_text

    extract_plain_text(data.decode(), main_content=True)


def _ours(data: bytes) -> None:
    from summarizer.reading.decode import read_source

    read_source(data, "document")


CANDIDATES: dict[str, Callable[[bytes], None]] = {
    "pdf: pypdfium2, the library": _pypdfium2,
    "pdf: read_source": _ours,
    "docx: python-docx, a library": _python_docx,
    "docx: read_source": _ours,
    "html: resiliparse, the library": _resiliparse,
    "html: read_source": _ours,
}


def _cpu_of(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
