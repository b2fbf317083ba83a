"""The survey on paper, for the adviser who prints it for who does not answer on a screen."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.base.core.text import clean_text

from ..answering.forms import LANGUAGES
from ..frame import survey_page
from ..lookup import find_survey_on_desk, url_of
from ..models import Survey
from ..queries import groups_of
from ..reading import instrument_of
from .sheet import sheet
from .typesetting import typeset

LONGEST_ADDRESS = 300


@never_cache
@require_safe
@requires("survey.preview", find=find_survey_on_desk)
def form(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Adviser: I want to print the questions, for one group in one language; first I choose which."""
    if "taal" in request.GET:
        return _printed(request, survey)
    languages = [(each, LANGUAGES.get(each, each)) for each in instrument_of(survey.asks).languages]
    return survey_page(request, "survey/paper/form.html", survey, here=_("Print the questions on paper"),
                       groups=groups_of(survey), languages=languages, path=url_of("paper_form", survey))


def _printed(request: HttpRequest, survey: Survey) -> HttpResponse:
    asked = request.GET
    made = sheet(survey, group=asked.get("groep", ""), language=asked["taal"],
                 address=clean_text(asked.get("adres", ""))[:LONGEST_ADDRESS])
    name = f"{survey.activity.slug}-{made['mark']}.pdf"
    return HttpResponse(typeset(made), content_type="application/pdf",
                        headers={"Content-Disposition": content_disposition_header(False, name)})
