"""The administrator's page: people, departments, and what the place has published."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from decimal import Decimal

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from luoshi.office import actions
from luoshi.office.access import allowed
from luoshi.office.actions import Refused
from luoshi.office.forms import AccessForm, DepartmentForm, MarginForm, PersonForm
from luoshi.office.models import Place, User


@require_GET
@allowed("office.administer")
def people(request: HttpRequest, place: Place) -> HttpResponse:
    """Who is there."""
    return page(request, place)


def everybody(place: Place) -> QuerySet[User]:
    """The people of a place, by role and department."""
    return place.people.select_related("department").order_by("role", "department__name", "username")


@never_cache
def page(
    request: HttpRequest,
    place: Place,
    *,
    status: int = 200,
    bad: forms.Form | None = None,
    told: tuple[str, str] | None = None,
) -> HttpResponse:
    """The page; `bad` is a form that was filled in wrongly, `told` a login that is shown this once."""
    context = {
        "place": place,
        "nav": "people",
        "people": everybody(place),
        "departments": place.departments.all(),
        "person_form": PersonForm(auto_id="person-%s"),
        "department_form": DepartmentForm(auto_id="department-%s"),
        "margin_form": MarginForm(auto_id="margin-%s"),
        "margins": [(day, Decimal(share) * 100) for day, share in place.ahead],
        "bad": bad,
        "told": told,
    }
    return render(request, "office/people.html", context, status=status)


def carried_out(
    request: HttpRequest, place: Place, form: forms.Form, act: Callable[..., object]
) -> HttpResponse | None:
    """Do what a form asks for; the page with what is wrong, or nothing where it was done."""
    if not form.is_valid():
        return page(request, place, status=400, bad=form)
    try:
        act(by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return page(request, place, status=409, bad=form)
    return None


@require_POST
@allowed("office.administer")
def add_person(request: HttpRequest, place: Place) -> HttpResponse:
    """Add somebody; the password is made here and shown once."""
    form, password = PersonForm(request.POST), secrets.token_urlsafe(12)

    def act(**said: object) -> None:
        actions.add_person(code=place.code, password=password, **said)

    told = (form["username"].value() or "", password)
    return carried_out(request, place, form, act) or page(request, place, told=told)


@require_POST
@allowed("office.administer")
def new_password(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Give somebody another password; it is shown once."""
    user, password = get_object_or_404(place.people, pk=pk), secrets.token_urlsafe(12)
    actions.new_password(user=user, password=password, by=request.user)
    return page(request, place, told=(user.username, password))


def done(request: HttpRequest, place: Place, form: forms.Form, act: Callable[..., object]) -> HttpResponse:
    """Do what a form asks for, and go back to the page."""
    refused = carried_out(request, place, form, act)
    if refused is None:
        messages.success(request, _("已记录"))
    return refused or redirect("people", place.code)


@require_POST
@allowed("office.administer")
def let_in(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Let somebody log in, or no more."""
    user = get_object_or_404(place.people, pk=pk)

    def act(**said: object) -> None:
        actions.let_in(user=user, **said)

    return done(request, place, AccessForm(request.POST), act)


@require_POST
@allowed("office.administer")
def add_department(request: HttpRequest, place: Place) -> HttpResponse:
    """Add a department."""

    def act(*, name: str, by: object) -> None:
        actions.department_of(place=place, name=name.strip())

    return done(request, place, DepartmentForm(request.POST), act)


@require_POST
@allowed("office.administer")
def publish_margin(request: HttpRequest, place: Place) -> HttpResponse:
    """Publish another margin from a day on."""

    def act(*, percent: Decimal, **said: object) -> None:
        actions.publish_margin(place=place, share=percent / 100, **said)

    return done(request, place, MarginForm(request.POST), act)
