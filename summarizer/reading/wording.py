"""What each unit is about: by its block's heading and, where that does not say, by its wording."""

import re
from collections.abc import Iterator

from summarizer.domain.outline import Category
from summarizer.domain.text import CleanText
from summarizer.lexicon import any_of, pattern
from summarizer.reading.headings import Subject, subject_of
from summarizer.reading.sections import Piece, Section

# Bound once: to look a member up in its enum takes as long as a search does.
_ACHIEVEMENT, _PROBLEM, _NEXT_STEP, _OTHER = (
    Category.ACHIEVEMENT,
    Category.PROBLEM,
    Category.NEXT_STEP,
    Category.OTHER,
)
_PLAN_OPENING = pattern("plan_openings")
_PLAN_CUE = pattern("plan_cues")
_ADMISSION = pattern("admissions")
_NOT_ADMISSION = re.compile(any_of("not_admissions"))
_DEFICIENCY = pattern("deficiencies")
_BUT = re.compile(any_of("regrets"))
_TURN = re.compile(
    rf"[，；。](?!(?:这些)?都?(?:需要?|有待|亟待|值得))[^，；。]{{0,12}}?(?:{any_of('plan_turns')}|(?P<duty>{any_of('duty_turns')}))"
)
_GLUED = re.compile(r"[0-9]\d{4}(?<=[\u4e00-\u9fff）]\d{5})\d++(?![.人元条件个项])")
_FORM = pattern("form_words")
_DEBRIS = pattern("web_debris")
# One look for what every cue has: most sentences have none.
_ADMISSION_HINT = re.compile(
    "问题|不足|差距|距离|短板|困难|薄弱|弱项|挑战|困扰|不平衡|不充分|隐患|现象|情形|情况|因素|看到|识到|感到|深知|不尽|满意"
)
ANSWERS_ONE = re.compile(
    r"(?:同时，)?针对[^。；]{2,60}(?:问题|不足|短板|现象|情况|困难)，(?=(?:我[^，。；]{1,3})?(?:下一?步)?[将拟要])"
)
"""The shortcoming that a sentence names before the plan that answers it (针对…问题，将…)."""
_ANSWERS = re.compile(rf"为此|对此|针对(?:这些|上述|以上|存在|查摆|发现)|{ANSWERS_ONE.pattern}")
_SUM_WORDS = re.compile(r"不尽如?人意|不足|差距|短板|困难|薄弱|挑战|弱项")
# Under a heading of problems these words lead into plans; elsewhere they may tell of work done.
_SETS_OUT = re.compile(r"20\d\d年，?[^。]{0,30}(?:抓好|做好|推进|开展)[^。了]{0,12}(?:工作|方面)")
_TELLS_YEAR = re.compile(r"20\d\d年，?是[^。]{2,60}年。$")
_FIRST_MEMBER = re.compile(r"一(?:是|要|则|方面)|首先|第一")
_LEADS_IN = re.compile(
    # Begins with one character class, so that the scan skips everything else.
    r"[以如几一二三四五六七八九十](?:(?<=[以如])下|(?<=几)"
    r"|(?<=[一二三四五六七八九十])(?:个|大|项|件|点|条|方面))[^，。]{0,12}。?$"
)
_SOME = re.compile(r"(?:目前|当前)，?|少数|部分|个别|一些|有的")
_TRAILER = re.compile(r"相关(?:推荐|文章|阅读|链接)|(?:推荐|延伸)阅读|[上下]一[篇条页]：|免责声明")
_LABELLED = re.compile(r"(?:存在)?(?:问题|不足|短板)(?:[一二三四五六七八九十]|\d{1,2})?：")
_YET = re.compile("[仍还尚]|依[然旧]|有待")
_FOUND = re.compile("(?:发现|暴露出?)，?(?=有的|少数|个别|部分|一些)")
_ENDS_LACKING = re.compile(rf"(?:{any_of('deficiencies')})[。；]?$")
_TURNS = (_PROBLEM, _NEXT_STEP)
_LONGEST_NAME = 14
_SEVERAL = 2
_AFTERTHOUGHT = 16
_LONGEST_OPENING = 8
_NEAR = 40


def categorise(text: CleanText, sections: list[Section], default: Category) -> None:
    """Set the category of every piece.

    `default` is what text is about that no heading and no cue says anything of.
    A piece that admits a shortcoming and goes on to plans becomes two.
    """
    numbered = len(sections) > 1
    brief_opening = numbered and len(sections[0].pieces) <= _LONGEST_OPENING
    tabular = _is_tabular(text.folded, *_extent(sections))
    modes: list[tuple[int, Category]] = []
    for section in sections:
        home = section.subject.category or default
        while modes and modes[-1][0] >= section.level:
            modes.pop()
        if modes and section.level and not section.says_what:
            # What the text above turned to (…将做好以下工作：) holds for what it numbers.
            home = modes[-1][1]
        if home is _OTHER or (brief_opening and not section.level):
            for piece in section.pieces:
                piece.category = home
        else:
            section.pieces = list(_categorised(text, section, home, tabular=tabular))
            _turn_heading(section, home)
        modes.append((section.level, _turned(text, section, home, modes)))
    _set_aside(text.folded, sections)


def _set_aside(folded: str, sections: list[Section]) -> None:
    """Let debris of web pages and rows of tables be about nothing."""
    for section in sections:
        pieces = section.pieces
        if not pieces:
            continue
        if _is_row(folded, pieces):
            for piece in pieces:
                piece.category = _OTHER
            continue
        # Most end as sentences do and name nothing: they are none.
        names_none = folded.count("：", pieces[0].start, pieces[-1].end) < _SEVERAL
        for piece in pieces:
            start, end = piece.start, piece.end
            ended = folded[end - 1] in "。；"
            if ended and (names_none or folded.count("：", start, end) < _SEVERAL):
                continue
            if not piece.is_heading and _is_debris(folded, start, end, ended=ended):
                piece.category = _OTHER
    _set_trailer_aside(folded, sections[-1].pieces)


def _turn_heading(section: Section, home: Category) -> None:
    """Let a heading that says nothing of it be about what all the text under it turned to.

    Plans under 切实加强自身建设 make it one; over shortcomings it only names a chapter.
    """
    if home is not _ACHIEVEMENT or section.says_what or not section.leaf:
        return
    told = [piece.category for piece in section.pieces if not piece.is_heading]
    turned = told[0] if told and section.heading else home
    if turned in _TURNS and all(category is turned for category in told):
        section.subject = Subject(turned)
        section.announces = turned is _PROBLEM
        for piece in section.pieces:
            piece.category = turned


def _is_debris(folded: str, start: int, end: int, *, ended: bool) -> bool:
    """Tell whether debris of a web page stands here; a sentence about 微信 or 访问量 is none.

    Debris that runs into a sentence, which is `ended`, has several such words at once,
    and most of them name something: 来源：, 浏览次数：.
    """
    first = _DEBRIS.search(folded, start, end)
    if first is None or not ended:
        return first is not None
    return _DEBRIS.search(folded, first.end(), end) is not None


def _set_trailer_aside(folded: str, pieces: list[Piece]) -> None:
    """Let the names of other pages that a page ends in (相关推荐：…) be about nothing."""
    begins = len(pieces)
    for at in range(len(pieces) - 1, -1, -1):
        piece = pieces[at]
        if _TRAILER.match(folded, piece.start):
            begins = at
        elif folded[piece.end - 1] == "。" and piece.category is not _OTHER:
            break
    for piece in pieces[begins:]:
        piece.category = _OTHER


def _is_row(folded: str, pieces: list[Piece]) -> bool:
    """Tell whether a heading stands over nothing but numbers: a row of a table, cell by cell."""
    return len(pieces) > _SEVERAL and all(
        folded[piece.start : piece.end].replace(".", "").isdigit() for piece in pieces[1:]
    )


def _extent(sections: list[Section]) -> tuple[int, int]:
    pieces = [piece for section in sections for piece in section.pieces]
    return (pieces[0].start, pieces[-1].end) if pieces else (0, 0)


def _is_tabular(folded: str, start: int, end: int) -> bool:
    found = _GLUED.search(folded, start, end) or _FORM.search(folded, start, end)
    return found is not None


def _turned(
    text: CleanText, section: Section, home: Category, modes: list[tuple[int, Category]]
) -> Category:
    """Return what the section is about at its end, for the sections under it."""
    last = section.pieces[-1] if section.pieces else None
    if last is None or last.is_heading or last.category not in _TURNS:
        return home
    if not section.leaf:
        return last.category
    announces = _announces(text.folded[last.words : last.end])
    if announces and not modes:
        return last.category
    if announces and modes[-1][0]:
        # It leads into the next list of its own level.
        modes[-1] = (modes[-1][0], last.category)
    return home


def _categorised(
    text: CleanText, section: Section, home: Category, *, tabular: bool
) -> Iterator[Piece]:
    mode = list_mode = home
    announced, year_told, held = True, False, False
    last = len(section.pieces) - 1
    for at, piece in enumerate(section.pieces):
        piece.category = home
        if piece.is_heading:
            yield piece
            continue
        wording = text.folded[piece.words : piece.end]
        if tabular and _is_tabular(wording, 0, len(wording)):
            # A table run together: headings of columns, figures with no words between.
            piece.category = _OTHER
            yield piece
            continue
        if piece.member:
            if name := _section_name(wording, section):
                mode = list_mode = piece.category = name
                piece.is_heading = True
                yield piece
                continue
            # The members of one list are about one thing, whatever an aside in one says.
            first = _FIRST_MEMBER.match(text.folded, piece.start) is not None
            mode = mode if first or announced else list_mode
            list_mode, announced = mode, False
        members_follow = at < last and section.pieces[at + 1].member
        opens = piece.paragraph or year_told
        year_told = opens and _TELLS_YEAR.match(wording) is not None
        held = held and not piece.paragraph
        before = mode
        piece.category, mode = _read(
            wording, piece, mode, home, section, leads=members_follow or opens, held=held
        )
        # What a sentence admits in general (也有许多不尽如人意的地方。) the rest of its
        # paragraph tells, by whatever words.
        turned = mode is _PROBLEM and before is not _PROBLEM
        held = held or (turned and _DEFICIENCY.search(_SUM_WORDS.sub("", wording)) is None)
        announced = announced or (members_follow and _announces(wording))
        turn = _turn(wording, piece.category)
        yield piece
        if turn:
            cut, turned_to, lasts = turn
            yield _rest(piece, piece.words + cut, turned_to)
            mode = turned_to if lasts else mode


def _turn(wording: str, category: Category) -> tuple[int, Category, bool] | None:
    """Return where a sentence turns to another matter, to which, and whether it stays there.

    From work done to what it still lacks (…，但…仍偏低), from that to what will be done.
    """
    if category is _ACHIEVEMENT:
        yet = wording.find("，但") + 1
        if yet and _still_lacks(wording, yet):
            return yet, _PROBLEM, False
        found = _FOUND.search(wording) if "发现" in wording or "暴露" in wording else None
        lacks = found is not None and _DEFICIENCY.search(wording, found.end()) is not None
        return (found.end(), _PROBLEM, False) if found and lacks else None
    turn = _TURN.search(wording) if category is _PROBLEM else None
    return (turn.start() + 1, _NEXT_STEP, not turn["duty"]) if turn else None


def _still_lacks(wording: str, at: int) -> bool:
    """Tell whether what a sentence adds behind 但 at `at` is a shortcoming.

    It says so (仍, 还), or ends in one.
    """
    if _YET.search(wording, at, at + _NEAR):
        return _DEFICIENCY.search(wording, at) is not None
    return _ENDS_LACKING.search(wording, wording.rfind("，") + 1) is not None


def _rest(piece: Piece, at: int, category: Category) -> Piece:
    """Cut `piece` at `at` and return what comes after, which is of the given category."""
    rest = Piece(at, piece.end, None, paragraph=False, heading=None, words=at)
    rest.category, piece.end = category, at
    return rest


def _announces(wording: str) -> bool:
    """Tell whether a sentence leads into a list."""
    return wording.endswith("：") or _LEADS_IN.search(wording[-24:]) is not None


def _section_name(wording: str, section: Section) -> Category | None:
    """Return what a list member is about that is the name of a section (第四、困惑与不足。)."""
    if len(wording) > _LONGEST_NAME or section.announces:
        return None
    subject = subject_of(wording, None, outermost=False).category
    return subject if subject in _TURNS else None


def _read(
    wording: str,
    piece: Piece,
    mode: Category,
    home: Category,
    section: Section,
    *,
    leads: bool,
    held: bool,
) -> tuple[Category, Category]:
    """Return the piece's own category, and the mode that holds after it.

    `leads` says whether it opens a paragraph, or a list follows it, or it follows only the
    year that it is about; `held` whether its paragraph is on shortcomings.
    """
    if mode is _NEXT_STEP and home is _PROBLEM and not piece.member and _turns(wording):
        return _PROBLEM, _PROBLEM
    plans = mode is not _NEXT_STEP and _plans(wording, home)
    admits = (plans or mode is not _PROBLEM) and (
        _admits(wording, certain=home is _PROBLEM) or (home is _NEXT_STEP and _lacks(wording))
    )
    headed = section.heading is not None
    if plans and (not admits or _ANSWERS.match(wording)):
        # Under a heading of work done a plan is an aside, unless it leads into a list.
        aside = mode is home is _ACHIEVEMENT and headed and not section.announces
        aside = aside and not (leads or _announces(wording))
        return _NEXT_STEP, mode if aside else _NEXT_STEP
    # A plan may name problems that it takes up; one that admits some says what is lacking.
    told = home is not _NEXT_STEP or _DEFICIENCY.search(wording) is not None
    if mode is not _PROBLEM and admits and told:
        specific = _DEFICIENCY.search(_SUM_WORDS.sub("", wording)) is not None
        lasting = wording.endswith("：") or leads or not (specific and headed)
        return _PROBLEM, _PROBLEM if lasting else mode
    reverts = mode is _PROBLEM and home is not _PROBLEM and not (piece.member or held)
    if reverts and not _announces(wording) and not _DEFICIENCY.search(wording):
        return home, home
    return mode, mode


def _lacks(wording: str) -> bool:
    """Tell whether a sentence among plans says first what is lacking (少数村公开滞后，要建立…)."""
    if _SOME.match(wording) is None:
        return False
    turn = _TURN.search(wording)
    end = turn.start() + 1 if turn else len(wording)
    return _DEFICIENCY.search(wording, 0, end) is not None


def _may_plan(wording: str) -> bool:
    """Tell whether `wording` has a character that every cue of a plan has."""
    return (
        "要" in wording or "将" in wording or "拟" in wording or "改" in wording or "针" in wording
    )


def _turns(wording: str) -> bool:
    """Tell whether a sentence names a shortcoming before it turns to what will be done."""
    if _LABELLED.match(wording):
        return True
    turn = _TURN.search(wording)
    return turn is not None and _DEFICIENCY.search(wording, 0, turn.start() + 1) is not None


def _plans(wording: str, home: Category) -> bool:
    if _PLAN_OPENING.match(wording):
        return True
    if _may_plan(wording) and _PLAN_CUE.search(wording):
        return True
    return home is _PROBLEM and _announces(wording) and _SETS_OUT.match(wording) is not None


def _admits(wording: str, *, certain: bool) -> bool:
    """Tell whether a sentence admits a shortcoming; `certain` where the section is about them."""
    if _BUT.match(wording) and _DEFICIENCY.search(wording):
        return True
    admission = _ADMISSION.search(wording) if _ADMISSION_HINT.search(wording) else None
    if admission is None:
        return False
    denied = _NOT_ADMISSION.search(wording, 0, admission.end() + _AFTERTHOUGHT)
    return certain or (denied is None and "是否" not in wording)
