"""Everything that comes out of a meeting, fetched as a reader's browser does and read by a reader of its own form."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile

from django.urls import reverse

from meetings.models import Meeting
from tests.browser.cast import Actor, let_the_worker_work
from tests.meetings.documents.readers import words_of_page, words_of_pdf, words_of_word


def fetched(actor: Actor, name: str, *args: object) -> bytes:
    """The file, once the worker has made it."""
    address = actor.base + reverse(name, args=args)
    answer = actor.page.request.get(address)
    if answer.status == 202:
        let_the_worker_work()
        answer = actor.page.request.get(address)
    assert answer.status == 200, (name, args, answer.status)
    return answer.body()


def words_of_json(content: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", json.dumps(json.loads(content), ensure_ascii=False)).split())


def outputs_of(actor: Actor, meeting: Meeting) -> dict[str, str]:
    """Each output of the minutes and the words that it says."""
    archive = zipfile.ZipFile(io.BytesIO(fetched(actor, "meetings:document_file", meeting.pk, "archive")))
    check_sums(archive)
    return {
        "page": words_of_page(fetched(actor, "meetings:meeting_page", meeting.pk).decode()),
        "PDF": words_of_pdf(fetched(actor, "meetings:document_pdf", meeting.pk, "minutes")),
        "whole PDF": words_of_pdf(fetched(actor, "meetings:document_file", meeting.pk, "whole")),
        "Word": words_of_word(fetched(actor, "meetings:document_file", meeting.pk, "minutes_word")),
        "JSON": words_of_json(fetched(actor, "meetings:meeting_json", meeting.pk)),
        "PDF in the ZIP": words_of_pdf(archive.read("minutes.pdf")),
        "frozen PDF": words_of_pdf(archive.read("approved-minutes-2.pdf")),
        "Word in the ZIP": words_of_word(archive.read("minutes.docx")),
        "JSON in the ZIP": words_of_json(archive.read("meeting.json")),
        "excerpts": " ".join(
            words_of_pdf(fetched(actor, "meetings:case_excerpt", case.pk)) for case in meeting.cases.on_agenda()
        ),
    }


def check_sums(archive: zipfile.ZipFile) -> None:
    """Every file of the archive has the checksum that the archive states."""
    lines = archive.read("SHA256SUMS").decode().splitlines()
    assert len(lines) == len(archive.namelist()) - 1
    for line in lines:
        expected, _space, name = line.partition("  ")
        assert hashlib.sha256(archive.read(name)).hexdigest() == expected, name
