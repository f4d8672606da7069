"""All addresses."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path, re_path
from django.views.i18n import set_language

from luoshi.board.api import api, not_there
from luoshi.board.views import (
    accounts,
    boards,
    commitments,
    confirming,
    decisions,
    dividing,
    entries,
    evidence,
    figure_lists,
    figures,
    jobs,
    lists,
    measures,
    months,
    owed,
    public,
    reports,
    setup,
    tasktable,
    tokens,
    windows,
)
from luoshi.office.views import people
from luoshi.registers.views import counting, imports, programmes, records, registers
from luoshi.registers.views import map as maps

COMMITMENT = [
    path("", commitments.commitment, name="commitment"),
    path("figures.csv", figure_lists.commitment_csv, name="commitment_csv"),
    path("chart-<int:key>.svg", commitments.chart, name="chart"),
    path("setup/", setup.setup, name="setup"),
    path("revise/", setup.revise, name="revise"),
    path("targets/", setup.set_target, name="set_target"),
    path("milestones/", setup.set_milestone, name="set_milestone"),
    path("milestones/drop/", setup.drop_milestone, name="drop_milestone"),
    path("figures/", figures.report_figure, name="report_figure"),
    path("reached/", figures.reach_milestone, name="reach_milestone"),
    path("items/", decisions.propose_item, name="propose_item"),
    path("items/settle/", decisions.settle_item, name="settle_item"),
    path("items/figures/", figures.report_item, name="report_item"),
    path("changes/", decisions.ask_change, name="ask_change"),
    path("apply/", decisions.apply, name="apply"),
    path("check/", decisions.check, name="check"),
    path("found/", decisions.find, name="find"),
    path("files/", evidence.attach, name="attach"),
    path("judge/", confirming.judge, name="judge"),
    path("splitting/", dividing.splitting, name="splitting"),
    path("split/", dividing.split, name="split"),
    path("unmerge/", dividing.unmerge, name="unmerge"),
    path("count/", counting.count_target, name="count_target"),
    path("govern/", counting.govern, name="govern"),
]
FIGURE = [
    path("submit/", figures.submit, name="submit"),
    path("accept/", figures.accept, name="accept"),
    path("return/", figures.send_back, name="send_back"),
    path("files/", evidence.attach_to_figure, name="attach_to_figure"),
    path("release/", evidence.release_figure, name="release_figure"),
]
REPORT = [
    path("", confirming.report, name="report"),
    path("add/", confirming.add_promise, name="add_promise"),
    path("account/", accounts.account, name="account"),
    path("account.csv", accounts.account_csv, name="account_csv"),
]
MONTH = [
    path("", months.month, name="month"),
    path("save/", months.save, name="save_month"),
    path("submit/", months.submit, name="submit_month"),
]
REGISTERS = [
    path("", registers.registers, name="registers"),
    path("<slug:programme>/", programmes.programme, name="programme"),
    path("<slug:programme>/milestones/take/", programmes.take_milestones, name="take_milestones"),
    path("<slug:programme>/<slug:register>/", registers.register, name="register"),
    path("<slug:programme>/<slug:register>/add/", registers.add_record, name="add_record"),
    path("<slug:programme>/<slug:register>/imports/", imports.imports, name="imports"),
    path("<slug:programme>/<slug:register>/imports/upload/", imports.upload_import, name="upload_import"),
]
IMPORT = [
    path("", imports.register_import, name="import"),
    path("columns/", imports.name_columns, name="name_columns"),
    path("apply/", imports.apply_import, name="apply_import"),
]
RECORD = [
    path("", records.record, name="record"),
    path("revise/", records.revise_record, name="revise_record"),
    path("stages/", records.reach_stage, name="reach_stage"),
    path("stages/take-back/", records.take_back_stage, name="take_back_stage"),
    path("place/", maps.place_record, name="place_record"),
    path("strike/", records.strike_record, name="strike_record"),
    path("files/<int:key>/", records.record_file, name="record_file"),
]
TASK_TABLE = [
    path("", tasktable.task_tables, name="task_tables"),
    path("upload/", tasktable.upload_task_table, name="upload_task_table"),
    path("<int:pk>/", tasktable.task_table, name="task_table"),
    path("<int:pk>/apply/", tasktable.apply_task_table, name="apply_task_table"),
]
PLACE = [
    path("", boards.board, name="board"),
    path("board.csv", boards.board_csv, name="board_csv"),
    path("task-table.xlsx", tasktable.task_table_xlsx, name="task_table_xlsx"),
    path("task-table.docx", tasktable.task_table_docx, name="task_table_docx"),
    path("task-table/", include(TASK_TABLE)),
    path("board.json", boards.board_json, name="board_json"),
    path("owed.csv", lists.owed_csv, name="owed_csv"),
    path("owed/", owed.owed, name="owed"),
    path("owed/read/", owed.read, name="read_notices"),
    path("windows.csv", lists.windows_csv, name="windows_csv"),
    path("windows/", windows.windows, name="windows"),
    path("windows/<int:pk>/remind/", windows.remind, name="remind"),
    path("windows/<int:pk>/reopen/", windows.reopen, name="reopen"),
    path("window/<str:month>/", include(MONTH)),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/add/", tokens.add_token, name="add_token"),
    path("tokens/<int:pk>/revoke/", tokens.drop_token, name="drop_token"),
    path("measures.csv", lists.measures_csv, name="measures_csv"),
    path("measures/", measures.measures, name="measures"),
    path("measures/add/", measures.add_measure, name="add_measure"),
    path("measures/<int:pk>/", measures.measure, name="measure"),
    path("measures/<int:pk>/figures.csv", figure_lists.measure_csv, name="measure_csv"),
    path("measures/<int:pk>/figures/", measures.report_measure, name="report_measure"),
    path("reports.csv", lists.reports_csv, name="reports_csv"),
    path("reports/", reports.reports, name="reports"),
    path("reports/import/", reports.import_report, name="import_report"),
    path("reports/<int:pk>/", include(REPORT)),
    path("entries.csv", lists.entries_csv, name="entries_csv"),
    path("entries/", entries.entries, name="entries"),
    path("entries/enter/", entries.enter_promise, name="enter_promise"),
    path("confirm/", confirming.confirm_promises, name="confirm_promises"),
    path("merging/", dividing.merging, name="merging"),
    path("merge/", dividing.merge, name="merge"),
    path("jobs.csv", lists.jobs_csv, name="jobs_csv"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/cancel/", jobs.cancel_job, name="cancel_job"),
    path("commitments/<int:pk>/", include(COMMITMENT)),
    path("figures/<int:pk>/", include(FIGURE)),
    path("files/<int:pk>/", evidence.file, name="file"),
    path("files/<int:pk>/release/", evidence.release_file, name="release_file"),
    path("changes/<int:pk>/decide/", decisions.decide_change, name="decide_change"),
    path("map/", maps.map_page, name="map"),
    path("map/records.json", maps.map_records, name="map_records"),
    path("registers/", include(REGISTERS)),
    path("records/<int:pk>/", include(RECORD)),
    path("imports/<int:pk>/", include(IMPORT)),
    path("people.csv", lists.people_csv, name="people_csv"),
    path("people/", people.people, name="people"),
    path("people/add/", people.add_person, name="add_person"),
    path("people/<int:pk>/password/", people.new_password, name="new_password"),
    path("people/<int:pk>/access/", people.let_in, name="let_in"),
    path("departments/add/", people.add_department, name="add_department"),
    path("margin/", people.publish_margin, name="publish_margin"),
    path("spot-checks.csv", lists.spot_checks_csv, name="spot_checks_csv"),
    path("spot-checks/", decisions.spot_checks, name="spot_checks"),
    path("spot-checks/draw/", decisions.draw, name="draw"),
]
PUBLIC = [
    path("language/", public.language, name="public_language"),
    path("status/", public.status, name="public_status"),
    path("status.json", public.status_json, name="public_status_json"),
    path("status.csv", public.status_csv, name="public_status_csv"),
    path("<str:code>/", public.board, name="public_board"),
    path("<str:code>.json", public.board_json, name="public_board_json"),
    path("<str:code>.csv", public.board_csv, name="public_board_csv"),
    path("<str:code>/commitments/<int:pk>/", public.commitment, name="public_commitment"),
    path("<str:code>/commitments/<int:pk>.json", public.commitment_json, name="public_commitment_json"),
    path("<str:code>/commitments/<int:pk>.csv", public.commitment_csv, name="public_commitment_csv"),
    path("<str:code>/files/<int:pk>/", public.file, name="public_file"),
]
urlpatterns = [
    path("", boards.home, name="home"),
    path("healthz", boards.healthz, name="healthz"),
    path("login/", LoginView.as_view(template_name="office/login.html"), name="login"),
    path("language/", set_language, name="set_language"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("p/<str:code>/", include(PLACE)),
    path("api/v1/", api.urls),
    re_path("^api/", not_there, name="api_not_there"),
    path("public/", include(PUBLIC)),
]
handler500 = "luoshi.web.failures.failed"
