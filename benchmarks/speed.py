"""Speed and memory of the rules path, as ratios against other tools in one run.

    python benchmarks/speed.py [FILE]

CPU time (user and system), candidates in turn, medians; each process is
measured by itself. Absolute figures depend on the machine: read the ratios.
"""

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "fixtures" / "sources" / "town-reports.txt"
ROUNDS = 9


def main() -> None:
    """Print every figure."""
    if sys.argv[1:2] == ["--memory"]:
        print(_memory(Path(sys.argv[2]), int(sys.argv[3])))
        return
    sample = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    data = sample.read_bytes()
    print(f"text: {sample.name}, {len(data):,} bytes of UTF-8\n")
    _warm(data)
    _growth(data)
    _growth_of_memory(sample)
    _start_up(sample)


def _warm(data: bytes) -> None:
    import jieba
    from langchain_text_splitters import RecursiveCharacterTextSplitter
    from sumy.nlp.tokenizers import Tokenizer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.lsa import LsaSummarizer

    jieba.setLogLevel("ERROR")
    text = data.decode()
    splitter = RecursiveCharacterTextSplitter(chunk_size=2000, chunk_overlap=200)
    candidates: dict[str, Callable[[], object]] = {
        "summarizer (bytes to JSON)": lambda: _rules(data),
        "langchain-text-splitters 2000/200": lambda: splitter.split_text(text),
        "jieba.lcut": lambda: jieba.lcut(text),
        "sumy LSA, 10 sentences": lambda: LsaSummarizer()(
            PlaintextParser.from_string(text, Tokenizer("chinese")).document, 10
        ),
    }
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for call in candidates.values():
        call()
    for _ in range(ROUNDS):
        for name, call in candidates.items():
            times[name].append(_cpu(call))
    own = statistics.median(times["summarizer (bytes to JSON)"])
    print("warm, in process                      ms   / ours   MB per CPU-second")
    for name, measured in times.items():
        median = statistics.median(measured)
        speed = len(data) / median / 1e6
        print(f"{name:34} {median * 1000:8.2f} {median / own:8.2f} {speed:12.2f}")


def _growth(data: bytes) -> None:
    ratio = _per_byte(data * 100) / _per_byte(data * 10)
    print(f"\nCPU per character, 100 times the text / 10 times: {ratio:.2f}")


def _per_byte(data: bytes) -> float:
    return min(_cpu(lambda: _rules(data)) for _ in range(3)) / len(data)


def _growth_of_memory(sample: Path) -> None:
    small, large = (
        int(_run("benchmarks/speed.py", "--memory", str(sample), str(times))) for times in (1, 100)
    )
    grown = (large - small) / (sample.stat().st_size * 99)
    print(f"peak memory: {grown:.1f} bytes for each byte of input, and {small / 1e6:.0f} MB")


def _start_up(sample: Path) -> None:
    bare = _cpu_of([sys.executable, "-c", "pass"])
    rows = {
        "bare interpreter": bare,
        "summarizer --help": _cpu_of([sys.executable, "-m", "summarizer", "--help"]),
        "summarizer run, cold": _cpu_of([sys.executable, "-m", "summarizer", "run", str(sample)]),
        "import langchain_text_splitters": _cpu_of(
            [sys.executable, "-c", "import langchain_text_splitters"]
        ),
        "import jieba, load its dictionary": _cpu_of(
            [sys.executable, "-c", "import jieba; jieba.initialize()"]
        ),
    }
    print("\nwhole processes                   CPU s   / bare")
    for name, seconds in rows.items():
        print(f"{name:34} {seconds:6.3f} {seconds / bare:8.1f}")


def _rules(data: bytes) -> bytes:
    from summarizer import summarize
    from summarizer.rendering.json import to_json

    return to_json(summarize(data))


def _memory(sample: Path, times: int) -> int:
    _rules(sample.read_bytes() * times)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _cpu(call: Callable[[], object]) -> float:
    before = time.process_time()
    call()
    return time.process_time() - before


def _cpu_of(command: list[str]) -> float:
    measured = []
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        measured.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(measured)


def _run(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return str(json.loads(done.stdout))


if __name__ == "__main__":
    main()
