"""Every line that an action writes to the log of a meeting has its words."""

from __future__ import annotations

import ast
from pathlib import Path

from meetings.queries.log_words import SENTENCES

ROOM = Path(__file__).parents[3] / "meetings" / "actions"
# What is logged about a body, a person and standing texts is no part of a meeting's log.
ELSEWHERE = {"save", "move", "delete", "give_standard_texts", "word_layout"}


def helpers(tree: ast.Module) -> dict[str, int]:
    """Functions of the file that are handed the verb, and in which place."""
    found = {"log_change": 1}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            names = [one.arg for one in node.args.args]
            if "verb" in names:
                found[node.name] = names.index("verb")
    return found


def verbs() -> set[str]:
    found = set()
    for path in ROOM.glob("*.py"):
        tree = ast.parse(path.read_text())
        takes = helpers(tree)
        for node in ast.walk(tree):
            place = takes.get(getattr(node.func, "id", "")) if isinstance(node, ast.Call) else None
            if place is not None:
                found |= {one.value for one in ast.walk(node.args[place]) if isinstance(one, ast.Constant)}
    return found


def test_every_verb_of_a_meeting_has_a_sentence():
    assert len(verbs()) > 50
    assert verbs() - {key.split(".")[1] for key in SENTENCES} == ELSEWHERE
