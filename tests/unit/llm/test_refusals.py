import pytest

from summarizer.errors import (
    ContentRefused,
    ContextTooLong,
    KeyRefused,
    ModelError,
    ModelNotFound,
    ModelOverloaded,
    QuotaExhausted,
    RequestRefused,
)
from summarizer.llm.refusals import pause_asked, refusal


def body(message: str, code: str | None = None) -> dict[str, object]:
    return {"error": {"message": message, "code": code, "type": "x"}}


@pytest.mark.parametrize(
    ("status", "said", "error"),
    [
        pytest.param(400, body("...", "content_filter"), ContentRefused, id="azure"),
        pytest.param(400, body("...", "data_inspection_failed"), ContentRefused, id="dashscope"),
        pytest.param(400, body("...", "1301"), ContentRefused, id="zhipu"),
        pytest.param(400, body("considered high risk"), ContentRefused, id="moonshot"),
        pytest.param(429, body("...", "insufficient_quota"), QuotaExhausted, id="quota"),
        pytest.param(402, body("Insufficient Balance"), QuotaExhausted, id="balance"),
        pytest.param(401, body("no"), KeyRefused, id="key"),
        pytest.param(404, body("no such model"), ModelNotFound, id="model"),
        pytest.param(404, body("Not Found"), RequestRefused, id="path"),
        pytest.param(400, body("names are case-sensitive"), RequestRefused, id="sensitive"),
        pytest.param(400, body("Model Not Exist"), ModelNotFound, id="model-400"),
        pytest.param(400, body("maximum context length is 8192"), ContextTooLong, id="long"),
        pytest.param(429, body("slow down"), ModelOverloaded, id="rate"),
        pytest.param(503, None, ModelOverloaded, id="busy"),
        pytest.param(500, "<html>", ModelOverloaded, id="html"),
        pytest.param(422, body("what?"), RequestRefused, id="other"),
    ],
)
def test_a_refusal_is_known_by_its_words_before_its_number(
    status: int, said: object, error: type[ModelError]
) -> None:
    assert type(refusal(status, said, {})) is error


@pytest.mark.parametrize(
    ("message", "parameter"),
    [
        ("This response_format type is unavailable now", "response_format"),
        ("json_schema is not supported", "response_format"),
        ("tool_choice required is not supported", "tools"),
        ("Unsupported parameter: 'max_tokens'", "max_tokens"),
        ("'temperature' does not support 0", "temperature"),
        ("no idea", None),
    ],
)
def test_the_parameter_objected_to_is_read(message: str, parameter: str | None) -> None:
    error = refusal(400, body(message), {})
    assert isinstance(error, RequestRefused)
    assert error.parameter == parameter


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "3"}, 3.0),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0.0),
        ({"x-ratelimit-reset-requests": "20ms", "x-ratelimit-reset-tokens": "6m0s"}, 360.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-1"}, None),
        ({"x-ratelimit-reset-requests": "1700000000"}, None),
        ({}, None),
    ],
)
def test_the_pause_that_a_server_asks_for_is_read(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert pause_asked(headers) == seconds
