"""One talk as a phone sends it: read from a form or from JSON, and checked before anything is kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from rodedraad.base.core.text import clean_line, clean_text
from rodedraad.base.organisations.models import Neighbourhood
from rodedraad.listen.contributions.words import TEXT_LENGTH
from rodedraad.listen.notes import find_personal, mask
from rodedraad.understand.themes.models import Theme

from ..models import Consent, Conversation, Meeting

MOST_REMARKS = 40
KEY = re.compile(r"[0-9A-Za-z-]{8,40}")
OLDEST = timedelta(days=60)


@dataclass(frozen=True)
class Entry:
    """A talk that can be kept. `personal` is what was chosen about personal data: "" (nothing), "mask" or "keep"."""

    remarks: tuple[str, ...]
    consent: str
    place: str = ""
    neighbourhood: Neighbourhood | None = None
    theme: Theme | None = None
    theme_words: str = ""
    age: str = ""
    client_key: str | None = None
    held_at: datetime | None = None
    personal: str = ""

    @property
    def title(self) -> str:
        """What the talk was about: the theme that stands on the site, the own words, or the place."""
        return (self.theme.title if self.theme else self.theme_words or self.place)[:120]

    def found(self) -> list[str]:
        """The words that may be personal, each once."""
        return list(dict.fromkeys(each.words for remark in self.remarks for each in find_personal(remark)))

    def masked(self) -> tuple[str, ...]:
        """The remarks with what may be personal replaced."""
        return tuple(mask(remark, find_personal(remark)) for remark in self.remarks)


def remarks_in(text: str) -> list[str]:
    """Every line is a remark; a dash or bullet before it is left out."""
    lines = (line.strip().lstrip("-–•*").strip() for line in clean_text(text).splitlines())
    return [line for line in lines if line]


class EntryForm(forms.Form):
    """What somebody fills in after a talk in the street; the same fields come as JSON from a phone."""

    SHOW = ((Consent.ROLE, _("Yes, without a name")), (Consent.THEME, _("No, only count it")))
    PERSONAL = (("mask", _("Hide these words")), ("keep", _("Leave them: they are not personal")))

    said = forms.CharField(
        label=_("What did you hear?"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Each line becomes a remark. Use the words of who said it. No names."),
        error_messages={"required": _("Write what was said.")})
    consent = forms.ChoiceField(label=_("May these words be on the site?"), choices=SHOW, widget=forms.RadioSelect,
                                error_messages={"required": _("Choose whether the words may be on the site.")})
    age = forms.ChoiceField(label=_("How old, about?"), required=False, widget=forms.RadioSelect,
                            choices=[*Conversation.Age.choices, ("", _("I do not know"))])
    place = forms.CharField(label=_("Where are you?"), required=False, max_length=120,
                            help_text=_("For example: market, in front of the library."))
    neighbourhood: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("In which neighbourhood does this person live?"), required=False, queryset=None,
        empty_label=_("I do not know"))
    theme: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Theme"), required=False, queryset=None, empty_label=_("None of these"))
    theme_words = forms.CharField(label=_("What is it about, in a few words?"), required=False, max_length=120)
    personal = forms.ChoiceField(label=_("What shall we do with these words?"), required=False, choices=PERSONAL,
                                 widget=forms.RadioSelect)
    client_key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    held_at = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas, themes = Neighbourhood.objects.all(), Theme.objects.filter(process=meeting.process).published()
        self.fields["neighbourhood"].queryset = areas  # type: ignore[attr-defined]
        self.fields["theme"].queryset = themes  # type: ignore[attr-defined]
        if not themes:
            del self.fields["theme"]
        if not areas:
            del self.fields["neighbourhood"]

    def clean_said(self) -> list[str]:
        """At least one remark, and not a whole book."""
        remarks = remarks_in(self.cleaned_data["said"])
        if not remarks:
            raise forms.ValidationError(_("Write what was said."))
        if len(remarks) > MOST_REMARKS:
            raise forms.ValidationError(_("Write at most %(most)s remarks for one talk.") % {"most": MOST_REMARKS})
        return remarks

    def clean_client_key(self) -> str:
        """The mark with which sending twice makes one talk."""
        key: str = self.cleaned_data["client_key"]
        if key and not KEY.fullmatch(key):
            raise forms.ValidationError(_("This talk has a mark that we do not know. Write it down again."))
        return key

    def clean_held_at(self) -> datetime | None:
        """When it was written down; a clock that is far off is not believed."""
        try:
            moment = parse_datetime(self.cleaned_data["held_at"])
        except ValueError:
            return None
        now = timezone.now()
        if moment is None or timezone.is_naive(moment) or not now - OLDEST < moment <= now:
            return None
        return moment

    def entry(self) -> Entry:
        """The talk, once the form is valid."""
        data = self.cleaned_data
        return Entry(remarks=tuple(data["said"]), consent=data["consent"], place=clean_line(data["place"]),
                     neighbourhood=data.get("neighbourhood"), theme=data.get("theme"),
                     theme_words=clean_line(data["theme_words"]), age=data["age"],
                     client_key=data["client_key"] or None, held_at=data["held_at"], personal=data["personal"])


def values_from_json(given: object) -> Mapping[str, str]:
    """The fields of a talk that came as JSON, as text; what is not text is left out."""
    if not isinstance(given, dict):
        return {}
    fields = EntryForm.base_fields
    return {name: str(value) for name, value in given.items() if name in fields and isinstance(value, str | int)}
