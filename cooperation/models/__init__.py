"""Who: the cooperation, its municipalities, people, bodies, memberships, users and the change log."""

from .alphabet import Alphabetical
from .body import Body, Majority, QuorumRule, VotesBy
from .change import Change, LogHead
from .cooperation import Cooperation
from .languages import DocumentLanguage
from .mail import MailPaper, MailState, OutgoingMail
from .membership import Membership, MembershipRole
from .municipality import Municipality
from .person import Person
from .rendered_file import FileState, RenderedFile
from .user import Grant, Role, User

__all__ = [
    "Alphabetical",
    "Body",
    "Change",
    "Cooperation",
    "DocumentLanguage",
    "FileState",
    "Grant",
    "LogHead",
    "MailPaper",
    "MailState",
    "Majority",
    "Membership",
    "MembershipRole",
    "Municipality",
    "OutgoingMail",
    "Person",
    "QuorumRule",
    "RenderedFile",
    "Role",
    "User",
    "VotesBy",
]
