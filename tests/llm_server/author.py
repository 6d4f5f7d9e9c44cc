"""Write the authored recordings: what the annotation says, with faults that no real model gave.

python -m tests.llm_server.author
"""

import asyncio
import json
import shutil
from pathlib import Path

from summarizer.llm.config import LlmConfig
from summarizer.reading.decode import read_source
from summarizer.runner import summarise_by_model
from summarizer.settings import Settings
from tests.llm_server.answers import follow, gold_of
from tests.llm_server.faults import CASES, striking
from tests.llm_server.server import Body, LlmServer, Reply

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "fixtures" / "recordings" / "authored"
FILE = ROOT / "fixtures" / "sources" / "lawgov-reports.txt"
MODEL = "authored"
STRUCK = {
    1: "content_filter as 400",
    2: "prompt injection obeyed",
    3: "<think> in front",
}
"""Which fault strikes which report."""


def main() -> None:
    """Record a run against the stub and mark it as authored."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    gold = gold_of(FILE.with_suffix(".gold.json"))
    answer = follow(gold)
    by_words = {
        gold[number]["achievements"][0]["core"]: striking(
            answer, CASES[name], gold[number]["achievements"][0]["core"]
        )
        for number, name in STRUCK.items()
    }
    undisturbed = striking(answer, CASES["503 once"], "\0")

    def reply(body: Body) -> Reply:
        said = body["messages"][-1]["content"]
        struck = next((by_words[words] for words in by_words if words in said), undisturbed)
        return struck(body)

    with LlmServer(reply) as server:
        config = LlmConfig(model=MODEL, base_url=server.base_url, record=FOLDER, ramp_s=0)
        source = read_source(FILE.read_bytes(), FILE.name, 1 << 20)
        asyncio.run(summarise_by_model(source, Settings(llm=config)))
    for file in FOLDER.glob("*.json"):
        recording = json.loads(file.read_text("utf-8"))
        recording["provenance"] = {
            "made": "authored",
            "by": "python -m tests.llm_server.author, from the annotation of the fixture",
            "model": None,
        }
        file.write_text(json.dumps(recording, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
