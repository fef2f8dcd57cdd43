"""The program's addresses, and the control views."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from . import control

urlpatterns: list[URLPattern | URLResolver] = [
    path("bench/read/<int:pk>/", control.read, name="bench_read"),
    path("bench/write/<int:pk>/", control.write, name="bench_write"),
    path("", include("ror_board.urls")),
]
