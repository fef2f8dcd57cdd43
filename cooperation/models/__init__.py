"""Who: the cooperation, its municipalities, people, bodies, memberships, users and the change log."""

from .body import Body, QuorumRule
from .change import Change
from .cooperation import Cooperation
from .languages import DocumentLanguage
from .membership import Membership, MembershipRole
from .municipality import Municipality
from .person import Person
from .user import Grant, Role, User

__all__ = [
    "Body",
    "Change",
    "Cooperation",
    "DocumentLanguage",
    "Grant",
    "Membership",
    "MembershipRole",
    "Municipality",
    "Person",
    "QuorumRule",
    "Role",
    "User",
]
