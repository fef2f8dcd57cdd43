import pytest

from cooperation.rules.table import AMOUNT, Column, Table, table_from_json

TABLE = Table(
    caption="Kostnader 2023",
    columns=(Column("Kommune"), Column("kr", AMOUNT)),
    rows=(("Aukra", "110 544"), ("Molde", "132 653")),
    totals=("Sum", "243 197"),
    notes=("Hele kroner.",),
)


def test_a_table_survives_json():
    assert table_from_json(TABLE.as_json()) == TABLE


def test_a_row_of_another_width_is_refused():
    with pytest.raises(ValueError, match="1 cells for 2 columns"):
        Table("x", (Column("a"), Column("b")), (("bare en",),))


def test_lines_and_totals_know_their_columns():
    cells = [[(cell.column.kind, cell.text) for cell in line] for line in TABLE.lines]
    assert cells == [[("text", "Aukra"), ("amount", "110 544")], [("text", "Molde"), ("amount", "132 653")]]
    assert [cell.text for cell in TABLE.total_line] == ["Sum", "243 197"]
    assert Table("x", (Column("a"),), (("b",),)).total_line == []
