from meetings.rules.minutes_comparison import compare_minutes


def source(*cases, **fields):
    empty = dict.fromkeys(("date", "start", "end", "place", "mode"), "")
    lists = {"present": [], "apologies": [], "absent": [], "guests": []}
    return empty | lists | {"cases": list(cases)} | fields


def case(key=1, **fields):
    return {"key": key, "number": f"M{key}", "title": "Sak", "outcome": "", "points": []} | fields


def told(older, newer):
    """Of each part: its title, and for each difference the field, and the lines left and right."""
    return [
        (
            part.title,
            [
                (
                    one.field,
                    ["".join(run.text for run in row.left or ()) for row in one.rows],
                    ["".join(run.text for run in row.right or ()) for row in one.rows],
                )
                for one in part.differences
            ],
        )
        for part in compare_minutes(older, newer)
    ]


def test_the_same_minutes_do_not_differ():
    assert told(source(case()), source(case())) == []


def test_facts_and_people():
    person = {"name": "Ødegård, Åse", "municipality": "Aukra", "role": "", "deputy_for": "", "note": ""}
    plain = {"name": "Moen, Ola"}
    older, newer = source(place="Molde", present=[person]), source(place="Aukra", present=[person, plain])
    assert told(older, newer) == [
        (
            "",
            [
                ("place", ["Molde"], ["Aukra"]),
                ("present", ["Ødegård, Åse (Aukra)", ""], ["Ødegård, Åse (Aukra)", "Moen, Ola"]),
            ],
        )
    ]


def test_texts_outcomes_names_and_points():
    older = case(minutes="<p>Nei</p>", participants=["A"], points=[{"heading": "En", "text": "<p>x</p>"}])
    newer = case(
        minutes="<p>Ja</p>", participants=["B"], outcome="noted", points=[{"heading": "To", "text": "<p>x</p>"}]
    )
    [(_title, differences)] = told(source(older), source(newer))
    assert differences == [
        ("outcome", [""], ["noted"]),
        ("participants", ["A"], ["B"]),
        ("minutes", ["Nei"], ["Ja"]),
        ("points", ["En", "x"], ["To", "x"]),
    ]


def test_a_case_that_came_or_went_and_a_point_that_went():
    gone = case(2, minutes="<p>Borte</p>", points=[{"heading": "P", "text": ""}])
    found = told(source(case(), gone), source(case(3, minutes="<p>Ny</p>"), case()))
    assert [(title, [difference[0] for difference in differences]) for title, differences in found] == [
        ("M3 Sak", ["number", "title", "minutes"]),
        ("M2 Sak", ["number", "title", "minutes", "points"]),
    ]


def test_what_is_written_is_never_taken_as_markup():
    [(_title, differences)] = told(source(case(title="<b>A</b>")), source(case(title="<i>A</i>")))
    assert differences == [("title", ["<b>A</b>"], ["<i>A</i>"])]


def test_votes_tables_actions_and_what_happened():
    def with_all(number):
        table = {"caption": "Kostnad", "rows": [["Molde", number]], "totals": [], "notes": []}
        vote = {"text": "Økes", "proposed_by": "Molde", "result": number, "sides": [["For", ["Å", "B"]]]}
        action = {"text": "Svare", "who": ["Molde", "Aukra"], "due_on": number}
        return case(notes=[number], votes=[vote], exhibits=[{"table": table}], actions=[action])

    [(_title, differences)] = told(source(with_all("1")), source(with_all("2")))
    assert differences == [
        ("notes", ["1"], ["2"]),
        ("votes", ["Økes", "Molde", "1", "For: Å; B"], ["Økes", "Molde", "2", "For: Å; B"]),
        ("exhibits", ["Kostnad", "Molde · 1"], ["Kostnad", "Molde · 2"]),
        ("actions", ["Svare · Molde, Aukra · 1"], ["Svare · Molde, Aukra · 2"]),
    ]
