"""What an adviser fills in about a booklet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rodedraad.base.core.text import clean_line
from rodedraad.listen.processes.forms import VersionForm
from rodedraad.listen.processes.models import Process
from rodedraad.understand.themes.models import Theme

from .models import Booklet, Chapter, Term

LONG = 20_000
COUNTS = _("You can write {gesprekken}, {uitspraken}, {mensen}, {organisaties} and {draden}: the numbers come in "
           "their place and stay right.")


class NewBookletForm(forms.Form):
    """A title, and the processes it is about."""

    title = forms.CharField(label=_("Title"), max_length=120, error_messages={"required": _("Write a title.")},
                            help_text=_("For example: Red threads from eighty conversations."))
    subtitle = forms.CharField(label=_("Subtitle"), max_length=200, required=False)
    processes = forms.ModelMultipleChoiceField(
        label=_("What is it about?"), queryset=None, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what the booklet is about.")},
        help_text=_("The largest themes of these processes become the red threads. You can change everything later."))

    def __init__(self, *args: Any, processes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["processes"].queryset = processes


class WordsForm(VersionForm):
    """The title and the running texts of a booklet."""

    title = forms.CharField(label=_("Title"), max_length=120, error_messages={"required": _("Write a title.")})
    subtitle = forms.CharField(label=_("Subtitle"), max_length=200, required=False)
    foreword = forms.CharField(label=_("Foreword"), required=False, max_length=LONG,
                               widget=forms.Textarea(attrs={"rows": 8}), help_text=COUNTS)
    method = forms.CharField(label=_("How it was made"), required=False, max_length=LONG,
                             widget=forms.Textarea(attrs={"rows": 8}), help_text=COUNTS)
    missing = forms.CharField(label=_("Who was missing"), required=False, max_length=LONG,
                              widget=forms.Textarea(attrs={"rows": 4}),
                              help_text=_("Say honestly whom you did not reach, and why."))
    closing = forms.CharField(label=_("Closing words"), required=False, max_length=LONG,
                              widget=forms.Textarea(attrs={"rows": 4}),
                              help_text=_("For example: what happens with the booklet now, and when."))

    @staticmethod
    def values_of(booklet: Booklet) -> dict[str, Any]:
        """The values of a booklet, by field."""
        names = ("version", "title", "subtitle", "foreword", "method", "missing", "closing")
        return {name: getattr(booklet, name) for name in names}


class ChapterForm(VersionForm):
    """The words of a red thread and what stands beside it."""

    title = forms.CharField(label=_("Title"), max_length=120, error_messages={"required": _("Write a title.")})
    lead = forms.CharField(label=_("Introduction"), required=False, max_length=LONG,
                           widget=forms.Textarea(attrs={"rows": 6}),
                           help_text=_("What is this red thread about? Two or three sentences."))
    values = forms.MultipleChoiceField(label=_("Core values it touches"), required=False,
                                       widget=forms.CheckboxSelectMultiple)
    instruments = forms.MultipleChoiceField(label=_("Instruments that help"), required=False,
                                            widget=forms.CheckboxSelectMultiple)
    questions = forms.CharField(label=_("Questions that remain"), required=False, max_length=LONG,
                                widget=forms.Textarea(attrs={"rows": 4}), help_text=_("One question on each line."))

    def __init__(self, *args: Any, values: list[str], instruments: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in (("values", values), ("instruments", instruments)):
            kept = self.initial.get(name) or []
            self.fields[name].choices = [(word, word) for word in dict.fromkeys([*words, *kept])]

    @staticmethod
    def values_of(chapter: Chapter) -> dict[str, Any]:
        """The values of a chapter, by field; the version is that of its booklet."""
        return {"version": chapter.booklet.version, "title": chapter.title, "lead": chapter.lead,
                "values": chapter.values, "instruments": chapter.instruments, "questions": chapter.questions}


class LineForm(VersionForm):
    """The words of an observation."""

    text = forms.CharField(label=_("Observation"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
                           error_messages={"required": _("Write what you heard.")},
                           help_text=_("What did people say? One or two sentences, in their words where you can."))


class NewLineForm(forms.Form):
    """A new observation: one of the desk, or in own words."""

    theme = forms.ModelChoiceField(label=_("An observation of the analysis desk"), queryset=None, required=False,
                                   empty_label=_("None: in own words"))
    text = forms.CharField(label=_("In own words"), required=False, max_length=2000,
                           widget=forms.Textarea(attrs={"rows": 3}),
                           help_text=_("After this you choose what people said that it rests on."))

    def __init__(self, *args: Any, themes: list[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = Theme.objects.filter(pk__in=[each.pk for each in themes])
        if not themes:
            del self.fields["theme"]

    def clean(self) -> dict[str, Any]:
        """One of both."""
        values = super().clean() or self.cleaned_data
        if not values.get("theme") and not values.get("text"):
            self.add_error("text", _("Write what you heard."))
        return values


class SourcesForm(VersionForm):
    """What the booklet is about; the activities and their parts are read beside it, by name."""

    processes = forms.ModelMultipleChoiceField(
        label=_("Processes"), queryset=None, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what the booklet is about.")})

    def __init__(self, *args: Any, processes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["processes"].queryset = processes


class ReasonForm(VersionForm):
    """Why it goes back, or off the site."""

    reason = forms.CharField(label=_("Why?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
                             error_messages={"required": _("Write why.")})


class PublishForm(VersionForm):
    """What changed since the last edition."""

    note = forms.CharField(label=_("What changed?"), required=False, max_length=300,
                           help_text=_("Everybody can read this beside the edition."))


class TermsForm(forms.Form):
    """One list of words: on each line a name, a colon and what it means."""

    words = forms.CharField(label=_("Words"), required=False, max_length=LONG,
                            widget=forms.Textarea(attrs={"rows": 18}),
                            help_text=_("On each line a name, a colon and what it means in one sentence. Leave it "
                                        "empty to go back to the list we started with."))

    def clean_words(self) -> list[tuple[str, str]]:
        """Names with their meanings, each name once."""
        longest = Term._meta.get_field("name").max_length
        found: dict[str, str] = {}
        for number, line in enumerate(self.cleaned_data["words"].splitlines(), start=1):
            name, _colon, meaning = (clean_line(part) for part in line.partition(":"))
            if not name and not meaning:
                continue
            if not name or len(name) > longest:
                raise forms.ValidationError(_("Line %(number)s: write a name of at most %(most)s characters, a colon, "
                                              "and what it means."), params={"number": number, "most": longest})
            if name in found:
                raise forms.ValidationError(_("Line %(number)s: “%(name)s” stands there twice."),
                                            params={"number": number, "name": name})
            found[name] = meaning[:300]
        return list(found.items())


def processes_in(form: SourcesForm | NewBookletForm) -> list[Process]:
    """The chosen processes."""
    return list(form.cleaned_data["processes"])
