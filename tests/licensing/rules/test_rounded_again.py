"""Rounding again after a change says what rounding all of it anew says."""

from hypothesis import given
from hypothesis import strategies as st

from licensing.rules.money import share_rest
from licensing.rules.rounded_again import RoundedAgain

UNIT = 10
PARTS = st.lists(st.integers(-35, 95), min_size=1, max_size=40)


def order(index: int) -> int:
    return -index % 7


@given(parts=PARTS, changes=st.dictionaries(st.integers(0, 39), st.integers(-35, 95), max_size=12))
def test_it_is_the_same_as_rounding_anew(parts, changes):
    again = RoundedAgain(parts, share_rest(parts, order, unit=UNIT), unit=UNIT)
    changed = {index: part for index, part in changes.items() if index < len(parts)}
    now = [changed.get(index, part) for index, part in enumerate(parts)]
    whole, looked_at = again.with_changed(now, changed, order)
    assert whole == share_rest(now, order, unit=UNIT)
    others = set(range(len(parts))) - set(looked_at)
    assert [(now[index], whole[index]) for index in others] == [(parts[index], again.whole[index]) for index in others]


def test_few_are_looked_at_when_little_changes():
    parts = [index * 37 % 1000 for index in range(5000)]
    again = RoundedAgain(parts, share_rest(parts, order, unit=100), unit=100)
    now = [parts[0] + 1, *parts[1:]]
    whole, looked_at = again.with_changed(now, [0], order)
    assert whole == share_rest(now, order, unit=100)
    assert len(looked_at) < len(parts) / 10
