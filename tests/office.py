"""LibreOffice works a workbook out anew, so that its formulas are checked by other eyes than ours."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile

import pytest
from openpyxl import load_workbook


def stored(content):
    book = load_workbook(io.BytesIO(content), data_only=True)
    return {(sheet.title, cell.coordinate): cell.value for sheet in book for row in sheet.iter_rows() for cell in row}


def without_values(content, *, change=None):
    """The workbook with the stored values of its formulas taken out, and an input changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode()
            if name.startswith("xl/worksheets/"):
                part, count = re.subn(r"(</f>)<v>[^<]*</v>", r"\1", part)
            if change and name == change[0]:
                part, count = re.subn(rf'(<c r="{change[1]}" s="\d+"><v>)[^<]*', rf"\g<1>{change[2]}", part)
                assert count == 1
            new.writestr(name, part)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory):
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")

    def recalculate(content):
        folder = tmp_path_factory.mktemp("office")
        (folder / "book.xlsx").write_bytes(content)
        (folder / "out").mkdir()
        subprocess.run(
            [
                program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx",
                "--outdir", str(folder / "out"), str(folder / "book.xlsx"),
            ],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return stored((folder / "out" / "book.xlsx").read_bytes())

    return recalculate
