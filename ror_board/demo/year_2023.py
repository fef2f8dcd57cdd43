"""The meetings of 2023. The figures, dates and numbers of 13 December are those of the real meeting; the words are ours."""

from __future__ import annotations

from datetime import date, time

from meetings.models import CaseKind, Mode, Outcome

from .script import DemoCase, DemoMeeting, DemoPoint, DemoRemark, bullets, paragraphs

NOTED_NB = paragraphs("Saken tas til orientering.")
NOTED_NN = paragraphs("Saka blir teken til orientering.")

FEBRUARY = DemoMeeting(
    on=date(2023, 2, 8),
    number=1,
    place="Molde rådhus, møterom Fannefjorden",
    cases=(
        DemoCase(
            "Årsrapport 2022",
            CaseKind.REPORT,
            background=paragraphs("Rapporten viser drift, økonomi og måloppnåelse for 2022."),
            minutes=paragraphs(
                "Leder ROR-IKT la fram rapporten. Rådet var fornøyd med at ventetiden hos brukerstøtte har gått ned.",
                "Neste rapport bør vise utviklingen over tre år for hver kommune.",
            ),
            decision=NOTED_NB,
            outcome=Outcome.NOTED,
        ),
        DemoCase(
            "Virksomhetsplan 2023",
            background=paragraphs("Planen samler årets oppgaver i tre satsinger:")
            + bullets("sikkerhet og beredskap", "felles anskaffelser", "enklere dokumentasjonsforvaltning"),
            recommendation=paragraphs("Virksomhetsplan 2023 vedtas."),
            minutes=paragraphs("Rådet ba om at anskaffelse av nye PC-er får fortrinn dersom det blir knapt med tid."),
            decision=paragraphs("Virksomhetsplan 2023 vedtas med de merknadene som kom fram i møtet."),
            outcome=Outcome.ADOPTED_WITH_CHANGES,
        ),
    ),
)

APRIL = DemoMeeting(
    on=date(2023, 4, 12),
    number=2,
    mode=Mode.REMOTE,
    place="Teams",
    end=time(10, 15),
    apologies={"astrid": "oddeinar"},
    cases=(
        DemoCase(
            "Økonomi- og aktivitetsrapport",
            CaseKind.REPORT,
            minutes=paragraphs("Regnskapet etter første kvartal følger budsjettet."),
            decision=NOTED_NB,
            outcome=Outcome.NOTED,
        ),
        DemoCase(
            "Anskaffelse av PC-er – oppstart",
            background=paragraphs(
                "Dagens avtale går ut ved årsskiftet. En felles konkurranse for alle fem kommunene gir bedre pris og "
                "færre modeller å støtte."
            ),
            recommendation=paragraphs("ROR-IKT lyser ut en felles rammeavtale for PC-er."),
            minutes=paragraphs("Rådet ønsket at livsløpskostnad og reparasjon teller med når tilbudene vurderes."),
            decision=paragraphs("ROR-IKT lyser ut en felles rammeavtale for PC-er."),
            outcome=Outcome.ADOPTED,
            joined=("erik",),
        ),
    ),
)

JUNE = DemoMeeting(
    on=date(2023, 6, 14),
    number=3,
    place="Rauma rådhus, Åndalsnes",
    apologies={"ingunn": "roar"},
    cases=(
        DemoCase(
            "Kartlegging av utstyr til politikere",
            background=paragraphs(
                "Kommunene gir politikerne utstyr på ulike måter, og støtte til politikere står ikke i "
                "tjenestekatalogen til ROR-IKT."
            ),
            recommendation=paragraphs("ROR-IKT kartlegger praksis og ønsker i de fem kommunene."),
            minutes=paragraphs("Kartleggingen bør også telle lisenser og vise hva de koster hver kommune."),
            decision=paragraphs("ROR-IKT kartlegger praksis og ønsker, og legger fram resultatet før årsskiftet."),
            outcome=Outcome.ADOPTED,
        ),
        DemoCase(
            "Orienteringssaker",
            CaseKind.ORIENTATION,
            points=(
                DemoPoint("Sikkerhetspartner", bullets("Konkurransen er lyst ut sammen med ROR Innkjøp.")),
                DemoPoint("Sommerberedskap", bullets("Vaktlista er klar.", "Felles varslingsnummer er prøvd.")),
            ),
            decision=NOTED_NB,
            outcome=Outcome.NOTED,
        ),
    ),
)

AUGUST = DemoMeeting(
    on=date(2023, 8, 30),
    number=4,
    language="nn",
    place="Vestnes kommunehus",
    apologies={"sindre": None},
    remarks=(
        DemoRemark(
            by="astrid",
            case="Budsjettprosess 2024",
            text="Vi bad òg om at kommunane får tala innan utgangen av september.",
            answer="Det vart sagt i møtet og er teke inn.",
            correction=paragraphs(
                "Rådet drøfta korleis innsparingane kan fordelast, og kva oppgåver som kan vente.",
                "Kommunane treng tala innan utgangen av september.",
            ),
        ),
    ),
    cases=(
        DemoCase(
            "Økonomi- og aktivitetsrapport",
            CaseKind.REPORT,
            minutes=paragraphs("Prognosen viser balanse ved årsslutt. Lisenskostnadene aukar meir enn venta."),
            decision=NOTED_NN,
            outcome=Outcome.NOTED,
        ),
        DemoCase(
            "Budsjettprosess 2024",
            background=paragraphs("Kommunane treng tal frå ROR-IKT i god tid før eigne budsjetthandsamingar."),
            recommendation=paragraphs("ROR-IKT legg fram budsjettutkast i oktobermøtet."),
            minutes=paragraphs("Rådet drøfta korleis innsparingane kan fordelast, og kva oppgåver som kan vente."),
            decision=paragraphs("ROR-IKT legg fram budsjettutkast i oktobermøtet, med eitt alternativ utan vekst."),
            outcome=Outcome.ADOPTED_WITH_CHANGES,
        ),
    ),
)

OCTOBER = DemoMeeting(
    on=date(2023, 10, 11),
    number=5,
    place="Aukra kommunehus",
    cases=(
        DemoCase(
            "Budsjett 2024 og økonomiplan 2024–2027",
            background=paragraphs("Utkastet er uten vekst, slik rådet ba om i august."),
            assessment=paragraphs(
                "Lisenser og sikkerhet øker. Økningen dekkes ved at færre systemer driftes og at PC-er byttes etter fem år."
            ),
            recommendation=paragraphs("Budsjett 2024 og økonomiplan 2024–2027 tilrås overfor kommunene."),
            minutes=paragraphs("Rådet understreket at kommunene må få varsel tidlig dersom forutsetningene svikter."),
            decision=paragraphs("Budsjett 2024 og økonomiplan 2024–2027 tilrås overfor kommunene."),
            outcome=Outcome.ADOPTED,
        ),
        DemoCase(
            "Sikkerhetsøvelse 2024",
            background=paragraphs("En felles øvelse prøver varsling, gjenoppretting og samarbeid mellom kommunene."),
            recommendation=paragraphs("ROR-IKT planlegger en felles øvelse i 2024."),
            decision=paragraphs("Saken utsettes til det er avklart hvem som blir sikkerhetspartner."),
            outcome=Outcome.POSTPONED,
        ),
    ),
)

DECEMBER = DemoMeeting(
    on=date(2023, 12, 13),
    number=6,
    cases=(
        DemoCase(
            "Økonomi- og aktivitetsrapport",
            CaseKind.REPORT,
            minutes=paragraphs(
                "Leder ROR-IKT gikk gjennom rapporten.",
                "Rådet fant en feil i tabellen over driftsbudsjettet: kolonnen for avvik stemmer ikke med forskjellen "
                "mellom regnskap og årsbudsjett. Leder ROR-IKT mente at avviket er riktig, og at feilen ligger i "
                "utregningen.",
                "Hustadvika er ført opp med for mange PC-er til utskifting, fordi noen som alt er utløpt, er talt med.",
            ),
            decision=NOTED_NB,
            outcome=Outcome.NOTED,
        ),
        DemoCase(
            "Orienteringssaker",
            CaseKind.ORIENTATION,
            background=paragraphs(
                "Anslag for lisenser og flåtestyring for politikere: <strong>kr 584 663</strong> i året.",
                "Office 365 E1 til kr 92,12 i måneden, i alt kr 459 863:",
            )
            + bullets(
                "Aukra: 100 lisenser, kr 110 544",
                "Rauma: 86 lisenser, kr 95 068",
                "Vestnes: 75 lisenser, kr 82 908",
                "Hustadvika: 35 lisenser, kr 38 690",
                "Molde: 120 lisenser, kr 132 653",
            )
            + paragraphs("Microsoft Intune til kr 25 i måneden for 416 enheter: kr 124 800."),
            joined=("nora", "erik"),
            points=(
                DemoPoint(
                    "Anskaffelse av PC-er",
                    bullets("Ingen klaget i karenstiden, så Dustin blir med videre. Modellene velges nå."),
                ),
                DemoPoint(
                    "Anskaffelse av sikkerhetspartner",
                    bullets(
                        "Atea vant konkurransen, og ROR Innkjøp er i gang med kontrakten.",
                        "Vår del er ikke priset ennå. ROR-IKT snakker med leverandøren og lager et grunnlag for vedtak.",
                    ),
                ),
                DemoPoint(
                    "Verktøy for kontraktadministrasjon",
                    bullets(
                        "ROR-IKT har snakket med Ålesund kommune og fem leverandører, og skriver kravspesifikasjonen.",
                        "Rådet vil gjerne se verktøyet i bruk før det tar stilling til nytten.",
                    ),
                ),
                DemoPoint(
                    "Støtte fra ROR-IKT til politikere",
                    bullets(
                        "De fem kommunene følger fire ulike prinsipper.<ul><li><p>Alle ønsker mer likhet, men prisen gjør "
                        "at flere velger rimelige løsninger.</p></li><li><p>Aukra ønsker en egen løsning.</p></li></ul>",
                        "ROR-IKT lager en tjeneste for Aukra og viser den til rådet når den er klar.",
                    ),
                ),
                DemoPoint(
                    "Framtidig dokumentasjonsforvaltning",
                    bullets(
                        "Rådgiver dokumentasjonsforvaltning la fram en visjon: mye kan bli enklere, og mye kan gå av seg selv."
                    ),
                ),
            ),
            decision=NOTED_NB,
            outcome=Outcome.NOTED,
        ),
    ),
)

YEAR_2023 = (FEBRUARY, APRIL, JUNE, AUGUST, OCTOBER, DECEMBER)
