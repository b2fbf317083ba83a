"""Ticking off and going on: one item with its document, the end of a step, showing, sharing and closing the scan."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.decide.answers.files import attachment
from rodedraad.listen.processes.views.shared import Edited, Question, edit_form

from ..actions import path, scans
from ..forms import ItemForm
from ..frame import ask_first, scan_form
from ..lookup import find_item, find_on_desk, url_of
from ..models import Scan, ScanItem
from ..steps import BY_NUMBER, ITEMS


@requires("scan.edit", find=find_item)
def item(request: HttpRequest, item: ScanItem) -> HttpResponse:
    """Adviser: this is done, and here is the proof."""
    step, definition = ITEMS[item.key]
    edited = _edited(request, item)
    back = url_of("step", item.scan, step.number)
    if edited.is_saved:
        return redirect(back)
    return scan_form(request, item.scan, edited, title=str(definition.label), lead=str(definition.help),
                     submit=_("Save"), back=back, is_multipart=True, item=item)


def _edited(request: HttpRequest, item: ScanItem) -> Edited:
    def make(data: object = None, initial: dict | None = None) -> ItemForm:
        return ItemForm(data, request.FILES or None, initial=initial, has_document=bool(item.document))  # type: ignore[arg-type]

    def save(form: ItemForm) -> ScanItem:
        return path.keep_item(item=item, by=request.person, **form.cleaned_data)  # type: ignore[attr-defined]

    return edit_form(request, make, ItemForm.values_of(item), save, ItemForm.values_of)


@require_safe
@requires("scan.see", find=find_item)
def document(_request: HttpRequest, item: ScanItem) -> FileResponse:
    """Staff: the document with something that is ticked off, as a download."""
    return attachment(item.document, item.document_name)


def _known(number: int) -> str:
    if number not in BY_NUMBER:
        raise Http404(str(number))
    return str(BY_NUMBER[number].title)


@requires("scan.edit", find=find_on_desk)
def finish(request: HttpRequest, scan: Scan, number: int) -> HttpResponse:
    """Adviser: this step is done, on to the next."""
    question = Question(_("Finish step %(number)s: %(step)s") % {"number": number, "step": _known(number)},
                        _("The scan goes on to the next step. You can undo this."), _("This step is done"),
                        _("The step is done."))
    return ask_first(request, scan, question, path.finish_step, scan=scan, number=number)


@requires("scan.edit", find=find_on_desk)
def undo(request: HttpRequest, scan: Scan, number: int) -> HttpResponse:
    """Adviser: this step was not done after all."""
    question = Question(_("Open step %(number)s again: %(step)s") % {"number": number, "step": _known(number)},
                        _("The step counts as not done. What you ticked off and wrote stays."),
                        _("Open this step again"), _("The step is open again."))
    return ask_first(request, scan, question, path.undo_step, scan=scan, number=number)


@requires("scan.edit", find=find_on_desk)
def publish(request: HttpRequest, scan: Scan) -> HttpResponse:
    """Adviser: show everybody how far the scan is and what is on the agenda."""
    question = Question(_("Show the scan to everybody"),
                        _("Everybody sees the steps with their dates, and the improvement agenda. Notes, documents and "
                          "names of who does what stay with staff."),
                        _("Show the scan"), _("Everybody can see the scan."))
    return ask_first(request, scan, question, scans.publish_scan, scan=scan)


@requires("scan.edit", find=find_on_desk)
def withdraw(request: HttpRequest, scan: Scan) -> HttpResponse:
    """Adviser: take the page of the scan away."""
    question = Question(_("Take the page of the scan away"),
                        _("Nobody outside finds the scan any more. Commitments stay to be seen on their own pages."),
                        _("Take the page away"), _("The page is gone."), is_danger=True)
    return ask_first(request, scan, question, scans.withdraw_scan, scan=scan)


@requires("scan.edit", find=find_on_desk)
def share(request: HttpRequest, scan: Scan) -> HttpResponse:
    """Adviser: let the programme team see how far we are, or no longer."""
    if scan.is_shared:
        question = Question(_("Stop sharing"), _("The programme team no longer sees how far you are."),
                            _("Stop sharing"), _("The scan is no longer shared."))
    else:
        question = Question(_("Share how far you are"),
                            _("The programme team sees how far you are and how many people answered, rounded to "
                              "tens. Nobody sees answers."),
                            _("Share the scan"), _("The scan is shared."))
    return ask_first(request, scan, question, scans.share_scan, scan=scan, is_shared=not scan.is_shared)


@requires("scan.edit", find=find_on_desk)
def delete(request: HttpRequest, scan: Scan) -> HttpResponse:
    """Adviser: this scan was begun by mistake."""
    question = Question(_("Throw the scan away"),
                        _("Steps, notes and points go. The process stays. You cannot undo this."),
                        _("Throw the scan away"), _("The scan is gone."), is_danger=True)
    return ask_first(request, scan, question, scans.delete_scan, after=reverse("scan:list"), scan=scan)


@requires("scan.edit", find=find_on_desk)
def close(request: HttpRequest, scan: Scan) -> HttpResponse:
    """Adviser: all is done."""
    question = Question(_("Close the scan"),
                        _("Nothing changes any more. You follow the commitments on the improvement agenda."),
                        _("Close the scan"), _("The scan is closed."))
    return ask_first(request, scan, question, scans.close_scan, scan=scan)


@requires("scan.reopen", find=find_on_desk)
def reopen(request: HttpRequest, scan: Scan) -> HttpResponse:
    """Adviser: there is still something to do."""
    question = Question(_("Open the scan again"), _("Then you can change it."), _("Open the scan again"),
                        _("The scan is open again."))
    return ask_first(request, scan, question, scans.reopen_scan, scan=scan)
