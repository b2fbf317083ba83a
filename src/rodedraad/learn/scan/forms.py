"""What staff fill in about a scan: its title and dates, who does what, what is ticked off, and whether it is shown."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rodedraad.base.accounts.models import Person
from rodedraad.decide.answers.forms import HTTP_ONLY
from rodedraad.listen.processes.forms import DayInput, VersionForm
from rodedraad.listen.processes.models import Process

from . import steps
from .models import Scan, ScanItem, ScanRole

NEW_PROCESS = ""


def colleagues() -> Any:
    """Who works here, by name."""
    return Person.objects.filter(memberships__isnull=False, erased_at=None).distinct().order_by("name", "pk")


def province_field() -> forms.ChoiceField:
    """In which province the organisation lies; a water board chooses the one where most of it lies."""
    return forms.ChoiceField(
        label=_("In which province?"), choices=[("", _("Not chosen")), *Scan.Province.choices], required=False,
        help_text=_("With this the programme team and the province find the scan, when you share it."))


class BeginForm(forms.Form):
    """Where a scan begins: its title, and in which process it runs."""

    title = forms.CharField(label=_("Title"), max_length=120, error_messages={"required": _("Write a title.")},
                            help_text=_("Everybody sees it. For example: Quick Scan local democracy 2027."))
    process = forms.ModelChoiceField(
        label=_("In which process does the scan run?"), queryset=None, required=False,
        empty_label=_("Make a new process"),
        help_text=_("With a new process you write the rules afterwards, before people can answer."))
    previous = forms.ModelChoiceField(label=_("Which scan came before this one?"), queryset=None, required=False,
                                      empty_label=_("There is none"))
    province = province_field()

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        busy = Scan.objects.filter(closed_at=None).order_by().values("process")
        states = [Process.State.DRAFT, Process.State.PUBLISHED]
        free = Process.objects.filter(state__in=states).exclude(pk__in=busy)
        # Who may not edit every process chooses among the own ones.
        own = free if by.may("processes.create") else free.worked_on_by(by)
        self.fields["process"].queryset = own.order_by("title", "pk")  # type: ignore[attr-defined]
        earlier = Scan.objects.filter(survey__isnull=False)
        self.fields["previous"].queryset = earlier  # type: ignore[attr-defined]
        if not earlier.exists():
            del self.fields["previous"]


class ScanForm(VersionForm):
    """What the scan is called, and which one came before it."""

    title = forms.CharField(label=_("Title"), max_length=120, error_messages={"required": _("Write a title.")})
    previous = forms.ModelChoiceField(label=_("Which scan came before this one?"), queryset=None, required=False,
                                      empty_label=_("There is none"))
    province = province_field()

    def __init__(self, *args: Any, scan: Scan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earlier = Scan.objects.filter(survey__isnull=False).exclude(pk=scan.pk)
        self.fields["previous"].queryset = earlier  # type: ignore[attr-defined]

    @staticmethod
    def values_of(scan: Scan) -> dict[str, Any]:
        """The values of a scan, by field."""
        return {"version": scan.version, "title": scan.title, "previous": scan.previous_id,
                "province": scan.province}


class PlanForm(VersionForm):
    """The day of each step."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step in steps.STEPS:
            self.fields[f"day_{step.number}"] = forms.DateField(
                label=f"{step.number}. {step.title}", required=False, widget=DayInput,
                error_messages={"invalid": _("Choose a day.")})

    @property
    def days(self) -> dict[int, date | None]:
        """The chosen day of each step."""
        return {step.number: self.cleaned_data[f"day_{step.number}"] for step in steps.STEPS}

    @staticmethod
    def values_of(scan: Scan) -> dict[str, Any]:
        """The planned days of a scan, by field."""
        days = {f"day_{step.number}": step.planned_on for step in scan.steps.all()}
        return {"version": scan.version} | days


class RoleForm(forms.Form):
    """Who does what: a colleague, or somebody from elsewhere by name."""

    role = forms.ChoiceField(label=_("What does this person do?"), choices=ScanRole.Role.choices,
                             widget=forms.RadioSelect, error_messages={"required": _("Choose what this person does.")},
                             help_text=_("Who leads the scan also works on the process, if you manage its team."))
    person = forms.ModelChoiceField(label=_("A colleague"), queryset=None, required=False,
                                    empty_label=_("Somebody from elsewhere"))
    name = forms.CharField(label=_("Or the name of somebody from elsewhere"), max_length=120, required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False,
                           help_text=_("For example: council clerk in another municipality. Only staff can read this."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = colleagues()  # type: ignore[attr-defined]


class ItemForm(VersionForm):
    """Ticking something off, with what proves it."""

    is_done = forms.BooleanField(label=_("This is done"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4}),
                           help_text=_("What was agreed, and with whom? Only staff can read this."))
    link = forms.CharField(label=_("Link to the document"), required=False, max_length=200, validators=[HTTP_ONLY])
    document = forms.FileField(label=_("Or choose a PDF or photo"), required=False,
                               help_text=_("At most 10 MB. Only staff can download it."))

    is_document_gone = forms.BooleanField(label=_("Take the document away"), required=False)

    def __init__(self, *args: Any, has_document: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_document:
            del self.fields["is_document_gone"]

    @staticmethod
    def values_of(item: ScanItem) -> dict[str, Any]:
        """The values of an item, by field."""
        return {"version": item.version, "is_done": item.done_at is not None, "note": item.note, "link": item.link}
