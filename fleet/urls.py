"""The addresses of the registers, sorted by noun."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, register_converter
from django.utils.translation import gettext as _

from cooperation.web import NAVIGATION

from .access import can_read_fleet
from .views import check, council, device, import_file, overview, politician, replacement, survey, survey_answer, term

app_name = "fleet"
NAVIGATION.append(("fleet:overview", lambda: _("Politicians and devices"), can_read_fleet))


class SuffixConverter:
    regex = "xlsx|csv"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class NumberConverter(SuffixConverter):
    regex = "[0-9]{4}"


class NounConverter(SuffixConverter):
    regex = "devices|politicians"


register_converter(SuffixConverter, "table_suffix")
register_converter(NumberConverter, "municipality_number")
register_converter(NounConverter, "register_noun")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.overview, name="overview"),
    path("counts/", overview.counts_hand_over, name="counts_hand_over"),
    # devices
    path("devices/", device.device_list, name="device_list"),
    path("devices/new/", device.device_new, name="device_new"),
    path("devices/bulk/", device.device_bulk, name="device_bulk"),
    path("devices/print/", device.device_print, name="device_print"),
    path("devices/devices.<table_suffix:suffix>", device.device_export, name="device_export"),
    path("devices/<int:pk>/", device.device_page, name="device_page"),
    path("devices/<int:pk>/edit/", device.device_edit, name="device_edit"),
    path("devices/<int:pk>/delete/", device.device_delete, name="device_delete"),
    path("devices/<int:pk>/assign/", device.device_assign, name="device_assign"),
    path("device-assignments/<int:pk>/end/", device.device_take_back, name="device_take_back"),
    # files
    path("imports/", import_file.import_list, name="import_list"),
    path(
        "imports/template-<register_noun:noun>.<table_suffix:suffix>",
        import_file.import_template,
        name="import_template",
    ),
    path("imports/<int:pk>/", import_file.import_page, name="import_page"),
    path("imports/<int:pk>/again/", import_file.import_again, name="import_again"),
    path("imports/<int:pk>/apply/", import_file.import_apply, name="import_apply"),
    path("imports/<int:pk>/columns/", import_file.import_map, name="import_map"),
    path("imports/<int:pk>/drop/", import_file.import_drop, name="import_drop"),
    path("imports/<int:pk>/progress/", import_file.import_progress, name="import_progress"),
    path("imports/<int:pk>/rejected.csv", import_file.import_rejected, name="import_rejected"),
    path("imports/<int:pk>/undo/", import_file.import_undo, name="import_undo"),
    # politicians
    path("politicians/", politician.politician_list, name="politician_list"),
    path("politicians/new/", politician.politician_new, name="politician_new"),
    path("politicians/bulk/", politician.politician_bulk, name="politician_bulk"),
    path("politicians/print/", politician.politician_print, name="politician_print"),
    path("politicians/politicians.<table_suffix:suffix>", politician.politician_export, name="politician_export"),
    path("politicians/<int:pk>/", politician.politician_page, name="politician_page"),
    path("politicians/<int:pk>/edit/", politician.politician_edit, name="politician_edit"),
    path("politicians/<int:pk>/delete/", politician.politician_delete, name="politician_delete"),
    path("politicians/<int:pk>/seats/", politician.seat_add, name="seat_add"),
    path("politicians/<int:pk>/subsidies/", politician.subsidy_add, name="subsidy_add"),
    path("seats/<int:pk>/delete/", politician.seat_delete, name="seat_delete"),
    path("subsidies/<int:pk>/delete/", politician.subsidy_delete, name="subsidy_delete"),
    # replacement
    path("replacement/", replacement.replacement_page, name="replacement_page"),
    path("replacement/<municipality_number:number>/", replacement.replacement_devices, name="replacement_devices"),
    path(
        "replacement/<municipality_number:number>/confirm/",
        replacement.replacement_confirm,
        name="replacement_confirm",
    ),
    path(
        "replacement/<municipality_number:number>/replacement.<table_suffix:suffix>",
        replacement.replacement_export,
        name="replacement_export",
    ),
    path("replacement/confirmed/<int:pk>/", replacement.replacement_confirmed, name="replacement_confirmed"),
    # the three-way check
    path("check/", check.check_page, name="check_page"),
    path("check/<municipality_number:number>/", check.check_page, name="check_of_municipality"),
    # change of council
    path("council/", council.council_list, name="council_list"),
    path("council/<int:pk>/", council.council_page, name="council_page"),
    path("council/<int:pk>/stay/", council.council_stay, name="council_stay"),
    path("council/<int:pk>/come/", council.council_come, name="council_come"),
    path("council/<int:pk>/do/", council.council_do, name="council_do"),
    path("council/<int:pk>/hand-out/", council.council_hand_out, name="council_hand_out"),
    path("council/<int:pk>/unseat/", council.council_unseat, name="council_unseat"),
    path("council/<int:pk>/finish/", council.council_finish, name="council_finish"),
    path("council/<int:pk>/reopen/", council.council_reopen, name="council_reopen"),
    path("council/<int:pk>/checklist.<table_suffix:suffix>", council.council_export, name="council_export"),
    # surveys
    path("surveys/", survey.survey_list, name="survey_list"),
    path("surveys/new/", survey.survey_new, name="survey_new"),
    path("surveys/<int:pk>/", survey.survey_page, name="survey_page"),
    path("surveys/<int:pk>/edit/", survey.survey_edit, name="survey_edit"),
    path("surveys/<int:pk>/delete/", survey.survey_delete, name="survey_delete"),
    path("surveys/<int:pk>/questions/", survey.question_add, name="question_add"),
    path("surveys/<int:pk>/open/", survey.survey_open, name="survey_open"),
    path("surveys/<int:pk>/close/", survey.survey_close, name="survey_close"),
    path("surveys/<int:pk>/remind/", survey.survey_remind, name="survey_remind"),
    path("surveys/<int:pk>/survey.<table_suffix:suffix>", survey.survey_export, name="survey_export"),
    path("surveys/<int:pk>/survey.pdf", survey.survey_pdf, name="survey_pdf"),
    path("survey-questions/<int:pk>/edit/", survey.question_edit, name="question_edit"),
    path("survey-questions/<int:pk>/move/", survey.question_move, name="question_move"),
    path("survey-questions/<int:pk>/delete/", survey.question_delete, name="question_delete"),
    path("survey-answers/<int:pk>/", survey_answer.answer_page, name="answer_page"),
    path("survey-answers/<int:pk>/edit/", survey_answer.answer_edit, name="answer_edit"),
    path("survey-answers/<int:pk>/take-back/", survey_answer.answer_take_back, name="answer_take_back"),
    # terms and lifetimes
    path("settings/", term.settings_page, name="settings_page"),
    path("terms/", term.term_add, name="term_add"),
    path("terms/<int:pk>/delete/", term.term_delete, name="term_delete"),
    path("lifetimes/", term.lifetime_save, name="lifetime_save"),
    path("lifetimes/<int:pk>/delete/", term.lifetime_delete, name="lifetime_delete"),
]
