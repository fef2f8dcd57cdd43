from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "docs_vision"

urlpatterns: list[URLPattern | URLResolver] = []
