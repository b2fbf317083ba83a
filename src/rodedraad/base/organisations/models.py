"""Organisations and their neighbourhoods: the owner of every process, person and contribution."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from rodedraad.base.core.fields import Stamped

from .housestyle import digest

COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Enter a colour such as #c8102e."))
CBS_CODE = RegexValidator(r"^(GM|PV|WS)?\d{1,4}$", _("Enter a code such as GM0344."))


class Organisation(Stamped):
    """A body that runs participation: a municipality, province, water board or arrangement."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Municipality")
        PROVINCE = "province", _("Province")
        WATER_BOARD = "water_board", _("Water board")
        ARRANGEMENT = "arrangement", _("Joint arrangement")

    class Tone(models.TextChoices):
        FORMAL = "u", _("u (formal)")
        INFORMAL = "je", _("je (informal)")

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("short name"), unique=True, max_length=50)
    host = models.CharField(_("web address"), max_length=253, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.MUNICIPALITY)
    cbs_code = models.CharField(_("CBS code"), max_length=6, blank=True, validators=[CBS_CODE])
    tone = models.CharField(_("tone"), max_length=2, choices=Tone, default=Tone.FORMAL)
    intro = models.TextField(_("introduction"), blank=True)
    contact_email = models.EmailField(_("e-mail address for questions"), blank=True)
    primary_colour = models.CharField(_("main colour"), max_length=7, blank=True, validators=[COLOUR])
    ink_colour = models.CharField(_("text colour"), max_length=7, blank=True, validators=[COLOUR])
    logo = models.ImageField(_("logo"), upload_to="logos/", blank=True)
    answers_need_approval = models.BooleanField(_("a second person approves answers"), default=False)
    staff_need_second_step = models.BooleanField(_("staff log in with a second step"), default=False)
    held_words = models.TextField(_("words that hold a post"), blank=True)
    max_links = models.PositiveSmallIntegerField(_("links allowed in a post"), default=2)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def language(self) -> str:
        """The language code of the pages: `nl` or, with the informal tone, `nl-je`."""
        return "nl-je" if self.tone == self.Tone.INFORMAL else "nl"

    @property
    def house_style_path(self) -> str:
        """Where the stylesheet with this organisation's own colours is, "" when it has none."""
        if not (self.primary_colour or self.ink_colour):
            return ""
        return reverse("organisations:house_style", args=[digest(self.primary_colour, self.ink_colour)])

    @property
    def logo_path(self) -> str:
        """Where the logo is, "" when there is none."""
        if not self.logo:
            return ""
        return reverse("organisations:logo", args=[self.logo.name.rsplit("/", 1)[-1].removesuffix(".png")])

    def absolute(self, path: str) -> str:
        """The whole address of a path on this organisation's site, for in an e-mail."""
        port = f":{settings.SITE_PORT}" if settings.SITE_PORT else ""
        return f"{settings.SITE_SCHEME}://{self.host}{port}{path}"

    @property
    def held_word_list(self) -> list[str]:
        """The words that hold a post for a moderator, lower case."""
        return [word.strip().lower() for word in self.held_words.splitlines() if word.strip()]


class Owned(models.Model):
    """A row that belongs to one organisation. Queries without a scope raise `ScopeError`."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class Neighbourhood(Owned):
    """A part of the municipality that people recognise by name."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(max_length=80)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "slug"], name="neighbourhood_once")]

    def __str__(self) -> str:
        return self.name
