"""Forms of an import: the file, and which column is what."""

from pathlib import Path
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import ImportBatch
from ..models.contribution import Channel
from .columns import FIELDS

SUFFIXES = {".csv", ".txt", ".tsv", ".xlsx", ".pb"}


class UploadForm(forms.Form):
    """A file with a table."""

    suffixes: ClassVar[set[str]] = SUFFIXES
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A CSV or XLSX file. The first row holds the names of the columns."),
    )

    def clean_file(self) -> UploadedFile:
        """Only the kinds and sizes that we read."""
        file: UploadedFile = self.cleaned_data["file"]
        if Path(file.name or "").suffix.lower() not in self.suffixes:
            raise forms.ValidationError(_("We read CSV and XLSX files. Save your list as one of those."))
        if (file.size or 0) > settings.MAX_IMPORT_BYTES:
            most = settings.MAX_IMPORT_BYTES // 1_000_000
            raise forms.ValidationError(_("This file is larger than %(most)d MB.") % {"most": most})
        return file


class ColumnsForm(forms.Form):
    """One choice per field: the column that fills it."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How these contributions came in"), choices=Channel.choices,
        help_text=gettext_lazy("For rows that do not say it themselves."),
    )

    def __init__(self, *args: Any, batch: ImportBatch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [("", _("not in this file")), *((name, name) for name in batch.columns)]
        for field in FIELDS:
            self.fields[f"field_{field.key}"] = forms.ChoiceField(
                label=capfirst(field.label), help_text=field.help, choices=columns, required=False,
                initial=batch.mapping.get(field.key, ""),
            )
        self.initial.setdefault("channel", batch.channel)

    @property
    def mapping(self) -> dict[str, str]:
        """Field key → column, as chosen."""
        return {field.key: self.cleaned_data[f"field_{field.key}"] for field in FIELDS
                if self.cleaned_data.get(f"field_{field.key}")}

    def clean(self) -> dict[str, Any]:
        """At least a title or a text, and no column twice."""
        cleaned = super().clean() or {}
        chosen = [value for key, value in cleaned.items() if key.startswith("field_") and value]
        if not cleaned.get("field_title") and not cleaned.get("field_text"):
            raise forms.ValidationError(_("Choose a column for the title or for the text."))
        if len(chosen) != len(set(chosen)):
            raise forms.ValidationError(_("You chose one column for two fields."))
        return cleaned
