"""Plain text for a terminal."""

import re
from collections.abc import Iterable

from summarizer.domain.usage import Diagnosis, Estimate

_CONTROL = r"\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
_CONTROLS = re.compile(f"[{_CONTROL}]+")
_CONTROL_INSIDE = re.compile(rf"(?![\n\r\t])[{_CONTROL}]")
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")


def printable(text: str) -> str:
    r"""Return `text` on one line, without what moves a cursor or turns the writing round.

    >>> printable("云岭市\x1b[31m教育局\n")
    '云岭市 [31m教育局 '
    """
    return _CONTROLS.sub(" ", text)


def printable_lines(text: str) -> str:
    """Return `text` with its lines, without the other characters that `printable` takes out."""
    return _CONTROL_INSIDE.sub(" ", text)


def begins_like_a_formula(text: str) -> bool:
    """Tell whether a spreadsheet could take `text` for a formula, also in full width.

    >>> begins_like_a_formula("=1+1"), begins_like_a_formula(" ＠SUM"), begins_like_a_formula("1=1")
    (True, True, False)
    """
    return _FORMULA.match(text) is not None


def estimates(found: Iterable[Estimate]) -> str:
    """Return what a run would take as lines of a table, with the sum in the last."""
    rows = list(found)
    lines = ["report\tcalls\treused\tprompt\tanswer\tcost\tagency"]
    lines += [
        f"{row.report}\t{row.calls}\t{row.reused}\t{row.prompt_tokens}\t{row.completion_tokens}"
        f"\t{_money(row.cost, row.currency)}\t{printable(row.agency or '-')}"
        for row in rows
    ]
    costs = [row.cost for row in rows if row.cost is not None]
    lines.append(
        f"total\t{sum(r.calls for r in rows)}\t{sum(r.reused for r in rows)}"
        f"\t{sum(r.prompt_tokens for r in rows)}\t{sum(r.completion_tokens for r in rows)}"
        f"\t{_money(sum(costs) if costs else None, rows[0].currency if rows else None)}\t-"
    )
    return "\n".join(lines) + "\n"


def diagnosis(found: Diagnosis) -> str:
    """Return what is known of a server and model as lines of a list."""
    enforced = {True: "enforced", False: "accepted, not enforced", None: "not probed"}
    rows = {
        "server": found.base_url,
        "model": found.model,
        "reachable": "yes" if found.reachable else "no",
        "asks for JSON by": found.rung or "-",
        "schema": enforced[found.enforced] if found.rung == "json_schema" else "-",
        "window (server)": f"{found.context_window} tokens"
        if found.context_window
        else "not stated",
        "window (settings)": f"{found.configured_window} tokens",
        "price": found.price,
    }
    if found.problem:
        rows["problem"] = found.problem
    width = max(map(len, rows))
    return "".join(f"{name:<{width}}  {printable(value)}\n" for name, value in rows.items())


def _money(cost: float | None, currency: str | None) -> str:
    return "-" if cost is None else f"{cost:.4f} {currency}"
