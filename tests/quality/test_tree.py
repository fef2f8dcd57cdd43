"""What holds for every file of the project."""

import re
import subprocess

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
HANDLER = re.compile(
    r"\son(?:click|load|change|submit|input|focus|blur|error|key\w+|mouse\w+)\s*=|\sstyle\s*=|\shx-on|<style",
    re.IGNORECASE,
)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE)
# Written so that this file does not match itself.
FOREIGN = re.compile(
    "|".join(
        [r"(?<![\w.-])/(wor" + r"k|ro" + r"ot)/", "pypi" + r"\.org", "pythonhosted" + r"\.org", "npmjs" + r"\.org"]
    )
)


def tracked(*patterns):
    listed = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.splitlines()]


@pytest.mark.parametrize("path", tracked("templates/*.html"), ids=lambda path: path.name)
def test_a_template_has_no_inline_script_or_style(path):
    text = path.read_text()
    assert (HANDLER.findall(text), INLINE_SCRIPT.findall(text)) == ([], [])


def test_no_file_names_a_machines_path_or_a_registry():
    found = []
    for path in tracked():
        if path.suffix in {".png", ".woff2", ".pdf", ".docx"} or "vendor" in path.parts or not path.is_file():
            continue
        found += [
            f"{path.relative_to(ROOT)}: {hit.group()}" for hit in FOREIGN.finditer(path.read_text(errors="replace"))
        ]
    assert found == []
