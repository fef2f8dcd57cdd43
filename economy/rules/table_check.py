"""Which figures of a table contradict each other, and which single change would mend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import combinations

from .amount_text import plain
from .table_relations import Found, Kind, Place, Relation, Rule, Term, Values, relations_of, rounded, values_of
from .table_shape import Column, Line, Shape, Unread, shape_of

MOST_STEPS = 5
MOST_SHOWN = 6


class How(StrEnum):
    """What a wrong figure looks like beside the right one, likeliest slip first."""

    TRANSPOSED = "transposed"
    SIGN = "sign"
    SWAPPED = "swapped"
    ONE_DIGIT = "one_digit"
    LOST_DIGIT = "lost_digit"
    EXTRA_DIGIT = "extra_digit"
    SCALE = "scale"
    OTHER = "other"


class Hint(StrEnum):
    """How a sum came to be wrong, when its difference is exactly one of its lines."""

    NONE = ""
    LEFT_OUT = "left_out"
    TWICE = "twice"


def _texts(**amounts: Decimal) -> dict[str, str]:
    return {name: plain(amount) for name, amount in amounts.items()}


@dataclass(frozen=True)
class Contradiction:
    """A figure that the others on its line or in its column contradict: what is stated, and what they give."""

    line: Line
    column: Column
    kind: Kind
    stated: Decimal
    computed: Decimal
    terms: tuple[str, ...]
    factor: int = 1
    hint: Hint = Hint.NONE
    hinted: Line | None = None

    @property
    def texts(self) -> dict[str, str]:
        """Both figures and their difference as they are written here."""
        return _texts(stated=self.stated, computed=self.computed, difference=self.difference)

    @property
    def difference(self) -> Decimal:
        return self.stated - self.computed


@dataclass(frozen=True)
class Change:
    """One figure to be changed. `other` is the column it changes places with."""

    line: Line
    column: Column
    before: Decimal
    after: Decimal
    how: How
    other: Column | None = None

    @property
    def texts(self) -> dict[str, str]:
        return _texts(before=self.before, after=self.after)


@dataclass(frozen=True)
class Conflict:
    """Contradictions that hang together. `mended_by` are the single changes that would each end all of them, the
    likeliest first; where there is none, `steps` are changes that together would.
    """

    contradictions: tuple[Contradiction, ...]
    mended_by: tuple[Change, ...]
    steps: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Rounding:
    """A sum or a difference that is off by no more than the rounding of its figures explains."""

    line: Line
    column: Column
    stated: Decimal
    computed: Decimal
    at_most: Decimal

    @property
    def texts(self) -> dict[str, str]:
        return _texts(stated=self.stated, computed=self.computed, at_most=self.at_most)

    @property
    def difference(self) -> Decimal:
        return self.stated - self.computed


@dataclass(frozen=True)
class Checked:
    shape: Shape
    rules: tuple[Rule, ...]
    sum_lines: tuple[tuple[Line, tuple[Line, ...]], ...]
    sums: Mapping[int, tuple[Term, ...]]
    count: int
    conflicts: tuple[Conflict, ...]
    roundings: tuple[Rounding, ...]

    @property
    def unread(self) -> tuple[Unread, ...]:
        return self.shape.unread

    @property
    def contradictions(self) -> list[Contradiction]:
        return [one for conflict in self.conflicts for one in conflict.contradictions]


def check_table(rows: Sequence[Sequence[str]]) -> Checked:
    """Check a table given as its cells, as they are written."""
    shape = shape_of(rows)
    found = relations_of(shape, values_of(shape.lines))
    broken = [relation for relation in found.relations if not relation.holds(found.values)]
    return Checked(
        shape=shape,
        rules=found.rules,
        sum_lines=tuple(
            (shape.lines[line], tuple(shape.lines[term.place.line] for term in terms))
            for line, terms in sorted(found.sums.items())
        ),
        sums=found.sums,
        count=len(found.relations),
        conflicts=tuple(_Mender(shape, found).conflict(group) for group in _groups(broken)),
        roundings=tuple(
            _rounding(shape, relation, found.values)
            for relation in found.relations
            if relation.kind not in (Kind.PERCENT, Kind.PRODUCT)
            and relation.difference(found.values)
            and relation.holds(found.values)
        ),
    )


def _groups(broken: Iterable[Relation]) -> list[list[Relation]]:
    """Relations that share a cell belong together."""
    groups: list[tuple[set[Place], list[Relation]]] = []
    for relation in broken:
        places, members = set(relation.places), [relation]
        apart = []
        for others, held in groups:
            if others & places:
                places |= others
                members = held + members
            else:
                apart.append((others, held))
        groups = [*apart, (places, members)]
    return [sorted(members, key=lambda relation: relation.result) for _places, members in groups]


def _rounding(shape: Shape, relation: Relation, values: Values) -> Rounding:
    expected = relation.expected(values) or Decimal(0)
    return Rounding(
        shape.lines[relation.result.line],
        _column(shape, relation.result),
        values[relation.result],
        expected,
        relation.slack(values),
    )


def _column(shape: Shape, place: Place) -> Column:
    return next(column for column in shape.columns if column.index == place.column)


class _Mender:
    """Tries every cell of a conflict, and every exchange of two on a line."""

    def __init__(self, shape: Shape, found: Found) -> None:
        self.shape = shape
        self.found = found
        self.by_place: dict[Place, list[Relation]] = {}
        for relation in found.relations:
            for place in relation.places:
                self.by_place.setdefault(place, []).append(relation)

    def conflict(self, broken: list[Relation]) -> Conflict:
        single = self._single_changes(broken)
        return Conflict(
            tuple(self._told(relation) for relation in broken),
            tuple(single[:MOST_SHOWN]),
            () if single else tuple(self._steps(broken)),
        )

    def _told(self, relation: Relation) -> Contradiction:
        values = self.found.values
        hint, hinted = self._hint(relation)
        between_lines = relation.kind in (Kind.COLUMN_SUM, Kind.NET)
        return Contradiction(
            line=self.shape.lines[relation.result.line],
            column=_column(self.shape, relation.result),
            kind=relation.kind,
            stated=values[relation.result],
            computed=rounded(relation.expected(values) or Decimal(0), relation.decimals),
            terms=tuple(
                self.shape.lines[term.place.line].label if between_lines else _column(self.shape, term.place).heading
                for term in relation.terms
            ),
            factor=relation.factor,
            hint=hint,
            hinted=hinted,
        )

    def _hint(self, relation: Relation) -> tuple[Hint, Line | None]:
        """A sum that is off by exactly one of its lines left that line out, or counted it twice."""
        if relation.kind != Kind.COLUMN_SUM or len(relation.terms) < 2:
            return Hint.NONE, None
        values, off = self.found.values, relation.difference(self.found.values)
        for term in relation.terms:
            if abs(off) == abs(values[term.place]):
                hint = Hint.TWICE if off == values[term.place] else Hint.LEFT_OUT
                return hint, self.shape.lines[term.place.line]
        return Hint.NONE, None

    # --- single changes ---

    def _single_changes(self, broken: list[Relation]) -> list[Change]:
        changes = []
        for place in sorted({place for relation in broken for place in relation.places}):
            for value in self._candidates(place, broken, self.found.values):
                after = {**self.found.values, place: value}
                if self._mends(after, [place], broken):
                    changes.append((self._change(place, value), after))
                    break
        for one, other in self._neighbours(broken):
            values = self.found.values
            after = {**values, one: values[other], other: values[one]}
            if self._mends(after, [one, other], broken):
                changed = Change(
                    self.shape.lines[one.line], _column(self.shape, one), values[one], values[other], How.SWAPPED,
                    _column(self.shape, other),
                )  # fmt: skip
                changes.append((changed, after))
        order = list(How)
        ranked = sorted(changes, key=lambda pair: (-self._support(pair[1]), order.index(pair[0].how)))
        return [change for change, _after in ranked]

    def _candidates(self, place: Place, broken: list[Relation], values: Values) -> list[Decimal]:
        """Values that make one of the broken relations hold, best first: those that make most of them exact."""
        decimals = _column(self.shape, place).decimals
        found = {
            rounded(value, decimals)
            for relation in broken
            if place in relation.places and (value := relation.solved_for(place, values)) is not None
        }
        found |= {-values[place]} if found else set()

        def inexact(value: Decimal) -> int:
            after = {**values, place: value}
            return sum(bool(relation.difference(after)) for relation in self.by_place[place])

        return sorted(found - {values[place]}, key=lambda value: (inexact(value), abs(value - values[place])))

    def _neighbours(self, broken: list[Relation]) -> list[tuple[Place, Place]]:
        """Pairs of unlike cells on one line, both in the conflict."""
        places = sorted({place for relation in broken for place in relation.places})
        return [
            (one, other)
            for one, other in combinations(places, 2)
            if one.line == other.line and self.found.values[one] != self.found.values[other]
        ]

    def _mends(self, after: Values, changed: list[Place], broken: list[Relation]) -> bool:
        touched = [relation for place in changed for relation in self.by_place[place]]
        return all(relation.holds(after) for relation in (*broken, *touched))

    def _support(self, after: Values) -> int:
        """How much holds when the changed table is understood anew: a right figure lets more of it fit."""
        found = relations_of(self.shape, after)
        return sum(relation.holds(after) for relation in found.relations)

    def _change(self, place: Place, value: Decimal) -> Change:
        before = self.found.values[place]
        return Change(self.shape.lines[place.line], _column(self.shape, place), before, value, how_wrong(before, value))

    # --- several changes ---

    def _steps(self, broken: list[Relation]) -> list[Change]:
        """Changes one after another, each the one that leaves least broken. None when they do not end it."""
        values: Values = self.found.values
        steps: list[Change] = []
        places = {place for relation in broken for place in relation.places}
        concerned = {relation for place in places for relation in self.by_place[place]}
        while left := [relation for relation in concerned if not relation.holds(values)]:
            best = self._best_step(left, concerned, values)
            if best is None or len(steps) == MOST_STEPS:
                return []
            place, value = best
            steps.append(self._change(place, value))
            values = {**values, place: value}
        return steps

    def _best_step(
        self, left: list[Relation], concerned: set[Relation], values: Values
    ) -> tuple[Place, Decimal] | None:
        order = list(How)
        choices = []
        for place in sorted({place for relation in left for place in relation.places}):
            for value in self._candidates(place, left, values):
                after = {**values, place: value}
                remaining = sum(not relation.holds(after) for relation in concerned)
                choices.append((remaining, order.index(how_wrong(values[place], value)), place, value))
        remaining, _how, place, value = min(choices, default=(len(left), 0, Place(0, 0), Decimal(0)))
        return (place, value) if remaining < len(left) else None


def how_wrong(wrong: Decimal, right: Decimal) -> How:
    """What slip makes the right figure the wrong one."""
    if wrong == -right:
        return How.SIGN
    if (wrong < 0) != (right < 0):
        return How.OTHER
    ours, theirs = _digits(wrong, right)
    if len(ours) == len(theirs):
        return _digits_wrong(ours, theirs)
    if wrong and right and max(wrong / right, right / wrong) in (10, 100, 1000):
        return How.SCALE
    if len(ours) + 1 == len(theirs) and _is_one_less(ours, theirs):
        return How.LOST_DIGIT
    return How.EXTRA_DIGIT if len(ours) == len(theirs) + 1 and _is_one_less(theirs, ours) else How.OTHER


def _digits_wrong(ours: str, theirs: str) -> How:
    """Of two figures with as many digits."""
    apart = [(one, other) for one, other in zip(ours, theirs, strict=True) if one != other]
    if len(apart) == 1:
        return How.ONE_DIGIT
    return How.TRANSPOSED if len(apart) == 2 and apart[0] == apart[1][::-1] else How.OTHER


def _digits(one: Decimal, other: Decimal) -> tuple[str, str]:
    """Both with as many decimals as the one with more, without sign or comma."""
    decimals = max(0, -int(one.as_tuple().exponent), -int(other.as_tuple().exponent))
    first, second = (str(int(abs(value).scaleb(decimals))) for value in (one, other))
    return first, second


def _is_one_less(shorter: str, longer: str) -> bool:
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
