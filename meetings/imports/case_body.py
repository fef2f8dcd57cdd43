"""One case: its decision, who took part in it, its text and its orientation points."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .bullets import Block, blocks_of, bullet_sign
from .case_headings import CaseHeading
from .labels import Label, begins_otherwise, decision_label, header_label, how_decided, is_section
from .lines import Layout, Line
from .names import looks_like_people, people_in
from .paragraphs import is_ended, is_item, is_row, joined, starts_new
from .parsed_minutes import ParsedCase, ParsedPerson, ParsedPoint, Problem, Unplaced

_GOES_ON = re.compile(r"(?:\b(?:og|av|i|for|til|på|med|om|eller|samt|fra|frå|ved)|[-–,])$", re.IGNORECASE)
_OTHER_BUSINESS = re.compile(r"(?:eventuelt|ymse|anna)\s*:?", re.IGNORECASE)
_FOR_INFORMATION = re.compile("orienter", re.IGNORECASE)


@dataclass(slots=True)
class CaseLines:
    """The lines of a case: its heading, then what stands below until the next case."""

    heading: CaseHeading
    first: Line
    body: list[Line] = field(default_factory=list)

    @property
    def numbers(self) -> tuple[int, ...]:
        return (self.first.number, *(line.number for line in self.body))


@dataclass(slots=True)
class CaseParts:
    title: list[Line | str]
    decision: list[Line] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    people_line: int = 0
    text: list[Line] = field(default_factory=list)
    has_decision: bool = False
    how_decided: list[str] = field(default_factory=list)


def decides_last(cases: list[CaseLines], layout: Layout) -> bool:
    """Whether this file writes the decision after the text: then all that follows the label is the decision."""
    return any(_has_text_before_decision(case, layout) for case in cases)


def _has_text_before_decision(case: CaseLines, layout: Layout) -> bool:
    parts = CaseParts([])
    is_list = has_text = False
    for line in _after_title(case, layout)[1]:
        if bullet_sign(line):
            continue
        if decision_label(line.raw.strip(), may_lack_colon=line.has_gap) is not None:
            return has_text
        if (people := _participants_label(line)) is not None:
            is_list, parts.people = True, [people] if people else []
        elif is_list and _is_more_people(parts, line):
            parts.people.append(line.text)
        else:
            is_list, has_text = False, True
    return False


def read_case(
    case: CaseLines, layout: Layout, *, is_decided_last: bool, has_pairs: bool
) -> tuple[ParsedCase, list[Problem], list[Unplaced]]:
    parts = _parts(case, layout, is_decided_last=is_decided_last)
    problems: list[Problem] = []
    unplaced: list[Unplaced] = []
    participants: tuple[ParsedPerson, ...] = ()
    if parts.people:
        people = people_in(joined(parts.people, layout.words), pairs_elsewhere=has_pairs)
        participants = people.people
        for piece in people.not_names:
            message = _("This could not be read as a name: “%(text)s”.") % {"text": piece[:80]}
            problems.append(Problem(parts.people_line, message))
            unplaced.append(Unplaced(parts.people_line, piece))
        if people.is_uneven:
            message = _("The family names and given names of this list do not come in pairs.")
            problems.append(Problem(parts.people_line, message))
    title = joined(parts.title, layout.words).strip()
    if not title:
        message = _("Case %(number)s has no title.") % {"number": case.heading.number}
        problems.append(Problem(case.first.number, message))
    decision = _as_paragraphs(blocks_of(parts.decision, layout), layout)
    if not decision:
        message = _("%(number)s has no decision.") % {"number": case.heading.number}
        problems.append(Problem(case.first.number, message))
    problems += [
        Problem(
            line.number,
            _("“%(text)s” has no case number, and is kept in %(number)s.")
            % {"text": line.text.strip(" :"), "number": case.heading.number},
        )
        for line in parts.text
        if _OTHER_BUSINESS.fullmatch(line.text) and not _OTHER_BUSINESS.fullmatch(title)
    ]
    text, points = _text_and_points(parts.text, layout, is_for_information=bool(_FOR_INFORMATION.search(title)))
    parsed = ParsedCase(
        number=case.heading.number,
        title=title,
        decision="\n\n".join(decision),
        participants=participants,
        text=(*text, *(f"{how}." for how in parts.how_decided)),
        points=tuple(points),
        lines=case.numbers,
    )
    return parsed, problems, unplaced


def _after_title(case: CaseLines, layout: Layout) -> tuple[list[Line | str], list[Line]]:
    """The title, with the lines it goes on over, and the rest of the body."""
    title: list[Line | str] = [case.heading.title] if case.heading.title else []
    body = case.body
    full = _rest_of_full_title(case, layout)
    while body and not _is_special(body[0]):
        line = body[0]
        if title:
            last = title[-1] if isinstance(title[-1], str) else title[-1].text
            if not layout.is_wrapped or line.has_gap or is_ended(last) or is_ended(line.text):
                break
            is_open = bool(_GOES_ON.search(last[-10:])) or line.text[0].islower()
            if not (is_open or line in full):
                break
        elif len(line.text) > 300 or line.text[0].islower():
            break
        title.append(line)
        body = body[1:]
    return title, body


def _rest_of_full_title(case: CaseLines, layout: Layout) -> list[Line]:
    """The one or two lines that a title without room on its own line goes on over: they stand alone before a gap."""
    rest: list[Line] = []
    for line in case.body[:3]:
        if line.has_gap or _is_special(line):
            break
        rest.append(line)
    is_full = all(len(line.text) >= 0.5 * layout.width for line in [case.first, *rest[:-1]])
    return rest if len(rest) < 3 and is_full else []


def _is_special(line: Line) -> bool:
    return (
        bool(bullet_sign(line))
        or is_item(line.text)
        or decision_label(line.raw.strip(), may_lack_colon=True) is not None
        or _participants_label(line) is not None
        or is_section(line.raw.strip())
    )


def _participants_label(line: Line) -> str | None:
    """Who took part in this case, after its label; None when the line is no such list."""
    found = header_label(line.raw)
    if found is None or found.label not in (Label.TOOK_PART, Label.PRESENT):
        return None
    if not found.is_sure and not (found.value and looks_like_people(found.value)):
        return None
    return found.value


def _parts(case: CaseLines, layout: Layout, *, is_decided_last: bool) -> CaseParts:
    title, body = _after_title(case, layout)
    parts = CaseParts(title)
    is_for_information = bool(_FOR_INFORMATION.search(joined(title, layout.words)))
    where = "text"
    for line in body:
        if (
            not bullet_sign(line)
            and (value := decision_label(line.raw.strip(), may_lack_colon=line.has_gap or not parts.text)) is not None
        ):
            where, parts.has_decision = "decision", True
            parts.how_decided += filter(None, [how_decided(line.raw.strip())])
            if value:
                parts.decision.append(_with_text(line, value))
            continue
        if (people := _participants_label(line)) is not None and not bullet_sign(line) and where != "decision_list":
            where, parts.people_line = "people", line.number
            if people:
                parts.people.append(people)
            continue
        if where == "people" and not _is_more_people(parts, line):
            where = "text"
        if where == "decision" and _ends_decision(
            parts, line, layout, is_last=is_decided_last, is_for_information=is_for_information
        ):
            where = "text"
        if where == "people":
            parts.people.append(line.text)
        elif where == "decision":
            parts.decision.append(line)
        else:
            parts.text.append(line)
    return parts


def _with_text(line: Line, text: str) -> Line:
    return Line(line.number, text, line.indent, line.has_gap, line.page, text)


def _is_more_people(parts: CaseParts, line: Line) -> bool:
    if bullet_sign(line) or is_section(line.raw.strip()) or begins_otherwise(line.text, parts.people):
        return False
    last = parts.people[-1] if parts.people else ""
    if last.endswith((",", ";", "-", " og")) or not last:
        return looks_like_people(line.text)
    return not line.has_gap and looks_like_people(line.text)


def _ends_decision(parts: CaseParts, line: Line, layout: Layout, *, is_last: bool, is_for_information: bool) -> bool:
    """Whether the decision is over. Written first, it is one paragraph or one list; written last, all the rest."""
    if is_section(line.raw.strip()):
        return True
    is_listed_point = (
        is_item(line.text) and line.has_gap and not is_item(parts.decision[0].text if parts.decision else "")
    )
    if is_for_information and not parts.text and parts.decision and (bullet_sign(line) or is_listed_point):
        return not parts.decision[-1].text.endswith(":")
    if is_last or not parts.decision:
        return False
    last = parts.decision[-1]
    if bullet_sign(line):
        return not (bullet_sign(last) or last.text.endswith(":"))
    if not starts_new(last, line, layout):
        return False
    return not (
        is_item(line.text) and (is_item(parts.decision[0].text) or last.text.endswith(":") or is_item(last.text))
    )


def _as_paragraphs(blocks: list[Block], layout: Layout) -> list[str]:
    return [_block_text(block, layout, bullet_from=1) for block in blocks]


def _block_text(block: Block, layout: Layout, *, bullet_from: int) -> str:
    """A block as one paragraph; a bullet keeps its sign and its indent from the given level on."""
    text = _row_text(block.lines[0]) if is_row(block.lines[0]) else joined(block.lines, layout.words)
    if block.level < bullet_from:
        return text
    return f"{'  ' * (block.level - bullet_from)}• {text}"


def _row_text(line: Line) -> str:
    """A row of a table, its cells told apart. A number or a label before its text is no cell."""
    first, *cells = (" ".join(cell.split()) for cell in line.raw.strip().split("\t"))
    cells = [cell for cell in cells if cell]
    if len(cells) == 1 and (first.endswith(":") or is_item(f"{first} A")):
        return line.text
    if len(cells) == 1 and is_section(first):
        return f"{first}: {cells[0]}"
    return " | ".join([first, *cells])


def _text_and_points(
    lines: list[Line], layout: Layout, *, is_for_information: bool
) -> tuple[list[str], list[ParsedPoint]]:
    """Bullets with something nested below them are points; in a case for information all bullets are."""
    blocks = blocks_of(lines, layout, with_numbers=is_for_information)
    if not (is_for_information or any(block.level > 1 for block in blocks)):
        return _as_paragraphs(blocks, layout), []
    text: list[str] = []
    groups: list[list[Block]] = []
    last_point = max((place for place, block in enumerate(blocks) if block.level == 1), default=-1)
    has_plain_text = False
    for place, block in enumerate(blocks):
        if block.level == 1:
            groups.append([block])
        elif not groups:
            text.append(_block_text(block, layout, bullet_from=1))
        elif block.level == 0 and place > last_point and not (has_plain_text or len(groups[-1]) == 1 == len(groups)):
            # After the last point a paragraph closes the case, unless the points have been written in paragraphs.
            text.append(_block_text(block, layout, bullet_from=1))
        else:
            has_plain_text = has_plain_text or block.level == 0
            groups[-1].append(block)
    return text, [_point(group, layout) for group in groups]


def _point(group: list[Block], layout: Layout) -> ParsedPoint:
    heading, *nested = group
    return ParsedPoint(
        joined(heading.lines, layout.words),
        tuple(_block_text(block, layout, bullet_from=3) for block in nested),
    )
