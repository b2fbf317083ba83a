"""What staff fill in to invite people."""

from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from rodedraad.base.organisations.models import Neighbourhood

from ..models import Survey
from ..queries import groups_of

MOST_CODES = 20_000
SUFFIXES = {".csv", ".txt", ".tsv", ".xlsx"}


class CodesForm(forms.Form):
    """A number of codes for one group."""

    batch = forms.CharField(label=_("Name of this batch"), max_length=40,
                            help_text=_("So that you find it again. For example: letters to the council."),
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


class ListForm(forms.Form):
    """A list of addresses."""

    batch = forms.CharField(label=_("Name of this batch"), max_length=40,
                            help_text=_("So that you find it again. For example: letters to the council."),
                            error_messages={"required": _("Give this batch a name.")})
    file = forms.FileField(label=_("List"), error_messages={"required": _("Choose a file.")},
                           help_text=_("A CSV or XLSX file. The first row holds the names of the columns. Columns "
                                       "“groep” and “buurt” are recognised."))

    def clean_file(self) -> UploadedFile:
        """Only the kinds and sizes that we read."""
        file: UploadedFile = self.cleaned_data["file"]
        if Path(file.name or "").suffix.lower() not in SUFFIXES:
            raise forms.ValidationError(_("We read CSV and XLSX files. Save your list as one of those."))
        if (file.size or 0) > settings.MAX_IMPORT_BYTES:
            raise forms.ValidationError(_now("This file is larger than %(most)d MB.") % {
                "most": settings.MAX_IMPORT_BYTES // 1_000_000})
        return file


class MailForm(forms.Form):
    """What the e-mail says above the link; the link and the way to hear no more are always there."""

    subject = forms.CharField(label=_("Subject"), max_length=120, error_messages={"required": _("Write a subject.")})
    text = forms.CharField(label=_("Text"), max_length=3000, widget=forms.Textarea(attrs={"rows": 8}),
                           help_text=_("Below it stand the personal link, the code, and how to hear no more from us."),
                           error_messages={"required": _("Write what the survey is about.")})
