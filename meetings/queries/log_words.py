"""The change log in plain words: each verb as a sentence, each fact with its name and value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cooperation.models import Change, Membership, Person
from meetings.models import (
    ActionStatus,
    AttendanceStatus,
    Case,
    CaseAttendanceKind,
    CaseKind,
    Choice,
    DecisionLinkKind,
    ImpartialityBasis,
    ImpartialityRuling,
    Mode,
    MovementKind,
    Outcome,
    RemarkState,
    State,
    TextField,
)

# Which thing and which verb, as "thing.verb"; "thing.verb.value" where the new state says more than the verb.
SENTENCES: dict[str, Promise] = {
    "meeting.plan": _("Planned the meeting"),
    "meeting.change": _("Changed the facts of the meeting"),
    "meeting.state": _("Moved the meeting on"),
    "meeting.state.called": _("Called the meeting"),
    "meeting.state.started": _("Started the meeting"),
    "meeting.state.draft_minutes": _("Ended the meeting"),
    "meeting.state.cancelled": _("Cancelled the meeting"),
    "meeting.circulate": _("Sent the minutes out for remarks"),
    "meeting.approve": _("Approved and froze the minutes"),
    "meeting.reopen": _("Opened the approved minutes again"),
    "meeting.attendance": _("Recorded attendance"),
    "meeting.attendance_removed": _("Took away what was recorded of a person"),
    "meeting.deputy": _("Recorded who met for a member"),
    "meeting.guest": _("Recorded a guest"),
    "meeting.order": _("Changed the order of the cases"),
    "meeting.import": _("Brought in minutes from a file"),
    "meeting.import_record": _("Read the meeting back from its archive"),
    "meeting.notice": _("Sent a notice to the members"),
    "meeting.notice-again": _("Sent a notice once more"),
    "meeting.reply": _("Answered the notice"),
    "meeting.reply-remind": _("Reminded those who had not answered"),
    "meeting.shortfall": _("Warned that too few are coming"),
    "meeting.remark": _("Remarked on the minutes"),
    "meeting.answer_remark": _("Answered a remark"),
    "case.add": _("Added the case"),
    "case.describe": _("Set the kind or the outcome of the case"),
    "case.remove": _("Removed the case"),
    "case.restore": _("Brought the case back"),
    "case.withdraw": _("Withdrew the case"),
    "case.queue": _("Took the case back to the queue"),
    "case.put_on_meeting": _("Put the case on a meeting"),
    "case.postpone": _("Postponed the case"),
    "case.text": _("Wrote a text"),
    "case.set_aside": _("Set a text aside that met a newer one"),
    "case.attach": _("Added an attachment"),
    "case.rename_attachment": _("Renamed an attachment"),
    "case.remove_attachment": _("Removed an attachment"),
    "case.restore_attachment": _("Brought an attachment back"),
    "case.move_attachment": _("Changed the order of the attachments"),
    "case.attendance": _("Recorded who took part in the case"),
    "case.attendance_removed": _("Took away what was recorded of a person in the case"),
    "case.add_point": _("Added a point of orientation"),
    "case.remove_point": _("Removed a point of orientation"),
    "case.restore_point": _("Brought a point of orientation back"),
    "case.move_point": _("Changed the order of the points"),
    "case.approves": _("Let the case approve the minutes of the meeting that now lies before"),
    "case.link_version": _("Linked the case to the version of the minutes that was sent out"),
    "case.link_decision": _("Noted which earlier decision this one changes"),
    "case.unlink_decision": _("Took away the note of which decision this one changes"),
    "case.movement": _("Recorded that somebody came or left"),
    "case.movement-remove": _("Took back that somebody came or left"),
    "case.impartiality": _("Raised somebody's impartiality"),
    "case.impartiality-rule": _("Recorded the decision on somebody's impartiality"),
    "case.impartiality-remove": _("Took away a question of impartiality"),
    "case.proposal": _("Put a proposal to the vote"),
    "case.proposal-remove": _("Took a proposal away"),
    "case.votes": _("Recorded the votes"),
    "case.remark": _("Remarked on the case in the minutes"),
    "case.answer_remark": _("Answered a remark to the case"),
    "exhibit.attach": _("Attached a table"),
    "exhibit.remove": _("Removed a table"),
    "exhibit.restore": _("Brought a table back"),
    "action.add": _("Added an action to follow up"),
    "action.change": _("Changed an action to follow up"),
    "action.remove": _("Removed an action to follow up"),
    "action.restore": _("Brought an action to follow up back"),
    "action.answer": _("Answered an action to follow up"),
    "action.ask": _("Wrote to those who answer for an action"),
}
FACTS: dict[str, Promise] = {
    "state": _("State"),
    "date": _("Date"),
    "start": _("Start"),
    "end": _("End"),
    "place": _("Place"),
    "mode": _("Form"),
    "language": _("Language"),
    "number": _("Number"),
    "year": _("Year"),
    "title": _("Title"),
    "heading": _("Heading"),
    "meeting": _("Meeting"),
    "to": _("To"),
    "case": _("Case"),
    "cases": _("Cases"),
    "earlier": _("Earlier decision"),
    "from": _("From"),
    "kind": _("Kind"),
    "outcome": _("Outcome"),
    "status": _("Status"),
    "person": _("Person"),
    "seat": _("Seat"),
    "deputy": _("Deputy"),
    "for": _("Meets for"),
    "all_present": _("Present"),
    "note": _("Note"),
    "name": _("File"),
    "file": _("File"),
    "label": _("Number"),
    "source": _("Source"),
    "sha256": _("SHA-256"),
    "version": _("Version"),
    "deadline": _("Remarks until"),
    "reason": _("Reason"),
    "text": _("Text"),
    "answer": _("Answer"),
    "field": _("Text"),
    "due": pgettext_lazy("deadline", "Due"),
    "done": _("Done"),
    "who": _("Who"),
    "at": _("Time"),
    "basis": _("Basis"),
    "ruling": _("The body's decision"),
    "by": _("Proposed by"),
    "votes": _("Votes"),
    "coming": _("Coming"),
    "needed": _("Needed"),
}
# Keys of rows, which say nothing to a reader.
UNTOLD = frozenset({"attachment", "attachments", "point", "points", "proposal", "remark", "text_version"})
# Of a text the versions stand side by side on a page of their own.
TEXT_VERBS = ("text", "set_aside")
CHOICES: dict[str, dict[str, Any]] = {
    "state": {**dict(State.choices), **dict(RemarkState.choices)},
    "mode": dict(Mode.choices),
    "kind": {**dict(CaseKind.choices), **dict(CaseAttendanceKind.choices), **dict(DecisionLinkKind.choices)},
    "movement": dict(MovementKind.choices),
    "basis": dict(ImpartialityBasis.choices),
    "ruling": dict(ImpartialityRuling.choices),
    "vote": dict(Choice.choices),
    "outcome": dict(Outcome.choices),
    "status": {**dict(AttendanceStatus.choices), **dict(ActionStatus.choices)},
    "field": dict(TextField.choices),
}
PEOPLE = frozenset({"person", "deputy", "all_present"})
SEATS = frozenset({"seat", "for"})
CASES = frozenset({"case", "cases", "earlier"})
DAYS = frozenset({"date", "deadline", "from", "due", "done"})
CLOCKS = frozenset({"start", "end", "at"})


@dataclass(frozen=True)
class Fact:
    """A fact of a line: what it is called, what it was, what it is."""

    name: str
    before: str
    after: str


def sentence_key(change: Change) -> str:
    """The name of what was done, such as "case.text"."""
    return f"{change.subject.partition(':')[0].rpartition('.')[2]}.{change.verb}"


def sentence(change: Change) -> str:
    """What was done, in the reader's language. A verb without a sentence is told by its name."""
    key = sentence_key(change)
    state = (change.after or {}).get("state", "")
    return verb_name(f"{key}.{state}" if f"{key}.{state}" in SENTENCES else key)


def verb_name(key: str) -> str:
    told = SENTENCES.get(key)
    return str(told) if told is not None else gettext("Something else (%(verb)s)") % {"verb": key}


class Names:
    """The names of the people, seats and cases that some lines speak of, read with a query each."""

    def __init__(self, changes: Iterable[Change]) -> None:
        wanted: dict[str, set[int]] = {"people": set(), "seats": set(), "cases": set()}
        for change in changes:
            for facts in (change.before or {}, change.after or {}):
                for key, value in facts.items():
                    if key.isdigit():  # who voted, by the key of the seat
                        wanted["seats"].add(int(key))
                    if group := _group(change, key):
                        values = value if isinstance(value, list) else [value]
                        wanted[group] |= {one for one in values if isinstance(one, int)}
        self.people = {one.pk: str(one) for one in Person.objects.filter(pk__in=wanted["people"])}
        seats = Membership.objects.filter(pk__in=wanted["seats"]).select_related("person")
        self.seats = {one.pk: str(one.person) for one in seats}
        self.cases = {one.pk: str(one) for one in Case.objects.filter(pk__in=wanted["cases"])}

    def of(self, group: str, key: int) -> str:
        """The name; of what is gone from the register, the key it had."""
        names: dict[int, str] = getattr(self, group)
        return names.get(key, f"#{key}")


def _group(change: Change, key: str) -> str:
    if key in PEOPLE or (key == "to" and change.verb == "circulate"):
        return "people"
    if key in SEATS:
        return "seats"
    return "cases" if key in CASES else ""


def facts_told(change: Change, names: Names) -> list[Fact]:
    """Every fact that was set or differs, and of whom it tells, with names for keys and words for codes."""
    before, after = change.before or {}, change.after or {}
    facts = []
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        if key in UNTOLD or (key == "version" and change.verb in TEXT_VERBS):
            continue
        told = _told(change, key, old, names), _told(change, key, new, names)
        name = names.of("seats", int(key)) if key.isdigit() else str(FACTS.get(key, key))
        if told[0] != told[1]:
            facts.append(Fact(name, *told))
        elif told[1] and _group(change, key) in ("people", "seats"):
            facts.append(Fact(name, "", told[1]))
    return facts


def _told(change: Change, key: str, value: Any, names: Names) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_told(change, key, one, names) for one in value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if (group := _group(change, key)) and isinstance(value, int):
        return names.of(group, value)
    return _word(_codes_of(change, key), str(value))


def _codes_of(change: Change, key: str) -> str:
    """Under which name the codes of this fact stand: who "left" one case is not who left the room in it."""
    if key.isdigit():
        return "vote"
    return "movement" if key == "kind" and change.verb.startswith("movement") else key


def _word(key: str, value: str) -> str:
    """A code by its label, a day and a time as they are written here, anything else as it is."""
    if key in DAYS and (day := _day(value)):
        return date_format(day, "j. F Y")
    if key in CLOCKS:
        return value[:5]
    return str(CHOICES.get(key, {}).get(value, value)) if value else ""


def _day(value: str) -> date | None:
    try:
        return parse_date(value)
    except ValueError:
        return None
