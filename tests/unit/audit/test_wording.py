from summarizer.audit.wording import audit_wording
from summarizer.domain.summary import Metric
from summarizer.domain.text import Span
from tests.builders import only_report

TITLE = "云岭市档案局2023年工作总结\n"
STOCK = "我局高度重视档案工作，精心组织，周密部署，进一步加强库房管理，不断提高服务水平。"
PLAIN = "全年扫描照片120张，整理民国档案30卷，接待查档群众5人，复印材料17页，修补旧报纸3份。"


def test_a_report_of_little_but_stock_phrases_is_told() -> None:
    (finding,) = audit_wording(*only_report(TITLE + STOCK * 12), ())
    assert (finding.code, finding.severity) == ("stock_phrases", "info")
    assert len(finding.evidence) == 3


def test_some_stock_phrases_are_usual() -> None:
    assert not list(audit_wording(*only_report(TITLE + STOCK * 3 + PLAIN * 12), ()))


def test_a_short_text_is_too_little_to_judge() -> None:
    assert not list(audit_wording(*only_report(TITLE + STOCK), ()))


def test_a_report_with_many_figures_tells_something() -> None:
    figure = Metric("扫描", 1, "张", None, approximate=False, as_of=None, evidence=(Span(0, 1),))
    assert not list(audit_wording(*only_report(TITLE + STOCK * 12), (figure,) * 3))
