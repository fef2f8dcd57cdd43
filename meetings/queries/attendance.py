"""Who was at a meeting and in a case, read with the same few queries however many they are."""

from __future__ import annotations

from dataclasses import dataclass

from cooperation.models import Alphabetical, Membership, Person
from cooperation.rules.alphabet import alphabetical_key
from meetings.models import Attendance, Case, CaseAttendance, CaseAttendanceKind, Meeting
from meetings.rules import attendance as rules
from meetings.rules.attendance import AttendanceList, Presence, Recorded, Seat

LAST = "~"  # sorts after every municipality number


@dataclass(frozen=True)
class SeatRow:
    """A seat with what is recorded of its member, and the deputies who can stand in."""

    membership: Membership
    attendance: Attendance | None
    deputies: list[Membership]
    deputy: Attendance | None

    @property
    def deputy_from_elsewhere(self) -> Attendance | None:
        """Who met instead without being one of the member's deputies."""
        if self.deputy and all(self.deputy.person_id != own.person_id for own in self.deputies):
            return self.deputy
        return None


def seats_of(meeting: Meeting) -> list[Membership]:
    """The seats in the body on the day of the meeting, by municipality number (those without come last), leaders first."""
    seats = (
        Membership.objects.filter(body=meeting.body_id)
        .on(meeting.date)
        .members()
        .select_related("person", "municipality")
    )
    order = {"leader": 0, "deputy_leader": 1, "member": 2}
    return sorted(
        seats,
        key=lambda seat: (
            seat.municipality.number if seat.municipality else LAST,
            order[seat.role],
            alphabetical_key(seat.person.family_name),
            alphabetical_key(seat.person.given_name),
            seat.pk,
        ),
    )


def attendance_list(meeting: Meeting) -> AttendanceList:
    """The printed lists of a meeting, derived from memberships and from what was recorded."""
    seats = [
        Seat(
            key=seat.pk,
            person=seat.person_id,
            name=seat.person.list_name,
            municipality=str(seat.municipality or ""),
            role=seat.role if seat.role != "member" else "",
        )
        for seat in seats_of(meeting)
    ]
    recorded = [
        Recorded(
            person=row.person_id,
            name=row.person.list_name,
            presence=Presence(row.status),
            stands_in_for=row.stands_in_for_id,
            note=row.note,
        )
        for row in meeting.attendance.select_related("person").order_by("pk")
    ]
    return rules.attendance_list(seats, recorded)


def seat_rows(meeting: Meeting) -> list[SeatRow]:
    """What the secretary's page of attendance shows, a row for each seat."""
    rows = {row.person_id: row for row in meeting.attendance.select_related("person")}
    stand_ins = {row.stands_in_for_id: row for row in rows.values() if row.stands_in_for_id}
    deputies = list(
        Membership.objects.filter(body=meeting.body_id)
        .on(meeting.date)
        .deputies()
        .select_related("person", "municipality")
        .order_by("rank", Alphabetical("person__family_name"), Alphabetical("person__given_name"), "pk")
    )
    return [
        SeatRow(
            membership=seat,
            attendance=rows.get(seat.person_id),
            deputies=[
                deputy
                for deputy in deputies
                if deputy.deputy_for_id == seat.pk
                or (deputy.deputy_for_id is None and deputy.municipality_id == seat.municipality_id)
            ],
            deputy=stand_ins.get(seat.pk),
        )
        for seat in seats_of(meeting)
    ]


def others_recorded(meeting: Meeting) -> list[Attendance]:
    """People recorded who hold no seat and stand in for nobody: guests, and those an import found."""
    seated = {seat.person_id for seat in seats_of(meeting)}
    rows = meeting.attendance.filter(stands_in_for=None).select_related("person").order_by("pk")
    return [row for row in rows if row.person_id not in seated]


@dataclass(frozen=True)
class CaseAttendanceLists:
    """Whose presence in the case differs from the meeting's."""

    joined: list[CaseAttendance]
    left: list[CaseAttendance]


def case_attendance(case: Case) -> CaseAttendanceLists:
    rows = list(case.attendance.select_related("person"))
    return CaseAttendanceLists(
        joined=[row for row in rows if row.kind == CaseAttendanceKind.JOINED],
        left=[row for row in rows if row.kind == CaseAttendanceKind.LEFT],
    )


def people_to_choose() -> list[Person]:
    """The register, for a field that completes names."""
    return list(Person.objects.all())
