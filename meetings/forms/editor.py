"""What a page needs to offer rich text."""

from __future__ import annotations

from django.forms import Media as FormMedia
from django_prose_editor.widgets import prose_editor_media
from js_asset import Media


def editor_media(nonce: str) -> FormMedia:
    """The editor's scripts, styles and import map. The import map is inline, so it carries the page's nonce."""
    media: FormMedia = Media.from_media(prose_editor_media(preset="configurable")).with_nonce(nonce)
    return media
