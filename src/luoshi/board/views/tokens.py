"""One's own tokens: made, shown once, revoked."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from luoshi.board.forms.tokens import TokenForm
from luoshi.office import clock
from luoshi.office.access import allowed
from luoshi.office.actions import Refused
from luoshi.office.models import Place
from luoshi.office.tokens import make_token, revoke_token

USUAL = timedelta(days=90)


@require_GET
@allowed("board.tokens")
def tokens(request: HttpRequest, place: Place) -> HttpResponse:
    """One's tokens, and the form for one more."""
    return page(request, place, TokenForm(initial={"until": clock.today() + USUAL}))


def page(
    request: HttpRequest, place: Place, form: TokenForm, *, words: str = "", status: int = 200
) -> HttpResponse:
    """The tokens with the form as it was filled in; `words` are those of a token just made."""
    context = {
        "place": place,
        "tokens": request.user.tokens.all(),
        "today": clock.today(),
        "form": form,
        "words": words,
    }
    return render(request, "board/tokens.html", context, status=status)


@require_POST
@never_cache
@allowed("board.tokens")
def add_token(request: HttpRequest, place: Place) -> HttpResponse:
    """Make a token and show its words, this once."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return page(request, place, form, status=400)
    try:
        _token, words = make_token(user=request.user, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return page(request, place, form, status=409)
    return page(request, place, TokenForm(initial={"until": clock.today() + USUAL}), words=words)


@require_POST
@allowed("board.tokens")
def drop_token(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Revoke one of one's own tokens."""
    try:
        revoke_token(token=get_object_or_404(request.user.tokens, pk=pk), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已撤销"))
    return redirect("tokens", place.code)
