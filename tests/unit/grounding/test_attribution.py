import pytest

from summarizer.grounding.attribution import misattributed


@pytest.mark.parametrize(
    ("said", "quoted", "wrong"),
    [
        pytest.param("受理申请8件", "受理申请12件，办结8件。", {"8"}, id="swapped"),
        pytest.param("微博发布302条", "微信发布302条、微博发布1,100多条", {"302"}, id="neighbour"),
        pytest.param("支出增长5%", "收入增长5%，支出增长8%", {"5"}, id="percent"),
        pytest.param("受理申请12件", "受理申请12件，办结8件。", set(), id="right"),
        pytest.param("公开386条信息", "公开信息386条，电子化100%", set(), id="turned-round"),
        pytest.param("财政收入增长5%", "财政收入12亿元，增长5%", set(), id="other-measure"),
        pytest.param("受理申请12件", "受理申请，全年共12件，其中网上5件", set(), id="label-before"),
        pytest.param("完成1.2万件", "完成12000件，退回300件", set(), id="notation"),
        pytest.param(
            "2022年就业1.2万人", "2023年就业1.2万人，2022年就业0.9万人", {"12000"}, id="year"
        ),
        pytest.param("满意度上升5%", "满意度上升5个百分点", {"5"}, id="measure"),
        pytest.param("共9件", "受理申请12件", set(), id="not-there"),
        pytest.param("12", "受理申请12件，办结8件", set(), id="bare"),
    ],
)
def test_a_figure_belongs_to_the_words_it_stands_with(
    said: str, quoted: str, wrong: set[str]
) -> None:
    assert misattributed(said, [quoted]) == wrong
