"""Keep a body's standing cases and standard decision texts."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.actions.register import facts_of
from cooperation.models import Body, User
from cooperation.rules.refusal import Refused
from meetings.models import CaseKind, Outcome, StandardText, StandingCase
from meetings.rules.placeholders import PLACEHOLDERS, unknown_placeholders

USUAL_CASES = (
    ("nb", CaseKind.APPROVE_AGENDA, "Godkjenning av innkalling og saksliste"),
    ("nb", CaseKind.APPROVE_MINUTES, "Godkjenning av møtereferat"),
    ("nn", CaseKind.APPROVE_AGENDA, "Godkjenning av innkalling og sakliste"),
    ("nn", CaseKind.APPROVE_MINUTES, "Godkjenning av møtereferat"),
)
USUAL_TEXTS = (
    ("nb", CaseKind.APPROVE_AGENDA, Outcome.ADOPTED, "Innkalling og saksliste godkjent."),
    ("nb", CaseKind.APPROVE_MINUTES, Outcome.ADOPTED, "Møtereferat fra møtet {previous_date} godkjent."),
    ("nb", "", Outcome.NOTED, "Saken tas til orientering."),
    ("nb", "", Outcome.POSTPONED, "Saken utsettes."),
    ("nn", CaseKind.APPROVE_AGENDA, Outcome.ADOPTED, "Innkalling og sakliste godkjend."),
    ("nn", CaseKind.APPROVE_MINUTES, Outcome.ADOPTED, "Møtereferat frå møtet {previous_date} godkjent."),
    ("nn", "", Outcome.NOTED, "Saka blir teken til orientering."),
    ("nn", "", Outcome.POSTPONED, "Saka blir utsett."),
)


@transaction.atomic
def give_standard_texts(body: Body, *, by: User | None) -> None:
    """Give a body the usual standing cases and standard texts, in each language in which it has none of them."""
    with_cases = set(body.standing_cases.values_list("language", flat=True))
    with_texts = set(body.standard_texts.values_list("language", flat=True))
    places: dict[str, int] = {}
    for language, kind, title in USUAL_CASES:
        places[language] = places.get(language, 0) + 1
        if language not in with_cases:
            StandingCase.objects.create(body=body, language=language, kind=kind, title=title, position=places[language])
    for language, text_kind, outcome, text in USUAL_TEXTS:
        if language not in with_texts:
            StandardText.objects.create(body=body, language=language, kind=text_kind, outcome=outcome, text=text)
    log_change(body, "give_standard_texts", by=by)


@transaction.atomic
def save_standing_case(standing: StandingCase, *, by: User) -> None:
    """Save a new or changed standing case; a new one comes last."""
    before = StandingCase.objects.filter(pk=standing.pk).first()
    if before is None:
        last = _in_order(standing).last()
        standing.position = last.position + 1 if last else 1
    standing.save()
    log_change(standing, "save", by=by, before=facts_of(before) if before else None, after=facts_of(standing))


@transaction.atomic
def move_standing_case(standing: StandingCase, *, steps: int, by: User) -> None:
    """Move it `steps` places down (up when negative); at the end of the list it stays."""
    others = list(_in_order(standing))
    before = others.index(standing)
    others.pop(before)
    others.insert(max(0, before + steps), standing)
    for position, each in enumerate(others, start=1):
        if each.position != position:
            each.position = position
            each.save(update_fields=["position"])
    log_change(standing, "move", by=by, before={"position": before + 1}, after={"position": standing.position})


@transaction.atomic
def delete_standing_case(standing: StandingCase, *, by: User) -> None:
    """Meetings that have the case on their agenda keep it."""
    log_change(standing, "delete", by=by, before=facts_of(standing))
    standing.delete()


def why_not_use(text: StandardText) -> list[str]:
    """Every reason why a text cannot have its facts filled in."""
    known = ", ".join("{" + name + "}" for name in PLACEHOLDERS)
    try:
        unknown = unknown_placeholders(text.text)
    except ValueError:
        return [_("A brace is not closed. Write a fact as one of %(known)s.") % {"known": known}]
    return [
        _("%(name)s is no fact that can be filled in. Use %(known)s.") % {"name": name, "known": known}
        for name in unknown
    ]


@transaction.atomic
def save_standard_text(text: StandardText, *, by: User) -> None:
    if reasons := why_not_use(text):
        raise Refused(reasons)
    before = StandardText.objects.filter(pk=text.pk).first()
    text.save()
    log_change(text, "save", by=by, before=facts_of(before) if before else None, after=facts_of(text))


@transaction.atomic
def delete_standard_text(text: StandardText, *, by: User) -> None:
    """Decisions made with the text keep it."""
    log_change(text, "delete", by=by, before=facts_of(text))
    text.delete()


def _in_order(standing: StandingCase) -> QuerySet[StandingCase]:
    """The standing cases of the same body and language."""
    same = StandingCase.objects.filter(body=standing.body_id, language=standing.language)
    return same.order_by("position", "pk")
