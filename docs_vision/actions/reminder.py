"""Remind the owners of benefits that a measurement is due."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from cooperation.actions.mail import send_mail_later
from cooperation.models import Cooperation
from docs_vision.models import Benefit
from docs_vision.rules.progress import is_measurement_due


def remind_owners(*, today: date) -> int:
    """Mail each owner whose benefit should have been measured by now, once a period. Returns how many were reminded."""
    reminded = 0
    measured = Benefit.objects.filter(measure="").exclude(owner=None).exclude(measured_every_months=None)
    for benefit in measured.select_related("owner").annotate(latest=Max("measurements__measured_on")):
        newest = max(filter(None, (benefit.latest, benefit.reminded_on)), default=None)
        if is_measurement_due(benefit.measured_every_months, newest, benefit.baseline_on, today=today):
            reminded += _remind(benefit, today)
    return reminded


@transaction.atomic
def _remind(benefit: Benefit, today: date) -> bool:
    if benefit.owner is None or not benefit.owner.email:
        return False
    Benefit.objects.filter(pk=benefit.pk).update(reminded_on=today)
    address = f"{settings.PUBLIC_URL}{reverse('docs_vision:benefit_page', args=[benefit.pk])}"
    with override(Cooperation.objects.current().language):
        subject = _("A measurement is due: %(benefit)s") % {"benefit": benefit}
        text = _("You own the benefit “%(benefit)s”. It should be measured now.") % {"benefit": benefit}
    send_mail_later(
        benefit.owner.email,
        subject=subject,
        text=f"{text}\n\n{address}\n",
        about=benefit,
        by=None,
        person=benefit.owner,
    )
    return True
