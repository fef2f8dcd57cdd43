"""The meetings around today: one whose minutes are being written, one called, one being drafted, and the queue."""

from __future__ import annotations

from datetime import date, time, timedelta

from meetings.models import CaseKind, Mode, Outcome, State

from .script import DemoCase, DemoMeeting, DemoPoint, DemoRemark, bullets, paragraphs
from .year_2023 import NOTED_NB

WEDNESDAY = 2


def wednesday(day: date) -> date:
    """The first Wednesday from that day on."""
    return day + timedelta(days=(WEDNESDAY - day.weekday()) % 7)


def meetings_around(today: date) -> tuple[DemoMeeting, ...]:
    return (
        DemoMeeting(
            on=wednesday(today - timedelta(days=90)),
            place="Molde rådhus, møterom Fannefjorden",
            cases=HELD_EARLIER,
            remarks=REMARKS,
            remarks_until=today + timedelta(days=7),
        ),
        DemoMeeting(
            on=wednesday(today - timedelta(days=20)),
            place="Hustadvika rådhus, Elnesvågen",
            apologies={"torbjorn": "livmarit", "ingunn": None},
            guests=("erik",),
            cases=HELD_LATELY,
            until=State.DRAFT_MINUTES,
            approves_previous=False,
        ),
        DemoMeeting(
            on=wednesday(today + timedelta(days=8)),
            until=State.CALLED,
            mode=Mode.HYBRID,
            place="Molde rådhus, møterom Fannefjorden, og Teams",
            cases=CALLED,
        ),
        DemoMeeting(
            on=wednesday(today + timedelta(days=43)),
            until=State.PLANNED,
            place="Aukra kommunehus",
            end=time(11, 30),
            cases=DRAFTED,
        ),
    )


HELD_EARLIER = (
    DemoCase(
        "Økonomi- og aktivitetsrapport",
        CaseKind.REPORT,
        minutes=paragraphs("Avviket regnes nå ut av systemet, og tallene stemmer med regnskapet."),
        decision=NOTED_NB,
        outcome=Outcome.NOTED,
    ),
    DemoCase(
        "Ny rutine for retur av utstyr",
        background=paragraphs("Utstyr fra ansatte og politikere som slutter, kommer ofte for sent tilbake."),
        recommendation=paragraphs("Rutinen tas i bruk i alle kommunene."),
        minutes=paragraphs("Rådet ba om at påminning sendes både til den som slutter, og til nærmeste leder."),
        decision=paragraphs("Rutinen tas i bruk i alle kommunene. ROR-IKT sender påminning til leder også."),
        outcome=Outcome.ADOPTED_WITH_CHANGES,
    ),
)

REMARKS = (
    DemoRemark(
        by="astrid",
        case="Økonomi- og aktivitetsrapport",
        text="Bør det stå hvem som talte PC-ene?",
        answer="Tellingen er systemets egen, og den står i vedlegget.",
    ),
    DemoRemark(
        by="sindre",
        case="Ny rutine for retur av utstyr",
        text="Jeg forstod det slik at rutinen gjelder fra nyttår. Kan det stå i referatet?",
    ),
)

HELD_LATELY = (
    DemoCase(
        "Økonomi- og aktivitetsrapport",
        CaseKind.REPORT,
        minutes=paragraphs("Leder ROR-IKT gikk gjennom rapporten. Antall PC-er til utskifting er telt på nytt."),
        decision=NOTED_NB,
        outcome=Outcome.NOTED,
    ),
    DemoCase(
        "Felles sikkerhetsøvelse",
        background=paragraphs("Øvelsen skal prøve varsling, gjenoppretting og samarbeid mellom kommunene."),
        recommendation=paragraphs("Øvelsen holdes i løpet av våren."),
        minutes=paragraphs("Alle kommunene stiller med beredskapskoordinator og én fra ledelsen."),
        decision=paragraphs("Øvelsen holdes i løpet av våren."),
        outcome=Outcome.ADOPTED,
    ),
    DemoCase("Bytte av telefoniløsning", recommendation=paragraphs("Saken legges fram."), is_withdrawn=True),
    DemoCase(
        "Orienteringssaker",
        CaseKind.ORIENTATION,
        joined=("nora",),
        points=(
            DemoPoint(
                "Innebygd arkivering",
                bullets("To fagsystemer arkiverer nå av seg selv.", "Neste system er valgt sammen med Molde."),
            ),
            DemoPoint("Lisenser", bullets("Forhandlingene med Microsoft er i gang.")),
        ),
        decision=NOTED_NB,
        outcome=Outcome.NOTED,
    ),
    DemoCase(
        "Driftsstans i fibernettet",
        background=paragraphs("Fiberbruddet rammet tre kommuner i fire timer."),
        minutes=paragraphs("ROR-IKT legger fram en rapport om årsak og tiltak."),
        is_late=True,
    ),
)

CALLED = (
    DemoCase(
        "Økonomi- og aktivitetsrapport",
        CaseKind.REPORT,
        background=paragraphs("Rapporten viser regnskap mot budsjett til og med forrige måned."),
        recommendation=NOTED_NB,
    ),
    DemoCase(
        "Støtte til politikere – tjeneste for Aukra",
        background=paragraphs(
            "Aukra vil ha kommuneeide PC-er til politikerne. Tjenesten omfatter utlevering, flåtestyring og støtte "
            "innenfor vanlig arbeidstid."
        ),
        assessment=paragraphs("Tjenesten kan brukes av flere kommuner uten at den må bygges på nytt."),
        recommendation=paragraphs("Tjenesten prøves i Aukra i ett år og evalueres deretter."),
    ),
    DemoCase(
        "Orienteringssaker",
        CaseKind.ORIENTATION,
        recommendation=NOTED_NB,
        points=(
            DemoPoint("Kontraktadministrasjon", bullets("Demonstrasjon av verktøyet.")),
            DemoPoint("Rekruttering", bullets("To nye på brukerstøtte.")),
        ),
    ),
    DemoCase(
        "Rapport etter driftsstansen",
        CaseKind.REPORT,
        background=paragraphs("Rapporten som rådet ba om i forrige møte."),
        recommendation=NOTED_NB,
        is_late=True,
    ),
)

DRAFTED = (
    DemoCase("Økonomi- og aktivitetsrapport", CaseKind.REPORT, recommendation=NOTED_NB),
    DemoCase(
        "Fordeling av lisenskostnader",
        drafts=(
            paragraphs("Kommunene betaler i dag likt per innbygger."),
            paragraphs("Kommunene betaler i dag likt per innbygger. Lisensene brukes svært ulikt."),
        ),
        background=paragraphs(
            "Kommunene betaler i dag likt per innbygger, mens lisensene brukes svært ulikt.",
            "To nøkler er vurdert:",
        )
        + bullets("per bruker med lisens", "per enhet i flåtestyringen"),
        assessment=paragraphs("En nøkkel per bruker gir størst samsvar mellom nytte og kostnad."),
        recommendation=paragraphs("Lisenskostnader fordeles per bruker fra neste år."),
    ),
    DemoCase(
        "Møteplan for neste år",
        background=paragraphs("Forslag: seks møter, annenhver måned, onsdager kl. 08:15."),
        recommendation=paragraphs("Møteplanen vedtas."),
    ),
    DemoCase("Orienteringssaker", CaseKind.ORIENTATION, points=(DemoPoint("Status sikkerhetsøvelse", ""),)),
)

QUEUE = (
    DemoCase(
        "Felles løsning for digital signering",
        background=paragraphs("Tre av kommunene har egne avtaler som går ut samtidig."),
        recommendation=paragraphs("ROR-IKT utreder en felles løsning."),
    ),
    DemoCase(
        "Egen tenant for politikere",
        background=paragraphs("For: tydelig skille og bedre vern om personopplysninger. Mot: mer arbeid å drifte."),
    ),
    DemoCase("Nettbrett eller PC i kommunestyrene", CaseKind.ORIENTATION),
)
