"""The addresses of meetings and cases, sorted by noun."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, register_converter
from django.utils.translation import gettext as _

from cooperation.models import DocumentLanguage
from cooperation.web import NAVIGATION, SEARCHES
from fleet.queries.survey_texts import SOURCES as SURVEY_TEXTS

from .access import can_read_meetings, can_see_actions
from .models.text_version import CASE_FIELDS, POINT_FIELDS, TextField
from .queries.survey_texts import minutes_texts
from .views import (
    action,
    attachment,
    attendance,
    case,
    decision,
    document,
    exhibit,
    log,
    meeting,
    minutes,
    minutes_import,
    notice,
    point,
    queue,
    record,
    remark,
    reply,
    room,
    search,
    series_audit,
    standing,
    text,
    word_layout,
)

app_name = "meetings"


class CaseTextConverter:
    regex = "|".join(field.value for field in CASE_FIELDS)

    def to_python(self, value: str) -> TextField:
        return TextField(value)

    def to_url(self, value: str) -> str:
        return TextField(value).value


class PointTextConverter(CaseTextConverter):
    regex = "|".join(field.value for field in POINT_FIELDS)


class DocumentLanguageConverter:
    regex = "|".join(DocumentLanguage.values)

    def to_python(self, value: str) -> DocumentLanguage:
        return DocumentLanguage(value)

    def to_url(self, value: str) -> str:
        return DocumentLanguage(value).value


register_converter(CaseTextConverter, "case_text")
register_converter(DocumentLanguageConverter, "document_language")
register_converter(PointTextConverter, "point_text")

NAVIGATION.append(("meetings:meeting_list", lambda: _("Meetings"), can_read_meetings))
NAVIGATION.append(("meetings:action_list_page", lambda: _("To be followed up"), can_see_actions))
SEARCHES.append(("meetings:search_page", can_read_meetings))
SURVEY_TEXTS.append(minutes_texts)

urlpatterns: list[URLPattern | URLResolver] = [
    # actions to follow up
    path("actions/", action.action_list_page, name="action_list_page"),
    path("actions/<int:pk>/", action.action_edit, name="action_edit"),
    path("actions/<int:pk>/ask/", action.action_ask, name="action_ask"),
    path("actions/<int:pk>/remove/", action.action_remove, name="action_remove"),
    path("actions/<int:pk>/restore/", action.action_restore, name="action_restore"),
    path("actions/answer/<int:pk>/", action.action_report, name="action_report"),
    path("follow-up/<str:token>/", action.action_answer, name="action_answer"),
    path("cases/<int:pk>/actions/", action.action_add, name="action_add"),
    path("cases/<int:pk>/actions/new/", action.action_new, name="action_new"),
    # attachments
    path("cases/<int:pk>/attachments/", attachment.attachment_add, name="attachment_add"),
    path("attachments/<int:pk>/", attachment.attachment_file, name="attachment_file"),
    path("attachments/<int:pk>/move/", attachment.attachment_move, name="attachment_move"),
    path("attachments/<int:pk>/remove/", attachment.attachment_remove, name="attachment_remove"),
    path("attachments/<int:pk>/rename/", attachment.attachment_rename, name="attachment_rename"),
    path("attachments/<int:pk>/restore/", attachment.attachment_restore, name="attachment_restore"),
    # attendance
    path("meetings/<int:pk>/attendance/", attendance.attendance_page, name="attendance_page"),
    path("meetings/<int:pk>/attendance/save/", attendance.attendance_save, name="attendance_save"),
    path("meetings/<int:pk>/attendance/all-present/", attendance.attendance_all_present, name="attendance_all_present"),
    path("meetings/<int:pk>/attendance/guests/", attendance.attendance_guest_add, name="attendance_guest_add"),
    path("attendance/<int:pk>/remove/", attendance.attendance_remove, name="attendance_remove"),
    path("cases/<int:pk>/attendance/", attendance.case_attendance_save, name="case_attendance_save"),
    path("case-attendance/<int:pk>/remove/", attendance.case_attendance_remove, name="case_attendance_remove"),
    # cases
    path("cases/<int:pk>/", case.case_page, name="case_page"),
    path("cases/<int:pk>/edit/", case.case_edit, name="case_edit"),
    path("cases/<int:pk>/describe/", case.case_describe, name="case_describe"),
    path("cases/<int:pk>/move/", case.case_move, name="case_move"),
    path("cases/<int:pk>/to-queue/", case.case_to_queue, name="case_to_queue"),
    path("cases/<int:pk>/put-on/", case.case_put_on, name="case_put_on"),
    path("cases/<int:pk>/remove/", case.case_remove, name="case_remove"),
    path("cases/<int:pk>/restore/", case.case_restore, name="case_restore"),
    path("cases/<int:pk>/withdraw/", case.case_withdraw, name="case_withdraw"),
    # decisions
    path("decisions/", decision.decision_register, name="decision_register"),
    path("decisions/in-force/", decision.decisions_in_force, name="decisions_in_force"),
    path("cases/<int:pk>/thread/", decision.case_thread, name="case_thread"),
    path(
        "cases/<int:pk>/decision/from-recommendation/",
        decision.decision_from_recommendation,
        name="decision_from_recommendation",
    ),
    path("cases/<int:pk>/postpone/", decision.case_postpone, name="case_postpone"),
    path("cases/<int:pk>/decision/changes/", decision.decision_link_add, name="decision_link_add"),
    path("decision-changes/<int:pk>/remove/", decision.decision_link_remove, name="decision_link_remove"),
    # documents
    path("meetings/<int:pk>/files/", document.document_list, name="document_list"),
    path("meetings/<int:pk>/files/<slug:kind>/", document.document_file, name="document_file"),
    path("meetings/<int:pk>/meeting.json", document.meeting_json, name="meeting_json"),
    path("cases/<int:pk>/excerpt.pdf", document.case_excerpt, name="case_excerpt"),
    path("meetings/<int:pk>/<str:kind>.pdf", document.document_pdf, name="document_pdf"),
    path("meetings/<int:pk>/<str:kind>.pdf/again/", document.document_again, name="document_again"),
    # frozen tables
    path("tables/<int:pk>/", exhibit.exhibit_page, name="exhibit_page"),
    path("tables/<int:pk>/remove/", exhibit.exhibit_remove, name="exhibit_remove"),
    path("tables/<int:pk>/restore/", exhibit.exhibit_restore, name="exhibit_restore"),
    path("costs/scenarios/<int:pk>/attach/", exhibit.scenario_attach, name="scenario_attach"),
    path("economy/<int:pk>/attach/", exhibit.report_attach, name="report_attach"),
    # notice and answers
    path("meetings/<int:pk>/notice/", notice.notice_page, name="notice_page"),
    path("meetings/<int:pk>/notice/send/", notice.notice_send, name="notice_send"),
    path("notices/<int:pk>/again/", notice.notice_again, name="notice_again"),
    path("meetings/<int:pk>/notice/mails/<int:mail_pk>/", notice.notice_mail, name="notice_mail"),
    path("meetings/<int:pk>/notice/mails/<int:mail_pk>/again/", notice.notice_mail_again, name="notice_mail_again"),
    path("meetings/<int:pk>/cancel/", notice.meeting_cancel, name="meeting_cancel"),
    path("meetings/<int:pk>/replies/", reply.reply_save, name="reply_save"),
    path("meetings/<int:pk>/replies/remind/", notice.reply_remind, name="reply_remind"),
    path("answer/<str:token>/", reply.reply_page, name="reply_page"),
    # the change log
    path("meetings/<int:pk>/log/", log.meeting_log, name="meeting_log"),
    path("cases/<int:pk>/log/", log.case_log, name="case_log"),
    # the meeting while it is held
    path("meetings/<int:pk>/room/", room.room_page, name="room_page"),
    path("cases/<int:pk>/show/", room.room_show, name="room_show"),
    path("cases/<int:pk>/movements/", room.movement_add, name="movement_add"),
    path("movements/<int:pk>/remove/", room.movement_remove, name="movement_remove"),
    path("cases/<int:pk>/impartiality/", room.impartiality_add, name="impartiality_add"),
    path("impartiality/<int:pk>/rule/", room.impartiality_rule, name="impartiality_rule"),
    path("impartiality/<int:pk>/remove/", room.impartiality_remove, name="impartiality_remove"),
    path("cases/<int:pk>/proposals/", room.proposal_add, name="proposal_add"),
    path("proposals/<int:pk>/remove/", room.proposal_remove, name="proposal_remove"),
    path("proposals/<int:pk>/votes/", room.proposal_votes, name="proposal_votes"),
    path("cases/<int:pk>/speakers/", room.speaker_add, name="speaker_add"),
    path("cases/<int:pk>/speakers/next/", room.speaker_next, name="speaker_next"),
    path("speakers/<int:pk>/remove/", room.speaker_remove, name="speaker_remove"),
    path("cases/<int:pk>/speaking-time/", room.speaking_time, name="speaking_time"),
    path("meetings/<int:pk>/projector/", room.projector_page, name="projector_page"),
    path("meetings/<int:pk>/projector/state/", room.projector_state, name="projector_state"),
    # meetings
    path("meetings/", meeting.meeting_list_page, name="meeting_list"),
    path("meetings/new/", meeting.meeting_new, name="meeting_new"),
    path("meetings/<int:pk>/", meeting.meeting_page, name="meeting_page"),
    path("meetings/<int:pk>/edit/", meeting.meeting_edit, name="meeting_edit"),
    path("meetings/<int:pk>/call/", meeting.meeting_call, name="meeting_call"),
    path("meetings/<int:pk>/start/", meeting.meeting_start, name="meeting_start"),
    path("meetings/<int:pk>/end/", meeting.meeting_end, name="meeting_end"),
    path("meetings/<int:pk>/cases/", case.case_add, name="case_add"),
    path("meetings/<int:pk>/order/", case.case_order, name="case_order"),
    # existing minutes
    path("minutes/import/", minutes_import.minutes_import, name="minutes_import"),
    path("minutes/import/confirm/", minutes_import.minutes_import_confirm, name="minutes_import_confirm"),
    path("meetings/read-back/", record.record_import, name="record_import"),
    # minutes, from draft to approved
    path("meetings/<int:pk>/minutes/", minutes.minutes_page, name="minutes_page"),
    path("meetings/<int:pk>/minutes/prepare/", minutes.minutes_prepare, name="minutes_prepare"),
    path("meetings/<int:pk>/minutes/circulate/", minutes.minutes_circulate, name="minutes_circulate"),
    path("meetings/<int:pk>/minutes/reopen/", minutes.minutes_reopen, name="minutes_reopen"),
    path("meetings/<int:pk>/minutes/differences/", minutes.minutes_differences, name="minutes_differences"),
    path("cases/<int:pk>/approve/", minutes.case_approve, name="case_approve"),
    path("circulations/<int:pk>/minutes.pdf", minutes.circulation_pdf, name="circulation_pdf"),
    path("approved/<int:pk>/minutes.pdf", minutes.approved_pdf, name="approved_pdf"),
    # remarks
    path("circulations/<int:pk>/remarks/", remark.remark_add, name="remark_add"),
    path("remarks/<int:pk>/answer/", remark.remark_answer, name="remark_answer"),
    path("remarks/by-link/<str:token>/", remark.remark_link, name="remark_link"),
    path("remarks/by-link/<str:token>/send/", remark.remark_link_add, name="remark_link_add"),
    path("remarks/by-link/<str:token>/minutes.pdf", remark.remark_link_pdf, name="remark_link_pdf"),
    # points
    path("cases/<int:pk>/points/", point.point_add, name="point_add"),
    path("points/<int:pk>/move/", point.point_move, name="point_move"),
    path("points/<int:pk>/remove/", point.point_remove, name="point_remove"),
    path("points/<int:pk>/restore/", point.point_restore, name="point_restore"),
    # the queue
    path("queue/<slug:slug>/", queue.queue_page, name="queue_page"),
    path("queue/<slug:slug>/cases/", queue.queue_case_add, name="queue_case_add"),
    # numbers
    path("bodies/<slug:slug>/numbers/", series_audit.series_newest, name="series_newest"),
    path("bodies/<slug:slug>/numbers/<int:year>/", series_audit.series_page, name="series_page"),
    path("bodies/<slug:slug>/numbers/<int:year>.pdf", series_audit.series_pdf, name="series_pdf"),
    # search
    path("search/", search.search_page, name="search_page"),
    # standing cases and standard texts
    path("bodies/<slug:slug>/standing/", standing.standing_page, name="standing_page"),
    path("bodies/<slug:slug>/standing/usual/", standing.standing_give, name="standing_give"),
    path(
        "bodies/<slug:slug>/standing/<document_language:language>/cases/",
        standing.standing_case_add,
        name="standing_case_add",
    ),
    path(
        "bodies/<slug:slug>/standing/<document_language:language>/texts/",
        standing.standard_text_add,
        name="standard_text_add",
    ),
    path("standing-cases/<int:pk>/", standing.standing_case_save, name="standing_case_save"),
    path("standing-cases/<int:pk>/move/", standing.standing_case_move, name="standing_case_move"),
    path("standing-cases/<int:pk>/delete/", standing.standing_case_delete, name="standing_case_delete"),
    path("standard-texts/<int:pk>/", standing.standard_text_save, name="standard_text_save"),
    path("standard-texts/<int:pk>/delete/", standing.standard_text_delete, name="standard_text_delete"),
    # texts
    path("cases/<int:pk>/text/<case_text:field>/", text.case_text_save, name="case_text_save"),
    path("cases/<int:pk>/text/<case_text:field>/versions/", text.case_text_versions, name="case_text_versions"),
    path("cases/<int:pk>/points/<int:point_pk>/text/<point_text:field>/", text.case_text_save, name="point_text_save"),
    path(
        "cases/<int:pk>/points/<int:point_pk>/text/<point_text:field>/versions/",
        text.case_text_versions,
        name="point_text_versions",
    ),
    path("text-versions/<int:pk>/restore/", text.text_version_restore, name="text_version_restore"),
    # Word layout
    path("bodies/<slug:slug>/word-layout/", word_layout.word_layout, name="word_layout"),
    path("bodies/<slug:slug>/word-layout/file/", word_layout.word_layout_file, name="word_layout_file"),
    path("bodies/<slug:slug>/word-layout/usual/", word_layout.word_layout_usual, name="word_layout_usual"),
]
