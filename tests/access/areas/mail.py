"""The outbox: the secretary's own mails, all of them for the leader; an administrator sees only whether they went out."""

from cooperation.actions.mail import send_mail_later
from cooperation.documents.store import keep
from tests.access.roles import NOBODY

READ_IT = NOBODY | {"secretary": "in", "leader": "in", "other secretary": "404"}

MATRIX = {
    "cooperation:mail_list": READ_IT | {"other secretary": "in", "administrator": "in"},
    "cooperation:mail_page": READ_IT,
    "cooperation:mail_paper": READ_IT,
    "cooperation:mail_calendar": READ_IT,
    "cooperation:mail_again": READ_IT | {"administrator": "in"},
}


def places(world):
    mail = send_mail_later(
        "kari@example.org",
        subject="Innkalling",
        text="Hei",
        about=world.meeting,
        by=world.users["secretary"],
        calendar="BEGIN:VCALENDAR",
        calendar_method="REQUEST",
        papers=[("saksliste.pdf", keep(b"%PDF-1.7"))],
    )
    one = {"pk": mail.pk}
    return {
        "cooperation:mail_page": one,
        "cooperation:mail_paper": one | {"paper_pk": mail.papers.get().pk},
        "cooperation:mail_calendar": one,
        "cooperation:mail_again": one,
    }
