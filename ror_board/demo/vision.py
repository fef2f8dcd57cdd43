"""The vision of 13 December 2023 as data: its facts in our own words, with invented owners and measurements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from django.db.models import Model

from cooperation.models import Municipality, Person, User
from docs_vision.actions.entry import save_entry
from docs_vision.actions.estimate import save_counts
from docs_vision.actions.measurement import compute_measurements, record_measurement
from docs_vision.actions.standing import state_where_we_stand
from docs_vision.imports.measurements import NewMeasurement
from docs_vision.models import (
    Benefit,
    BenefitKind,
    Challenge,
    ChallengeArea,
    Estimate,
    EstimateMethod,
    Goal,
    Law,
    LocalStateChoice,
    Milestone,
    Prerequisite,
    PrerequisiteKind,
    PrerequisiteState,
    SlideKind,
    Solution,
    SolutionStatus,
    Theme,
    VisionSlide,
)
from docs_vision.rules.own_effect import ACTIONS_IN_TIME, ARCHIVE_READY, DAYS_TO_APPROVAL
from meetings.models import Case

STRATEGY = "Strategi for digital transformasjon 2022–2029"
THEMES = {
    "Økt digital kompetanse": ("Rett kompetanse i alle stillinger", "Læring for ansatte og innbyggere"),
    "Bærekraftig tjenesteproduksjon": ("Sammenhengende løsninger for brukeren", "Teknologi som gir gevinst"),
    "Forenkling med data": ("Kvalitetssikrede data på tvers av fag", "Data som forbedrer tjenester"),
}
LAWS = {
    "Arkivlova": "Lov om dokumentasjon og arkiv",
    "Offentleglova": "Lov om rett til innsyn i dokument i offentleg verksemd",
    "Kommuneloven": "Lov om kommuner og fylkeskommuner",
    "Forvaltningsloven": "Lov om behandlingsmåten i forvaltningssaker",
    "Plan- og bygningsloven": "Lov om planlegging og byggesaksbehandling",
    "Personopplysningsloven": "Lov om behandling av personopplysninger",
}
CHALLENGES = (
    (
        "formats",
        ChallengeArea.SYSTEMS,
        "Systemene passer ikke arbeidet",
        "Opplysninger skrives inn flere ganger.",
        ("Forvaltningsloven",),
    ),
    (
        "links",
        ChallengeArea.SYSTEMS,
        "Systemene snakker ikke sammen",
        "Ingen ser hele saken på ett sted.",
        ("Arkivlova", "Personopplysningsloven"),
    ),
    (
        "access",
        ChallengeArea.SYSTEMS,
        "Innsyn og selvbetjening er vanskelig å tilby",
        "Innbyggere må spørre om det de kunne ha sett selv.",
        ("Offentleglova",),
    ),
    (
        "strategy",
        ChallengeArea.ORGANISATION,
        "Langsiktig plan for dokumentasjon mangler",
        "Hver kommune velger systemer for seg.",
        ("Kommuneloven",),
    ),
    (
        "old",
        ChallengeArea.ORGANISATION,
        "Gamle arkiver er ikke tilgjengelige",
        "Svar på innsyn tar dager i stedet for minutter.",
        ("Arkivlova", "Offentleglova"),
    ),
    (
        "training",
        ChallengeArea.PEOPLE,
        "For lite tid og opplæring til å arkivere",
        "Arkivering skjer til slutt, eller ikke.",
        ("Arkivlova",),
    ),
    (
        "shadow",
        ChallengeArea.PEOPLE,
        "Dokumenter lagres der de ikke skal",
        "Dokumentasjon går tapt når noen slutter.",
        ("Arkivlova", "Personopplysningsloven"),
    ),
)
BENEFITS = (
    ("search", BenefitKind.TIME, "Raskere å finne igjen dokumenter", "minutter per søk", "8", "4", ("Data som forbedrer tjenester", "Teknologi som gir gevinst")),
    ("manual", BenefitKind.TIME, "Mindre arkivering for hånd", "timer per uke", "60", "20", ("Teknologi som gir gevinst",)),
    ("systems", BenefitKind.MONEY, "Færre systemer å drifte", "systemer", "34", "22", ("Sammenhengende løsninger for brukeren",)),
    ("complete", BenefitKind.QUALITY, "Fullstendig og ekte dokumentasjon", "prosent av sakene", "70", "95", ("Kvalitetssikrede data på tvers av fag",)),
    ("rights", BenefitKind.RIGHTS, "Innbyggere følger egen sak", "prosent av sakene", "10", "60", ("Sammenhengende løsninger for brukeren", "Læring for ansatte og innbyggere")),
    ("loss", BenefitKind.RISK, "Viktige opplysninger går ikke tapt", "avvik i året", "12", "2", ("Kvalitetssikrede data på tvers av fag",)),
    ("training", BenefitKind.TIME, "Mindre opplæring i fagsystem", "timer per ansatt", "14", "8", ("Rett kompetanse i alle stillinger",)),
)  # fmt: skip
SOLUTIONS = (
    ("Historisk arkivløsning", SolutionStatus.DONE, ("old", "access"), ("search", "systems"), "Tre eldre arkivbaser"),
    ("Helseplattformen", SolutionStatus.ONGOING, ("links", "formats"), ("complete", "rights"), "Lokalt journalsystem"),
    ("DigiSos – digital søknad om sosialhjelp", SolutionStatus.ONGOING, ("access", "formats"), ("rights", "manual"), ""),
    ("Visma Sikker Sak", SolutionStatus.POSSIBLE, ("training", "shadow", "links"), ("manual", "loss", "training"), ""),
    ("Kobo – kommunale boliger", SolutionStatus.POSSIBLE, ("formats",), ("manual", "rights"), "Regneark for boliger"),
    ("DigiBarnevern", SolutionStatus.POSSIBLE, ("access", "shadow"), ("rights", "complete"), ""),
    ("Felles plan for dokumentasjon", SolutionStatus.ONGOING, ("strategy",), ("complete", "loss"), ""),
    ("Eget arkiv i hvert fagsystem", SolutionStatus.DECLINED, ("old",), (), ""),
)  # fmt: skip
BEGUN = (SolutionStatus.DONE, SolutionStatus.ONGOING)
PREREQUISITES = (
    (PrerequisiteKind.TECHNICAL, "Gode integrasjoner mellom systemene", PrerequisiteState.BEGUN, "To av fem fagsystemer leverer til arkivet"),
    (PrerequisiteKind.TECHNICAL, "Kvalitetssikrede data og metadata", PrerequisiteState.BEGUN, "Prøvd i to kommuner"),
    (PrerequisiteKind.TECHNICAL, "Løsningene følger arkivregelverket", PrerequisiteState.MISSING, ""),
    (PrerequisiteKind.TECHNICAL, "Plan for utvikling og vedlikehold", PrerequisiteState.MISSING, ""),
    (PrerequisiteKind.ORGANISATIONAL, "Visjon, strategi og mål er vedtatt", PrerequisiteState.BEGUN, "Visjonen lagt fram 13. desember 2023"),
    (PrerequisiteKind.ORGANISATIONAL, "Kunnskap om arbeidsprosesser og krav", PrerequisiteState.BEGUN, "Kartlagt for byggesak og barnehage"),
    (PrerequisiteKind.ORGANISATIONAL, "Åpenhet for endring", PrerequisiteState.MET, "Spurt blant ansatte, fire av fem er positive"),
    (PrerequisiteKind.ORGANISATIONAL, "Samarbeid med arkivmyndighet og leverandører", PrerequisiteState.BEGUN, "Faste møter to ganger i året"),
    (PrerequisiteKind.ORGANISATIONAL, "Kompetente medarbeidere som er med på å forme løsningene", PrerequisiteState.BEGUN, "Fagnettverk med én fra hver kommune"),
)  # fmt: skip
# Inhabitants on 1 January 2022 (Statistics Norway); the country had 5 425 270.
INHABITANTS = {"1506": "32002", "1535": "6936", "1539": "7019", "1547": "3518", "1579": "13287"}
NATION = 5_425_270
# A study by Menon values searches that take five per cent less time at 240 million kroner a year nationally.
MENON = Decimal(240_000_000)
STAFF = {"1506": "410", "1535": "95", "1539": "110", "1547": "60", "1579": "170"}
SLIDES = (
    (SlideKind.TITLE, "Dokumentasjon som følger arbeidet"),
    (SlideKind.CHALLENGES, ""),
    (SlideKind.GOALS, ""),
    (SlideKind.MAP, ""),
    (SlideKind.SOLUTIONS, ""),
    (SlideKind.PROGRESS, "Kommer gevinstene?"),
    (SlideKind.ARITHMETIC, ""),
    (SlideKind.PREREQUISITES, "Innebygd arkivering: hva må være på plass?"),
    (SlideKind.STATES, ""),
    (SlideKind.TIMELINE, ""),
)


def make_vision(*, by: User, people: dict[str, Person], today: date) -> None:
    """Goals, challenges, solutions, benefits and what is measured so far."""
    goals = _goals(by)
    laws = {short: _kept(Law(short_title=short, title=title), by) for short, title in LAWS.items()}
    challenges = {
        key: _kept(Challenge(area=area, title=title, consequence=result), by, laws=[laws[name] for name in touched])
        for key, area, title, result, touched in CHALLENGES
    }
    case = Case.objects.filter(display_number="2023/M6-004").first()
    solutions = {}
    for place, (title, status, met, _given, replaces) in enumerate(SOLUTIONS):
        start = date(2022, 1, 15) + timedelta(days=120 * place)
        solution = Solution(
            title=title,
            status=status,
            replaces=replaces,
            municipality=Municipality.objects.get(number="1506") if title.startswith("DigiSos") else None,
            starts_on=start if status in BEGUN else None,
            ends_on=start + timedelta(days=700) if status in BEGUN else None,
            case=case if title.startswith("Felles plan") else None,
        )
        solutions[title] = _kept(solution, by, challenges=[challenges[key] for key in met])
    owners = list(people.values())
    benefits = _benefits(by, goals, solutions, owners, today)
    _estimates(by, benefits)
    _milestones(by, solutions, today)
    for kind, title, state, evidence in PREREQUISITES:
        _kept(Prerequisite(kind=kind, title=title, state=state, evidence=evidence), by)
    for slide, title in SLIDES:
        _kept(VisionSlide(kind=slide, title=title), by)
    _states(by)


Entry = TypeVar("Entry", bound=Model)


def _kept(entry: Entry, by: User, **links: Iterable[Model]) -> Entry:
    save_entry(entry, links=links, by=by)
    return entry


def _goals(by: User) -> dict[str, Goal]:
    goals = {}
    for theme_title, titles in THEMES.items():
        theme = _kept(Theme(title=theme_title), by)
        for title in titles:
            goals[title] = _kept(Goal(theme=theme, title=title, source=STRATEGY, first_year=2022, last_year=2029), by)
    return goals


def _benefits(
    by: User, goals: dict[str, Goal], solutions: dict[str, Solution], owners: list[Person], today: date
) -> dict[str, Benefit]:
    start, end = date(2023, 12, 13), date(2027, 12, 31)
    benefits: dict[str, Benefit] = {}
    for place, (key, kind, title, unit, baseline, target, served) in enumerate(BENEFITS):
        benefit = Benefit(
            title=title,
            kind=kind,
            unit=unit,
            owner=owners[place % len(owners)],
            baseline=Decimal(baseline),
            baseline_on=start,
            target=Decimal(target),
            target_on=end,
            measured_every_months=6,
        )
        giving = [solutions[name] for name, _status, _met, given, _old in SOLUTIONS if key in given]
        benefits[key] = _kept(benefit, by, solutions=giving, goals=[goals[name] for name in served])
        for step in range(1, 4):
            day = start + timedelta(days=330 * step)
            share = Decimal(step * (3 if place % 3 else 1)) / 12
            value = Decimal(baseline) + (Decimal(target) - Decimal(baseline)) * share
            # One owner has not measured for a year, and is reminded.
            if day <= today and (key, step) != ("training", 3):
                new = NewMeasurement(
                    benefits[key], None, day, value.quantize(Decimal("0.1")), "Stikkprøve i to kommuner"
                )
                record_measurement(new, by=by, today=today)
    for measure, title, unit, baseline, target in (
        (ARCHIVE_READY, "Referat er arkivklare samme dag", "prosent", "40", "100"),
        (DAYS_TO_APPROVAL, "Kortere vei til godkjent referat", "dager", "90", "45"),
        (ACTIONS_IN_TIME, "Tiltak gjøres i tide", "prosent", "50", "90"),
    ):
        benefit = Benefit(
            title=title,
            kind=BenefitKind.QUALITY,
            unit=unit,
            measure=measure,
            owner=owners[0],
            baseline=Decimal(baseline),
            baseline_on=start,
            target=Decimal(target),
            target_on=end,
        )
        _kept(
            benefit,
            by,
            solutions=[solutions["Felles plan for dokumentasjon"]],
            goals=[goals["Kvalitetssikrede data på tvers av fag"]],
        )
    for key, needed in (("search", "complete"), ("rights", "complete"), ("systems", "manual")):
        save_entry(benefits[key], links={"depends_on": [benefits[needed]]}, by=by)
    benefits["cost"] = _kept(
        _disbenefit(owners[1 % len(owners)], start, end), by, solutions=[solutions["Visma Sikker Sak"]]
    )
    learning = NewMeasurement(benefits["cost"], None, date(2025, 6, 30), Decimal(1190), "Timelister i tre kommuner")
    if learning.measured_on <= today:
        record_measurement(learning, by=by, today=today)
    compute_measurements(today=today, by=by)
    return benefits


def _disbenefit(owner: Person, start: date, end: date) -> Benefit:
    """More work while people learn; the target is what is thought to be bearable."""
    return Benefit(
        title="Mer arbeid med opplæring i en overgang",
        kind=BenefitKind.TIME,
        is_disbenefit=True,
        owner=owner,
        unit="timer i året",
        baseline=Decimal(0),
        baseline_on=start,
        target=Decimal(3400),
        target_on=end,
    )


def _estimates(by: User, benefits: dict[str, Benefit]) -> None:
    share = Estimate(
        benefit=benefits["search"],
        title="Fem prosent raskere søk, de fem kommunenes del",
        source="Menon: 240 millioner kroner i året nasjonalt, fordelt etter innbyggere",
        method=EstimateMethod.SHARE,
        low=MENON / 2,
        likely=MENON,
        high=MENON,
        national_count=NATION,
        counted="Innbyggere 1. januar 2022",
        first_year=2024,
        last_year=2029,
    )
    hours = Estimate(
        benefit=benefits["manual"],
        title="Spart tid på arkivering for hånd",
        source="Egen antakelse: en halv til to timer i måneden for hver saksbehandler",
        method=EstimateMethod.HOURS,
        low=Decimal(6),
        likely=Decimal(12),
        high=Decimal(24),
        hour_cost=Decimal(520),
        counted="Saksbehandlere",
        first_year=2025,
        last_year=2029,
    )
    training = Estimate(
        benefit=benefits["cost"],
        title="Tid til opplæring",
        source="Egen antakelse: to til seks timer i året for hver saksbehandler",
        method=EstimateMethod.HOURS,
        low=Decimal(2),
        likely=Decimal(4),
        high=Decimal(6),
        hour_cost=Decimal(520),
        counted="Saksbehandlere",
        first_year=2025,
        last_year=2026,
    )
    for estimate, counts in ((share, INHABITANTS), (hours, STAFF), (training, STAFF)):
        save_counts(_kept(estimate, by), counts, by=by)


def _milestones(by: User, solutions: dict[str, Solution], today: date) -> None:
    for title, solution, due, done in (
        ("Historisk arkiv åpnet", "Historisk arkivløsning", date(2023, 6, 1), date(2023, 5, 22)),
        ("Felles rutine vedtatt", "Felles plan for dokumentasjon", date(2024, 10, 1), date(2024, 11, 12)),
        ("Journal flyttet", "Helseplattformen", date(2026, 3, 1), None),
        ("Pilot i to kommuner", "DigiSos – digital søknad om sosialhjelp", date(2025, 9, 1), date(2025, 8, 29)),
        ("Innebygd arkivering i drift", "Felles plan for dokumentasjon", date(2027, 6, 1), None),
    ):
        reached = done if done and done <= today else None
        _kept(Milestone(title=title, solution=solutions[solution], due_on=due, done_on=reached), by)


def _states(by: User) -> None:
    """Four municipalities have said where they stand; the last one has said nothing yet."""
    choices = (
        LocalStateChoice.IN_USE, LocalStateChoice.BEGUN, LocalStateChoice.PLANNED, LocalStateChoice.NOT_BEGUN,
    )  # fmt: skip
    notes = {
        ("1506", 0): "Åpnet for alle i mai",
        ("1535", 1): "Venter på leverandøren",
        ("1539", 9): "Prøves i byggesak",
    }
    towns = list(Municipality.objects.all())[:-1]
    things: list[Solution | Prerequisite] = [*Solution.objects.exclude(status=SolutionStatus.DECLINED)]
    things += Prerequisite.objects.all()
    for place, thing in enumerate(things):
        for column, town in enumerate(towns):
            is_solution = isinstance(thing, Solution)
            state = choices[(place + column) % len(choices) if is_solution else 1 + (place + 2 * column) % 3]
            if (town.number, place) == ("1547", 4):
                state = LocalStateChoice.NOT_RELEVANT
            note = notes.get((town.number, place), "")
            state_where_we_stand(thing, municipality=town, state=state, note=note, by=by)
