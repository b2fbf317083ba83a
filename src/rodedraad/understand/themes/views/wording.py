"""Words for a theme: literal sentences to take over one by one, and drafts of a language model."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rodedraad.base.core.permissions import requires

from .. import actions, queries, work
from ..forms import DraftForm
from ..models import Draft, Theme
from .shared import attempt, desk_trail, version_in


@never_cache
@require_safe
@requires("themes.analyse", find=queries.find_desk_theme)
def page(request: HttpRequest, theme: Theme) -> HttpResponse:
    """Which words of people tell what this theme is about?"""
    from ..drafting.sentences import proposal_for  # noqa: PLC0415 -- the numeric libraries load only when needed

    trail = desk_trail(theme.process, _("Words for this theme"))
    trail.insert(-1, (theme.title, reverse("themes:edit", args=[theme.process.slug, theme.pk])))
    context = {"process": theme.process, "theme": theme, "proposal": proposal_for(theme), "trail": trail,
               "drafts": queries.drafts_of(theme), "has_model": bool(settings.LANGUAGE_MODEL)}
    return render(request, "themes/drafting/wording.html", context)


@require_POST
@requires("themes.analyse", find=queries.find_desk_theme)
def take(request: HttpRequest, theme: Theme) -> HttpResponse:
    """This one, or this one not."""
    done = work.take_wording(theme, request.POST, request.person, version_in(request))  # type: ignore[attr-defined]
    (messages.success if done.is_ok else messages.error)(request, done.words)
    return redirect("themes:wording", theme.process.slug, theme.pk)


@require_POST
@requires("themes.analyse", find=queries.find_desk_theme)
def ask_draft(request: HttpRequest, theme: Theme) -> HttpResponse:
    """Let the language model try."""
    attempt(request, lambda: actions.ask_draft(theme=theme, by=request.person,  # type: ignore[attr-defined]
                                               model=settings.LANGUAGE_MODEL.partition("#")[2]),
            done=_("The draft is being written. It comes here in a minute."))
    return redirect("themes:wording", theme.process.slug, theme.pk)


@require_POST
@requires("themes.analyse", find=queries.find_draft)
def decide_draft(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Take it over as I changed it, or throw it away."""
    form, take_it = DraftForm(request.POST), request.POST.get("do") == "take"
    if take_it and not form.is_valid():
        messages.error(request, _("Write or copy the words first."))
    else:
        text = form.cleaned_data["text"] if take_it else ""
        attempt(request, lambda: actions.decide_draft(draft=draft, by=request.person,  # type: ignore[attr-defined]
                                                      text=text, take=take_it),
                done=_("The description is saved.") if take_it else _("The draft is thrown away."))
    return redirect("themes:wording", draft.theme.process.slug, draft.theme_id)
