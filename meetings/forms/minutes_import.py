"""The form in which the secretary corrects what was understood of a file, before anything is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, time
from typing import TypeVar

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.models import Body
from meetings.actions.minutes_import import MinutesSource
from meetings.imports.lines import MinutesText, shown_lines
from meetings.imports.minutes_file import SUFFIXES
from meetings.imports.parsed_minutes import (
    ParsedCase,
    ParsedMeeting,
    ParsedMinutes,
    ParsedPerson,
    ParsedPoint,
    Unplaced,
)

SALT = "meetings.minutes_import"
MAX_CASES = 300
MAX_POINTS = 300
_NOTE = re.compile(r"\(([^()]*)\)\s*$")
Moment = TypeVar("Moment", date, time)


class MinutesFileForm(forms.Form):
    """Which body met, and the file."""

    body = forms.ModelChoiceField(
        Body.objects.none(), label=gettext_lazy("Body"), to_field_name="slug", empty_label=None
    )
    file = forms.FileField(
        label=gettext_lazy("File with minutes"),
        help_text=gettext_lazy("Text (.txt), Word (.docx) or PDF, at most 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )


@dataclass
class PointDraft:
    heading: str = ""
    text: str = ""
    is_left_out: bool = False


@dataclass
class CaseDraft:
    """A case as it stands in the form. `lines` are those of the file that it was understood from."""

    number: str = ""
    title: str = ""
    decision: str = ""
    participants: str = ""
    text: str = ""
    points: list[PointDraft] = field(default_factory=list)
    lines: str = ""
    is_left_out: bool = False

    @property
    def first_line(self) -> str:
        return self.lines.split(" ")[0]


@dataclass
class MinutesDraft:
    """All that the form holds, as it was typed."""

    number: str = ""
    date: str = ""
    start: str = ""
    end: str = ""
    place: str = ""
    present: str = ""
    apologies: str = ""
    cases: list[CaseDraft] = field(default_factory=list)

    @classmethod
    def of(cls, parsed: ParsedMinutes) -> MinutesDraft:
        facts = parsed.meeting.as_json()
        return cls(
            number=facts["number"] or "",
            date=facts["date"] or "",
            start=facts["start"] or "",
            end=facts["end"] or "",
            place=facts["place"],
            present=_people_text(parsed.meeting.present),
            apologies=_people_text(parsed.meeting.apologies),
            cases=[_case_draft(case) for case in parsed.cases],
        )

    @classmethod
    def from_post(cls, post: QueryDict) -> MinutesDraft:
        draft = cls()
        for name in ("number", "date", "start", "end", "place", "present", "apologies"):
            setattr(draft, name, post.get(name, ""))
        for index in range(min(_count(post, "cases"), MAX_CASES)):
            prefix = f"case-{index}-"
            case = CaseDraft(is_left_out=prefix + "out" in post)
            for name in ("number", "title", "decision", "participants", "text", "lines"):
                setattr(case, name, post.get(prefix + name, ""))
            for place in range(min(_count(post, prefix + "points"), MAX_POINTS)):
                point = f"{prefix}point-{place}-"
                case.points.append(
                    PointDraft(post.get(point + "heading", ""), post.get(point + "text", ""), point + "out" in post)
                )
            draft.cases.append(case)
        return draft

    def add(self, what: str) -> None:
        """Add an empty case ("case") or an empty point to a case ("point-0")."""
        kind, _dash, place = what.partition("-")
        if kind == "case":
            self.cases.append(CaseDraft())
        elif place.isdecimal() and int(place) < len(self.cases):
            self.cases[int(place)].points.append(PointDraft())

    def reasons(self) -> list[str]:
        """What is typed in a form that cannot be understood."""
        reasons = []
        times = [(_("Start"), self.start), (_("End"), self.end)]
        wrong = [(label, value) for label, value in times if value.strip() and _moment(value, time) is None]
        if self.date.strip() and _moment(self.date, date) is None:
            wrong.insert(0, (_("Date"), self.date))
        for label, value in wrong:
            facts = {"field": label, "value": value[:40]}
            reasons.append(_("%(field)s: “%(value)s” cannot be understood.") % facts)
        return reasons

    def parsed(self, unplaced: tuple[Unplaced, ...]) -> ParsedMinutes:
        """The minutes as the form says them, without what is left out."""
        meeting = ParsedMeeting(
            number=self.number.strip(),
            date=_moment(self.date, date),
            start=_moment(self.start, time),
            end=_moment(self.end, time),
            place=" ".join(self.place.split()),
            present=_people(self.present),
            apologies=_people(self.apologies),
        )
        cases = tuple(_parsed_case(case) for case in self.cases if not case.is_left_out)
        return ParsedMinutes(meeting, cases, unplaced)


def _count(post: QueryDict, name: str) -> int:
    value = post.get(name, "0")
    return int(value) if value.isdecimal() and len(value) < 6 else 0


def _moment(value: str, kind: type[Moment]) -> Moment | None:
    try:
        return kind.fromisoformat(value.strip())
    except ValueError:
        return None


def _people_text(people: tuple[ParsedPerson, ...]) -> str:
    return "\n".join(f"{person} ({person.note})" if person.note else str(person) for person in people)


def _people(text: str) -> tuple[ParsedPerson, ...]:
    """A person a line: "Family, Given" or "Given Family", with a note in brackets after it."""
    people = []
    for line in text.splitlines():
        noted = _NOTE.search(line)
        name = " ".join((line[: noted.start()] if noted else line).split())
        note = noted[1].strip() if noted else ""
        if not name:
            continue
        if "," in name:
            family, given = name.split(",", 1)
        else:
            given, _space, family = name.rpartition(" ")
        people.append(ParsedPerson(family.strip(), given.strip(), note))
    return tuple(dict.fromkeys(people))


def _case_draft(case: ParsedCase) -> CaseDraft:
    return CaseDraft(
        number=case.number,
        title=case.title,
        decision=case.decision,
        participants=_people_text(case.participants),
        text="\n\n".join(case.text),
        points=[PointDraft(point.heading, "\n\n".join(point.text)) for point in case.points],
        lines=" ".join(map(str, case.lines)),
    )


def _parsed_case(case: CaseDraft) -> ParsedCase:
    points = [point for point in case.points if not point.is_left_out and (point.heading.strip() or point.text.strip())]
    return ParsedCase(
        number=" ".join(case.number.split()),
        title=" ".join(case.title.split()),
        decision=case.decision.strip().replace("\r\n", "\n"),
        participants=_people(case.participants),
        text=_paragraphs(case.text),
        points=tuple(ParsedPoint(" ".join(point.heading.split()), _paragraphs(point.text)) for point in points),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.rstrip() for line in shown_lines(text) if line.strip())


def sealed_source(source: MinutesSource, text: MinutesText) -> str:
    """The file's text as it travels in the form, so that nothing is stored before the secretary confirms."""
    sealed = {"name": source.file_name, "sha256": source.sha256, "text": text.text, "is_wrapped": text.is_wrapped}
    return signing.dumps(sealed, salt=SALT, compress=True)


def unsealed_source(sealed: str) -> tuple[MinutesSource, MinutesText]:
    """Raises django.core.signing.BadSignature when the text is not the one that was sent out."""
    read = signing.loads(sealed, salt=SALT)
    return MinutesSource(read["name"], read["sha256"], read["text"]), MinutesText(read["text"], read["is_wrapped"])
