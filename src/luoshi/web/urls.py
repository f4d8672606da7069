"""All addresses."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from luoshi.board.views import boards, commitments, jobs, reports

COMMITMENT = [
    path("", commitments.commitment, name="commitment"),
    path("revise/", commitments.revise, name="revise"),
    path("targets/", commitments.set_target, name="set_target"),
    path("milestones/", commitments.set_milestone, name="set_milestone"),
    path("figures/", commitments.report_figure, name="report_figure"),
    path("reached/", commitments.reach_milestone, name="reach_milestone"),
    path("apply/", commitments.apply, name="apply"),
    path("check/", commitments.check, name="check"),
]
PLACE = [
    path("", boards.board, name="board"),
    path("board.csv", boards.board_csv, name="board_csv"),
    path("board.json", boards.board_json, name="board_json"),
    path("owed/", boards.owed, name="owed"),
    path("reports/", reports.reports, name="reports"),
    path("reports/import/", reports.import_report, name="import_report"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/confirm/", reports.confirm_page, name="confirm_page"),
    path("reports/<int:pk>/add/", reports.add_promise, name="add_promise"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/cancel/", jobs.cancel_job, name="cancel_job"),
    path("commitments/<int:pk>/", include(COMMITMENT)),
    path("figures/<int:pk>/submit/", commitments.submit, name="submit"),
    path("figures/<int:pk>/accept/", commitments.accept, name="accept"),
    path("figures/<int:pk>/return/", commitments.send_back, name="send_back"),
]
urlpatterns = [
    path("", boards.home, name="home"),
    path("healthz", boards.healthz, name="healthz"),
    path("login/", LoginView.as_view(template_name="office/login.html"), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("p/<str:code>/", include(PLACE)),
]
