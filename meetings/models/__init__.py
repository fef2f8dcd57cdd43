"""What is known about meetings: the meeting, its cases and their texts, who was there, and what was made of it."""

from .action import Action, ActionAssignee, ActionStatus
from .approved_minutes import ApprovedMinutes
from .attachment import Attachment
from .attendance import Attendance, AttendanceStatus, CaseAttendance, CaseAttendanceKind
from .case import Case, CaseKind, Outcome
from .circulation import Circulation, Remark, RemarkState
from .decision import DecisionLink, DecisionLinkKind
from .document import Document, DocumentKind, DocumentState
from .exhibit import Exhibit, ExhibitKind
from .impartiality import Impartiality, ImpartialityBasis, ImpartialityRuling
from .meeting import Meeting, Mode, State
from .minutes_import import MinutesImport
from .movement import Movement, MovementKind
from .notice import Notice, NoticeKind
from .point import OrientationPoint
from .reply import Answer, Reply
from .room import Room, SpeakerTurn
from .search import SearchChange, SearchEntry
from .standing import StandardText, StandingCase
from .text_version import TextField, TextVersion
from .vote import Choice, Proposal, Vote
from .word_layout import WordLayout

__all__ = [
    "Action",
    "ActionAssignee",
    "ActionStatus",
    "Answer",
    "ApprovedMinutes",
    "Attachment",
    "Attendance",
    "AttendanceStatus",
    "Case",
    "CaseAttendance",
    "CaseAttendanceKind",
    "CaseKind",
    "Choice",
    "Circulation",
    "DecisionLink",
    "DecisionLinkKind",
    "Document",
    "DocumentKind",
    "DocumentState",
    "Exhibit",
    "ExhibitKind",
    "Impartiality",
    "ImpartialityBasis",
    "ImpartialityRuling",
    "Meeting",
    "MinutesImport",
    "Mode",
    "Movement",
    "MovementKind",
    "Notice",
    "NoticeKind",
    "OrientationPoint",
    "Outcome",
    "Proposal",
    "Remark",
    "RemarkState",
    "Reply",
    "Room",
    "SearchChange",
    "SearchEntry",
    "SpeakerTurn",
    "StandardText",
    "StandingCase",
    "State",
    "TextField",
    "TextVersion",
    "Vote",
    "WordLayout",
]
