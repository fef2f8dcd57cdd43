"""What a page needs to offer rich text."""

from __future__ import annotations

from django.forms import Media as FormMedia
from django_prose_editor.widgets import importmap
from js_asset import Media


def editor_media(nonce: str) -> FormMedia:
    """Where the editor's module lies. The import map stands in the page, so it carries the page's nonce."""
    media: FormMedia = Media(importmap=importmap).with_nonce(nonce)
    return media
