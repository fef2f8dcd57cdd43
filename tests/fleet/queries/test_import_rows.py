from __future__ import annotations

import pytest
from django.utils.translation import override

from fleet.queries.import_rows import label_of, told


@pytest.fixture(autouse=True)
def norwegian():
    with override("nb"):
        yield


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("note", "", "–"),
        ("licences", [], "–"),
        ("is_blocked", True, "Ja"),
        ("is_blocked", False, "Nei"),
        ("licences", ["Office 365 E1", "Visio"], "Office 365 E1, Visio"),
        ("seat", {"role": "deputy", "term": 7}, "Vara 2023–2027"),
        ("politician_id", 12, "koblet ved adressen"),
        ("last_check_in", "2023-12-11T06:58:41+00:00", "11. des 2023 07:58"),
        ("purchased_on", "2019-05-01", "1. mai 2019"),
        ("price", "12500.50", "12\u00a0500,50"),
        ("kind", "tablet", "Nettbrett"),
        ("model", "ThinkPad L14", "ThinkPad L14"),
    ],
)
def test_a_value_in_words(name, value, words):
    assert told(name, value, {7: "2023–2027"}) == words


def test_a_field_is_called_what_the_register_calls_it():
    assert [label_of(name) for name in ("holder", "serial", "no_such_field")] == [
        "Utlevert til", "Serienummer", "no_such_field",
    ]  # fmt: skip
