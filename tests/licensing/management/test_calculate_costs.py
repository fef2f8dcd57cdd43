from __future__ import annotations

import io
import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

MUNICIPALITIES = [
    {"number": "1506", "name": "Molde", "population": 32002},
    {"number": "1535", "name": "Vestnes", "population": 6936},
    {"number": "1539", "name": "Rauma", "population": "7 019"},
    {"number": "1547", "name": "Aukra", "population": 3518},
    {"number": "1579", "name": "Hustadvika", "population": 13287},
]
USERS = {"1547": 100, "1539": 86, "1535": 75, "1579": 35, "1506": 120}


def line(number="1506", quantity=1, price="10.00", product="E1", **more):
    return {"product": product, "municipality": number, "quantity": quantity, "monthly_price": price, **more}


REAL = {
    "year": 2023,
    "municipalities": MUNICIPALITIES,
    "lines": [
        *(line(number, quantity, "92,12") for number, quantity in USERS.items()),
        {"product": "Intune", "quantity": 416, "monthly_price": "25"},
    ],
}


def shared(*parts, amount="124800"):
    return REAL | {"allocation": {"amount": amount, "parts": list(parts)}}


@pytest.fixture
def run(tmp_path):
    def run(told):
        path = tmp_path / "costs.json"
        path.write_text(told if isinstance(told, str) else json.dumps(told))
        out, err = io.StringIO(), io.StringIO()
        call_command("calculate_costs", str(path), stdout=out, stderr=err)
        return json.loads(out.getvalue()), err.getvalue()

    return run


@pytest.fixture
def reasons(run):
    def reasons(told):
        with pytest.raises(CommandError) as refused:
            run(told)
        return str(refused.value).splitlines()

    return reasons


def test_the_real_scenario(run):
    told, err = run(REAL)
    assert [entry["kroner"] for entry in told["lines"]] == ["110544", "95068", "82908", "38690", "132653", "124800"]
    assert told["municipalities"][0] == {"number": "1506", "name": "Molde", "exact": "132652.80", "kroner": "132653"}
    assert told["products"] == [
        {"product": "E1", "exact": "459863.04", "kroner": "459863"},
        {"product": "Intune", "exact": "124800.00", "kroner": "124800"},
    ]
    assert told["total"] == {"exact": "584663.04", "kroner": "584663"}
    assert told["shared"] == {"exact": "124800.00", "kroner": "124800"}
    assert err == ""


def test_lines_keep_their_order_and_say_whether_they_were_moved(run):
    told, _err = run(
        {"year": 2023, "municipalities": MUNICIPALITIES, "lines": [line(n, q, "92.09") for n, q in USERS.items()]}
    )
    assert told["lines"][-1] == {
        "product": "E1", "municipality": "1506", "exact": "132609.60", "kroner": "132609", "adjusted": True,
    }  # fmt: skip
    assert told["total"] == {"exact": "459713.28", "kroner": "459713"}
    assert "shared" not in told


@pytest.mark.parametrize(
    ("days", "exact"),
    [
        ({"from": "2023-07-01"}, "60.00"),
        ({"from": "2023-07"}, "60.00"),
        ({"to": "2023-06"}, "60.00"),
        ({"to": "2023-06-30"}, "60.00"),
        ({"from": "2023-03-15", "to": "2023-03-31"}, "5.48"),
        ({"from": "2022-01-01", "to": "2023-01-31"}, "10.00"),
        ({"from": "2024-01-01"}, "0.00"),
    ],
)
def test_a_part_of_the_year(run, days, exact):
    told, _err = run({"year": 2023, "municipalities": MUNICIPALITIES, "lines": [line(**days)]})
    assert told["total"]["exact"] == exact


def test_a_cost_is_shared_by_a_mixture(run):
    told, _err = run(
        shared({"weight": 0.3, "by": "equal"}, {"weight": "0,7", "by": "population"}, amount="-124 800,01")
    )
    allocated = [entry["allocated"] for entry in told["municipalities"]]
    assert allocated == ["-52032.39", "-17142.40", "-17257.92", "-12384.79", "-25982.51"]
    assert told["total"]["exact"] == "584663.04"


def test_a_key_without_lines_is_enough(run):
    told, _err = run(
        {
            "year": 2023,
            "municipalities": MUNICIPALITIES[:2],
            "lines": [],
            "allocation": {
                "amount": "0,05",
                "parts": [{"weight": "1", "by": "percent", "values": {"1506": "33.3333", "1535": 66.6667}}],
            },
        }
    )
    assert [entry["allocated"] for entry in told["municipalities"]] == ["0.02", "0.03"]
    assert told["total"] == {"exact": "0.00", "kroner": "0"}


@pytest.mark.parametrize("by", ["users", "devices", "population"])
def test_values_can_be_given(run, by):
    values = {number: str(count) for number, count in USERS.items()} | {"1579": 0}
    told, _err = run(shared({"weight": "1", "by": by, "values": values}, amount="381"))
    assert [entry["allocated"] for entry in told["municipalities"]] == ["120.00", "75.00", "86.00", "100.00", "0.00"]


def test_the_order_of_rows_does_not_matter(run):
    def by_key(told):
        lines = {(entry["product"], entry["municipality"]): entry for entry in told["lines"]}
        return lines, {entry["number"]: entry for entry in told["municipalities"]}, told["total"]

    key = {"weight": "1", "by": "equal"}
    turned = shared(key, amount="100.03") | {"lines": REAL["lines"][::-1], "municipalities": MUNICIPALITIES[::-1]}
    assert by_key(run(turned)[0]) == by_key(run(shared(key, amount="100.03"))[0])


def test_names_that_mean_nothing_are_told_and_left_aside(run):
    _told, err = run(REAL | {"comment": "x", "lines": [line(note="y")]})
    assert err.splitlines() == [
        "comment means nothing here and was left aside.",
        "lines[0].note means nothing here and was left aside.",
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"year": "2023"}, 'year: is missing or not a year, for example 2023: "2023".'),
        ({"year": True}, "year: is missing or not a year, for example 2023: true."),
        ({"municipalities": []}, "municipalities: at least one is needed."),
        ({"lines": {}}, "lines: is missing or not a list: {}."),
        ({"lines": [1]}, "lines[0]: is not an object: 1."),
        ({"lines": [line("0301")]}, 'lines[0].municipality: is none of the municipalities: "0301".'),
        ({"lines": [line(1506)]}, "lines[0].municipality: is none of the municipalities: 1506."),
        ({"lines": [line(quantity=-1)]}, "lines[0].quantity: “-1” is below zero."),
        ({"lines": [line(quantity=1.5)]}, 'lines[0].quantity: write a number with decimals as text, "1.5".'),
        ({"lines": [line(quantity="1,5")]}, "lines[0].quantity: “1,5” is not a whole number."),
        ({"lines": [line(quantity=True)]}, "lines[0].quantity: is neither a text nor a whole number: true."),
        ({"lines": [line(quantity=10_000_000)]}, "lines[0].quantity: is more than 9999999: 10000000"),
        ({"lines": [line(quantity=None)]}, "lines[0].quantity: is missing."),
        ({"lines": [line(price=92.12)]}, 'lines[0].monthly_price: write a number with decimals as text, "92.12".'),
        (
            {"lines": [line(price="12,345")]},
            "lines[0].monthly_price: “12,345” has more than two decimals. An amount ends with the øre.",
        ),
        ({"lines": [line(product=" ")]}, 'lines[0].product: is missing, empty, too long or not a text: " ".'),
        (
            {"lines": [line(**{"from": "2023-02-30"})]},
            'lines[0].from: is not a day, for example 2023-07-01: "2023-02-30".',
        ),
        ({"lines": [line(to="snart")]}, 'lines[0].to: is not a day, for example 2023-07-01: "snart".'),
        (
            {"lines": [line(**{"from": "2023-05", "to": "2023-04"})]},
            "lines[0]: ends (2023-04-30) before it starts (2023-05-01).",
        ),
        ({"allocation": 5}, "allocation: is not an object: 5."),
        ({"allocation": {"amount": "5"}}, "allocation.parts: is missing or not a list: nothing."),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(reasons, change, told):
    assert reasons(REAL | change) == [told]


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ({"weight": "0.9", "by": "equal"}, "allocation: The weights must sum to 1. They sum to 0.9."),
        (
            {"weight": "1", "by": "equl"},
            'allocation.parts[0].by: is none of equal, population, users, devices, percent: "equl".',
        ),
        ({"weight": "x", "by": "equal"}, "allocation.parts[0].weight: “x” is not an amount. Write it like 1 234,50."),
        ({"weight": "1", "by": "users", "values": []}, "allocation.parts[0].values: is not an object: []."),
        (
            {"weight": "1", "by": "percent", "values": {"1506": "60"}},
            "allocation: Part 1: the percentages must sum to 100. They sum to 60.",
        ),
        (
            {"weight": "1", "by": "users", "values": dict.fromkeys(USERS, 1) | {"9999": 1}},
            "allocation: Part 1: there is no municipality 9999.",
        ),
        (
            {"weight": "1", "by": "users", "values": {n: 1 for n in USERS if n != "1547"}},
            "allocation: Part 1: the number of users of Aukra (1547) is missing. Write 0 if it has none.",
        ),
        (
            {"weight": "1", "by": "devices", "values": dict.fromkeys(USERS, 0)},
            "allocation: Part 1: all figures are zero, so there is nothing to share by.",
        ),
    ],
)
def test_a_key_that_cannot_share_is_refused(reasons, part, told):
    assert reasons(shared(part)) == [told]


def test_a_population_that_is_missing_is_refused(reasons):
    places = [*MUNICIPALITIES[:4], {"number": "1579", "name": "Hustadvika"}]
    told = shared({"weight": "1", "by": "population"}) | {"municipalities": places}
    assert reasons(told) == ["allocation: Part 1: the population of Hustadvika (1579) is missing."]


def test_every_reason_is_told_at_once(reasons):
    places = [MUNICIPALITIES[0], MUNICIPALITIES[0], {"number": 1535, "name": ""}, "Aukra"]
    assert reasons({"municipalities": places, "lines": [line(quantity="x", price="")]}) == [
        "year: is missing or not a year, for example 2023: nothing.",
        "municipalities[1].number: 1506 is there already.",
        'municipalities[2].name: is missing, empty, too long or not a text: "".',
        'municipalities[2].number: is not a text of four digits, for example "1506": 1535.',
        'municipalities[3]: is not an object: "Aukra".',
        "lines[0].quantity: “x” is not an amount. Write it like 1 234,50.",
        "lines[0].monthly_price: An amount is missing.",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[", "The file is not JSON that can be read: Expecting value: line 1 column 2 (char 1)."),
        ("[]", "The file must hold one object: {…}."),
        ('{"year": NaN}', "The file is not JSON that can be read: NaN is not a number."),
        ('{"year": 1, "year": 2}', "The file is not JSON that can be read: an object names year twice."),
        (
            r'{"product": "\ud800"}',
            r'The file is not JSON that can be read: "\ud800" has half a sign, which no text can hold.',
        ),
        ("[" * 100_000, "The file is not JSON that can be read: it is nested too deeply."),
    ],
)
def test_a_file_that_is_no_json_object_is_refused(reasons, text, told):
    assert reasons(text) == [told]


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "costs.json"
    path.write_bytes(b'{"year": "\xff"}')
    with pytest.raises(CommandError, match="not UTF-8"):
        call_command("calculate_costs", str(path))


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("calculate_costs", str(tmp_path / "none.json"))


@pytest.mark.parametrize(("told", "code"), [(REAL, 0), (REAL | {"year": None}, 1)])
def test_standard_input_and_the_exit_code(tmp_path, told, code):
    done = subprocess.run(
        [sys.executable, "manage.py", "calculate_costs", "-"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"ROR_BOARD_DATA": str(tmp_path)},
        input=json.dumps(told).encode(),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, bool(done.stdout), bool(done.stderr)) == (code, not code, bool(code))


def test_the_documented_example_is_what_comes_out(run):
    page = (settings.BASE_DIR / "docs" / "cost-format.md").read_text()
    given, shown = (json.loads(part.split("```")[0]) for part in page.split("```json")[1:])
    told, err = run(given)
    firsts = {name: entries[:1] if isinstance(entries, list) else entries for name, entries in told.items()}
    assert (firsts, err) == (shown, "")
