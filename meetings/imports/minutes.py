"""From the text of existing minutes to a meeting and its cases. Things are found by their label, not by their place."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _

from .case_body import CaseLines, decides_last, read_case
from .case_headings import CaseHeading, Form, case_heading, one_form
from .closing import close, closing_of
from .furniture import furniture
from .header import Header, read_header
from .labels import decision_label, header_label, is_end_mark, is_heading, is_section, is_start_mark
from .lines import Layout, Line, MinutesText, layout_of, numbered_lines
from .moments import dates_in
from .parsed_minutes import ParsedCase, ParsedMeeting, ParsedMinutes, Problem, Unplaced

MAX_CASES = 200
# A number is listed in front, perhaps once more, and then minuted; many more of the same are a fault in the file.
MOST_LISTED = 10


def parse_minutes(text: MinutesText) -> ParsedMinutes:
    """Understand what can be understood, keep the rest as unplaced lines, and name every problem by its line."""
    every_line = numbered_lines(text.text)
    layout = layout_of(every_line, is_wrapped=text.is_wrapped)
    every_line, outside = _between_marks(every_line)
    headings = _headings(every_line, set())
    keep = {index for index, line in enumerate(every_line) if index in headings or _is_labelled(line)}
    loose = furniture(every_line, keep, first_case=min(headings, default=None))
    outside += [line for index, line in enumerate(every_line) if index in loose]
    lines = [line for index, line in enumerate(every_line) if index not in loose]

    years = {day.year for line in lines if header_label(line.raw) for day in dates_in(line.text)}
    headings = _headings(lines, years)
    first_case = min(headings, default=None)
    header = read_header(lines, words=layout.words, is_case=headings.__contains__, first_case=first_case)
    closing = closing_of(lines, max(headings, default=None), header)
    close(header, closing)
    closed = [line for index, line in _from(lines, closing.index) if index not in header.taken]
    lines = lines[: closing.index]
    cases, before = _split(lines, headings, header)
    cases, listed = _without_agenda_list(cases)
    return _result(text, header, cases, [*outside, *before, *listed, *closed], layout)


def _from(lines: list[Line], start: int | None) -> list[tuple[int, Line]]:
    return list(enumerate(lines))[start:] if start is not None else []


def _between_marks(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of the minutes, and those after the mark that ends the agenda."""
    end = next((index for index, line in enumerate(lines) if is_end_mark(line.text)), len(lines))
    minutes = [line for line in lines[:end] if not is_start_mark(line.text)]
    after = [line for line in lines[end:] if not is_end_mark(line.text)]
    has_header = any(_is_labelled(line) for line in minutes)
    if has_header:
        return minutes, after
    labelled = [index for index, line in enumerate(after) if _is_labelled(line)]
    if len(labelled) < 2:
        return minutes, after
    # The header stands after the agenda: from its first label to its last.
    first, last = labelled[0], labelled[-1] + 1
    return minutes + after[first:last], after[:first] + after[last:]


def _is_labelled(line: Line) -> bool:
    found = header_label(line.raw)
    return (found is not None and found.is_sure) or decision_label(line.raw.strip(), may_lack_colon=False) is not None


def _headings(lines: list[Line], years: set[int]) -> dict[int, CaseHeading]:
    found = {}
    for index, line in enumerate(lines):
        if heading := case_heading(line, lines[index - 1] if index else None):
            found[index] = heading
    return one_form(found, years)


def _split(lines: list[Line], headings: dict[int, CaseHeading], header: Header) -> tuple[list[CaseLines], list[Line]]:
    cases: list[CaseLines] = []
    before: list[Line] = []
    is_cut = False
    for index, line in enumerate(lines):
        if index in header.taken:
            is_cut = True
            continue
        heading = headings.get(index)
        if heading is not None and cases and _is_part(heading, cases[-1].heading):
            cases[-1].body.append(Line(line.number, heading.title, line.indent, True, line.page, heading.title))
        elif heading is not None:
            cases.append(CaseLines(heading, line))
        elif not (is_heading(line.text) and (not cases or not cases[-1].body)):
            kept = Line(line.number, line.text, line.indent, line.has_gap or is_cut, line.page, line.raw)
            (cases[-1].body if cases else before).append(kept)
        is_cut = False
    return cases, before


def _is_part(heading: CaseHeading, case: CaseHeading) -> bool:
    """Whether a line such as "PS 3/24 Vedtak:" begins a part of the case that it names, and no case."""
    is_label = decision_label(heading.title, may_lack_colon=False) is not None or is_section(heading.title)
    return heading.number == case.number and is_label


def _without_agenda_list(cases: list[CaseLines]) -> tuple[list[CaseLines], list[Line]]:
    """The cases without the list of them that often stands in front, and the lines that stood in that list."""
    kept: list[CaseLines] = []
    cases, listed = _without_leading_list(cases)
    later: dict[str, list[CaseLines]] = {}
    for case in cases:
        later.setdefault(case.heading.number, []).append(case)
    for case in cases:
        same = later[case.heading.number]
        others = [other for other in same[:MOST_LISTED] if other is not case and _is_same_title(case, other)]
        is_listing = not _has_decision(case) and any(_has_decision(other) for other in others)
        is_bare = not case.body and any(other.body for other in others)
        if is_listing or is_bare:
            listed += [*_told_by_list_only(case, others[0]), *case.body]
        else:
            kept.append(case)
    return kept, listed


def _without_leading_list(cases: list[CaseLines]) -> tuple[list[CaseLines], list[Line]]:
    """Without a list of two or more bare headings in front, all of which come again; text may follow the last."""
    length = 0
    while length < len(cases) // 2 and _is_same(cases[length], cases[length + len(cases) // 2]):
        length += 1
    leading = cases[:length]
    is_list = length >= 2 and length * 2 == len(cases) and not any(case.body for case in leading[:-1])
    if not is_list or _has_decision(leading[-1]):
        return cases, []
    told = [
        line for case, other in zip(leading, cases[length:], strict=True) for line in _told_by_list_only(case, other)
    ]
    return cases[length:], [*told, *leading[-1].body]


def _told_by_list_only(listed: CaseLines, case: CaseLines) -> list[Line]:
    """The line of a list where it says more than the title and a page: that a case is closed, or its archive number."""
    more = listed.heading.title.casefold().strip(" .")[len(case.heading.title.strip(" .")) :].strip()
    return [listed.first] if more and not more.isdecimal() else []


def _is_same(case: CaseLines, other: CaseLines) -> bool:
    return case.heading.number == other.heading.number and _is_same_title(case, other)


def _has_decision(case: CaseLines) -> bool:
    return any(decision_label(line.raw.strip(), may_lack_colon=False) is not None for line in case.body)


def _is_same_title(case: CaseLines, other: CaseLines) -> bool:
    one, two = sorted((case.heading.title.casefold().strip(" ."), other.heading.title.casefold().strip(" .")), key=len)
    return two.startswith(one)


def _result(
    text: MinutesText, header: Header, cases: list[CaseLines], loose: list[Line], layout: Layout
) -> ParsedMinutes:
    problems = list(header.problems)
    unplaced = [*header.unplaced, *(Unplaced(line.number, line.text) for line in loose)]
    parsed: list[ParsedCase] = []
    is_decided_last = decides_last(cases, layout)
    for case in cases[:MAX_CASES]:
        read, its_problems, its_unplaced = read_case(
            case, layout, is_decided_last=is_decided_last, has_pairs=header.has_pairs
        )
        parsed.append(read)
        problems += its_problems
        unplaced += its_unplaced
    for case in cases[MAX_CASES:]:
        unplaced += [Unplaced(line.number, line.text) for line in (case.first, *case.body)]
    number = _meeting_number(header, cases, problems)
    meeting = ParsedMeeting(
        number=number,
        date=header.date,
        start=header.start,
        end=header.end,
        place=header.place,
        present=tuple(dict.fromkeys(header.present)),
        apologies=tuple(dict.fromkeys(header.apologies)),
        body=header.body,
        body_line=header.body_line,
    )
    problems += _problems(text, meeting, cases)
    return ParsedMinutes(
        meeting=meeting,
        cases=tuple(parsed),
        unplaced=tuple(sorted(set(unplaced), key=lambda entry: entry.line)),
        problems=tuple(sorted(set(problems), key=lambda problem: (problem.line, problem.message))),
    )


def _meeting_number(header: Header, cases: list[CaseLines], problems: list[Problem]) -> str:
    """The number that the case numbers carry, else the one the header gives."""
    meetings = Counter(case.heading.meeting for case in cases if case.heading.meeting)
    if not meetings:
        return header.number
    number = meetings.most_common(1)[0][0]
    for case in cases:
        if case.heading.meeting and case.heading.meeting != number:
            facts = {"number": case.heading.number, "meeting": number}
            message = _("Case %(number)s belongs to another meeting than %(meeting)s.") % facts
            problems.append(Problem(case.first.number, message, True))
    return number


def _problems(text: MinutesText, meeting: ParsedMeeting, cases: list[CaseLines]) -> list[Problem]:
    problems = []
    first = 1
    if meeting.date is None:
        problems.append(Problem(first, _("No date of the meeting was found (label “Dato”)."), True))
    if not cases:
        problems.append(
            Problem(first, _("No case was found (a number such as 2023/M6-001, PS 12/23 or Sak 7/2024)."), True)
        )
    if len(cases) > MAX_CASES:
        message = _("There are more than %(count)d cases; the rest is left unplaced.") % {"count": MAX_CASES}
        problems.append(Problem(cases[MAX_CASES].first.number, message, True))
    if not meeting.present:
        problems.append(Problem(first, _("Nobody was found to be present (label “Til stede”).")))
    if not meeting.number and cases:
        problems.append(Problem(first, _("The meeting has no number in the text; the next free one is proposed.")))
    elif meeting.date and meeting.number and meeting.number[:4] != str(meeting.date.year):
        facts = {"number": meeting.number, "year": meeting.date.year}
        problems.append(Problem(first, _("The meeting's number is %(number)s, but its date is in %(year)d.") % facts))
    problems += _number_problems(cases)
    for page in text.pages_without_text:
        message = _("Page %(page)d holds no text; it may be a picture.") % {"page": page}
        problems.append(Problem(first, message))
    return problems


def _number_problems(cases: list[CaseLines]) -> list[Problem]:
    problems = []
    if cases and all(case.heading.form is Form.UNDATED for case in cases):
        message = _("The case numbers name no year; they are taken together with the number of the meeting.")
        problems.append(Problem(cases[0].first.number, message))
    times = Counter(case.heading.number for case in cases)
    for case in cases:
        if times[case.heading.number] > 1:
            message = _("The case number %(number)s is used more than once.") % {"number": case.heading.number}
            problems.append(Problem(case.first.number, message, True))
    return problems
