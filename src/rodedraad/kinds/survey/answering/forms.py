"""What is asked before the first question: a code, a group, a neighbourhood, a language; and the code to go on with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rodedraad.base.organisations.models import Neighbourhood

from ..codes import normal
from ..instrument.shape import EASY, PLAIN
from ..models import Survey
from ..queries import groups_of
from ..reading import instrument_of

LANGUAGES = {PLAIN: _("Usual words"), EASY: _("Easier words")}
"""What the languages of an instrument are called; others by their own code."""


class CodeField(forms.CharField):
    """A code as people type it over from paper."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=60, **kwargs)

    def clean(self, value: Any) -> str:
        """The code, when it can be one."""
        typed = str(super().clean(value))
        if typed and not normal(typed):
            raise forms.ValidationError(_("A code has sixteen letters and digits. Look at it again."))
        return typed


class BeginForm(forms.Form):
    """Begin to answer."""

    code = CodeField(label=_("Your personal code"), help_text=_("It is in your letter or e-mail. You use it once."),
                     error_messages={"required": _("Fill in the code of your letter or e-mail.")})
    group = forms.ChoiceField(label=_("Who are you?"), widget=forms.RadioSelect,
                              error_messages={"required": _("Choose to which group you belong.")})
    neighbourhood = forms.ModelChoiceField(label=_("In which neighbourhood do you live?"), required=False,
                                           queryset=Neighbourhood.objects.none(), empty_label=_("I do not want to say"))
    language = forms.ChoiceField(label=_("Which words do you want to read?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ask_code(survey)
        groups = groups_of(survey) if survey.group_choice == Survey.GroupChoice.ASKED else {}
        self._offer("group", list(groups.items()))
        spoken = instrument_of(survey.asks).languages
        self._offer("language", [(each, LANGUAGES.get(each, each)) for each in spoken] if len(spoken) > 1 else [])
        if "language" in self.fields:
            self.fields["language"].initial = spoken[0]
        if survey.asks_neighbourhood:
            self.fields["neighbourhood"].queryset = Neighbourhood.objects.order_by("name", "pk")  # type: ignore[attr-defined]
        else:
            del self.fields["neighbourhood"]

    def _ask_code(self, survey: Survey) -> None:
        if not survey.allows_code:
            del self.fields["code"]
        elif survey.allows_link:
            self.fields["code"].required = False

    def _offer(self, name: str, choices: list[Any]) -> None:
        if choices:
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields[name]


class ResumeForm(forms.Form):
    """Go on with a code."""

    code = CodeField(label=_("Your code to go on"), help_text=_("You got it when you chose “Go on later”."),
                     error_messages={"required": _("Fill in your code.")})
