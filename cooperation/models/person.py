from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .alphabet import Alphabetical


class PersonQuerySet(models.QuerySet["Person"]):
    def named(self, family_name: str, given_name: str) -> PersonQuerySet:
        """People with exactly this name, capital letters aside."""
        return self.filter(family_name__iexact=family_name.strip(), given_name__iexact=given_name.strip())


class Person(models.Model):
    """Somebody who sits in a body, meets in it as a guest, or has a user account (person)."""

    family_name = models.CharField(_("family name"), max_length=80)
    given_name = models.CharField(_("given names"), max_length=80)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    title = models.CharField(_("title or position"), max_length=120, blank=True)
    municipality = models.ForeignKey(
        "cooperation.Municipality",
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = [Alphabetical("family_name"), Alphabetical("given_name"), "pk"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def list_name(self) -> str:
        """The name as lists in minutes print it: family name, given names."""
        return ", ".join(part for part in (self.family_name, self.given_name) if part)

    def get_absolute_url(self) -> str:
        return reverse("cooperation:entry_edit", args=["people", self.pk])
