"""Finding the meeting's header by its labels, wherever in the text it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time

from django.utils.translation import gettext as _

from .attendance import AttendanceTable, Met, attendance_table, cells_of
from .bullets import bullet_sign, without_bullet
from .labels import (
    MOMENTS,
    PEOPLE,
    Label,
    Labelled,
    begins_otherwise,
    decision_label,
    header_label,
    is_heading,
    split_labels,
)
from .lines import Line
from .moments import dates_in, left_over, take_date, take_times
from .names import has_role, in_columns_as_list, is_in_pairs, is_nobody, looks_like_people, people_in
from .paragraphs import joined
from .parsed_minutes import ParsedPerson, Problem, Unplaced

# Header lines stand together: no more lines than this between two of them.
NEAR = 2
_TITLE_LINE = re.compile(
    r"(?:referat|møtereferat|møteprotokoll|protokoll|møtebok|\w{0,30}møte|innkalling|utskrift)\b", re.IGNORECASE
)
_MEETING_NUMBER = re.compile(r"\b(?P<label>\d{4}/[A-ZÆØÅ]{1,3}\d{1,3})\b|\b(?P<number>\d{1,3})\s?/\s?(?P<year>\d{4})\b")


@dataclass(slots=True)
class Field:
    """A label found, its value, and the lines (by index) that it takes."""

    label: Label
    name: str
    values: list[str]
    indices: list[int]
    is_sure: bool
    is_one_a_value: bool = False
    doubts: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class Header:
    body: str = ""
    body_line: int = 0
    number: str = ""
    date: date | None = None
    start: time | None = None
    end: time | None = None
    place: str = ""
    present: list[ParsedPerson] = field(default_factory=list)
    apologies: list[ParsedPerson] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    unplaced: list[Unplaced] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    has_pairs: bool = False


def read_header(
    lines: list[Line],
    *,
    words: frozenset[str],
    is_case: Callable[[int], bool],
    first_case: int | None,
) -> Header:
    """The meeting's facts. `is_case(index)`: a case begins there; `first_case`: the first such index."""
    header = Header()
    runs = _runs(_fields(lines, is_case))
    best = max(runs, key=_weight, default=[])
    if _weight(best) == 0:
        best = []
    if any(found.label is Label.PRESENT for found in best):
        # Beside a list of those present, "Deltok" below a case tells of that case.
        best = [found for found in best if not (found.label is Label.TOOK_PART and _is_below(found, first_case))]
    known = {found.label for found in best}
    chosen = list(best)
    taken = {index for found in best for index in found.indices}
    for run in runs:
        is_outside = not _is_below(run[0], first_case)
        missing = {found.label for found in run} - known
        for found in run:
            if found.indices[0] in taken:
                continue
            stands_alone = (
                found.label in missing and found.is_sure and found.label not in (Label.TOOK_PART, Label.OTHER)
            )
            if stands_alone and (is_outside or _weight(run) >= 2):
                chosen.append(found)
                known.add(found.label)
            elif found.label is Label.TOOK_PART and is_outside and found.is_sure and Label.PRESENT not in known:
                chosen.append(found)
    header.has_pairs = any(is_in_pairs(value) for found in chosen if found.label in PEOPLE for value in found.values)
    for found in chosen:
        _read(found, lines, header, words)
    _read_title(lines, header, is_case, first_case)
    return header


def _is_below(found: Field, first_case: int | None) -> bool:
    return first_case is not None and found.indices[0] > first_case


def _weight(run: list[Field]) -> int:
    """How many different facts a run of header lines holds; nothing when none of them is sure."""
    if not any(found.is_sure for found in run):
        return 0
    return len({found.label for found in run} - {Label.NUMBER, Label.OTHER})


def _runs(fields: list[Field]) -> list[list[Field]]:
    runs: list[list[Field]] = []
    for found in fields:
        if runs and found.indices[0] - runs[-1][-1].indices[-1] <= NEAR:
            runs[-1].append(found)
        else:
            runs.append([found])
    # A label that could as well be the first word of a sentence counts only beside others.
    return [run for run in runs if len(run) > 1 or run[0].is_sure]


def _fields(lines: list[Line], is_case: Callable[[int], bool]) -> list[Field]:
    fields: list[Field] = []
    index, is_within_list = 0, False
    while index < len(lines):
        line = lines[index]
        if is_case(index):
            is_within_list = False
        elif table := attendance_table(cells_of(line.raw)):
            rows, after = _table_fields(table, lines, index, is_case, label=_label_above(line, index, fields))
            if rows:
                fields += rows
                index = after
                continue
        found = _labels_of(line) if not is_case(index) else []
        if not found:
            is_within_list = is_within_list or bool(bullet_sign(line))
            index += 1
            continue
        after = index + 1
        for labelled in found:
            value = in_columns_as_list(labelled.value) if labelled.label in PEOPLE else labelled.value
            new = Field(labelled.label, labelled.name, [value] if value else [], [index], labelled.is_sure)
            if labelled is found[-1]:
                after = _take_more(new, lines, index + 1, is_case, is_within_list=is_within_list)
            fields.append(new)
        index = after
    return fields


def _label_above(line: Line, index: int, fields: list[Field]) -> Label | None:
    """Whom a table lists: as its own first heading says ("Deltakere"), else the label right above it."""
    own = header_label(line.raw)
    if own is not None and own.label in PEOPLE:
        return own.label
    above = fields[-1] if fields else None
    is_above = above is not None and not above.values and above.indices[-1] == index - 1
    return above.label if above is not None and is_above and above.label in PEOPLE else None


def _table_fields(
    table: AttendanceTable, lines: list[Line], index: int, is_case: Callable[[int], bool], *, label: Label | None
) -> tuple[list[Field], int]:
    """Those present, those who sent apologies, and the rows that do not tell; gives the index after the table, too."""
    if label is None and not table.says_who_met:
        return [], index
    fields: dict[Label, Field] = {}
    after = index + 1
    while after < len(lines) and not is_case(after) and (attendee := table.attendee(cells_of(lines[after].raw))):
        whose, doubt = _status(attendee.met, label)
        found = fields.setdefault(whose, Field(whose, "", [], [], True, is_one_a_value=True))
        found.values.append(str(attendee))
        found.indices.append(after)
        if doubt:
            found.doubts.append((after, doubt % {"name": attendee.name}))
        after += 1
    ordered = sorted(fields.values(), key=lambda found: found.indices[-1])
    if ordered:
        ordered[0].indices.insert(0, index)
    return ordered, after


def _status(met: Met, label: Label | None) -> tuple[Label, str]:
    """Under which label a row belongs, and what to look at."""
    if met is Met.UNCLEAR:
        return Label.OTHER, _("Whether %(name)s met could not be read.")
    if met is Met.NO:
        message = _("%(name)s is marked as not having met, and is listed under apologies.")
        return Label.APOLOGIES, message
    if met is Met.APOLOGIES or (met is Met.UNSAID and label is Label.APOLOGIES):
        return Label.APOLOGIES, ""
    return Label.PRESENT, ""


def _labels_of(line: Line) -> list[Labelled]:
    first = header_label(line.raw)
    if first is None:
        return []
    if first.label in PEOPLE and "\t" not in first.value:
        found = [first]
    else:
        pieces = split_labels(line.raw)
        found = [header_label(piece) or Labelled(Label.OTHER, piece, "", True) for piece in pieces]
        if first.label in PEOPLE and len(found) == 1:
            found = [first]
    return [_made_sure(labelled) for labelled in found if _is_fitting(labelled)]


def _is_fitting(labelled: Labelled) -> bool:
    """Whether a label without a colon has a value of its kind after it, or nothing."""
    if labelled.is_sure or labelled.label in (Label.BODY, Label.OTHER):
        return labelled.is_sure  # their values can be any words
    if not labelled.value:
        return True
    if labelled.label in MOMENTS:
        return bool(dates_in(labelled.value)) or take_times(labelled.value)[0] is not None
    if labelled.label in PEOPLE:
        return is_nobody(labelled.value) or looks_like_people(labelled.value)
    if labelled.label is Label.NUMBER:
        return bool(_MEETING_NUMBER.match(labelled.value))
    return len(labelled.value) <= 80 and not labelled.value.endswith(".") and not labelled.value[0].islower()


def _made_sure(labelled: Labelled) -> Labelled:
    """A date or a time right after its label is as good as a colon, and so is a list of several people."""
    is_moment = labelled.label in MOMENTS and _begins_with_moment(labelled.value)
    is_list = labelled.label in PEOPLE and "," in labelled.value and looks_like_people(labelled.value)
    return Labelled(labelled.label, labelled.name, labelled.value, labelled.is_sure or is_moment or is_list)


def _begins_with_moment(value: str) -> bool:
    return bool(value) and (value[0].isdigit() or value.lower().startswith("kl")) and len(value) <= 60


def _take_more(
    found: Field, lines: list[Line], index: int, is_case: Callable[[int], bool], *, is_within_list: bool
) -> int:
    """Take the lines that go on with the value; gives the index of the first line that does not."""
    while index < len(lines):
        line = lines[index]
        if (
            is_case(index)
            or header_label(line.raw)
            or is_heading(line.text)
            or line.text.endswith(":")  # it opens something of its own
            or attendance_table(cells_of(line.raw)) is not None
            or (found.label in PEOPLE and begins_otherwise(line.text, found.values))
            or decision_label(line.raw.strip(), may_lack_colon=True) is not None
        ):
            break
        is_before_label = index + 1 < len(lines) and header_label(lines[index + 1].raw) is not None
        is_more_place = found.label is Label.PLACE and is_before_label and not line.has_gap and not bullet_sign(line)
        if not (_goes_on(found, line, is_within_list=is_within_list) or (is_more_place and len(line.text) <= 60)):
            break
        is_person = found.label in PEOPLE
        found.values.append(
            (without_bullet(line).text if bullet_sign(line) else in_columns_as_list(line.raw.strip()))
            if is_person
            else line.text
        )
        found.indices.append(index)
        index += 1
    return index


def _goes_on(found: Field, line: Line, *, is_within_list: bool) -> bool:  # noqa: PLR0911  # one line a case
    last = found.values[-1] if found.values else ""
    if found.label in PEOPLE:
        if bullet_sign(line):
            return not is_within_list and looks_like_people(without_bullet(line).text)
        if last.endswith((",", ";", "-", " og")):
            return looks_like_people(line.text)
        if "\t" in line.raw.strip():
            name, *cells = line.raw.strip().split("\t")
            is_sum = " " not in name.strip() and any(char.isdigit() for cell in cells for char in cell)
            return not line.has_gap and looks_like_people(name) and not is_sum
        is_near = not line.has_gap or (not last and found.is_sure)
        return is_near and not (last and is_nobody(last)) and looks_like_people(line.text)
    if last:
        return found.label is Label.PLACE and last.endswith((",", "-")) and not line.has_gap and not bullet_sign(line)
    if found.label in MOMENTS:
        return _begins_with_moment(line.text) or (len(line.text) <= 60 and bool(dates_in(line.text)))
    return found.label is Label.PLACE and not line.has_gap and not bullet_sign(line) and len(line.text) <= 80


def _read(found: Field, lines: list[Line], header: Header, words: frozenset[str]) -> None:
    header.taken.update(found.indices)
    line = lines[found.indices[0]]
    header.problems += [Problem(lines[index].number, message) for index, message in found.doubts]
    if found.label is Label.OTHER:
        header.unplaced += [Unplaced(lines[index].number, lines[index].text) for index in found.indices]
        return
    if found.label in PEOPLE:
        _read_people(found, lines, header, words)
        return
    value = joined(found.values, words)
    if found.label is Label.PLACE:
        place = value.strip(" .")
        if header.place and place != header.place:
            header.unplaced += [Unplaced(lines[index].number, lines[index].text) for index in found.indices]
        header.place = header.place or place
    elif found.label is Label.BODY:
        if header.body and value != header.body:
            header.unplaced.append(Unplaced(line.number, line.text))
        header.body, header.body_line = header.body or value, header.body_line or line.number
    elif found.label is Label.NUMBER:
        _read_number(value, line, header)
    elif value:
        _read_moment(found, value, line, header)


def _read_number(value: str, line: Line, header: Header) -> None:
    if (number := _MEETING_NUMBER.search(value[:200])) is None:
        header.unplaced.append(Unplaced(line.number, line.text))
        return
    read = number["label"] or f"{number['year']}/M{int(number['number'])}"
    if header.number and read != header.number:
        header.unplaced.append(Unplaced(line.number, line.text))
    header.number = header.number or read
    _read_rest(left_over(value[: number.start()] + " " + value[number.end() :]), line, header)


def _read_moment(found: Field, value: str, line: Line, header: Header) -> None:
    day, rest, is_impossible = take_date(value)
    if is_impossible:
        header.problems.append(
            Problem(line.number, _("There is no such date: “%(text)s”.") % {"text": value[:80]}, True)
        )
        header.unplaced.append(Unplaced(line.number, line.text))
        return
    start, end, rest = take_times(rest)
    if found.label is Label.END:
        start, end = None, start
    if _contradicts(header, day, start, end):
        message = _("This does not agree with what stands elsewhere: “%(text)s”.") % {"text": value[:80]}
        header.problems.append(Problem(line.number, message))
        header.unplaced.append(Unplaced(line.number, line.text))
    header.date = header.date or day
    header.start = header.start or start
    header.end = header.end or end
    if start and end and end < start:
        header.problems.append(Problem(line.number, _("The meeting ends before it starts.")))
        header.end = None
    if day is None and start is None and end is None:
        message = _("Neither a date nor a time could be read here: “%(text)s”.") % {"text": value[:80]}
        header.problems.append(Problem(line.number, message))
        header.unplaced.append(Unplaced(line.number, line.text))
        return
    rest = left_over(rest)
    if rest and re.search("st[ae]d", found.name, re.IGNORECASE) and not header.place:
        header.place = rest
    else:
        _read_rest(rest, line, header)


def _contradicts(header: Header, day: date | None, start: time | None, end: time | None) -> bool:
    pairs = ((header.date, day), (header.start, start), (header.end, end))
    return any(known is not None and new is not None and known != new for known, new in pairs)


def _read_rest(rest: str, line: Line, header: Header) -> None:
    """What a value holds beyond what was understood is not to vanish."""
    if rest:
        header.unplaced.append(Unplaced(line.number, line.text))


def _read_people(found: Field, lines: list[Line], header: Header, words: frozenset[str]) -> None:
    number = lines[found.indices[0]].number
    listed = header.apologies if found.label is Label.APOLOGIES else header.present
    for text, indices in _people_texts(found, words):
        people = people_in(text, pairs_elsewhere=header.has_pairs)
        listed.extend(people.people)
        line = lines[indices[0]].number
        for piece in people.not_names:
            message = _("This could not be read as a name: “%(text)s”.") % {"text": piece[:80]}
            header.problems.append(Problem(line, message))
            header.unplaced.append(Unplaced(line, piece))
        if people.is_uneven:
            message = _("The family names and given names of this list do not come in pairs.")
            header.problems.append(Problem(number, message))


def _people_texts(found: Field, words: frozenset[str]) -> list[tuple[str, list[int]]]:
    """The value as one list, or line by line where each line holds one person."""
    values = found.values
    indices = found.indices[len(found.indices) - len(values) :]
    if found.is_one_a_value:
        return [(value, [index]) for value, index in zip(values, indices, strict=True)]
    if any("\t" in value for value in values):
        return [(_row_as_text(value), [index]) for value, index in zip(values, indices, strict=True)]
    if len(values) > 1 and all(_is_one_person(value) for value in values):
        is_given_first = any("," not in value or has_role(value.split(",", 1)[1]) for value in values)
        shown = [_with_note(value) if is_given_first else value for value in values]
        return [(value, [index]) for value, index in zip(shown, indices, strict=True)]
    return [(joined(values, words), indices)] if values else []


def _is_one_person(value: str) -> bool:
    """Whether a line holds one person: "Family, Given" or "Given Family, role, municipality"."""
    if " " not in value or value.endswith((",", "-")):
        return False
    name, *rest = value.split(",")
    return len(rest) <= 1 or (" " in name.strip() and any(has_role(piece) for piece in rest))


def _with_note(value: str) -> str:
    """What follows the comma in brackets, where the name before it is whole: "Kari Nordmann, Nordvik"."""
    name, comma, note = value.partition(",")
    if not comma or " " not in name.strip() or "(" in value:
        return value
    return f"{name} ({note.strip()})"


def _row_as_text(value: str) -> str:
    name, *notes = (cell.strip() for cell in value.split("\t"))
    shown = ", ".join(note for note in notes if note).replace("(", "").replace(")", "")
    return f"{name} ({shown})" if shown else name


def _read_title(lines: list[Line], header: Header, is_case: Callable[[int], bool], first_case: int | None) -> None:
    """Date and number from a line such as "Referat fra møte 6/2023, 13. desember 2023", where no label gave them."""
    for index, line in enumerate(lines[: first_case if first_case is not None else len(lines)]):
        is_title = bool(_TITLE_LINE.match(line.text))
        if index in header.taken or is_case(index) or len(line.text) > 200 or not (is_title or _is_moment(line.text)):
            continue
        days = dates_in(line.text)
        number = _MEETING_NUMBER.search(line.text)
        if header.date is None and len(days) == 1:
            header.date = days[0]
            if header.start is None:
                rest = take_date(line.text.replace(number[0], " ") if number else line.text)[1]
                header.start, header.end = _in_order(*take_times(rest)[:2], header.end)
            header.taken.add(index)
            header.unplaced.append(Unplaced(line.number, line.text))
        if not header.number and number and is_title:
            header.number = number["label"] or f"{number['year']}/M{int(number['number'])}"


def _is_moment(text: str) -> bool:
    """Whether a line is nothing but a date, perhaps with the hours: "Onsdag 29. mai 2024 kl. 13.00 - 15.15"."""
    day, rest, _is_impossible = take_date(text)
    return day is not None and not left_over(take_times(rest)[2])


def _in_order(start: time | None, end: time | None, known_end: time | None) -> tuple[time | None, time | None]:
    """Start and end, the end being the one that a label gives, if any; an end before the start is not one."""
    end = known_end or end
    return start, end if not (start and end and end < start) else known_end
