"""Nobody leaves the order of names to the database: it would be another on each."""

import ast
import re
import subprocess

from django.apps import apps
from django.conf import settings
from django.db.models import CharField, TextField

ROOT = settings.BASE_DIR
OURS = ("cooperation", "licensing", "fleet", "economy", "meetings", "docs_vision")
NAMES = re.compile(r"-?(?:\w+__)?(?:(?:family|given|product|short)_)?(?:name|title|party|heading|manufacturer|model)")
# Numbers and addresses of people and things: letters a–z and digits.
CODES = [
    "cooperation.User: email",
    "fleet.Account: upn",
    "fleet.Device: serial",
]


def field_at(model, path):
    for step in path.removeprefix("-").split("__"):
        field = model._meta.pk if step == "pk" else model._meta.get_field(step)
        model = field.related_model or model
    return field


def test_a_model_is_sorted_by_names_through_the_alphabet():
    found = []
    for model in apps.get_models():
        for path in model._meta.ordering if model._meta.app_label in OURS else ():
            if isinstance(path, str) and isinstance(field := field_at(model, path), CharField | TextField):
                is_number = field.name == "number" or field.choices
                found += [] if is_number else [f"{model._meta.label}: {path}"]
    assert sorted(found) == CODES


def orders(tree):
    """Each call that sorts, as (names of fields given as they are, names given to the alphabet)."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "order_by":
            plain = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            given = [one for one in ast.walk(call) if isinstance(one, ast.Call)]
            read = [one.args[0].value for one in given if getattr(one.func, "id", "") == "Alphabetical"]
            yield plain, read


def test_a_query_sorts_by_names_through_the_alphabet():
    listed = subprocess.run(
        ["git", "ls-files", *(f"{app}/*.py" for app in OURS)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = [
        f"{path}: {name}"
        for path in listed.stdout.splitlines()
        for plain, read in orders(ast.parse((ROOT / path).read_text()))
        for name in plain
        if NAMES.fullmatch(name) and name not in read
    ]
    assert found == []
