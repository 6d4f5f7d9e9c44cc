import pytest

from summarizer.audit.totals import audit_mistyped, audit_totals
from summarizer.domain.summary import Finding, Metric
from summarizer.domain.text import Span
from tests.builders import only_report

TITLE = "云岭市档案局2023年工作总结\n"


def _raised(body: str) -> list[Finding]:
    text, report = only_report(TITLE + body)
    return list(audit_totals(text, report))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            "全年发布信息100条，其中动态20条，公告20条，政策20条，人事20条，财务15条。",
            id="a list that falls short",
        ),
        pytest.param(
            "全年发布信息１００条(截至12月23日),其中动态20条,公告20条,政策20条,人事20条,财务15条。",
            id="a bracket between, other widths",
        ),
        pytest.param(
            "全年发布信息100条，其中动态20条，公告20条；政策20条；人事20条；其他信息15条。",
            id="a list that goes on over semicolons",
        ),
        pytest.param("发布信息100条，其中动态20条，其他信息30条。", id="a list with a rest"),
        pytest.param("发布信息100条。其中包括：动态20条，其他信息30条。", id="two words between"),
        pytest.param("发布信息100条，包括政策，其中动态20条，其他30条。", id="an aside between"),
        pytest.param("受理信访100件，分别为来信40件、来访30件。", id="less than 分别为"),
        pytest.param("受理信访100件，分别为来信40件、来访30件、来电31件。", id="more than 分别为"),
        pytest.param(
            "全年发布信息1.2万条，其中动态6000条，公告3000条，政策1000条，人事900条，财务500条。",
            id="a scaled total",
        ),
    ],
)
def test_a_long_list_that_is_not_its_total_is_a_warning(body: str) -> None:
    (finding,) = _raised(body)
    assert (finding.code, finding.severity) == ("totals_mismatch", "warning")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            "受理申请40件，其中自然人30件，企业15件。", id="two members, more than the total"
        ),
        pytest.param(
            "发布信息100条，其中动态20条，公告20条，政策20条，人事10条，财务8条。",
            id="a long list that leaves a fifth out",
        ),
        pytest.param("整治隐患600处，其中道路300处，工地200处，学校99处。", id="missed by a hair"),
        pytest.param("走访企业100家，其中工业40家，商贸30家，旅游31家。", id="more by one"),
        pytest.param("（一）走访企业40家（其中：工业30家，商贸15家）。", id="a list in brackets"),
        pytest.param("受理信访100件：来信40件，来访30件，来电31件。", id="a colon alone"),
    ],
)
def test_where_members_may_overlap_or_be_left_out_it_is_a_notice(body: str) -> None:
    (finding,) = _raised(body)
    assert finding.severity == "notice"
    assert "交叉或未列全" in finding.message


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("受理申请45件，其中自然人30件，企业15件。", id="it adds up"),
        pytest.param("受理申请45件，其中自然人30件。", id="one member"),
        pytest.param(
            "收到申请9件，上年结转1件，其中公开6件、部分公开1件、无法提供3件。", id="of two"
        ),
        pytest.param("受理申请45件，其中自然人20件，企业15件。", id="examples"),
        pytest.param(
            "发布信息90条，其中动态20条，公告20条，政策20条，人事10条，财务8条等。",
            id="等 says more",
        ),
        pytest.param("发布信息90余条，其中动态60条，公告50条。", id="an inexact total"),
        pytest.param("发布信息90条，其中动态60余条，公告50条。", id="an inexact member"),
        pytest.param("受理申请45件，其中自然人30件，办结44件。", id="the course of things"),
        pytest.param("受理申请45件，其中自然人30件；答复44件。", id="another clause"),
        pytest.param("发布信息50条，其中动态20条，公告20条；政策解读30条。", id="another matter"),
        pytest.param("发布信息90条，其中视频60个，图解50个。", id="another unit"),
        pytest.param("比上年多21条，其中动态60条，公告50条。", id="a difference is no total"),
        pytest.param("受理45件，办结40件，其中自然人30件，企业15件。", id="an earlier total"),
        pytest.param(
            "受理申请45件，其中自然人30件（线上20件、线下15件），企业15件。", id="a list inside"
        ),
        pytest.param("受理申请6件，其中自然人3件，企业2件，社团一件。", id="a member spelled out"),
        pytest.param("培训干部90名，其中女干部40名，青年干部60名。", id="persons by sex and age"),
        pytest.param("实有企业5.2万户，其中工业31,507户，商贸2.05万户。", id="rounded figures"),
        pytest.param("受理申请45件。召开会议。其中自然人30件，企业25件。", id="too far away"),
    ],
)
def test_what_need_not_add_up_is_left_alone(body: str) -> None:
    assert _raised(body) == []


@pytest.mark.parametrize("text", ["：", "其中", "1：", "（", "件：1件（"])
def test_a_text_that_is_hardly_one_is_read(text: str) -> None:
    assert list(audit_totals(*only_report(text))) == []


def test_the_message_says_what_stands_there_and_asks() -> None:
    (finding,) = _raised("受理申请40件，其中自然人30件，企业15件。")
    assert finding.message.startswith(
        "云岭市档案局的报告中总数为40件，其后所列2项之和为45件，相差5件，请核对"
    )


def test_the_evidence_runs_from_what_is_counted_to_the_last_member() -> None:
    body = "全年接待群众。受理申请40件，其中自然人30件，企业15件。"
    (finding,) = _raised(body)
    (span,) = finding.evidence
    assert (TITLE + body)[span.start : span.end] == "受理申请40件，其中自然人30件，企业15件"


def _metric(label: str, value: float, unit: str = "条") -> Metric:
    return Metric(label, value, unit, None, approximate=False, as_of=None, evidence=(Span(0, 1),))


def _mistyped(*metrics: Metric) -> list[Finding]:
    _, report = only_report(TITLE + "扫描照片120张。")
    return list(audit_mistyped(report, metrics))


def test_two_figures_that_differ_by_neighbouring_digits_are_told() -> None:
    (finding,) = _mistyped(_metric("公开信息", 43081), _metric("发布信息", 43801))
    assert finding.code == "totals_mismatch"
    assert "43081" in finding.message
    assert "43801" in finding.message


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(_metric("发布信息", 43081), id="the same"),
        pytest.param(_metric("发布信息", 48013), id="other digits moved"),
        pytest.param(_metric("发布信息", 43801, "件"), id="another unit"),
        pytest.param(_metric("原公开信息", 43801), id="a former value"),
    ],
)
def test_other_pairs_of_figures_are_not(other: Metric) -> None:
    assert _mistyped(other, _metric("公开信息", 43081)) == []


def test_small_figures_are_alike_by_chance() -> None:
    assert _mistyped(_metric("受理", 12), _metric("办结", 21)) == []
