"""Who asks, and what the usual answers are: the words of the table in `test_matrix.py`."""

from __future__ import annotations

ROLES = (
    "anonymous",
    "secretary",
    "member",
    "leader",
    "auditor",
    "contact",
    "administrator",
    "other secretary",
    "other member",
    "other contact",
)
# in: answered; sign in: sent to sign in first; 403: this role never may; 404: this thing is out of reach.
PUBLIC = dict.fromkeys(ROLES, "in")
PERSONAL = PUBLIC | {"anonymous": "sign in"}
NOBODY = dict.fromkeys(ROLES, "403") | {"anonymous": "sign in"}
ADMINISTRATOR = NOBODY | {"administrator": "in"}
READERS = PERSONAL | {"contact": "403", "other contact": "403", "administrator": "403"}
READERS_OF_IT = READERS | {"other secretary": "404", "other member": "404"}
READERS_OF_ITS_MINUTES = READERS_OF_IT | {"member": "404"}
SECRETARIES = NOBODY | {"secretary": "in", "other secretary": "in"}
ITS_SECRETARY = SECRETARIES | {"other secretary": "404"}
STANDING = ITS_SECRETARY | {"administrator": "in"}
LEADER = NOBODY | {"leader": "in"}
