"""How the figures of a table hang together: found from its words, and from what fits on most of its lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import permutations

from .table_shape import Column, Line, Role, Shape

ZERO, HALF, HUNDRED = Decimal(0), Decimal("0.5"), Decimal(100)
MOST_TO_TRY = 8
SMALL = Decimal(100)


class Kind(StrEnum):
    DEVIATION = "deviation"
    DIFFERENCE = "difference"
    ROW_SUM = "row_sum"
    COLUMN_SUM = "column_sum"
    NET = "net"
    PRODUCT = "product"
    PERCENT = "percent"


@dataclass(frozen=True, order=True)
class Place:
    """A cell: its place among the lines, and its column."""

    line: int
    column: int


Values = Mapping[Place, Decimal]


@dataclass(frozen=True)
class Term:
    place: Place
    sign: int = 1


@dataclass(frozen=True)
class Relation:
    """What one cell should be, from others. A sum adds its terms with their signs; a product multiplies them and
    `factor`; a per cent divides the first by the second, or by its size when `by_size`.
    """

    kind: Kind
    result: Place
    terms: tuple[Term, ...]
    tolerance: Decimal
    decimals: int
    factor: int = 1
    by_size: bool = False

    @property
    def places(self) -> tuple[Place, ...]:
        return (self.result, *(term.place for term in self.terms))

    def expected(self, values: Values) -> Decimal | None:
        """What the result should be. None for a per cent of nothing."""
        if self.kind == Kind.PERCENT:
            part, whole = (values[term.place] for term in self.terms)
            return HUNDRED * part / (abs(whole) if self.by_size else whole) if whole else None
        if self.kind == Kind.PRODUCT:
            first, second = (values[term.place] for term in self.terms)
            return first * second * self.factor
        return sum((term.sign * values[term.place] for term in self.terms), start=ZERO)

    def difference(self, values: Values) -> Decimal:
        """What is stated minus what should be."""
        expected = self.expected(values)
        return ZERO if expected is None else values[self.result] - expected

    def slack(self, values: Values) -> Decimal:
        """How far apart the two can be when each figure was rounded by itself."""
        if self.kind != Kind.PERCENT:
            return self.tolerance
        part, whole = (values[term.place] for term in self.terms)
        rounded = HALF.scaleb(-self.decimals)
        return rounded + (HUNDRED * self.tolerance * (1 + abs(part / whole)) / abs(whole) if whole else ZERO)

    def holds(self, values: Values) -> bool:
        return abs(self.difference(values)) <= self.slack(values)

    def solved_for(self, place: Place, values: Values) -> Decimal | None:
        """The value of one of its cells that makes it hold. None where that cannot be said."""
        expected = self.expected(values)
        if expected is None:
            return None
        if place == self.result:
            return expected
        if self.kind == Kind.PERCENT:
            return None
        if self.kind == Kind.PRODUCT:
            now = values[place]
            return values[self.result] * now / expected if expected and now else None
        sign = sum(term.sign for term in self.terms if term.place == place)
        return values[place] + sign * (values[self.result] - expected)


@dataclass(frozen=True)
class Rule:
    """A rule between columns: what the result column is, on every line. `fits` of `lines` lines.

    On the lines that are `turned` it is the other way round: a deviation that says what is better and what is worse.
    """

    kind: Kind
    result: Column
    columns: tuple[Column, ...]
    signs: tuple[int, ...] = ()
    factor: int = 1
    by_size: bool = False
    fits: int = 0
    lines: int = 0
    turned: frozenset[int] = frozenset()

    def on(self, line: int) -> Relation:
        terms = tuple(
            Term(Place(line, column.index), -sign if line in self.turned else sign)
            for column, sign in zip(self.columns, self.signs or (1,) * len(self.columns), strict=True)
        )
        slack = sum((step(column) for column in self.columns), start=ZERO)
        if self.kind == Kind.PRODUCT:
            slack = HALF.scaleb(-self.result.decimals)
        elif self.kind != Kind.PERCENT:
            slack += step(self.result)
        return Relation(
            self.kind,
            Place(line, self.result.index),
            terms,
            slack,
            self.result.decimals,
            self.factor,
            self.by_size,
        )


def step(column: Column) -> Decimal:
    """How far a figure can be from what it was before it was rounded. Amounts with øre are not rounded."""
    return ZERO if column.decimals == 2 else HALF.scaleb(-column.decimals)


@dataclass(frozen=True)
class Found:
    """The table's figures, the rules between its columns, which lines are sums, and all that should hold."""

    values: Values
    rules: tuple[Rule, ...]
    sums: Mapping[int, tuple[Term, ...]]
    relations: tuple[Relation, ...]


def values_of(lines: Sequence[Line]) -> dict[Place, Decimal]:
    return {
        Place(number, index): found.value
        for number, line in enumerate(lines)
        for index, found in enumerate(line.figures)
        if found is not None
    }


def relations_of(shape: Shape, values: Values) -> Found:
    sums = sum_lines(shape, values)
    rules = [_as_better_or_worse(rule, sums, values, len(shape.lines)) for rule in column_rules(shape, values)]
    plain_sums = frozenset(rule.result.index for rule in rules if rule.turned)
    relations = [
        relation
        for rule in rules
        for relation in map(rule.on, range(len(shape.lines)))
        if all(place in values for place in relation.places)
    ]
    for line, terms in sums.items():
        relations += _sums_of(shape, values, line, terms, plain_sums)
    return Found(values, tuple(rules), sums, tuple(relations))


def _as_better_or_worse(rule: Rule, sums: Mapping[int, tuple[Term, ...]], values: Values, lines: int) -> Rule:
    """The same deviation, turned on the lines that the table subtracts, where more of them say so.

    Where income and expenses are both written with plus, many tables write with plus what is better than the budget.
    """
    turned = frozenset(subtracted_lines(sums, lines))
    if rule.kind != Kind.DEVIATION or rule.fits == rule.lines or not turned:
        return rule
    others = frozenset(range(lines)) - turned
    tried = [_counted(replace(rule, turned=some), values, lines) for some in (turned, others)]
    return max(rule, *tried, key=lambda one: one.fits)


def subtracted_lines(sums: Mapping[int, tuple[Term, ...]], lines: int) -> list[int]:
    """The lines that the last sum above them takes away."""
    above = {term.place.line: (place, term.sign) for place, terms in sums.items() for term in terms}
    found = []
    for line in range(lines):
        sign, place = 1, line
        while place in above:
            place, own = above[place]
            sign *= own
        if sign < 0:
            found.append(line)
    return found


# --- between columns ---


def column_rules(shape: Shape, values: Values) -> list[Rule]:
    amounts = shape.additive[:MOST_TO_TRY]
    rules = _deviations(shape, values, amounts)
    explained = {rule.result.index for rule in rules}
    for column in shape.columns_of(Role.SUM):
        rules += _row_sums(values, len(shape.lines), column, amounts)
    explained |= {rule.result.index for rule in rules}
    rules += _products(shape, values, explained)
    explained |= {rule.result.index for rule in rules}
    if not shape.columns_of(Role.DEVIATION):
        rules += _differences(values, len(shape.lines), [one for one in amounts if one.index not in explained])
    return rules + _percents(shape, values, amounts)


def _counted(rule: Rule, values: Values, lines: int) -> Rule:
    """The rule with on how many lines it fits, of those where its figures all stand and say something."""
    fits = tried = 0
    for line in range(lines):
        relation = rule.on(line)
        if all(place in values for place in relation.places) and any(values[place] for place in relation.places):
            tried += 1
            fits += relation.holds(values)
    return replace(rule, fits=fits, lines=tried)


def _best(rules: Iterable[Rule], values: Values, lines: int) -> Rule | None:
    """The one that fits on most lines; of several the first."""
    counted = [_counted(rule, values, lines) for rule in rules]
    return max(counted, key=lambda rule: rule.fits, default=None)


def _deviations(shape: Shape, values: Values, amounts: list[Column]) -> list[Rule]:
    """Each deviation is accounts minus budget, or the other way round where more lines say so."""
    rules = []
    for result in shape.columns_of(Role.DEVIATION):
        others = [column for column in amounts if column.role != Role.DEVIATION]
        accounts = [column for column in others if column.role == Role.ACCOUNTS]
        budgets = [column for column in others if column.role == Role.BUDGET]
        pairs = [(one, other) for one in accounts for other in budgets]
        pairs += [(other, one) for one, other in pairs]
        known = bool(pairs)
        pairs = pairs or list(permutations(others, 2))
        best = _best(
            (Rule(Kind.DEVIATION, result, pair, (1, -1)) for pair in pairs), values, len(shape.lines)
        )  # fmt: skip
        if best and best.lines and (known or best.fits * 2 >= best.lines):
            rules.append(best)
    return rules


def _row_sums(values: Values, lines: int, result: Column, amounts: list[Column]) -> list[Rule]:
    """A column headed "sum" adds the columns before it, or as many of the nearest as fit."""
    before = [column for column in amounts if column.index < result.index and column.role != Role.DEVIATION]
    choices = [tuple(before[start:]) for start in range(len(before) - 1)]
    best = _best((Rule(Kind.ROW_SUM, result, chosen) for chosen in choices), values, lines)
    return [best] if best and best.fits else []


def _products(shape: Shape, values: Values, explained: set[int]) -> list[Rule]:
    """Price times count, for a month or for the twelve of a year."""
    factors = shape.columns_of(Role.FACTOR)
    counts = [column for column in shape.columns_of(Role.AMOUNT) if column.index not in explained]
    rules = []
    for result in counts + [column for column in shape.columns_of(Role.SUM) if column.index not in explained]:
        choices = (
            Rule(Kind.PRODUCT, result, (price, count), factor=factor)
            for price in factors
            for count in counts
            if count.index != result.index
            for factor in (1, 12)
        )
        best = _best(choices, values, len(shape.lines))
        if best and best.fits >= 2 and best.fits * 2 >= best.lines:
            rules.append(best)
    return rules


def _differences(values: Values, lines: int, amounts: list[Column]) -> list[Rule]:
    """Where no heading says deviation: a column that is one minus another on most lines, with all three filled."""
    found = []
    for result in amounts:
        others = [column for column in amounts if column.index < result.index]
        choices = (Rule(Kind.DIFFERENCE, result, pair, (1, -1)) for pair in permutations(others, 2))
        best = _best(choices, values, lines)
        if best and best.fits >= 2 and best.fits * 5 >= best.lines * 3 and _says_something(best, values, lines):
            found.append(best)
    return found


def _says_something(rule: Rule, values: Values, lines: int) -> bool:
    full = [
        line
        for line in range(lines)
        if all(values.get(place, ZERO) for place in rule.on(line).places) and rule.on(line).holds(values)
    ]
    return len(full) >= 2


def _percents(shape: Shape, values: Values, amounts: list[Column]) -> list[Rule]:
    """What each per cent is of: the deviation of the budget before anything else. Unsaid where nothing fits."""
    order = {Role.DEVIATION: 0, Role.ACCOUNTS: 1, Role.AMOUNT: 2, Role.SUM: 2, Role.BUDGET: 3}
    parts = sorted(amounts, key=lambda column: order[column.role])
    wholes = sorted(amounts, key=lambda column: -order[column.role])
    rules = []
    for result in shape.columns_of(Role.PERCENT):
        choices = (
            Rule(Kind.PERCENT, result, (part, whole), by_size=by_size)
            for part in parts
            for whole in wholes
            if part.index != whole.index
            for by_size in (True, False)
        )
        best = _best(choices, values, len(shape.lines))
        if best and best.fits and best.fits * 2 >= best.lines:
            rules.append(best)
    return rules


# --- between lines ---


def sum_lines(shape: Shape, values: Values) -> dict[int, tuple[Term, ...]]:
    """Which lines sum which: a line that says sum, or that is the sum of the lines above it in all its figures.

    Lines not yet summed stay open; a sum takes the last of them, as many as fit in most columns, and is open itself
    for the sum after it. So one wrong figure in a sum does not hide what the sum is of.
    """
    open_lines: list[int] = []
    sums: dict[int, tuple[Term, ...]] = {}
    for place, line in enumerate(shape.lines):
        columns = [column for column in shape.additive if Place(place, column.index) in values]
        if not columns:
            continue
        terms = (
            _said_sum(values, columns, place, open_lines, set() if line.says_whole else set(sums))
            if line.says_sum or _looks_like_sum(shape, values, place, open_lines)
            else _unsaid_sum(values, columns, place, open_lines)
        )
        if terms:
            sums[place] = terms
            taken = {term.place.line for term in terms}
            open_lines = [one for one in open_lines if one not in taken]
        open_lines.append(place)
    return sums


def _terms(lines: Sequence[int], signs: Sequence[int] = ()) -> tuple[Term, ...]:
    return tuple(Term(Place(line, -1), sign) for line, sign in zip(lines, signs or (1,) * len(lines), strict=True))


def _column_sum(values: Values, column: Column, place: int, terms: Sequence[Term]) -> Relation:
    filled = tuple(
        Term(where, term.sign)
        for term in terms
        if (where := Place(term.place.line, column.index)) in values
    )  # fmt: skip
    kind = Kind.NET if any(term.sign < 0 for term in terms) else Kind.COLUMN_SUM
    slack = step(column) * (len(filled) + 1)
    return Relation(kind, Place(place, column.index), filled, slack, column.decimals)


def _fitting(values: Values, columns: Sequence[Column], place: int, terms: Sequence[Term]) -> int:
    return sum(_column_sum(values, column, place, terms).holds(values) for column in columns)


def _said_sum(
    values: Values, columns: list[Column], place: int, open_lines: list[int], sums: set[int]
) -> tuple[Term, ...]:
    """What fits in most columns; where nothing does, all lines after the last of `sums`."""
    if not open_lines:
        return ()
    after_last_sum = next(
        (start for start in range(len(open_lines), 0, -1) if open_lines[start - 1] in sums), 0
    )  # fmt: skip
    usual = after_last_sum if after_last_sum < len(open_lines) else 0
    choices = [_terms(open_lines[usual:])]
    choices += [_terms(open_lines[start:]) for start in range(len(open_lines)) if start != usual]
    if len(open_lines) >= 2:
        choices += [_terms(open_lines[-2:], signs) for signs in ((1, -1), (-1, 1))]
    return max(choices, key=lambda terms: _fitting(values, columns, place, terms))


def _looks_like_sum(shape: Shape, values: Values, place: int, open_lines: list[int]) -> bool:
    """Whether one amount stands alone on its line, under lines that have a price or a count too."""
    filled = {
        line: sum(Place(line, column.index) in values for column in shape.columns) for line in (place, *open_lines)
    }
    return filled[place] == 1 and len(open_lines) >= 2 and all(filled[line] > 1 for line in open_lines[-2:])


def _unsaid_sum(values: Values, columns: list[Column], place: int, open_lines: list[int]) -> tuple[Term, ...]:
    """Only where it cannot well be chance: exact in all its columns, and large in two of them, or alone on its line."""
    for start in range(len(open_lines) - 1):
        terms = _terms(open_lines[start:])
        sums = [_column_sum(values, column, place, terms) for column in columns]
        if any(relation.difference(values) for relation in sums):
            continue
        large = sum(abs(values[relation.result]) >= SMALL for relation in sums)
        alone = sum(where.line == place for where in values) == 1
        if large >= 2 or (large and alone and len(terms) > 2):
            return terms
    return ()


def _sums_of(
    shape: Shape, values: Values, place: int, terms: Sequence[Term], plain_sums: frozenset[int]
) -> list[Relation]:
    """In columns of `plain_sums` a net is the plain sum: what is better and what is worse has its sign already."""
    added = _terms([term.place.line for term in terms])
    return [
        relation
        for column in shape.additive
        if Place(place, column.index) in values
        and (relation := _column_sum(values, column, place, added if column.index in plain_sums else terms)).terms
    ]


def rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
