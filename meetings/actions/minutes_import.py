"""Bring existing minutes in: a new meeting from a file, or the file's texts into a meeting that is there."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.actions.register import add_person
from cooperation.models import Body, Membership, Person, User
from cooperation.rules.refusal import Refused
from meetings.imports.moments import dates_in
from meetings.imports.parsed_minutes import ParsedCase, ParsedMinutes, ParsedPerson, ParsedPoint, Problem
from meetings.imports.rich_text import as_html, comparable
from meetings.models import (
    Attendance,
    AttendanceStatus,
    Case,
    CaseAttendance,
    CaseAttendanceKind,
    CaseKind,
    Meeting,
    MinutesImport,
    OrientationPoint,
    Outcome,
    State,
    TextField,
)
from meetings.models.text_version import MAX_LINE, MAX_TEXT
from meetings.rules.numbering import next_number

from .meeting import proposed_number, why_not_keep
from .revision import changed
from .text import clean_text, save_text, start_texts

MAX_NAME = 80
MAX_NOTE = 200
_MEETING_NUMBER = re.compile(r"(?P<year>\d{4})/[A-ZÆØÅ]{1,3}(?P<number>\d{1,3})")
_IN_MEETING = re.compile(r"\d{4}/[A-ZÆØÅ]{1,3}\d{1,3}-(\d{1,4})")
_UNDATED = re.compile(r"sak\s*(?:nr\.?\s*)?(\d{1,3})", re.IGNORECASE)
_IN_YEAR = re.compile(r"(\d{1,4})\s?/\s?(\d{4}|\d{2})$")


@dataclass(frozen=True)
class MinutesSource:
    """The file that minutes come from. `sha256` is that of the file itself, not of its text."""

    file_name: str
    sha256: str
    text: str

    @classmethod
    def of(cls, file_name: str, data: bytes, text: str) -> MinutesSource:
        return cls(file_name[-255:], sha256(data).hexdigest(), text)


@dataclass(frozen=True)
class Difference:
    """Something that the stored meeting and the file say differently."""

    what: str
    stored: str
    in_file: str


def with_proposed_numbers(parsed: ParsedMinutes, *, body: Body, source: MinutesSource) -> ParsedMinutes:
    """The same minutes with a meeting number where the file has none: that of the stored meeting, else the next free.

    Case numbers that start anew in each meeting (`Sak 1`) become numbers within that meeting (`2024/M3-001`).
    """
    if parsed.meeting.date is None:
        return parsed
    year, number = parsed.meeting.date.year, parsed.meeting.number
    if not number:
        stored = stored_meeting(parsed, body=body, source=source)
        number = stored.label if stored else f"{year}/M{proposed_number(body, year)}"
    cases = tuple(
        replace(case, number=f"{number}-{int(undated[1]):03}") if (undated := _UNDATED.fullmatch(case.number)) else case
        for case in parsed.cases
    )
    return replace(parsed, meeting=replace(parsed.meeting, number=number), cases=cases)


def other_body_named(parsed: ParsedMinutes, body: Body) -> Problem | None:
    """What to look at where the text says that another body than the chosen one met."""
    if not parsed.meeting.body or is_named(body, parsed.meeting.body):
        return None
    facts = {"named": parsed.meeting.body[:80], "body": body}
    message = _("The text names the body “%(named)s”; the minutes are brought in to %(body)s.") % facts
    return Problem(parsed.meeting.body_line, message)


def is_named(body: Body, name: str) -> bool:
    """Whether minutes mean this body by the name: its own, its name in running text, or either with more around it."""
    own = [known for known in (body.name, body.name_definite) if known]
    return any(_has_words(known, name) or _has_words(name, known) for known in own)


def _has_words(text: str, words: str) -> bool:
    return bool(re.search(rf"\b{re.escape(words.casefold())}\b", text.casefold()))


def stored_meeting(parsed: ParsedMinutes, *, body: Body, source: MinutesSource) -> Meeting | None:
    """The meeting that this file is about, if the body has it: brought in from the file before, or with its numbers."""
    before = MinutesImport.objects.filter(sha256=source.sha256, meeting__body=body).select_related("meeting").first()
    if before is not None:
        return before.meeting
    if label := _MEETING_NUMBER.fullmatch(parsed.meeting.number):
        return Meeting.objects.filter(body=body, year=int(label["year"]), number=int(label["number"])).first()
    if parsed.meeting.date is None:
        return None
    numbers = [case.number for case in parsed.cases]
    if numbers and all(_UNDATED.fullmatch(number) for number in numbers):
        return Meeting.objects.filter(body=body, date=parsed.meeting.date).first()
    return Meeting.objects.filter(body=body, date=parsed.meeting.date, cases__display_number__in=numbers).first()


def is_brought_in(meeting: Meeting, source: MinutesSource) -> bool:
    """Whether exactly this file was brought into the meeting before."""
    return meeting.minutes_imports.filter(sha256=source.sha256).exists()


def why_not_import(parsed: ParsedMinutes, *, body: Body) -> list[str]:
    """Every reason why these minutes cannot become a meeting."""
    meeting = parsed.meeting
    label = _MEETING_NUMBER.fullmatch(meeting.number)
    reasons = []
    if label is None or not int(label["number"]):
        reasons.append(_("Give the meeting its number, for example 2023/M6."))
    if meeting.date is None:
        reasons.append(_("Give the date of the meeting."))
    if label and int(label["number"]) and meeting.date:
        reasons += why_not_keep(_meeting(parsed, body))
    elif meeting.start and meeting.end and meeting.end < meeting.start:
        reasons.append(_("The meeting cannot end before it starts."))
    if len(meeting.place) > 200:
        reasons.append(_("The place is too long: at most %(count)d characters.") % {"count": 200})
    if not parsed.cases:
        reasons.append(_("Add at least one case."))
    return reasons + _why_not_cases(parsed, body) + _why_not_names(parsed)


def _why_not_cases(parsed: ParsedMinutes, body: Body) -> list[str]:
    reasons = []
    for place, case in enumerate(parsed.cases, 1):
        named = {"case": case.number or place}
        if not case.number:
            reasons.append(_("Case %(case)s has no number.") % named)
        if not case.title:
            reasons.append(_("Case %(case)s has no title.") % named)
        if (
            len(case.number) > 60
            or len(case.title) > MAX_LINE
            or any(len(point.heading) > MAX_LINE for point in case.points)
        ):
            reasons.append(_("A number, title or heading in case %(case)s is too long.") % named)
        if len(as_html(case.text)) > MAX_TEXT or len(as_html(_decision(case))) > MAX_TEXT:
            reasons.append(_("A text in case %(case)s is too long.") % named)
    times = Counter(case.number for case in parsed.cases if case.number)
    reasons += [
        _("The case number %(number)s is used more than once.") % {"number": number}
        for number in times
        if times[number] > 1
    ]
    label = _MEETING_NUMBER.fullmatch(parsed.meeting.number)
    own = {"meeting__year": int(label["year"]), "meeting__number": int(label["number"])} if label else {"pk": 0}
    taken = Case.objects.filter(body=body, display_number__in=[case.number for case in parsed.cases]).exclude(**own)
    return reasons + [
        _("Another meeting already has a case %(number)s.") % {"number": number}
        for number in taken.values_list("display_number", flat=True)
    ]


def _why_not_names(parsed: ParsedMinutes) -> list[str]:
    meeting = parsed.meeting
    everybody = [*meeting.present, *meeting.apologies, *(who for case in parsed.cases for who in case.participants)]
    absent = {str(person) for person in meeting.apologies}
    return (
        [
            _("The name “%(name)s” is too long.") % {"name": str(person)[:60]}
            for person in dict.fromkeys(everybody)
            if len(person.family) > MAX_NAME or len(person.given) > MAX_NAME
        ]
        + [
            _("What stands beside the name %(name)s is too long.") % {"name": person}
            for person in dict.fromkeys(everybody)
            if len(person.note) > MAX_NOTE
        ]
        + [
            _("%(name)s is both present and has sent apologies.") % {"name": person}
            for person in meeting.present
            if str(person) in absent
        ]
    )


def import_minutes(parsed: ParsedMinutes, *, body: Body, source: MinutesSource, by: User | None) -> Meeting:
    """Make the meeting of these minutes, with its cases, people and texts, all or nothing.

    Raises Refused with every reason.
    """
    try:
        with transaction.atomic():
            Body.objects.select_for_update().get(pk=body.pk)
            if reasons := why_not_import(parsed, body=body):
                raise Refused(reasons)
            meeting = _meeting(parsed, body)
            meeting.save(force_insert=True)
            _keep_attendance(meeting, parsed)
            for place, case in enumerate(parsed.cases, 1):
                _make_case(meeting, case, place, by=by)
            _keep_source(meeting, parsed, source, by=by)
            log_change(meeting, "import", by=by, after={"label": meeting.label, "file": source.file_name})
    except IntegrityError as error:  # two cases with one number, written differently
        raise Refused([_("Two of the cases have the same number in the meeting.")]) from error
    return meeting


def why_not_replace(meeting: Meeting) -> list[str]:
    if not meeting.is_open_for_writing:
        return [_("The minutes of this meeting are closed, so a file cannot change them.")]
    return []


@transaction.atomic
def replace_with_minutes(meeting: Meeting, parsed: ParsedMinutes, *, source: MinutesSource, by: User | None) -> None:
    """Let the file's facts and texts take the place of the stored ones. Earlier texts stay among their versions;
    cases and points that only the stored meeting has stay as they are. Raises Refused.
    """
    Body.objects.select_for_update().get(pk=meeting.body_id)
    # The stored meeting keeps its number, whatever the file calls it.
    parsed = replace(parsed, meeting=replace(parsed.meeting, number=meeting.label))
    wanted = _meeting(parsed, meeting.body)
    wanted.pk = meeting.pk
    if reasons := why_not_replace(meeting) + [
        reason
        for reason in (*why_not_keep(wanted), *_why_not_cases(parsed, meeting.body), *_why_not_names(parsed))
        if reason
    ]:
        raise Refused(reasons)
    for name in ("date", "start", "end", "place"):
        setattr(meeting, name, getattr(wanted, name))
    meeting.state = State.DRAFT_MINUTES
    meeting.save(update_fields=["date", "start", "end", "place", "state"])
    meeting.attendance.all().delete()
    _keep_attendance(meeting, parsed)
    stored = {case.display_number or case.title.casefold(): case for case in meeting.cases.on_agenda()}
    for place, case in enumerate(parsed.cases, 1):
        found = stored.get(case.number) or stored.get(case.title.casefold())
        if found is None:
            _make_case(meeting, case, place, by=by)
        else:
            _replace_case(found, case, meeting, place, by=by)
    _keep_source(meeting, parsed, source, by=by)
    changed(meeting)
    log_change(meeting, "import", by=by, after={"label": meeting.label, "file": source.file_name})


def _meeting(parsed: ParsedMinutes, body: Body) -> Meeting:
    label = _MEETING_NUMBER.fullmatch(parsed.meeting.number)
    facts = parsed.meeting
    return Meeting(
        body=body,
        year=int(label["year"]) if label else 0,
        number=int(label["number"]) if label else 0,
        date=facts.date or date.min,  # never saved so: a meeting without a date is refused before
        start=facts.start,
        end=facts.end,
        place=facts.place,
        language=body.language,
        state=State.DRAFT_MINUTES,
    )


def _decision(case: ParsedCase) -> list[str]:
    return [line for line in case.decision.split("\n") if line.strip()]


def _make_case(meeting: Meeting, parsed: ParsedCase, place: int, *, by: User | None) -> None:
    case = Case.objects.create(
        body=meeting.body,
        meeting=meeting,
        position=place,
        kind=kind_of(parsed.title),
        title=clean_text(TextField.TITLE, parsed.title),
        minutes=clean_text(TextField.MINUTES, as_html(parsed.text)),
        decision=clean_text(TextField.DECISION, as_html(_decision(parsed))),
        outcome=outcome_of(parsed.decision),
        approves=_approved_meeting(meeting, parsed),
        **_numbers(meeting, parsed),
    )
    start_texts(case, by=by)
    _keep_participants(case, parsed)
    for position, point in enumerate(parsed.points, 1):
        _make_point(case, point, position, by=by)


def _make_point(case: Case, parsed: ParsedPoint, position: int, *, by: User | None) -> None:
    point = OrientationPoint.objects.create(
        case=case,
        position=position,
        heading=clean_text(TextField.HEADING, parsed.heading),
        text=clean_text(TextField.TEXT, as_html(parsed.text)),
    )
    start_texts(case, by=by, point=point)


def _numbers(meeting: Meeting, parsed: ParsedCase) -> dict[str, object]:
    """The case's numbers. The one in the file stays as it is; the running number follows it where it is one."""
    taken = Case.objects.filter(body=meeting.body, year=meeting.year).exclude(running_number=None)
    used = set(taken.values_list("running_number", flat=True))
    running = next_number(number for number in used if number)
    in_meeting = next_number(number for number in meeting.cases.values_list("number", flat=True) if number)
    if own := _IN_MEETING.fullmatch(parsed.number):
        in_meeting = int(own[1]) or in_meeting
    elif (own := _IN_YEAR.search(parsed.number)) and int(own[1]) not in used and int(own[1]):
        running = int(own[1])
    return {"number": in_meeting, "display_number": parsed.number, "year": meeting.year, "running_number": running}


def _replace_case(case: Case, parsed: ParsedCase, meeting: Meeting, place: int, *, by: User | None) -> None:
    if case.number is None:
        for name, value in _numbers(meeting, parsed).items():
            setattr(case, name, value)
    case.position, case.outcome = place, outcome_of(parsed.decision) or case.outcome
    case.save(update_fields=["number", "display_number", "year", "running_number", "position", "outcome"])
    _replace_text(case, TextField.TITLE, parsed.title, by=by)
    _replace_text(case, TextField.MINUTES, as_html(parsed.text), by=by)
    _replace_text(case, TextField.DECISION, as_html(_decision(parsed)), by=by)
    case.attendance.filter(kind=CaseAttendanceKind.JOINED).delete()
    _keep_participants(case, parsed)
    points = list(case.points.in_order())
    for position, point in enumerate(parsed.points, 1):
        if position <= len(points):
            _replace_text(case, TextField.HEADING, point.heading, by=by, point=points[position - 1])
            _replace_text(case, TextField.TEXT, as_html(point.text), by=by, point=points[position - 1])
        else:
            _make_point(case, point, position, by=by)


def _replace_text(
    case: Case, field: TextField, text: str, *, by: User | None, point: OrientationPoint | None = None
) -> None:
    newest = case.text_versions.filter(field=field, point=point).exclude(number=None).order_by("-number").first()
    save_text(case, field, text, version=newest.number or 0 if newest else 0, by=by, point=point)


def _keep_source(meeting: Meeting, parsed: ParsedMinutes, source: MinutesSource, *, by: User | None) -> None:
    MinutesImport.objects.create(
        meeting=meeting,
        file_name=source.file_name,
        sha256=source.sha256,
        text=source.text.replace("\x00", ""),
        unplaced=[line.as_json() for line in parsed.unplaced],
        imported_by=by,
    )


def _keep_attendance(meeting: Meeting, parsed: ParsedMinutes) -> None:
    known: set[int] = set()
    for status, people in (
        (AttendanceStatus.PRESENT, parsed.meeting.present),
        (AttendanceStatus.APOLOGIES, parsed.meeting.apologies),
    ):
        for name in people:
            person, membership = find_person(name, meeting)
            if person.pk not in known:
                Attendance.objects.create(
                    meeting=meeting, person=person, membership=membership, status=status, note=name.note
                )
                known.add(person.pk)


def _keep_participants(case: Case, parsed: ParsedCase) -> None:
    for name in parsed.participants:
        person, _membership = find_person(name, case.meeting)
        CaseAttendance.objects.get_or_create(
            case=case, person=person, defaults={"kind": CaseAttendanceKind.JOINED, "note": name.note}
        )


def find_person(name: ParsedPerson, meeting: Meeting | None) -> tuple[Person, Membership | None]:
    """The person of this name: first among the body's members on the day, then in the register, else a new one."""
    if meeting is not None:
        members = Membership.objects.filter(
            body=meeting.body, person__family_name__iexact=name.family, person__given_name__iexact=name.given
        )
        if member := members.on(meeting.date).select_related("person").order_by("role").first():
            return member.person, member
    person = Person.objects.named(name.family, name.given).order_by("pk").first()
    return person or add_person(family_name=name.family, given_name=name.given), None


def kind_of(title: str) -> CaseKind:
    """What kind of case a title tells of."""
    words = title.casefold()
    if "godkjen" in words and re.search("innkalling|sak(s)?liste", words):
        return CaseKind.APPROVE_AGENDA
    if "godkjen" in words and re.search("referat|protokoll|møtebok", words):
        return CaseKind.APPROVE_MINUTES
    if "orientering" in words:
        return CaseKind.ORIENTATION
    if "rapport" in words:
        return CaseKind.REPORT
    return CaseKind.OTHER_BUSINESS if re.match("eventuelt|ymse|anna$", words) else CaseKind.DECISION


def outcome_of(decision: str) -> str:
    """What a decision's own words say became of the case; nothing where they do not say it."""
    words = decision.casefold()
    if re.search("til (?:orientering|etterretning|vitende)", words):
        return Outcome.NOTED
    if re.search("utsatt|utsett|utsettes|utset", words):
        return Outcome.POSTPONED
    return Outcome.ADOPTED if re.search("godkjen|vedtatt|vedteke|vedtar|vedtek", words) else Outcome.NONE


def _approved_meeting(meeting: Meeting, parsed: ParsedCase) -> Meeting | None:
    """The meeting whose minutes the case approves: the one on the date that its decision names."""
    if kind_of(parsed.title) is not CaseKind.APPROVE_MINUTES:
        return None
    earlier = [day for day in dates_in(parsed.decision) if day < meeting.date]
    return Meeting.objects.filter(body=meeting.body, date__in=earlier).first()


def differences(parsed: ParsedMinutes, meeting: Meeting) -> list[Difference]:
    """What the file says otherwise than the stored meeting. Spaces, bullets and mark-up do not count."""
    facts = parsed.meeting
    found = _differing(
        [
            (_("Date"), date_format(meeting.date), date_format(facts.date) if facts.date else ""),
            (_("Start"), _clock(meeting.start), _clock(facts.start)),
            (_("End"), _clock(meeting.end), _clock(facts.end)),
            (_("Place"), meeting.place, facts.place),
            (_("Present"), _attending(meeting, AttendanceStatus.PRESENT), _names(facts.present)),
            (_("Apologies"), _attending(meeting, AttendanceStatus.APOLOGIES), _names(facts.apologies)),
        ]
    )
    stored = {
        case.display_number: case for case in meeting.cases.on_agenda().prefetch_related("points", "attendance__person")
    }
    for parsed_case in parsed.cases:
        case = stored.pop(parsed_case.number, None)
        if case is None:
            found.append(Difference(_("Case %(number)s") % {"number": parsed_case.number}, "", parsed_case.title))
        else:
            found += _case_differences(parsed_case, case)
    for number, case in stored.items():
        found.append(Difference(_("Case %(number)s") % {"number": number or "–"}, case.title, ""))
    return found


def _case_differences(parsed: ParsedCase, case: Case) -> list[Difference]:
    joined = sorted(who.person.list_name for who in case.attendance.all() if who.kind == CaseAttendanceKind.JOINED)
    points = sorted(
        (point for point in case.points.all() if not point.removed_at), key=lambda point: (point.position, point.pk)
    )
    named = {"number": parsed.number}
    return _differing(
        [
            (_("Title of %(number)s") % named, case.title, parsed.title),
            (_("Decision of %(number)s") % named, _lines(case.decision), _lines(as_html(_decision(parsed)))),
            (_("Who took part in %(number)s") % named, "; ".join(joined), _names(parsed.participants)),
            (_("Text of %(number)s") % named, _lines(case.minutes), _lines(as_html(parsed.text))),
            (
                _("Points of %(number)s") % named,
                "\n".join(f"{point.heading}\n{_lines(point.text)}" for point in points),
                "\n".join(f"{point.heading}\n{_lines(as_html(point.text))}" for point in parsed.points),
            ),
        ]
    )


def _differing(rows: list[tuple[str, str, str]]) -> list[Difference]:
    return [Difference(what, stored, in_file) for what, stored, in_file in rows if stored.split() != in_file.split()]


def _clock(moment: object) -> str:
    return time_format(moment, "H:i") if moment else ""  # type: ignore[arg-type]  # a time, as the callers give it


def _lines(html: str) -> str:
    return "\n".join(comparable(html))


def _names(people: tuple[ParsedPerson, ...]) -> str:
    return "; ".join(sorted(str(person) for person in people))


def _attending(meeting: Meeting, status: AttendanceStatus) -> str:
    rows = meeting.attendance.filter(status=status).select_related("person")
    return "; ".join(sorted(row.person.list_name for row in rows))
