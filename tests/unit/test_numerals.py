import pytest

from summarizer.numerals import chinese_number, numbers


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("６００余篇", "600余篇", id="full-width"),
        pytest.param("1,270件", "1270件", id="separator"),
        pytest.param("1.20万", "12000", id="ten-thousands"),
        pytest.param("3亿元", "300000000元", id="hundred-millions"),
        pytest.param("六百篇", "600篇", id="spelled"),
        pytest.param("一万二千件", "1.2万件", id="spelled-and-scaled"),
        pytest.param("百分之九十", "90%", id="percent"),
        pytest.param("5.0%", "5%", id="trailing-zero"),
    ],
)
def test_a_number_is_the_same_in_every_notation(one: str, other: str) -> None:
    assert numbers(one) == numbers(other) != set()


@pytest.mark.parametrize("text", ["一是抓落实", "三个方面", "千方百计", "十四五规划", "没有数字"])
def test_a_lone_numeral_is_a_number_only_on_demand(text: str) -> None:
    assert numbers(text) == set()


def test_a_lone_numeral_counts_where_evidence_is_read() -> None:
    assert numbers("新建三座", single=True) == {"3"}


def test_a_scale_is_part_of_the_number() -> None:
    assert numbers("12万件") != numbers("12件")


def test_a_number_in_chinese_numerals_has_a_value() -> None:
    assert chinese_number("九十八点五") == 98.5


@pytest.mark.parametrize("text", ["三是加强", "（一）加强", "进一步规范", "第一时间"])
def test_a_number_in_an_enumeration_counts_nothing(text: str) -> None:
    assert numbers(text, single=True) == set()


def test_a_comma_parts_numbers_unless_three_digits_follow() -> None:
    assert numbers("0,0 1,270,000 12,5") == {"0", "1270000", "12", "5"}


def test_a_wide_digit_elsewhere_changes_no_other_number() -> None:
    assert numbers("３０件，注0¹") == numbers("30件，注0¹") == {"30", "0"}
