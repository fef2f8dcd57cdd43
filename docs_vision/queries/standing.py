"""Where each municipality stands with the solutions and prerequisites, in one table."""

from __future__ import annotations

from dataclasses import dataclass

from cooperation.models import Municipality, Role, User
from docs_vision.models import LocalState, Prerequisite, Solution


@dataclass(frozen=True)
class StateCell:
    municipality: Municipality
    state: LocalState | None
    can_write: bool


@dataclass(frozen=True)
class StateRow:
    """One solution or prerequisite; `noun` and `pk` name it in addresses."""

    noun: str
    thing: Solution | Prerequisite
    cells: list[StateCell]


@dataclass(frozen=True)
class StateTable:
    municipalities: list[Municipality]
    solutions: list[StateRow]
    prerequisites: list[StateRow]


def municipalities_seen_by(user: User) -> list[Municipality]:
    found = Municipality.objects.all()
    if not user.has_role(Role.LEADER, Role.AUDITOR, Role.SECRETARY, Role.MEMBER):
        found = found.filter(pk__in=user.municipalities_as_contact())
    return list(found)


def can_state_for(user: User, municipality: Municipality) -> bool:
    return user.has_role(Role.LEADER) or municipality.pk in user.municipalities_as_contact()


def state_table(user: User) -> StateTable:
    municipalities = municipalities_seen_by(user)
    states = LocalState.objects.visible_to(user)
    said = {(one.municipality_id, one.solution_id, one.prerequisite_id): one for one in states}

    def row(noun: str, thing: Solution | Prerequisite) -> StateRow:
        key = (thing.pk, None) if noun == "solution" else (None, thing.pk)
        cells = [StateCell(one, said.get((one.pk, *key)), can_state_for(user, one)) for one in municipalities]
        return StateRow(noun, thing, cells)

    return StateTable(
        municipalities,
        [row("solution", one) for one in Solution.objects.all()],
        [row("prerequisite", one) for one in Prerequisite.objects.all()],
    )
