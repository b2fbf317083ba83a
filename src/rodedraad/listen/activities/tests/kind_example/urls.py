"""The one page of postcards, under the path of the kind."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from rodedraad.base.core.permissions import requires
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.activities.queries import find_activity


def _find(request: HttpRequest, process_slug: str, activity_slug: str) -> Activity:
    return find_activity(process_slug, activity_slug, "postcards")


@requires("activities.view", find=_find)
def wall(request: HttpRequest, activity: Activity) -> HttpResponse:
    """What did people send?"""
    return HttpResponse(f"{activity.title}: {activity.options.get('greeting', '')}")


app_name = "postcards"
urlpatterns = [path("", wall, name="wall")]
