from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path
from django.utils.translation import gettext as _

from .access import can_administer
from .views import body, mail, register
from .views.theme import EDITION, logo, theme
from .web import NAVIGATION

app_name = "cooperation"
NAVIGATION.append(("cooperation:administration", lambda: _("Administration"), can_administer))

urlpatterns: list[URLPattern | URLResolver] = [
    # one's own account
    path("account/", register.account_page, name="account_page"),
    # the register
    path("administration/", register.administration, name="administration"),
    path("administration/cooperation/", register.cooperation_edit, name="cooperation_edit"),
    path("administration/bodies/<int:pk>/members/", body.body_members, name="body_members"),
    path("administration/users/<int:pk>/roles/", register.grant_add, name="grant_add"),
    path("administration/roles/<int:pk>/remove/", register.grant_remove, name="grant_remove"),
    path("administration/<slug:noun>/", register.entry_list, name="entry_list"),
    path("administration/<slug:noun>/new/", register.entry_edit, name="entry_new"),
    path("administration/<slug:noun>/<int:pk>/", register.entry_edit, name="entry_edit"),
    path("administration/<slug:noun>/<int:pk>/delete/", register.entry_delete, name="entry_delete"),
    # the outbox
    path("mail/", mail.mail_list, name="mail_list"),
    path("mail/<int:pk>/", mail.mail_page, name="mail_page"),
    path("mail/<int:pk>/again/", mail.mail_again, name="mail_again"),
    path("mail/<int:pk>/invite.ics", mail.mail_calendar, name="mail_calendar"),
    path("mail/<int:pk>/files/<int:paper_pk>/", mail.mail_paper, name="mail_paper"),
    # the look
    path("logo/<int:revision>/", logo, name="logo"),
    re_path(rf"^theme/{EDITION}/(?P<colour>[0-9a-fA-F]{{6}})\.css$", theme, name="theme"),
]
