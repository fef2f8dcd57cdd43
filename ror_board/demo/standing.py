"""What the demo's body starts every meeting with, and the decisions it makes again and again."""

from __future__ import annotations

from cooperation.models import Body
from meetings.models import CaseKind, Outcome, StandardText, StandingCase

STANDING_CASES = (
    ("nb", CaseKind.APPROVE_AGENDA, "Godkjenning av innkalling og saksliste"),
    ("nb", CaseKind.APPROVE_MINUTES, "Godkjenning av møtereferat"),
    ("nn", CaseKind.APPROVE_AGENDA, "Godkjenning av innkalling og sakliste"),
    ("nn", CaseKind.APPROVE_MINUTES, "Godkjenning av møtereferat"),
)
STANDARD_TEXTS = (
    ("nb", CaseKind.APPROVE_AGENDA, Outcome.ADOPTED, "Innkalling og saksliste godkjent."),
    ("nb", CaseKind.APPROVE_MINUTES, Outcome.ADOPTED, "Møtereferat fra møtet {previous_date} godkjent."),
    ("nb", "", Outcome.NOTED, "Saken tas til orientering."),
    ("nb", "", Outcome.POSTPONED, "Saken utsettes."),
    ("nn", CaseKind.APPROVE_AGENDA, Outcome.ADOPTED, "Innkalling og sakliste godkjend."),
    ("nn", CaseKind.APPROVE_MINUTES, Outcome.ADOPTED, "Møtereferat frå møtet {previous_date} godkjent."),
    ("nn", "", Outcome.NOTED, "Saka blir teken til orientering."),
    ("nn", "", Outcome.POSTPONED, "Saka blir utsett."),
)


def make_standing(body: Body) -> None:
    StandingCase.objects.bulk_create(
        StandingCase(body=body, language=language, kind=kind, title=title, position=position)
        for position, (language, kind, title) in enumerate(STANDING_CASES, start=1)
    )
    StandardText.objects.bulk_create(
        StandardText(body=body, language=language, kind=kind, outcome=outcome, text=text)
        for language, kind, outcome, text in STANDARD_TEXTS
    )
