from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "ror_board"
