"""What a server and model can do, found out by asking: for `summarizer doctor`."""

from dataclasses import replace
from typing import Any

from summarizer.domain.usage import Diagnosis
from summarizer.errors import ModelError
from summarizer.llm.gateway import Gateway
from summarizer.llm.port import Request, Tally

_WINDOW_FIELDS = ("max_model_len", "context_length", "context_window", "n_ctx", "n_ctx_train")
_CANARY = "canary_7f3a"
"""Nobody answers this of their own accord: who does is held to the schema."""


async def diagnosed(gateway: Gateway) -> Diagnosis:
    """Ask the server what there is to know; what is found is remembered for later runs."""
    problem = None
    reachable, window = False, None
    try:
        models = await gateway.models()
        reachable, window = True, _window(models, gateway.name)
    except ModelError as error:
        problem = str(error)
    try:
        answer = await gateway.ask_anew(_canary(), Tally())
        reachable, problem = True, None
        if gateway.manner.rung == "json_schema":
            enforced = answer.data is not None and answer.data.get("verdict") == _CANARY
            gateway.remember(replace(gateway.manner, enforced=enforced))
        answered = True
    except ModelError as error:
        problem, answered = str(error), False
    price = gateway.config.price
    return Diagnosis(
        base_url=gateway.config.base_url,
        model=gateway.name,
        reachable=reachable,
        rung=gateway.manner.rung if answered else None,
        enforced=gateway.manner.enforced if answered else None,
        context_window=window,
        configured_window=gateway.window,
        price=(
            f"{price.input:g} in, {price.output:g} out, {price.currency} per million tokens"
            if price
            else "not in the price table"
        ),
        problem=problem,
    )


def _canary() -> Request:
    """Return a request whose schema allows one answer only, which the text speaks against."""
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {"verdict": {"type": "string", "enum": [_CANARY]}},
        "required": ["verdict"],
        "additionalProperties": False,
    }
    asked = '输出JSON，形如{"verdict":"好"}或{"verdict":"不好"}：今天天气好不好？'
    return Request("probe", ({"role": "user", "content": asked},), schema, 200)


def _window(models: list[dict[str, Any]], name: str) -> int | None:
    for model in models:
        if model.get("id") != name and len(models) > 1:
            continue
        meta = model.get("meta")
        for source in (model, meta if isinstance(meta, dict) else {}):
            for field in _WINDOW_FIELDS:
                if isinstance(source.get(field), int):
                    return int(source[field])
    return None
