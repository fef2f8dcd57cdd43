import pytest

from meetings.rules.placeholders import unknown_placeholders


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Saken tas til orientering.", []),
        ("Referat {previous_number} fra {previous_date}.", []),
        ("Kostnad {{NOK}}", []),
        ("Møtet {date} og {}", ["{date}", "{}"]),
        ("{previous_date.year}", ["{previous_date.year}"]),
        ("{previous_date!r:>10}", ["{previous_date!r:>10}"]),
    ],
)
def test_only_known_facts_are_filled_in(text, unknown):
    assert unknown_placeholders(text) == unknown


def test_a_brace_is_closed():
    with pytest.raises(ValueError):
        unknown_placeholders("Møtet {previous_date")
