from __future__ import annotations

from django.core.files.base import ContentFile
from django.urls import reverse

from tests.factories import make_cooperation

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def test_the_colour_becomes_a_style_sheet_that_is_kept_for_a_year(client):
    response = client.get(reverse("cooperation:theme", args=["c8102e"]))
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "max-age=31536000" in response["Cache-Control"]
    assert "--ds-color-accent-base-default: #c8102e;" in response.content.decode()


def test_what_is_no_colour_has_no_style_sheet(client, db):
    assert client.get("/theme/1/red.css").status_code == 404


def test_the_logo_is_shown_to_all(client, db):
    cooperation = make_cooperation()
    cooperation.logo.save("logo.png", ContentFile(PIXEL))
    response = client.get(reverse("cooperation:logo", args=[cooperation.revision]))
    assert response["Content-Type"] == "image/png"
    assert b"".join(response.streaming_content) == PIXEL


def test_without_a_logo_there_is_none(client, db):
    make_cooperation()
    assert client.get(reverse("cooperation:logo", args=[1])).status_code == 404
