"""Who: the cooperation, its municipalities, people, bodies, memberships, users and the change log."""

from .body import Body, QuorumRule
from .change import Change
from .cooperation import Cooperation
from .languages import DocumentLanguage
from .membership import Membership, MembershipRole
from .municipality import Municipality
from .person import Person
from .rendered_file import FileState, RenderedFile
from .user import Grant, Role, User

__all__ = [
    "Body",
    "Change",
    "Cooperation",
    "DocumentLanguage",
    "FileState",
    "Grant",
    "Membership",
    "MembershipRole",
    "Municipality",
    "Person",
    "QuorumRule",
    "RenderedFile",
    "Role",
    "User",
]
