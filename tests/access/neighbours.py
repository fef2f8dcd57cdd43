"""Two municipalities, each with all that the program can hold of one, under words that are found nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.core.files.base import ContentFile
from django.utils import timezone

from cooperation.models import Municipality, Role
from cooperation.rules.links import signed
from docs_vision.models import Benefit, EstimateShare, LocalState, Measurement, SlideKind, Solution, VisionSlide
from docs_vision.models import Estimate as VisionEstimate
from fleet.actions.council import start_change
from fleet.actions.import_batch import apply_import, claim_import, read_import, upload_import
from fleet.models import DeviceStatus, Subscription
from licensing.actions.invoice import approve_invoice, draft_invoice
from licensing.models import InvoiceBasis, InvoiceRow, NegotiationQuantity, PopulationFigure
from meetings.actions.follow_up import ACTION_LINK
from meetings.models import Action, ActionAssignee, Outcome, State
from tests import factories
from tests.fleet import factories as fleet
from tests.fleet import factories_survey as surveys
from tests.licensing import factories as costs

ROUNDS = ("Runde lukket", "Runde åpen")


@dataclass
class Shared:
    """What both municipalities have a part in: made once, before either is filled."""

    leader: object
    own: Municipality
    other: Municipality
    term: object = None
    rounds: list = field(default_factory=list)
    scenarios: list = field(default_factory=list)
    product: object = None
    negotiation: object = None
    basis: InvoiceBasis = None
    solution: Solution = None
    benefit: Benefit = None
    estimate: VisionEstimate = None
    action: Action = None


@dataclass(frozen=True)
class Marks:
    """The words and figures that tell where something comes from."""

    word: str
    number: int

    @property
    def words(self):
        return [f"{self.word}{part}" for part in ("haug", "post", "enhet", "sky", "svar", "tiltak", "vedtak", "fil")]

    @property
    def figures(self):
        """In no other text by chance: seven digits."""
        return [str(self.number + step) for step in range(9)]


def make_shared(leader):
    own = factories.make_municipality(number="1547", name="Aukra", politician_domain="aukrapost.no")
    other = factories.make_municipality(number="1535", name="Vestnes", politician_domain="xqvzpost.no")
    shared = Shared(leader, own, other)
    fleet.make_term(since=date(2019, 10, 1), until=date(2023, 9, 30))
    shared.term = fleet.make_term()
    for title, state in zip(ROUNDS, ("closed", "open"), strict=True):
        shared.rounds.append(surveys.make_open_round(own, other, title=title, state=state))
    shared.product = costs.make_product(name="Delt produkt")
    costs.make_price(shared.product)
    shared.scenarios = [costs.make_scenario(name=f"Delt {year}", year=year, is_shared=True) for year in (2023, 2024)]
    shared.basis = InvoiceBasis.objects.create(
        scenario=shared.scenarios[0], year=2023, first_month=4, last_month=6, settlement="invoiced",
        vat_rate=Decimal(25), approved_at=timezone.now(), approved_by=leader,
    )  # fmt: skip
    shared.negotiation = costs.make_negotiation(shared.product, name="Delt forhandling")
    shared.solution = Solution.objects.create(title="Delt løsning")
    shared.benefit = Benefit.objects.create(title="Delt gevinst", kind="time", unit="minutter")
    shared.estimate = VisionEstimate.objects.create(
        benefit=shared.benefit, title="Delt anslag", method="hours", low=1, likely=2, high=3, hour_cost=500,
        counted="Ansatte", first_year=2024, last_year=2025,
    )  # fmt: skip
    for place, kind in enumerate(SlideKind.values):
        VisionSlide.objects.create(kind=kind, title=f"Lysbilde {kind}", position=place)
    meeting = factories.make_meeting(
        body=factories.make_body(slug="vedtak", name="Vedtaksrådet"), number=3, state=State.APPROVED, cases=["Delt sak"]
    )
    meeting.cases.update(decision="<p>Delt vedtak</p>", outcome=Outcome.ADOPTED)
    shared.action = Action.objects.create(case=meeting.cases.get(), text="Delt tiltak")
    return shared


def fill(shared, municipality, marks):
    """Everything of one municipality; answers where it is: the name of an address and its arguments."""
    places = {}
    word, number = marks.word, marks.number
    user = factories.make_user((Role.CONTACT, municipality), email=f"kontakt@{word.lower()}post.no")
    places |= _fill_registers(shared, municipality, word, number)
    places |= _fill_surveys(shared, municipality, word, number, user)
    places |= _fill_costs(shared, municipality, word, number)
    places |= _fill_vision(shared, municipality, word, number)
    places |= _fill_meetings(shared, municipality, word)
    return places, user


def _fill_registers(shared, municipality, word, number):
    mine, post = {"municipality": municipality}, f"{word.lower()}post.no"
    person = fleet.make_politician(
        family_name=f"{word}haug", given_name="Kari", email=f"kari@{post}", party=f"{word}haug-lista",
        term=shared.term, **mine,
    )  # fmt: skip
    left = fleet.make_politician(family_name=f"{word}haug", given_name="Per", email=f"per@{post}", **mine)
    device = fleet.make_device(
        serial=f"{word}enhet1", model=f"{word}enhet", purchased_on=date(2015, 1, 1), is_enrolled=True,
        note=f"{word}enhet", status=DeviceStatus.IN_USE, **mine,
    )  # fmt: skip
    assignment = fleet.make_device_assignment(device=device, politician=person)
    fleet.make_device_assignment(device=fleet.make_device(serial=f"{word}enhet2", **mine), politician=left)
    fleet.make_device(serial=f"{word}enhet3", status=DeviceStatus.SPARE, **mine)
    subsidy = fleet.make_subsidy(politician=person, amount=str(number), note=f"{word}haug")
    for politician in (person, left):
        account = fleet.make_account(
            upn=f"{politician.given_name.lower()}@{post}", name=f"{word}haug", politician=politician, **mine
        )
        fleet.make_licence(account=account, product=f"{word.upper()}SKY", product_name=f"{word}sky")
    fleet.make_licence(account=fleet.make_account(upn=f"ukjent@{post}", **mine), product_name=f"{word}sky")
    Subscription.objects.create(product=f"{word.upper()}SKY", product_name=f"{word}sky", enabled=number + 1, **mine)
    fleet.make_lifetime(price=str(number + 2), **mine)
    count = fleet.make_replacement_count(by=shared.leader, as_of=date(2023, 12, 31), count=number + 3, **mine)
    file = ContentFile(
        f"Serienummer;Modell;Kjøpt\r\n{word}enhet4;{word}enhet;\r\n{word}enhet5;{word}fil;i fjor\r\n".encode(),
        name=f"{word}fil.csv",
    )
    batch = upload_import(file, kind="devices", by=shared.leader, **mine)
    read_import(batch, today=date(2023, 12, 13))
    batch.refresh_from_db()
    claim_import(batch)
    apply_import(batch, by=shared.leader, today=date(2023, 12, 13))
    waiting = upload_import(ContentFile(b"Serienummer\r\nNY\r\n", name=f"{word}fil.csv"), kind="devices",
                            by=shared.leader, **mine)  # fmt: skip
    change = start_change(municipality, shared.term, by=shared.leader)
    at, it = {"number": municipality.number}, {"pk": batch.pk}
    return {
        **{f"fleet:device_{verb}": [{"pk": device.pk}] for verb in ("page", "edit", "assign", "delete")},
        "fleet:device_take_back": [{"pk": assignment.pk}],
        **{f"fleet:politician_{verb}": [{"pk": one.pk} for one in (person, left)] for verb in ("page", "edit")},
        "fleet:politician_delete": [{"pk": person.pk}],
        **{f"fleet:{noun}_add": [{"pk": person.pk}] for noun in ("seat", "subsidy")},
        "fleet:seat_delete": [{"pk": person.seats.get().pk}],
        "fleet:subsidy_delete": [{"pk": subsidy.pk}],
        "fleet:replacement_devices": [at],
        "fleet:replacement_confirm": [at],
        "fleet:replacement_export": [at | {"suffix": suffix} for suffix in ("csv", "xlsx")],
        "fleet:replacement_confirmed": [{"pk": count.pk}],
        "fleet:check_of_municipality": [at],
        **{f"fleet:import_{verb}": [it] for verb in ("page", "rejected", "map", "again", "apply", "drop", "undo")},
        "fleet:import_progress": [it, {"pk": waiting.pk}],
        **{
            f"fleet:council_{verb}": [{"pk": change.pk}]
            for verb in ("page", "stay", "come", "do", "hand_out", "unseat", "finish", "reopen")
        },
        "fleet:council_export": [{"pk": change.pk, "suffix": suffix} for suffix in ("csv", "xlsx")],
    }


def _fill_surveys(shared, municipality, word, number, user):
    answers = []
    written = {
        "Praksis": f"{word}svar",
        "Antall": str(number + 4),
        "Tilskudd": str(number + 5),
        "Merknad": f"{word}svar",
    }
    for survey in shared.rounds:
        confirmed = surveys.NOON if survey.state == "closed" else None
        answers.append(surveys.give_answer(survey, municipality, written, by=user, confirmed_at=confirmed))
    places = [{"pk": answer.pk} for answer in answers]
    return {f"fleet:answer_{verb}": places for verb in ("page", "edit", "take_back")}


def _fill_costs(shared, municipality, word, number):
    costs.make_holding(shared.product, number + 6, municipality=municipality)
    for more, scenario in enumerate(shared.scenarios):
        costs.make_line(scenario, shared.product, number + 7 + more, municipality=municipality)
    NegotiationQuantity.objects.create(negotiation=shared.negotiation, municipality=municipality, quantity=number + 8)
    costs.make_register_count("politicians", number + 8, municipality=municipality)
    PopulationFigure.objects.create(municipality=municipality, year=2023, inhabitants=4000)
    of_its_own = costs.make_scenario(name=f"{word}sky", year=2023)
    costs.make_line(of_its_own, shared.product, number, municipality=municipality)
    drafted = {"first_month": 1, "last_month": 3, "settlement": "invoiced", "vat_rate": Decimal(25)}
    basis = draft_invoice(of_its_own, by=shared.leader, **drafted)
    approve_invoice(basis, by=shared.leader)
    InvoiceRow.objects.create(  # of a basis that both pay on
        basis=shared.basis, municipality=municipality, product="Delt produkt", quantity=number, earlier=0,
        net=Decimal(number + 1), vat=0,
    )  # fmt: skip
    of_basis = {"pk": basis.pk}
    of_place = of_basis | {"number": municipality.number}
    return {
        **{f"licensing:invoice_{kind}": [of_basis, {"pk": shared.basis.pk}] for kind in ("page", "book")},
        **{f"licensing:invoice_municipality_{kind}": [of_place] for kind in ("book", "pdf")},
    }


def _fill_vision(shared, municipality, word, number):
    LocalState.objects.create(municipality=municipality, solution=shared.solution, state="in_use", note=f"{word}svar")
    Measurement.objects.create(
        benefit=shared.benefit, municipality=municipality, measured_on=date(2024, 1, 1), value=Decimal(number),
        evidence=f"{word}svar",
    )  # fmt: skip
    EstimateShare.objects.create(estimate=shared.estimate, municipality=municipality, count=number + 1)
    return {"docs_vision:state_edit": [{"number": municipality.number}]}


def _fill_meetings(shared, municipality, word):
    """An action that both answer for, and one of its own out of a case of its own, in approved minutes."""
    meeting = shared.action.case.meeting
    case = factories.make_case(
        meeting=meeting, title=f"Sak {word}vedtak", decision=f"<p>{word}vedtak</p>", outcome=Outcome.ADOPTED
    )
    own = Action.objects.create(case=case, text=f"{word}tiltak")
    both = ActionAssignee.objects.create(
        action=shared.action, municipality=municipality, answer=f"{word}svar", answered_at=timezone.now()
    )
    mine = ActionAssignee.objects.create(action=own, municipality=municipality)
    return {
        "meetings:action_report": [{"pk": one.pk} for one in (both, mine)],
        "meetings:action_answer": [{"token": signed(ACTION_LINK, one.pk)} for one in (both, mine)],
    }
