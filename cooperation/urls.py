from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from .views.theme import EDITION, logo, theme

app_name = "cooperation"
urlpatterns: list[URLPattern | URLResolver] = [
    # the look
    path("logo/<int:revision>/", logo, name="logo"),
    re_path(rf"^theme/{EDITION}/(?P<colour>[0-9a-fA-F]{{6}})\.css$", theme, name="theme"),
]
