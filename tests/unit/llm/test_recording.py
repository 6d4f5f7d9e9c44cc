import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import ConfigurationError, ModelOverloaded, RecordingMissing
from summarizer.llm.client import Server
from summarizer.llm.config import LlmConfig
from tests.llm_server.server import Body, LlmServer, Reply, completion, problem

KEY = "sk-very-secret"


def body(said: str) -> Body:
    return {"model": "m", "messages": [{"role": "user", "content": said}], "max_tokens": 9}


async def exchanged(config: LlmConfig, *asked: str) -> list[Any]:
    async with Server(config) as server:
        calls = [server.complete(body(said)) for said in asked]
        return list(await asyncio.gather(*calls, return_exceptions=True))


def echo(request: Body) -> Reply:
    return completion("答" + request["messages"][0]["content"])


def contents(found: list[Any]) -> list[str]:
    return [one["choices"][0]["message"]["content"] for one in found]


def recorded(folder: Path, *asked: str) -> None:
    with LlmServer(echo) as server:
        config = LlmConfig.model_validate(
            {"model": "m", "base_url": server.base_url, "api_key": KEY, "record": folder}
        )
        asyncio.run(exchanged(config, *asked))


def replaying(folder: Path) -> LlmConfig:
    return LlmConfig(model="m", base_url="http://127.0.0.1:9/v1", replay=folder)


def test_what_was_recorded_is_replayed_without_a_server_in_any_order(tmp_path: Path) -> None:
    asked = [f"问{number}" for number in range(8)]
    recorded(tmp_path, *asked)
    found = asyncio.run(exchanged(replaying(tmp_path), *reversed(asked)))
    assert contents(found) == [f"答{said}" for said in reversed(asked)]


def test_a_recording_is_readable_says_where_it_is_from_and_holds_no_secret(tmp_path: Path) -> None:
    recorded(tmp_path, "问题一")
    (file,) = tmp_path.glob("*.json")
    text = file.read_text("utf-8")
    assert "问题一" in text
    assert KEY not in text
    assert "authorization" not in text.lower()
    provenance = json.loads(text)["provenance"]
    assert provenance["made"] == "recorded"
    assert provenance["model"] == "m"


def test_a_request_that_was_not_recorded_names_the_nearest_and_what_differs(tmp_path: Path) -> None:
    recorded(tmp_path, "全年公开信息", "别的")
    (error,) = asyncio.run(exchanged(replaying(tmp_path), "全年公开数据"))
    assert isinstance(error, RecordingMissing)
    assert "全年公开信息" in str(error)
    assert "全年公开数据" in str(error)
    assert "--record" in str(error)


def test_a_refusal_and_the_answer_after_it_are_replayed_in_their_order(tmp_path: Path) -> None:
    replies = iter([problem(429, "slow down"), completion("好")])
    with LlmServer(lambda _: next(replies)) as server:
        config = LlmConfig(model="m", base_url=server.base_url, record=tmp_path)

        async def twice(config: LlmConfig) -> list[Any]:
            async with Server(config) as client:
                first = await asyncio.gather(client.complete(body("问")), return_exceptions=True)
                return [*first, await client.complete(body("问"))]

        live = asyncio.run(twice(config))
    replayed = asyncio.run(twice(replaying(tmp_path)))
    for found in (live, replayed):
        assert isinstance(found[0], ModelOverloaded)
        assert contents(found[1:]) == ["好"]


def test_recording_and_replaying_at_once_is_refused(tmp_path: Path) -> None:
    config = LlmConfig(model="m", record=tmp_path, replay=tmp_path)
    with pytest.raises(ConfigurationError, match="exclude"):
        Server(config)


def test_a_folder_of_recordings_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no such folder"):
        Server(replaying(tmp_path / "none"))
