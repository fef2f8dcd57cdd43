"""Every address × every role. An address that is not in the table fails by its name."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import URLResolver, get_resolver, reverse

from meetings.actions.attachment import add_attachments
from meetings.actions.point import add_point
from meetings.models import (
    Attendance,
    AttendanceStatus,
    CaseAttendance,
    CaseAttendanceKind,
    StandardText,
    StandingCase,
    State,
    TextVersion,
)
from tests import factories
from tests.access.areas import areas
from tests.access.roles import (
    ADMINISTRATOR,
    ITS_SECRETARY,
    PERSONAL,
    PUBLIC,
    READERS,
    READERS_OF_IT,
    READERS_OF_ITS_MINUTES,
    ROLES,
    SECRETARIES,
    STANDING,
)

MATRIX = {
    "home": PERSONAL,
    "health": PUBLIC,
    "set_language": PUBLIC,
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_signup": PUBLIC,
    "account_inactive": PUBLIC,
    "account_reauthenticate": PERSONAL,
    "account_change_password": PERSONAL,
    "account_set_password": PERSONAL,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "cooperation:account_page": PERSONAL,
    "cooperation:administration": ADMINISTRATOR,
    "cooperation:cooperation_edit": ADMINISTRATOR,
    "cooperation:body_members": ADMINISTRATOR,
    "cooperation:grant_add": ADMINISTRATOR,
    "cooperation:grant_remove": ADMINISTRATOR,
    "cooperation:entry_list": ADMINISTRATOR,
    "cooperation:entry_new": ADMINISTRATOR,
    "cooperation:entry_edit": ADMINISTRATOR,
    "cooperation:entry_delete": ADMINISTRATOR,
    "cooperation:logo": dict.fromkeys(ROLES, "404"),  # there is none here, which everybody may learn
    "cooperation:theme": PUBLIC,
    "meetings:attachment_add": ITS_SECRETARY,
    "meetings:attachment_file": READERS_OF_IT,
    "meetings:attachment_move": ITS_SECRETARY,
    "meetings:attachment_remove": ITS_SECRETARY,
    "meetings:attachment_rename": ITS_SECRETARY,
    "meetings:attachment_restore": ITS_SECRETARY,
    "meetings:attendance_page": READERS_OF_IT,
    "meetings:attendance_save": ITS_SECRETARY,
    "meetings:attendance_all_present": ITS_SECRETARY,
    "meetings:attendance_guest_add": ITS_SECRETARY,
    "meetings:attendance_remove": ITS_SECRETARY,
    "meetings:case_attendance_save": ITS_SECRETARY,
    "meetings:case_attendance_remove": ITS_SECRETARY,
    "meetings:case_add": ITS_SECRETARY,
    "meetings:case_describe": ITS_SECRETARY,
    "meetings:case_edit": ITS_SECRETARY,
    "meetings:case_move": ITS_SECRETARY,
    "meetings:case_order": ITS_SECRETARY,
    "meetings:case_page": READERS_OF_IT,
    "meetings:case_put_on": ITS_SECRETARY,
    "meetings:case_remove": ITS_SECRETARY,
    "meetings:case_restore": ITS_SECRETARY,
    "meetings:case_to_queue": ITS_SECRETARY,
    "meetings:case_withdraw": ITS_SECRETARY,
    "meetings:case_text_save": ITS_SECRETARY,
    "meetings:case_text_versions": ITS_SECRETARY | {"auditor": "in"},
    "meetings:document_pdf": READERS_OF_ITS_MINUTES,
    "meetings:document_again": READERS_OF_ITS_MINUTES,
    "meetings:meeting_list": READERS,
    "meetings:meeting_new": SECRETARIES,
    "meetings:meeting_page": READERS_OF_IT,
    "meetings:meeting_edit": ITS_SECRETARY,
    "meetings:meeting_call": ITS_SECRETARY,
    "meetings:meeting_start": ITS_SECRETARY,
    "meetings:meeting_end": ITS_SECRETARY,
    "meetings:minutes_import": SECRETARIES,
    "meetings:minutes_import_confirm": ITS_SECRETARY,
    "meetings:point_add": ITS_SECRETARY,
    "meetings:point_move": ITS_SECRETARY,
    "meetings:point_remove": ITS_SECRETARY,
    "meetings:point_restore": ITS_SECRETARY,
    "meetings:point_text_save": ITS_SECRETARY,
    "meetings:point_text_versions": ITS_SECRETARY | {"auditor": "in"},
    "meetings:queue_page": ITS_SECRETARY,
    "meetings:queue_case_add": ITS_SECRETARY,
    "meetings:standing_page": STANDING,
    "meetings:standing_give": STANDING,
    "meetings:standing_case_add": STANDING,
    "meetings:standing_case_save": STANDING,
    "meetings:standing_case_move": STANDING,
    "meetings:standing_case_delete": STANDING,
    "meetings:standard_text_add": STANDING,
    "meetings:standard_text_save": STANDING,
    "meetings:standard_text_delete": STANDING,
    "meetings:text_version_restore": ITS_SECRETARY,
    **{name: row for area in areas() for name, row in area.MATRIX.items()},
}


def names(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else namespace
            yield from names(pattern.url_patterns, inner)
        else:
            yield namespace + pattern.name


def test_the_table_knows_every_address():
    assert set(names(get_resolver().url_patterns)) == set(MATRIX)


class World:
    """A called meeting with everything an address can name, and one user for each role."""

    def __init__(self):
        factories.make_cooperation()
        body, other = factories.make_body(), factories.make_body(slug="annet", name="Annet råd")
        municipality = factories.make_municipality()
        self.body, self.municipality = body, municipality
        self.other_municipality = factories.make_municipality(number="1547", name="Aukra")
        self.users = {
            "anonymous": None,
            "secretary": factories.make_secretary(body),
            "member": factories.make_member(body),
            "leader": factories.make_leader(),
            "auditor": factories.make_auditor(),
            "contact": factories.make_contact(municipality),
            "administrator": factories.make_administrator(),
            "other secretary": factories.make_secretary(other),
            "other member": factories.make_member(other),
            "other contact": factories.make_contact(self.other_municipality),
        }
        secretary = self.users["secretary"]
        seat = factories.make_membership(body=body, municipality=municipality)
        meeting = factories.make_meeting(body=body, state=State.CALLED)
        case = meeting.cases.first()
        self.meeting, self.case = meeting, case
        removed = factories.make_case(meeting=meeting, title="Fjernet")
        removed.removed_at = secretary.date_joined
        removed.save()
        waiting = factories.make_case(body=body, title="Ventende")
        point = add_point(case, heading="Punkt", by=secretary)
        [paper] = add_attachments(case, [ContentFile(b"tekst", name="notat.txt")], by=secretary)
        there = Attendance.objects.create(
            meeting=meeting, person=factories.make_person(), status=AttendanceStatus.GUEST
        )
        joined = CaseAttendance.objects.create(
            case=case, person=factories.make_person(), kind=CaseAttendanceKind.JOINED
        )
        standing = StandingCase.objects.create(body=body, language="nb", kind="report", title="Rapport")
        standard = StandardText.objects.create(body=body, language="nb", outcome="noted", text="Tatt til orientering.")
        version = TextVersion.objects.filter(case=case).first()
        case_url, meeting_url = {"pk": case.pk}, {"pk": meeting.pk}
        text = {"pk": case.pk, "field": "minutes"}
        point_text = {"pk": case.pk, "point_pk": point.pk, "field": "heading"}
        minutes = {"pk": meeting.pk, "kind": "minutes"}
        user = {"pk": self.users["member"].pk}
        self.seat = seat
        self.places = {
            "account_reset_password_from_key": {"uidb36": "1", "key": "no-such-key"},
            "cooperation:body_members": {"pk": body.pk},
            "cooperation:grant_add": user,
            "cooperation:grant_remove": {"pk": self.users["member"].grants.get().pk},
            "cooperation:entry_list": {"noun": "people"},
            "cooperation:entry_new": {"noun": "people"},
            "cooperation:entry_edit": {"noun": "users"} | user,
            "cooperation:entry_delete": {"noun": "memberships", "pk": seat.pk},
            "cooperation:logo": {"revision": 1},
            "cooperation:theme": {"colour": "1f5f99"},
            "meetings:attachment_add": case_url,
            **{
                f"meetings:attachment_{verb}": {"pk": paper.pk}
                for verb in ("file", "move", "remove", "rename", "restore")
            },
            **{f"meetings:attendance_{verb}": meeting_url for verb in ("page", "save", "all_present", "guest_add")},
            "meetings:attendance_remove": {"pk": there.pk},
            "meetings:case_attendance_save": case_url,
            "meetings:case_attendance_remove": {"pk": joined.pk},
            **{
                f"meetings:case_{verb}": case_url
                for verb in ("describe", "edit", "move", "page", "remove", "to_queue", "withdraw")
            },
            "meetings:case_put_on": {"pk": waiting.pk},
            "meetings:case_restore": {"pk": removed.pk},
            "meetings:case_add": meeting_url,
            "meetings:case_order": meeting_url,
            "meetings:case_text_save": text,
            "meetings:case_text_versions": text,
            "meetings:document_pdf": minutes,
            "meetings:document_again": minutes,
            **{f"meetings:meeting_{verb}": meeting_url for verb in ("page", "edit", "call", "start", "end")},
            "meetings:point_add": case_url,
            **{f"meetings:point_{verb}": {"pk": point.pk} for verb in ("move", "remove", "restore")},
            "meetings:point_text_save": point_text,
            "meetings:point_text_versions": point_text,
            "meetings:queue_page": {"slug": body.slug},
            "meetings:queue_case_add": {"slug": body.slug},
            "meetings:standing_page": {"slug": body.slug},
            "meetings:standing_give": {"slug": body.slug},
            "meetings:standing_case_add": {"slug": body.slug, "language": "nb"},
            "meetings:standard_text_add": {"slug": body.slug, "language": "nb"},
            **{f"meetings:standing_case_{verb}": {"pk": standing.pk} for verb in ("save", "move", "delete")},
            **{f"meetings:standard_text_{verb}": {"pk": standard.pk} for verb in ("save", "delete")},
            "meetings:text_version_restore": {"pk": version.pk},
        }
        self.sent = {
            "meetings:attendance_save": {"seat": seat.pk, "status": "present"},
            "meetings:case_put_on": {"meeting": meeting.pk},
            "meetings:minutes_import_confirm": {"body": body.slug},
        }
        for area in areas():
            self.places |= area.places(self)
            self.sent |= area.sent(self) if hasattr(area, "sent") else {}


METHOD_NOT_ALLOWED = 405


def what_happens(client, world, name):
    address = reverse(name, kwargs=world.places.get(name, {}))
    response = client.get(address)
    if response.status_code == METHOD_NOT_ALLOWED:
        response = client.post(address, world.sent.get(name, {}))
    if response.status_code == 302 and response.headers["Location"].startswith(reverse("account_login") + "?"):
        return "sign in"
    if response.status_code == 401 and "unsent.html" in {template.name for template in response.templates}:
        return "sign in"
    return str(response.status_code) if response.status_code in (403, 404) else "in"


def what_happens_to(client, world, user, name):
    """The answer to one user at one address; what the request wrote is taken back."""
    place = transaction.savepoint()
    client.logout()
    if user is not None:
        client.force_login(user)
    answer = what_happens(client, world, name)
    transaction.savepoint_rollback(place)
    cache.clear()
    return answer


PARTS = 24


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_who_may(client, part):
    """In parts, because the world takes longer to make than an address takes to answer."""
    world = World()
    found = {
        name: {role: what_happens_to(client, world, world.users[role], name) for role in ROLES}
        for name in sorted(MATRIX)[part::PARTS]
    }
    wrong = {name: answers for name, answers in found.items() if answers != MATRIX[name]}
    assert wrong == {}, {name: MATRIX[name] for name in wrong}
