"""Texts of the libraries that a person meets here and that the libraries do not say in both forms of Norwegian.

The sign-in library knows no nynorsk, and Django's catalogues lag behind its own messages; what is missing would stand there
in bokmål or English. Named here, the strings come into our catalogue, which is asked before the libraries' own. Nothing
reads this module: `script/translations` finds the strings in it.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop, ngettext_lazy

SIGN_IN_ERRORS = [
    gettext_noop("This account is currently inactive."),
    gettext_noop("The email address and/or password you specified are not correct."),
    gettext_noop("Please type your current password."),
    gettext_noop("Incorrect password."),
    gettext_noop("Invalid or expired key."),
    gettext_noop("Invalid login."),
    gettext_noop("The password reset token was invalid."),
    gettext_noop("Too many failed login attempts. Try again later."),
    gettext_noop("The email address is not assigned to any user account."),
    gettext_noop("A user is already registered with this email address."),
    gettext_noop("The new value must be different from the current one."),
    gettext_noop("Be patient, you are sending too many requests."),
    gettext_noop("You must type the same password each time."),
]

SIGN_IN_LABELS = [
    gettext_noop("Email"),
    gettext_noop("Email address"),
    gettext_noop("Password"),
    gettext_noop("Password (again)"),
    gettext_noop("Current Password"),
    gettext_noop("New Password"),
    gettext_noop("New Password (again)"),
    gettext_noop("Remember Me"),
    gettext_noop("Forgot your password?"),
]

FORM_ERRORS = [
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    gettext_noop("Enter a valid domain name."),
    gettext_noop("Constraint “%(name)s” is violated."),
]
