"""A meeting as an entry in a member's calendar (iCalendar, RFC 5545; invitations by RFC 5546)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

USUAL_LENGTH = timedelta(hours=2)
REQUEST, CANCEL = "REQUEST", "CANCEL"


@dataclass(frozen=True)
class Entry:
    """What the calendar shows. `sequence` rises with each notice, so that calendars put the newest in place of the old."""

    uid: str
    sequence: int
    made_at: datetime
    summary: str
    description: str
    place: str
    day: date
    start: time
    end: time | None
    zone: str
    organiser: str
    organiser_name: str
    attendee: str
    attendee_name: str


def invitation(entry: Entry, *, method: str = REQUEST) -> str:
    """The calendar object for one member; with `CANCEL` it takes the entry out of the calendar again."""
    zone = ZoneInfo(entry.zone)
    starts = datetime.combine(entry.day, entry.start, tzinfo=zone)
    ends = datetime.combine(entry.day, entry.end, tzinfo=zone) if entry.end else starts + USUAL_LENGTH
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.made_at)
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    if entry.place:
        event.add("location", entry.place)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event.add("organizer", _address(entry.organiser, entry.organiser_name))
    attendee = _address(entry.attendee, entry.attendee_name)
    attendee.params["partstat"] = vText("NEEDS-ACTION")
    attendee.params["rsvp"] = vText("TRUE")
    attendee.params["role"] = vText("REQ-PARTICIPANT")
    event.add("attendee", attendee)
    calendar = Calendar()
    calendar.add("prodid", "-//Board room//NO")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return str(calendar.to_ical().decode())


def _address(email: str, name: str) -> vCalAddress:
    address = vCalAddress(f"MAILTO:{email}")
    address.params["cn"] = vText(name)
    return address
