"""The meeting while it is held."""

from meetings.actions.room import add_proposal, ask_for_floor, raise_impartiality
from meetings.models import Movement
from tests.access.roles import ITS_SECRETARY, READERS_OF_IT

WRITERS = (
    "room_page", "room_show", "movement_add", "movement_remove", "impartiality_add", "impartiality_rule",
    "impartiality_remove", "proposal_add", "proposal_remove", "proposal_votes", "speaker_add", "speaker_next",
    "speaker_remove", "speaking_time",
)  # fmt: skip
MATRIX = {
    **{f"meetings:{name}": ITS_SECRETARY for name in WRITERS},
    "meetings:projector_page": READERS_OF_IT,
    "meetings:projector_state": READERS_OF_IT,
}


def places(world):
    by, case, person = world.users["secretary"], {"pk": world.case.pk}, world.seat.person
    meeting = {"pk": world.meeting.pk}
    raised = {"pk": raise_impartiality(world.case, person, basis="party", by=by).pk}
    proposal = {"pk": add_proposal(world.case, "Vedtas", by=by).pk}
    step = Movement.objects.create(case=world.case, person=person, kind="left", at="09:00")
    cases = ("room_show", "movement_add", "impartiality_add", "proposal_add", "speaker_add", "speaker_next",
             "speaking_time")  # fmt: skip
    return {
        **{f"meetings:{name}": case for name in cases},
        **{f"meetings:{name}": meeting for name in ("room_page", "projector_page", "projector_state")},
        **{f"meetings:impartiality_{verb}": raised for verb in ("rule", "remove")},
        **{f"meetings:proposal_{verb}": proposal for verb in ("remove", "votes")},
        "meetings:movement_remove": {"pk": step.pk},
        "meetings:speaker_remove": {"pk": ask_for_floor(world.case, person).pk},
    }


def sent(world):
    person = {"person": world.seat.person.pk}
    return {
        "meetings:movement_add": person | {"kind": "left"},
        "meetings:impartiality_add": person,
        "meetings:speaker_add": person,
    }
