"""Who may check a table: everybody who can sign in. Nothing of it is kept."""

from __future__ import annotations

from cooperation.access import signed_in

can_check_tables = signed_in
