"""What staff fill in about a section and a question; from and to the shapes of an instrument."""

from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rodedraad.listen.processes.forms import VersionForm

from ..instrument.changing import key_for, options_from
from ..instrument.routing import OPERATORS
from ..instrument.shape import (
    EASY,
    MAY_HAVE_OTHER,
    PLAIN,
    WITH_OPTIONS,
    WITH_SCALE,
    Condition,
    Instrument,
    Option,
    Question,
    Rule,
    Section,
    Text,
    Type,
)
from ..instrument.wording import SCALES

MOST_FILE = 2_000_000
RULES = 3
TYPES = {
    Type.SCALE: _("Statement on a scale of five"), Type.NOW_WISH: _("How it is now and how you wish it"),
    Type.SINGLE: _("One answer of several"), Type.MULTIPLE: _("Several answers"),
    Type.RANKING: _("Put in order"), Type.MATRIX: _("Several things on one scale"),
    Type.NUMBER: pgettext_lazy("type of question", "Number"), Type.DATE: pgettext_lazy("type of question", "Day"),
    Type.PLACE: _("Place on the map"), Type.TEXT: _("Open question"), Type.IMAGE: _("Choose a picture"),
    Type.CONSENT: _("Permission: yes or no"),
}
SCALE_NAMES = {"agree": _("disagree to agree"), "often": _("never to always"), "good": _("bad to good"),
               "much": _("not at all to very much"), "important": _("not important to very important")}
OPERATOR_NAMES = {
    "is": _("is"), "is_not": _("is not"), "contains": _("contains"), "lacks": _("does not contain"),
    "at_least": _("is at least"), "at_most": _("is at most"), "answered": _("is filled in"),
    "unanswered": _("is not filled in"),
}


def said(plain: str, easy: str) -> Text:
    """A text in usual and, where it is given, easier words."""
    text = {PLAIN: plain.strip()}
    return text | {EASY: easy.strip()} if easy.strip() else text


class PartForm(VersionForm):
    """What sections and questions share: words, easier words, groups, and a condition."""

    title = forms.CharField(label=_("Title"), max_length=500, error_messages={"required": _("Write a title.")},
                            widget=forms.Textarea(attrs={"rows": 2}))
    easy_title = forms.CharField(label=_("The same in easier words"), max_length=500, required=False,
                                 widget=forms.Textarea(attrs={"rows": 2}))
    groups = forms.MultipleChoiceField(label=_("Only for these groups"), required=False,
                                       widget=forms.CheckboxSelectMultiple,
                                       help_text=_("None chosen: for everybody."))
    join = forms.ChoiceField(label=_("Ask this only when"), required=False, choices=[
        ("all", _("all of these are true")), ("any", _("one of these is true"))])

    def __init__(self, *args: Any, instrument: Instrument, own: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instrument, self.own = instrument, own
        if instrument.groups:
            self.fields["groups"].choices = [(each.key, instrument.say(each.label)) for each in instrument.groups]  # type: ignore[attr-defined]
        else:
            del self.fields["groups"]
        choices = [("", "–"), *((key, f"{instrument.say(each.title)[:70]} ({key})")
                                for key, each in instrument.questions.items() if key != own)]
        operators = [("", "–"), *((key, OPERATOR_NAMES[key]) for key in OPERATORS)]
        for number in range(1, RULES + 1):
            self.fields[f"rule{number}_question"] = forms.ChoiceField(
                label=_now("Question %(n)s") % {"n": number}, choices=choices, required=False)
            self.fields[f"rule{number}_operator"] = forms.ChoiceField(
                label=_now("Condition %(n)s") % {"n": number}, choices=operators, required=False)
            self.fields[f"rule{number}_value"] = forms.CharField(
                label=_now("Answer %(n)s") % {"n": number}, max_length=80, required=False,
                help_text=_now("The number, or the answer as it is written there."))

    def condition(self) -> Condition | None:
        """The condition that was filled in; None without one."""
        rules = []
        for number in range(1, RULES + 1):
            key, operator = (self.cleaned_data[f"rule{number}_{part}"] for part in ("question", "operator"))
            if key and operator:
                rules.append(Rule(key, operator, self._value(key, self.cleaned_data[f"rule{number}_value"])))
        return Condition(self.cleaned_data.get("join") or "all", rules) if rules else None

    def _value(self, key: str, typed: str) -> str | float | int | bool | None:
        """A number where one was typed, the key of an option where its words were typed."""
        question, text = self.instrument.questions[key], typed.strip()
        if question.type == Type.CONSENT and text.lower() in {"ja", "nee"}:
            return text.lower() == "ja"
        for option in question.all_options:
            if text.lower() in {option.key, self.instrument.say(option.label).lower()}:
                return option.key
        try:
            number = float(text.replace(",", "."))
        except ValueError:
            return text or None
        return int(number) if number.is_integer() else number

    @staticmethod
    def first_values(part: Section | Question) -> dict[str, Any]:
        """What stands in the form for a section or question."""
        found: dict[str, Any] = {"title": part.title.get(PLAIN, ""), "easy_title": part.title.get(EASY, ""),
                                 "groups": part.groups, "join": part.show_if.join if part.show_if else "all"}
        for number, rule in enumerate(part.show_if.rules[:RULES] if part.show_if else [], 1):
            value = ("ja" if rule.value else "nee") if isinstance(rule.value, bool) else rule.value
            found |= {f"rule{number}_question": rule.question, f"rule{number}_operator": rule.operator,
                      f"rule{number}_value": value}
        return found


class SectionForm(PartForm):
    """A section: what stands together."""

    intro = forms.CharField(label=_("Introduction"), max_length=2000, required=False,
                            widget=forms.Textarea(attrs={"rows": 3}))
    easy_intro = forms.CharField(label=_("Introduction in easier words"), max_length=2000, required=False,
                                 widget=forms.Textarea(attrs={"rows": 3}))
    is_shuffled = forms.BooleanField(label=_("Questions in an order by chance"), required=False)

    field_order = ("version", "title", "easy_title", "intro", "easy_intro", "is_shuffled", "groups", "join")

    def section(self, old: Section | None = None) -> Section:
        """The section that was filled in; what the form does not ask stays as it was."""
        given = self.cleaned_data
        keys = [each.key for each in self.instrument.sections]
        made = old or Section(key_for(given["title"], keys))
        made.title, made.intro = said(given["title"], given["easy_title"]), {}
        if given["intro"].strip():
            made.intro = said(given["intro"], given["easy_intro"])
        made.is_shuffled, made.groups, made.show_if = given["is_shuffled"], given.get("groups", []), self.condition()
        return made

    @classmethod
    def values_of(cls, section: Section) -> dict[str, Any]:
        """What stands in the form for a section."""
        return cls.first_values(section) | {
            "intro": section.intro.get(PLAIN, ""), "easy_intro": section.intro.get(EASY, ""),
            "is_shuffled": section.is_shuffled}


class QuestionForm(PartForm):
    """A question with all that any type can have; what a type does not have is left out when it is kept."""

    type = forms.ChoiceField(label=_("Kind of question"), choices=[(key.value, name) for key, name in TYPES.items()])
    help = forms.CharField(label=_("Explanation"), max_length=1000, required=False,
                           widget=forms.Textarea(attrs={"rows": 2}))
    easy_help = forms.CharField(label=_("Explanation in easier words"), max_length=1000, required=False,
                                widget=forms.Textarea(attrs={"rows": 2}))
    section = forms.ChoiceField(label=_("Section"))
    required = forms.BooleanField(label=_("People must answer this question"), required=False)
    options = forms.CharField(label=_("Answers"), required=False, widget=forms.Textarea(attrs={"rows": 6}),
                              help_text=_("One per line. Easier words stand behind an equals sign: "
                                          "“Openbaar vervoer = Bus, tram of trein”."))
    has_other = forms.BooleanField(label=_("People can write another answer"), required=False)
    rows = forms.CharField(label=_("Things that are asked about"), required=False,
                           widget=forms.Textarea(attrs={"rows": 4}),
                           help_text=_("Only for several things on one scale. One per line."))
    scale = forms.ChoiceField(label=_("Words on the scale"), choices=[(key, SCALE_NAMES[key]) for key in SCALES])
    has_unsure = forms.BooleanField(label=_("People can say that they do not know"), required=False)
    minimum = forms.FloatField(label=_("At least"), required=False, help_text=_("Answers to choose, or the number."))
    maximum = forms.FloatField(label=_("At most"), required=False,
                               help_text=_("Answers to choose, the number, or the letters of a text."))
    is_shuffled = forms.BooleanField(label=_("Answers in an order by chance"), required=False)

    field_order = ("version", "section", "type", "title", "easy_title", "help", "easy_help", "required", "options",
                   "has_other", "rows", "scale", "has_unsure", "minimum", "maximum", "is_shuffled", "groups", "join")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [  # type: ignore[attr-defined]
            (each.key, self.instrument.say(each.title)) for each in self.instrument.sections]

    def clean(self) -> dict[str, Any]:
        """Answers and rows where the type needs them; the smallest not above the largest."""
        values = super().clean() or self.cleaned_data
        kind = values.get("type")
        if kind in WITH_OPTIONS and len(values.get("options", "").split("\n")) < 2:
            self.add_error("options", _("Write at least two answers, one per line."))
        if kind == Type.MATRIX and not values.get("rows", "").strip():
            self.add_error("rows", _("Write what is asked about, one per line."))
        least, most = values.get("minimum"), values.get("maximum")
        if least is not None and most is not None and least > most:
            self.add_error("maximum", _("This must not be less than the smallest."))
        return values

    def question(self, old: Question | None = None) -> Question:
        """The question that was filled in; what the form does not ask (core values, source) stays as it was."""
        given, kind = self.cleaned_data, Type(self.cleaned_data["type"])
        made = old or Question(key_for(given["title"], self.instrument.questions))
        made.type, made.title, made.help = kind.value, said(given["title"], given["easy_title"]), {}
        if given["help"].strip():
            made.help = said(given["help"], given["easy_help"])
        made.options = self._lines("options", made.options) if kind in WITH_OPTIONS else []
        made.rows = self._lines("rows", made.rows) if kind == Type.MATRIX else []
        made.has_other = given["has_other"] and kind in MAY_HAVE_OTHER
        made.scale = given["scale"] if kind in WITH_SCALE else "agree"
        made.has_unsure = given["has_unsure"] if kind in WITH_SCALE else True
        made.minimum, made.maximum = (self._bound(name, kind) for name in ("minimum", "maximum"))
        made.required, made.is_shuffled = given["required"], given["is_shuffled"]
        made.groups, made.show_if = given.get("groups", []), self.condition()
        return made

    def _lines(self, name: str, old: list[Option]) -> list[Option]:
        return options_from(self.cleaned_data[name].splitlines(), old, said)

    def _bound(self, name: str, kind: Type) -> float | int | None:
        value: float | None = self.cleaned_data[name]
        if value is None or kind not in {Type.NUMBER, Type.MULTIPLE, Type.RANKING, Type.TEXT}:
            return None
        return int(value) if value.is_integer() else value

    @classmethod
    def values_of(cls, question: Question, section: str) -> dict[str, Any]:
        """What stands in the form for a question."""
        same = ("type", "required", "has_other", "scale", "has_unsure", "minimum", "maximum", "is_shuffled")
        return cls.first_values(question) | {name: getattr(question, name) for name in same} | {
            "help": question.help.get(PLAIN, ""), "easy_help": question.help.get(EASY, ""), "section": section,
            "options": _as_lines(question.options), "rows": _as_lines(question.rows)}


def _as_lines(options: list[Option]) -> str:
    return "\n".join(each.label.get(PLAIN, "") + (f" = {each.label[EASY]}" if each.label.get(EASY) else "")
                     for each in options)


class NewForm(forms.Form):
    """A new, empty questionnaire."""

    title = forms.CharField(label=_("Title"), max_length=200, error_messages={"required": _("Write a title.")})


class FileForm(forms.Form):
    """A questionnaire in a file."""

    file = forms.FileField(label=_("File"), help_text=_("A JSON or XLSX file that was downloaded from Rode Draad."),
                           error_messages={"required": _("Choose a file.")})

    def clean_file(self) -> UploadedFile:
        """Only the kinds and sizes that we read."""
        file: UploadedFile = self.cleaned_data["file"]
        if Path(file.name or "").suffix.lower() not in {".json", ".xlsx"}:
            raise forms.ValidationError(_("We read JSON and XLSX files here."))
        if (file.size or 0) > MOST_FILE:
            raise forms.ValidationError(_("This file is larger than 2 MB."))
        return file
