"""Attachments of a meeting, of several kinds."""

import io

import docx
import pypdf
import pypdf.annotations
from django.core.files.base import ContentFile

from meetings.actions.attachment import add_attachments


def pdf_paper(*, pages=2, script=False):
    """A PDF of empty pages, 100 points wide, to be told from ours; perhaps with a script."""
    writer = pypdf.PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(100, 100)
    if script:
        name, table = pypdf.generic.NameObject, pypdf.generic.DictionaryObject
        action = table({name("/S"): name("/JavaScript"), name("/JS"): pypdf.generic.TextStringObject("app.alert(1)")})
        writer.root_object[name("/OpenAction")] = action
        writer.pages[0][name("/AA")] = table({name("/O"): action})
        for address in ("https://example.org", "file:///etc/passwd"):
            writer.add_annotation(0, pypdf.annotations.Link(rect=(0, 0, 10, 10), url=address))
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def word_paper():
    content = io.BytesIO()
    docx.Document().save(content)
    return content.getvalue()


def attach(case, by, **files):
    """Add files by name; an underscore before the ending stands for a dot."""
    named = [ContentFile(content, name=".".join(name.rsplit("_", 1))) for name, content in files.items()]
    return add_attachments(case, named, by=by)
