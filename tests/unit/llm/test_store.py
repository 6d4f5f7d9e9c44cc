from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.database import file_url
from summarizer.errors import ConfigurationError
from summarizer.llm.store import AnswerStore, DatabaseStore, MemoryStore


@pytest.fixture(params=["memory", "database"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AnswerStore]:
    if request.param == "memory":
        yield MemoryStore()
    else:
        made = DatabaseStore(file_url(tmp_path / "new" / "folder", "answers.sqlite3"))
        yield made
        made.close()


def test_what_is_put_is_got_and_the_last_stands(store: AnswerStore) -> None:
    store.put({"a": {"data": ["库房"]}, "b": {"data": 1}})
    store.put({"a": {"data": ["人手"]}})
    assert store.get(["a", "b", "c"]) == {"a": {"data": ["人手"]}, "b": {"data": 1}}
    assert store.get([]) == {}


def test_a_file_that_is_no_database_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "answers.sqlite3").write_text("not a database " * 99, "utf-8")
    with pytest.raises(ConfigurationError, match=r"answers\.sqlite3"):
        DatabaseStore(file_url(tmp_path, "answers.sqlite3"))


def test_a_folder_that_cannot_be_made_is_refused_with_advice(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(ConfigurationError, match="SUMMARIZER_DATA_DIR"):
        DatabaseStore(file_url(tmp_path / "file" / "folder", "answers.sqlite3"))


def test_a_store_that_fails_costs_no_run(tmp_path: Path) -> None:
    store = DatabaseStore(file_url(tmp_path, "answers.sqlite3"))
    store.put({"a": {"data": 1}})
    store.close()
    (tmp_path / "answers.sqlite3").write_bytes(b"broken" * 999)
    for extra in tmp_path.glob("answers.sqlite3-*"):
        extra.unlink()
    assert store.get(["a"]) == {}
    store.put({"b": {"data": 1}})
    store.close()
