"""What staff fill in to invite people."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from rodedraad.base.organisations.models import Neighbourhood
from rodedraad.listen.contributions.importing.forms import UploadForm

from ..models import Survey
from ..queries import groups_of

MOST_CODES = 20_000
BATCH_HELP = _("So that you find it again. For example: letters to the council.")


class CodesForm(forms.Form):
    """A number of codes for one group."""

    batch = forms.CharField(label=_("Name of this batch"), max_length=40, help_text=BATCH_HELP,
                            error_messages={"required": _("Give this batch a name.")})
    number = forms.IntegerField(label=_("How many codes?"), min_value=1, max_value=MOST_CODES,
                                error_messages={"required": _("Fill in how many codes you need.")})
    group = forms.ChoiceField(label=_("Group"), required=False)
    neighbourhood = forms.ModelChoiceField(label=_("Neighbourhood"), required=False, empty_label=_("Unknown"),
                                           queryset=Neighbourhood.objects.none())

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = groups_of(survey)
        self.fields["neighbourhood"].queryset = Neighbourhood.objects.order_by("name", "pk")  # type: ignore[attr-defined]
        if groups:
            needed = survey.group_choice == Survey.GroupChoice.CODE
            self.fields["group"].required = needed
            self.fields["group"].choices = [("", _now("Choose a group") if needed else "–"), *groups.items()]  # type: ignore[attr-defined]
        else:
            del self.fields["group"]


class ListForm(UploadForm):
    """A list of addresses."""

    suffixes: ClassVar[set[str]] = {".csv", ".txt", ".tsv", ".xlsx"}
    batch = forms.CharField(label=_("Name of this batch"), max_length=40, help_text=BATCH_HELP,
                            error_messages={"required": _("Give this batch a name.")})

    field_order = ("batch", "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = _("List")
        self.fields["file"].help_text = _("A CSV or XLSX file. The first row holds the names of the columns. Columns "
                                          "“groep” and “buurt” are recognised.")


class MailForm(forms.Form):
    """What the e-mail says above the link; the link and the way to hear no more are always there."""

    subject = forms.CharField(label=_("Subject"), max_length=120, error_messages={"required": _("Write a subject.")})
    text = forms.CharField(label=_("Text"), max_length=3000, widget=forms.Textarea(attrs={"rows": 8}),
                           help_text=_("Below it stand the personal link, the code, and how to hear no more from us."),
                           error_messages={"required": _("Write what the survey is about.")})
