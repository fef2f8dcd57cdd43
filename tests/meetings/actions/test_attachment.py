import hashlib
from pathlib import Path

import pytest
from django.conf import settings as live_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from cooperation.models import Change
from cooperation.rules.refusal import Refused
from meetings.actions import attachment as actions
from meetings.actions.attachment import (
    add_attachments,
    move_attachment,
    remove_attachment,
    rename_attachment,
    restore_attachment,
)
from meetings.models import Attachment, State
from tests.factories import make_case, make_meeting

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def case(body):
    return make_meeting(body=body).cases.get(title="Økonomi")


def upload(name="Budsjett 2024.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def stored_files() -> list[Path]:
    return [path for path in Path(live_settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def names(case):
    return [attachment.name for attachment in case.attachments.in_order()]


@pytest.fixture
def three(case, secretary):
    return add_attachments(case, [upload(f"{n}.txt", str(n).encode()) for n in (1, 2, 3)], by=secretary)


def test_a_file_is_kept_byte_for_byte_under_a_name_of_our_own(case, secretary):
    [attachment] = add_attachments(case, [upload()], by=secretary)
    [path] = stored_files()
    assert path.read_bytes() == PDF
    assert path.parent.name == "attachments"
    assert len(path.name) == 32
    assert (attachment.name, attachment.size, attachment.content_type) == ("Budsjett 2024.pdf", 10, "application/pdf")
    assert attachment.sha256 == hashlib.sha256(PDF).hexdigest()
    assert path.stat().st_mode & 0o777 == 0o600


def test_several_come_in_their_order_and_make_documents_old_once(case, secretary):
    before = case.meeting.revision
    add_attachments(case, [upload("a.txt", b"a"), upload("b.txt", b"b")], by=secretary)
    case.meeting.refresh_from_db()
    assert names(case) == ["a.txt", "b.txt"]
    assert case.meeting.revision == before + 1


def test_every_reason_for_every_file_and_nothing_is_stored(case, secretary, settings):
    settings.MAX_ATTACHMENT_BYTES = 100
    files = [
        upload(),
        upload("tegning.svg", b"<svg/>"),
        upload("makro.docm", b"PK"),
        upload("stor.pdf", b"%PDF-" + b"x" * 200),
    ]
    with pytest.raises(Refused) as refused:
        add_attachments(case, files, by=secretary)
    assert refused.value.reasons == [
        (
            "“tegning.svg” is not of a kind that can be attached. Attach PDF, Word, Excel, PowerPoint, OpenDocument, "
            "PNG, JPEG or plain text."
        ),
        "“makro.docm” holds macros. Save it without macros and retry.",
        "“stor.pdf” is 205\xa0bytes; at most 100\xa0bytes fit.",
    ]
    assert (names(case), stored_files()) == ([], [])


def test_no_file_and_closed_minutes_are_both_told(case, secretary):
    case.meeting.state = State.APPROVED
    with pytest.raises(Refused) as refused:
        add_attachments(case, [], by=secretary)
    assert refused.value.reasons == [
        "The minutes of this meeting are closed, so its cases cannot be changed.",
        "Choose at least one file.",
    ]


def test_the_same_file_again_is_not_added_again(case, secretary):
    add_attachments(case, [upload()], by=secretary)
    assert add_attachments(case, [upload(), upload()], by=secretary) == []
    assert (names(case), len(stored_files())) == (["Budsjett 2024.pdf"], 1)


def test_files_go_with_the_transaction_that_fails(case, secretary, monkeypatch):
    def fails(*_args, **_kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(actions, "log_change", fails)
    with pytest.raises(RuntimeError):
        add_attachments(case, [upload("a.txt", b"a"), upload("b.txt", b"b")], by=secretary)
    assert (names(case), stored_files()) == ([], [])


def test_a_case_in_the_queue_takes_papers_too(body, secretary):
    case = make_case(body=body)
    add_attachments(case, [upload()], by=secretary)
    assert names(case) == ["Budsjett 2024.pdf"]


def test_a_title_is_shown_instead_of_the_name(case, three, secretary):
    rename_attachment(three[0], title=" Budsjett\u202e  2024\n", by=secretary)
    lines = Change.objects.count()
    rename_attachment(three[0], title="Budsjett 2024", by=secretary)
    assert str(Attachment.objects.get(pk=three[0].pk)) == "Budsjett 2024"
    assert Change.objects.count() == lines


def test_papers_move_as_far_as_the_list_goes(case, three, secretary):
    move_attachment(three[2], steps=-1, by=secretary)
    move_attachment(three[0], steps=-1, by=secretary)
    assert names(case) == ["1.txt", "3.txt", "2.txt"]
    move_attachment(three[0], steps=1, by=secretary)
    assert names(case) == ["3.txt", "1.txt", "2.txt"]


def test_a_removed_paper_comes_back_to_its_place(case, three, secretary):
    for _time in range(2):
        remove_attachment(three[1], by=secretary)
    move_attachment(three[1], steps=1, by=secretary)
    assert names(case) == ["1.txt", "3.txt"]
    assert len(stored_files()) == 3
    for _time in range(2):
        restore_attachment(three[1], by=secretary)
    assert names(case) == ["1.txt", "2.txt", "3.txt"]
    verbs = Change.objects.filter(verb__endswith="e_attachment").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["remove_attachment", "restore_attachment"]


@pytest.mark.parametrize(
    "act",
    [
        lambda one, by: rename_attachment(one, title="x", by=by),
        lambda one, by: move_attachment(one, steps=1, by=by),
        lambda one, by: remove_attachment(one, by=by),
        lambda one, by: restore_attachment(one, by=by),
    ],
)
def test_papers_of_closed_minutes_stay_as_they_are(three, secretary, act):
    three[0].case.meeting.state = State.APPROVED
    with pytest.raises(Refused):
        act(three[0], secretary)
