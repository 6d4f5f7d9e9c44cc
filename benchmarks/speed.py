"""Speed and memory of the rules path, as ratios against other tools in one run.

    python benchmarks/speed.py [FILE]

CPU time (user and system), candidates in turn, medians; each process is
measured by itself. Absolute figures depend on the machine: read the ratios.
"""

import importlib.util
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
SENTENCES = 10
PEERS = ("jieba", "sumy", "numpy", "langchain_text_splitters")


def main() -> None:
    """Print every figure."""
    if sys.argv[1:2] == ["--memory"]:
        print(_memory(Path(sys.argv[2]), int(sys.argv[3])))
        return
    if sys.argv[1:2] == ["--warm"]:
        print(_best(sys.argv[2], Path(sys.argv[3])))
        return
    if missing := [name for name in PEERS if importlib.util.find_spec(name) is None]:
        sys.exit(f"not installed: {', '.join(missing)}; `make bench` installs them")
    sample = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    data = sample.read_bytes()
    print(f"text: {sample.name}, {len(data):,} bytes of UTF-8\n")
    # Other tools' tables stay in memory and slow everything after: they come last, and
    # each is measured in a process of its own.
    _growth_of_memory(sample)
    _start_up(sample)
    _growth(data)
    _warm(sample)


def _warm(sample: Path) -> None:
    times: dict[str, list[float]] = {name: [] for name in CANDIDATES}
    for _ in range(ROUNDS // 3):
        for name in CANDIDATES:
            times[name].append(float(_run("--warm", name, str(sample))))
    own = statistics.median(times["summarizer"])
    print("\nwarm, a process each                 ms   / ours   MB per CPU-second")
    for name, measured in times.items():
        median = statistics.median(measured)
        speed = sample.stat().st_size / median / 1e6
        print(f"{name:34} {median * 1000:8.2f} {median / own:8.2f} {speed:12.2f}")


def _best(name: str, sample: Path) -> float:
    """Return the CPU seconds of one warm call, the best of some."""
    call = CANDIDATES[name](sample.read_bytes())
    call()
    return min(_cpu(call) for _ in range(ROUNDS))


def _summarizer(data: bytes) -> Callable[[], object]:
    return lambda: _rules(data)


def _langchain(data: bytes) -> Callable[[], object]:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=2000, chunk_overlap=200)
    return lambda: splitter.split_text(data.decode())


def _jieba(data: bytes) -> Callable[[], object]:
    import jieba

    jieba.setLogLevel("ERROR")
    return lambda: jieba.lcut(data.decode())


def _sumy(data: bytes) -> Callable[[], object]:
    import jieba
    from sumy.nlp.tokenizers import Tokenizer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.lsa import LsaSummarizer

    jieba.setLogLevel("ERROR")
    tokenizer = Tokenizer("chinese")
    return lambda: LsaSummarizer()(
        PlaintextParser.from_string(data.decode(), tokenizer).document, SENTENCES
    )


CANDIDATES = {
    "summarizer": _summarizer,
    "langchain-text-splitters 2000/200": _langchain,
    "jieba.lcut": _jieba,
    "sumy LSA, 10 sentences": _sumy,
}


def _growth(data: bytes) -> None:
    ratio = _per_byte(data * 100) / _per_byte(data * 10)
    print(f"\nCPU per character, 100 times the text / 10 times: {ratio:.2f}")


def _per_byte(data: bytes) -> float:
    return min(_cpu(lambda: _rules(data)) for _ in range(ROUNDS // 2 + 1)) / len(data)


def _growth_of_memory(sample: Path) -> None:
    small, large = (int(_run("--memory", str(sample), str(times))) for times in (1, 100))
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
        [sys.executable, "-W", "ignore", __file__, *arguments],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


if __name__ == "__main__":
    main()
