import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.actions.attachment import add_attachments, remove_attachment
from meetings.models import State
from tests.factories import (
    make_auditor,
    make_body,
    make_contact,
    make_cooperation,
    make_leader,
    make_meeting,
    make_member,
    make_secretary,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nhemmelig"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def case(body):
    make_cooperation()
    return make_meeting(body=body, state=State.CALLED).cases.get(title="Økonomi")


@pytest.fixture
def paper(case, secretary):
    return add_attachments(case, [SimpleUploadedFile("Årsbudsjett 2024.pdf", PDF)], by=secretary)[0]


@pytest.fixture
def desk(client, secretary):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(secretary)
    return client


def address(name, thing):
    return reverse(f"meetings:{name}", args=[thing.pk])


def fetched(client, paper, **headers):
    response = client.get(address("attachment_file", paper), headers=headers)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response, body


def test_a_pdf_opens_in_the_browser_and_can_do_nothing_there(desk, paper):
    response, body = fetched(desk, paper)
    assert body == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == "inline; filename*=utf-8''%C3%85rsbudsjett%202024.pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert response["Cache-Control"] == "private, no-cache"


def test_a_text_is_downloaded(desk, case, secretary):
    [text] = add_attachments(case, [SimpleUploadedFile("notat.txt", b"<script>")], by=secretary)
    response, _body = fetched(desk, text)
    assert response["Content-Disposition"] == 'attachment; filename="notat.txt"'
    assert response["Content-Security-Policy"].endswith("sandbox")


def test_an_unchanged_file_is_not_sent_again(desk, paper):
    response, _body = fetched(desk, paper)
    again, body = fetched(desk, paper, if_none_match=response["ETag"])
    assert (again.status_code, body) == (304, b"")


def other_body():
    return make_body(slug="annet", name="Annet")


@pytest.mark.parametrize(
    ("user", "status"),
    [
        (make_secretary, 200),
        (make_member, 200),
        (lambda body: make_leader(), 200),
        (lambda body: make_auditor(), 200),
        (lambda body: make_contact(), 403),
        (lambda body: make_secretary(other_body()), 404),
        (lambda body: make_member(other_body()), 404),
    ],
)
def test_who_gets_a_paper_of_a_called_meeting(client, body, paper, user, status):
    client.force_login(user(body))
    response, content = fetched(client, paper)
    assert response.status_code == status
    assert (b"hemmelig" in content) == (status == 200)


def test_nobody_gets_it_without_signing_in(client, paper):
    response, content = fetched(client, paper)
    assert (response.status_code, content) == (302, b"")


def test_members_wait_until_the_meeting_is_called(client, case, paper, member):
    case.meeting.state = State.PLANNED
    case.meeting.save()
    client.force_login(member)
    assert fetched(client, paper)[0].status_code == 404


def test_members_get_nothing_of_the_queue(client, case, paper, member):
    case.meeting = None
    case.save()
    client.force_login(member)
    assert fetched(client, paper)[0].status_code == 404


def test_a_removed_paper_is_served_to_nobody(desk, paper, secretary):
    remove_attachment(paper, by=secretary)
    assert fetched(desk, paper)[0].status_code == 404


def test_the_file_has_no_address_of_its_own(desk, paper):
    for start in ("/files/", "/media/", "/static/", "/"):
        assert desk.get(start + paper.file.name).status_code == 404


def test_several_are_added_at_once(desk, case):
    files = [SimpleUploadedFile("a.txt", b"a"), SimpleUploadedFile("b.txt", b"b")]
    answer = desk.post(address("attachment_add", case), {"files": files}, headers=HTMX).content.decode()
    assert answer.strip().startswith('<div id="attachments">')
    assert [one.name for one in case.attachments.in_order()] == ["a.txt", "b.txt"]


def test_without_a_script_the_case_comes_back(desk, case):
    answer = desk.post(address("attachment_add", case), {"files": [SimpleUploadedFile("a.txt", b"a")]})
    assert (answer.status_code, answer.url) == (302, address("case_edit", case) + "#attachments")


def test_a_refused_file_is_told_where_the_user_stands(desk, case):
    answer = desk.post(address("attachment_add", case), {"files": [SimpleUploadedFile("a.svg", b"a")]}, headers=HTMX)
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#messages")


def test_a_paper_is_named_moved_removed_and_brought_back(desk, case, paper):
    desk.post(address("attachment_add", case), {"files": [SimpleUploadedFile("b.txt", b"b")]})
    desk.post(address("attachment_rename", paper), {"title": "Budsjett"})
    desk.post(address("attachment_move", paper), {"direction": "down"})
    assert [str(one) for one in case.attachments.in_order()] == ["b.txt", "Budsjett"]
    desk.post(address("attachment_move", paper), {"direction": "up"})
    answer = desk.post(address("attachment_remove", paper), headers=HTMX).content.decode()
    assert address("attachment_restore", paper) in answer
    assert [str(one) for one in case.attachments.in_order()] == ["b.txt"]
    desk.post(address("attachment_restore", paper))
    assert [str(one) for one in case.attachments.in_order()] == ["Budsjett", "b.txt"]


def test_every_button_works_without_a_script(desk, case, paper):
    """What stands on the page as a form is sent as a browser without scripts would send it."""
    desk.post(address("attachment_add", case), {"files": [SimpleUploadedFile("b.txt", b"b")]})
    page = desk.get(address("case_edit", case)).content.decode()
    section = page[page.index('<div id="attachments">') : page.index('id="exhibits-heading"')]
    assert 'type="button"' not in section
    for name, sent in [("attachment_move", {"direction": "down"}), ("attachment_remove", {})]:
        form = re.search(
            f'<form [^>]*method="post" action="{address(name, paper)}"[^>]*>(.*?)</form>', section, re.DOTALL
        )
        assert 'type="submit"' in form[1]
        answer = desk.post(address(name, paper), sent, follow=True)
        assert answer.status_code == 200
    told = [str(message) for message in answer.context["messages"]]
    assert told == ["“Årsbudsjett 2024.pdf” is removed."]
    assert f'<form method="post" action="{address("attachment_restore", paper)}"' in answer.content.decode()
    desk.post(address("attachment_restore", paper))
    assert [str(one) for one in case.attachments.in_order()] == ["b.txt", "Årsbudsjett 2024.pdf"]


@pytest.mark.parametrize("asked", ["0", "x", "99999999999999999999", "{there}"])
def test_undo_is_offered_for_a_removed_paper_of_the_case_only(desk, case, paper, asked):
    page = desk.get(address("case_edit", case), {"removed_attachment": asked.format(there=paper.pk)})
    assert "/restore/" not in page.content.decode()


@pytest.mark.parametrize(("user", "status"), [(lambda: make_secretary(other_body()), 404), (make_member, 403)])
def test_others_change_nothing(client, case, paper, user, status):
    client.force_login(user())
    names = ["attachment_rename", "attachment_move", "attachment_remove", "attachment_restore"]
    answers = [client.post(address(name, paper), {"title": "x"}).status_code for name in names]
    answers.append(client.post(address("attachment_add", case), {}).status_code)
    assert answers == [status] * 5
    paper.refresh_from_db()
    assert (paper.title, paper.removed_at) == ("", None)
