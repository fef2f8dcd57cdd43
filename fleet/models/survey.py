"""What the municipalities are asked (kartlegging): rounds, their questions, and one answer per municipality."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperation.models import Role, User

from .reach import seen_by


class RoundState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    OPEN = "open", _("Open for answers")
    CLOSED = "closed", _("Closed")


class SurveyRoundQuerySet(models.QuerySet["SurveyRound"]):
    def visible_to(self, user: User) -> SurveyRoundQuerySet:
        """Contacts see rounds that have been opened."""
        return self if user.has_role(Role.LEADER, Role.AUDITOR) else self.exclude(state=RoundState.DRAFT)


class SurveyRound(models.Model):
    """One round of a survey (runde): its questions are written, then it is open for answers, then closed."""

    title = models.CharField(_("title"), max_length=160)
    introduction = models.TextField(_("introduction"), blank=True)
    due_on = models.DateField(_("answers due"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=RoundState.choices, default=RoundState.DRAFT, editable=False
    )
    made_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True, editable=False)
    copied_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="copies"
    )

    objects = SurveyRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.state == RoundState.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < today

    def get_absolute_url(self) -> str:
        return reverse("fleet:survey_page", args=[self.pk])


class QuestionKind(models.TextChoices):
    CHOICE = "choice", _("A choice")
    COUNT = "count", _("A count")
    AMOUNT = "amount", _("An amount in kroner")
    TEXT = "text", _("A text")


class Aspect(models.TextChoices):
    """Where the answer stands when municipalities are compared."""

    PRACTICE = "practice", _("Practice today")
    WISH = "wish", _("Wish")
    COUNT = "count", _("Counts and amounts")
    COMMENT = "comment", _("Comments")


class RegisterFigure(models.TextChoices):
    """What the registers can suggest as the answer."""

    NONE = "", _("Nothing")
    POLITICIANS = "politicians", _("Politicians who sit")
    OWNED_DEVICES = "owned_devices", _("Devices that the municipality owns")
    PRIVATE_DEVICES = "private_devices", _("Devices that politicians own themselves")
    LICENCES = "licences", _("Licences that are assigned")
    SUBSIDIES = "subsidies", _("Subsidies paid, kroner")


class Question(models.Model):
    """A question of a round (spørsmål). `choices` are what a choice offers, in order.

    `copied_from` is the same question in the round before: an answer starts from what was answered there.
    """

    round = models.ForeignKey(SurveyRound, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    text = models.CharField(_("question"), max_length=300)
    help = models.CharField(_("explanation"), max_length=300, blank=True)
    kind = models.CharField(_("is answered by"), max_length=8, choices=QuestionKind.choices)
    aspect = models.CharField(_("is about"), max_length=10, choices=Aspect.choices)
    choices = models.JSONField(_("choices"), default=list, blank=True)
    register = models.CharField(
        _("the registers suggest"), max_length=16, choices=RegisterFigure.choices, blank=True, default=""
    )
    is_required = models.BooleanField(_("must be answered"), default=True)
    copied_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="copies"
    )

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.text


class SurveyAnswerQuerySet(models.QuerySet["SurveyAnswer"]):
    def visible_to(self, user: User) -> SurveyAnswerQuerySet:
        return self.filter(seen_by(user))

    def answered_by(self, user: User) -> SurveyAnswerQuerySet:
        """Only a municipality's own contact answers for it."""
        return self.filter(municipality__in=user.municipalities_as_contact())

    def confirmed(self) -> SurveyAnswerQuerySet:
        return self.exclude(confirmed_at=None)


class SurveyAnswer(models.Model):
    """A municipality's answer to a round (svar): begun, saved half-way, at last confirmed by its contact.

    It is there for each municipality from the moment the round is opened. `version` counts the savings: a form that
    started from an older one is refused.
    """

    round = models.ForeignKey(SurveyRound, on_delete=models.CASCADE, related_name="answers")
    municipality = models.ForeignKey(
        "cooperation.Municipality",
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        related_name="survey_answers",
    )
    version = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(_("saved"), null=True, blank=True)
    changed_by = models.ForeignKey(
        "cooperation.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "cooperation.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)

    objects = SurveyAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["municipality__number"]
        verbose_name = _("answer to a survey")
        verbose_name_plural = _("answers to surveys")
        constraints = [
            models.UniqueConstraint(fields=["round", "municipality"], name="survey_answer_once"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="survey_answer_confirmed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.municipality}"

    @property
    def is_begun(self) -> bool:
        return self.changed_at is not None

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    def get_absolute_url(self) -> str:
        return reverse("fleet:answer_page", args=[self.pk])


class AnswerValue(models.Model):
    """What a municipality answered to one question: a choice's words, a number with a decimal point, or a text."""

    answer = models.ForeignKey(SurveyAnswer, on_delete=models.CASCADE, related_name="values")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="values")
    value = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "question"], name="survey_value_once")]

    def __str__(self) -> str:
        return self.value
