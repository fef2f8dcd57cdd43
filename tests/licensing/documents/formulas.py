"""Works out a workbook's formulas, as far as ours go: a second pair of eyes that knows nothing of how they were made."""

import re
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<text>\"[^\"]*\")|(?P<ref>(?:'[^']+'!)?\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)"
    r"|(?P<name>[A-Z]+)(?=\()|(?P<sign><>|<=|>=|[-+*/=<>(),&]))"
)
FAR = Decimal("1e-25")


class Evaluator:
    def __init__(self, content):
        self.book = load_workbook(content)
        self.known = {}
        self.spans = {}

    def value(self, sheet, where):
        key = (sheet, where)
        if key not in self.known:
            cell = self.book[sheet][where].value
            is_formula = isinstance(cell, str) and cell.startswith("=") and self.book[sheet][where].data_type == "f"
            found = self.work_out(cell[1:], sheet) if is_formula else cell
            self.known[key] = Decimal(str(found)) if isinstance(found, int | float | bool) else found
        return self.known[key]

    def formulas(self):
        for sheet in self.book:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        yield sheet.title, cell.coordinate

    def work_out(self, formula, sheet):
        tokens = []
        at = 0
        while at < len(formula):
            match = TOKEN.match(formula, at)
            assert match, formula[at:]
            tokens.append((match.lastgroup, match[match.lastgroup]))
            at = match.end()
        self_ = _Parser(self, sheet, tokens)
        found = self_.comparison()
        assert self_.at == len(tokens), formula
        return found


class _Parser:
    def __init__(self, evaluator, sheet, tokens):
        self.evaluator, self.sheet, self.tokens, self.at = evaluator, sheet, tokens, 0

    def peek(self):
        return self.tokens[self.at][1] if self.at < len(self.tokens) else None

    def take(self, expected=None):
        kind, text = self.tokens[self.at]
        assert expected in (None, text)
        self.at += 1
        return kind, text

    def comparison(self):
        left = self.sum()
        while self.peek() in ("=", "<", ">", "<=", ">=", "<>", "&"):
            sign = self.take()[1]
            right = self.sum()
            if sign == "&":
                left = f"{left}{right}"
                continue
            same = abs(left - right) < FAR
            left = {
                "=": same, "<>": not same, "<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right,
            }[sign]  # fmt: skip
        return left

    def sum(self):
        left = self.product()
        while self.peek() in ("+", "-"):
            sign = self.take()[1]
            right = self.product()
            left = left + right if sign == "+" else left - right
        return left

    def product(self):
        left = self.one()
        while self.peek() in ("*", "/"):
            sign = self.take()[1]
            right = self.one()
            left = Decimal(left) * Decimal(right) if sign == "*" else divided(left, right)
        return left

    def one(self):
        kind, text = self.take()
        if kind == "number":
            return Decimal(text)
        if kind == "text":
            return text[1:-1]
        if text == "-":
            return -self.one()
        if text == "(":
            found = self.comparison()
            self.take(")")
            return found
        if kind == "ref":
            return self.reference(text)
        self.take("(")
        arguments = []
        while self.peek() != ")":
            arguments.append(self.comparison())
            if self.peek() == ",":
                self.take()
        self.take(")")
        return FUNCTIONS[text](*arguments)

    def reference(self, text):
        sheet, _mark, where = text.rpartition("!")
        sheet = sheet.strip("'") or self.sheet
        where = where.replace("$", "")
        if ":" not in where:
            return self.evaluator.value(sheet, where) or Decimal(0)
        left, top, right, bottom = range_boundaries(where)
        key = (sheet, where)
        if key not in self.evaluator.spans:
            values = [
                self.evaluator.value(sheet, f"{get_column_letter(column)}{row}")
                for row in range(top, bottom + 1)
                for column in range(left, right + 1)
            ]
            self.evaluator.spans[key] = values
        return self.evaluator.spans[key]


def divided(one, by):
    """Both branches of an IF are worked out here, so also the one that would divide by nothing."""
    return Decimal(one) / Decimal(by) if by else Decimal(0)


def rounded(number, digits, how=ROUND_HALF_UP):
    return Decimal(number).quantize(Decimal(1).scaleb(-int(digits)), how)


def flat(arguments):
    return [
        value
        for argument in arguments
        for value in (argument if isinstance(argument, list) else [argument])
        if isinstance(value, Decimal)
    ]


def counted(values, criterion):
    sign, figure = re.fullmatch(r"([<>=]*)(.*)", str(criterion)).groups()
    figure = Decimal(figure)
    test = {">": lambda v: v > figure, "": lambda v: v == figure}[sign]
    return Decimal(sum(1 for value in values if value is not None and test(value)))


def sum_ifs(values, *pairs):
    tests = list(zip(pairs[::2], pairs[1::2], strict=True))
    return sum(
        (value for index, value in enumerate(values) if all(span[index] == wanted for span, wanted in tests)),
        start=Decimal(0),
    )


FUNCTIONS = {
    "SUM": lambda *arguments: sum(flat(arguments), start=Decimal(0)),
    "ROUND": rounded,
    "INT": lambda number: rounded(number, 0, ROUND_FLOOR),
    "SIGN": lambda number: Decimal((number > 0) - (number < 0)),
    "ABS": abs,
    "IF": lambda test, yes, no: yes if test else no,
    "AND": lambda *tests: all(tests),
    "LARGE": lambda values, place: sorted(values, reverse=True)[int(place) - 1] if place else Decimal(0),
    "COUNTIF": counted,
    "SUMIFS": sum_ifs,
}
