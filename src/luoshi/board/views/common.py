"""What all pages share: the day they are asked for, how much a page holds, and how a form is carried out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from luoshi.board.actions.common import YEARS
from luoshi.office import clock
from luoshi.office.actions import Refused
from luoshi.office.models import Job

PER_PAGE = 50
Page = Callable[..., HttpResponse]


def as_of(request: HttpRequest) -> date:
    """The day the page is asked for, today if none; raises Http404 for what is no day."""
    said = request.GET.get("as_of", "")
    if not said:
        return clock.today()
    try:
        day = date.fromisoformat(said)
    except ValueError as error:
        raise Http404("as_of") from error
    if day.year not in YEARS:
        raise Http404("as_of")
    return day


def given_to_a_job(
    request: HttpRequest, form: forms.Form, receive: Callable[..., Job], page: Page
) -> HttpResponse:
    """Give the file of a form to a job and go there; or show the page again with what is wrong: 400.

    `page` is called with the faulty form and the status.
    """
    if not form.is_valid():
        return page(bad=form, status=400)
    try:
        job = receive(by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return page(bad=form, status=400)
    return redirect("job", job.place.code, job.pk)


def carried_out(
    request: HttpRequest, form: forms.Form, act: Callable[..., object], page: Page, back: tuple[object, ...]
) -> HttpResponse:
    """Do what a form asks for and go `back`; or show the page again with what is wrong: 400, 409 if refused.

    `page` is called with the faulty form and the status.
    """
    if not form.is_valid():
        return page(bad=form, status=400)
    try:
        act(by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return page(bad=form, status=409)
    messages.success(request, _("已记录"))
    return redirect(*back)
