"""Actions to follow up."""

from cooperation.rules.links import signed
from meetings.actions.follow_up import ACTION_LINK, add_action, remove_action
from tests.access.roles import ITS_SECRETARY, PERSONAL, PUBLIC

MATRIX = {
    "meetings:action_list_page": PERSONAL | {"administrator": "403"},
    "meetings:action_add": ITS_SECRETARY,
    "meetings:action_edit": ITS_SECRETARY,
    "meetings:action_new": ITS_SECRETARY,
    "meetings:action_ask": ITS_SECRETARY,
    "meetings:action_remove": ITS_SECRETARY,
    "meetings:action_restore": ITS_SECRETARY,
    # The municipality's own contact and the secretary answer; others who read the case do not.
    "meetings:action_report": PERSONAL
    | dict.fromkeys(("member", "leader", "auditor", "other secretary", "other member", "other contact"), "404")
    | {"administrator": "403"},
    "meetings:action_answer": PUBLIC,  # to whoever holds the link
}


def places(world):
    by = world.users["secretary"]
    who = [f"municipality:{world.municipality.pk}"]
    action = add_action(world.case, "Lage en tjeneste", assignees=who, due_on=None, by=by)
    gone = add_action(world.case, "Borte", assignees=who, due_on=None, by=by)
    remove_action(gone, by=by)
    one = action.assignees.get()
    return {
        "meetings:action_add": {"pk": world.case.pk},
        "meetings:action_edit": {"pk": action.pk},
        "meetings:action_new": {"pk": world.case.pk},
        "meetings:action_ask": {"pk": action.pk},
        "meetings:action_remove": {"pk": action.pk},
        "meetings:action_restore": {"pk": gone.pk},
        "meetings:action_report": {"pk": one.pk},
        "meetings:action_answer": {"token": signed(ACTION_LINK, one.pk)},
    }


def sent(world):
    return {"meetings:action_add": {"line": "@Molde ta kontakt"}}
