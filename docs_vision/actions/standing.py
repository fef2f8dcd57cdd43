"""A municipality says where it stands."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.models import Municipality, User
from cooperation.rules.refusal import Refused
from docs_vision.models import LocalState, LocalStateChoice, Prerequisite, Solution


def why_not_state(state: str, note: str) -> list[str]:
    reasons = []
    if state and state not in LocalStateChoice.values:
        reasons.append(_("Choose one of the states in the list."))
    if note and not state:
        reasons.append(_("Choose a state for the note to stand with."))
    if len(note) > LocalState._meta.get_field("note").max_length:  # type: ignore[operator]
        reasons.append(_("The note is too long: at most 300 letters."))
    return reasons


@transaction.atomic
def state_where_we_stand(
    thing: Solution | Prerequisite, *, municipality: Municipality, state: str, note: str, by: User
) -> None:
    """Keep what a municipality says about one solution or prerequisite. An empty state takes it back."""
    if reasons := why_not_state(state, note):
        raise Refused(reasons)
    about = {"solution": thing} if isinstance(thing, Solution) else {"prerequisite": thing}
    before = LocalState.objects.filter(municipality=municipality, **about).first()
    told = {"state": before.state, "note": before.note} if before else None
    if state:
        LocalState.objects.update_or_create(
            municipality=municipality, **about, defaults={"state": state, "note": note, "by": by}
        )
    elif before:
        before.delete()
    log_change(
        thing, "state", by=by, before=told, after={"municipality": municipality.number, "state": state, "note": note}
    )
