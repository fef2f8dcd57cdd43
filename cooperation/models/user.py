from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a user may do. Secretary and member go with a body, contact with a municipality."""

    SECRETARY = "secretary", _("Secretary")
    LEADER = "leader", _("Leader of the cooperation")
    MEMBER = "member", _("Member")
    CONTACT = "contact", _("Municipality's contact")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


ROLES_WITH_BODY = (Role.SECRETARY, Role.MEMBER)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A user who signs in with this address. Without a password: until one is set, nobody can sign in."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """The first administrator, made from a terminal (`manage.py createsuperuser`)."""
        user = self.create_user(email, password, **fields)
        Grant.objects.create(user=user, role=Role.ADMINISTRATOR)
        return user


class User(AbstractBaseUser):
    """Somebody who can sign in (bruker), by e-mail address. What they may do stands in their grants."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    person = models.OneToOneField(
        "cooperation.Person",
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="user",
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["email"]
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once_whatever_the_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_absolute_url(self) -> str:
        return reverse("cooperation:entry_edit", args=["users", self.pk])

    @cached_property
    def held_grants(self) -> tuple[Grant, ...]:
        """The user's grants, read once per request."""
        return tuple(self.grants.order_by("pk"))

    def has_role(self, *roles: Role) -> bool:
        return any(grant.role in roles for grant in self.held_grants)

    def bodies_as(self, *roles: Role) -> set[int]:
        """The ids of the bodies in which this user has one of these roles."""
        return {grant.body_id for grant in self.held_grants if grant.role in roles and grant.body_id}

    def municipalities_as_contact(self) -> set[int]:
        """The ids of the municipalities that this user is the contact of."""
        return {
            grant.municipality_id for grant in self.held_grants if grant.role == Role.CONTACT and grant.municipality_id
        }


class Grant(models.Model):
    """That a user has a role (rolle): for one body, for one municipality, or for the whole cooperation."""

    user = models.ForeignKey(User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    body = models.ForeignKey(
        "cooperation.Body", verbose_name=_("body"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    municipality = models.ForeignKey(
        "cooperation.Municipality",
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["role", "body", "municipality"]
        verbose_name = _("role of a user")
        verbose_name_plural = _("roles of users")
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=ROLES_WITH_BODY, body__isnull=False, municipality=None)
                | Q(role=Role.CONTACT, body=None, municipality__isnull=False)
                | Q(role__in=(Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR), body=None, municipality=None),
                name="grant_names_what_its_role_needs",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "body"], condition=Q(body__isnull=False), name="grant_once_per_body"
            ),
            models.UniqueConstraint(
                fields=["user", "role", "municipality"],
                condition=Q(municipality__isnull=False),
                name="grant_once_per_municipality",
            ),
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(body=None, municipality=None), name="grant_once_for_all"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_role_display())
