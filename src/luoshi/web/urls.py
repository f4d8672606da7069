"""All addresses."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from luoshi.board import views

PLACE = [
    path("", views.board, name="board"),
    path("reports/", views.reports, name="reports"),
    path("reports/import/", views.import_report, name="import_report"),
    path("reports/<int:pk>/", views.report, name="report"),
    path("reports/<int:pk>/confirm/", views.confirm_page, name="confirm_page"),
    path("commitments/<int:pk>/", views.commitment, name="commitment"),
    path("commitments/<int:pk>/revise/", views.revise, name="revise"),
    path("commitments/<int:pk>/figures/", views.report_figure, name="report_figure"),
    path("figures/<int:pk>/submit/", views.submit, name="submit"),
    path("figures/<int:pk>/accept/", views.accept, name="accept"),
    path("figures/<int:pk>/return/", views.send_back, name="send_back"),
    path("owed/", views.owed, name="owed"),
]
urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("login/", LoginView.as_view(template_name="office/login.html"), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("p/<str:code>/", include(PLACE)),
]
