"""Forms in which people say something: words first, details second, nothing asked that is not needed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rodedraad.base.organisations.models import Neighbourhood

from .models import Attachment, Contribution, Report
from .models.contribution import Channel
from .photos import Photo, prepare
from .words import COMMENT_LENGTH, PLACE_LENGTH, REPORT_LENGTH, TEXT_LENGTH, TITLE_LENGTH, Words


class WordsForm(forms.Form):
    """What somebody wants to say: a title and a text."""

    title = forms.CharField(
        label=_("Title"), max_length=TITLE_LENGTH, help_text=_("Your idea in one sentence."),
        error_messages={"required": _("Give your contribution a title.")},
    )
    text = forms.CharField(
        label=_("What is your idea?"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Tell what you want, and why. Do not write names or phone numbers of other people."),
        error_messages={"required": _("Tell what you want to say.")},
    )


class DetailsForm(forms.Form):
    """What may go with it: place, photo, name or none. Nothing of it is required."""

    neighbourhood = forms.ModelChoiceField(label=_("Neighbourhood"), queryset=None, required=False,
                                           empty_label=_("No neighbourhood"))
    place = forms.CharField(label=_("Place"), max_length=PLACE_LENGTH, required=False,
                            help_text=_("For instance a street, a square or a park."))
    latitude = forms.FloatField(label=_("Latitude"), required=False, help_text=_("For instance 52.0907."),
                                widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    longitude = forms.FloatField(label=_("Longitude"), required=False, help_text=_("For instance 5.1214."),
                                 widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    photo = forms.FileField(label=_("Photo"), required=False,
                            help_text=_("JPEG, PNG or WebP, at most 10 MB. We remove hidden data such as the place."),
                            widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}))
    alt = forms.CharField(label=_("What is in the photo?"), max_length=200, required=False,
                          help_text=_("For people who cannot see the photo."))
    author_role = forms.ChoiceField(label=pgettext_lazy("role of an author", "You are"), required=False,
                                    choices=Contribution.AuthorRole.choices)
    is_anonymous = forms.BooleanField(label=_("Do not show my name"), required=False,
                                      help_text=_("The organisation can see who you are."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["neighbourhood"].queryset = Neighbourhood.objects.all()  # type: ignore[attr-defined]
        for name in ("latitude", "longitude"):
            self.fields[name].localize = False

    def clean_photo(self) -> Photo | None:
        """The photo made safe; the file itself is forgotten."""
        upload = self.cleaned_data.get("photo")
        return prepare(upload) if upload else None

    def clean(self) -> dict[str, Any]:
        """Check the place, and ask for the photo again when something else was wrong: a browser forgets a file."""
        cleaned: dict[str, Any] = super().clean() or {}
        try:
            Words("-", "-", latitude=cleaned.get("latitude"), longitude=cleaned.get("longitude")).clean()
        except ValidationError as error:
            self.add_error("latitude", error.message_dict["latitude"])
        if self.errors and cleaned.get("photo"):
            self.add_error("photo", _("Choose your photo again."))
        return cleaned


class ContributionForm(WordsForm, DetailsForm):
    """Words and details together, for the page that places, edits or enters a contribution."""

    field_order = ["title", "text", "neighbourhood", "place", "latitude", "longitude", "photo", "alt", "author_role",
                   "is_anonymous"]

    def words(self) -> Words:
        """The cleaned words for the act."""
        got = self.cleaned_data
        return Words(
            title=got["title"], text=got["text"], neighbourhood=got["neighbourhood"], place=got["place"],
            latitude=got["latitude"], longitude=got["longitude"], is_anonymous=got["is_anonymous"],
            author_role=got["author_role"] or Contribution.AuthorRole.RESIDENT,
        )

    def ready_photo(self) -> Photo | None:
        """The safe photo with its description."""
        photo: Photo | None = self.cleaned_data.get("photo")
        return photo.described(self.cleaned_data.get("alt", "")) if photo else None


class EditForm(ContributionForm):
    """Change one's own contribution, starting from the version that was on the page."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    remove_photo = forms.BooleanField(label=_("Remove the photo"), required=False)

    def __init__(self, *args: Any, contribution: Contribution, photo: Attachment | None, **kwargs: Any) -> None:
        initial = {name: getattr(contribution, name) for name in (
            "title", "text", "neighbourhood", "place", "latitude", "longitude", "is_anonymous", "author_role",
            "version")}
        super().__init__(*args, initial=initial, **kwargs)
        if photo is None:
            del self.fields["remove_photo"]
        else:
            self.fields["photo"].label = _("Another photo")


class EnterForm(ContributionForm):
    """Write down what somebody else said."""

    channel = forms.ChoiceField(
        label=_("How did it come in?"),
        choices=[choice for choice in Channel.choices if choice[0] not in {Channel.WEB, Channel.IMPORT}],
    )
    field_order = ["channel", *ContributionForm.field_order]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["is_anonymous"]
        self.fields["author_role"].label = _("Who said it?")

    def words(self) -> Words:
        """The cleaned words; there is no name to show."""
        self.cleaned_data["is_anonymous"] = False
        return super().words()


class CommentForm(forms.Form):
    """A reaction in words."""

    text = forms.CharField(
        label=_("Your comment"), max_length=COMMENT_LENGTH, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write your comment first.")},
    )
    is_anonymous = forms.BooleanField(label=_("Do not show my name"), required=False)


class EditCommentForm(forms.Form):
    """Change one's own comment, starting from the version that was on the page."""

    text = CommentForm.base_fields["text"]
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReportForm(forms.Form):
    """Say what is not right."""

    reason = forms.ChoiceField(label=_("What is wrong?"), choices=Report.Reason.choices, widget=forms.RadioSelect,
                               error_messages={"required": _("Choose what is wrong.")})
    text = forms.CharField(label=_("Explanation"), max_length=REPORT_LENGTH, required=False,
                           widget=forms.Textarea(attrs={"rows": 4}))
