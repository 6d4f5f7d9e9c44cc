"""Names of bodies in a text, as far as two characters and the kind tell them apart."""

import re

_BODY = re.compile(
    r"[\u4e00-\u9fff]{2}(?:局(?!长|面|部|限|机关)|厅(?!长)|馆(?![藏内舍员长])|法院|检察院|公司|医院)"
)


def bodies(text: str) -> set[str]:
    """Return the ends of the names of bodies in `text`.

    >>> sorted(bodies("云岭市档案局和省教育厅"))
    ['教育厅', '档案局']
    """
    return set(_BODY.findall(text))
