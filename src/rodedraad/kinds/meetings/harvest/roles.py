"""The role that a note-taker wrote before a line (“Raadslid:”, “Wethouder 2:”), as one of the roles that we keep."""

import re
import unicodedata

from ..models.people import GuestRole

NAMED: dict[str, tuple[str, ...]] = {
    GuestRole.RESIDENT: ("inwoner", "bewoner", "bewoonster", "inwoonster", "buurtbewoner", "ouder", "vader", "moeder",
                         "scholier", "leerling", "student", "jongere", "oudere", "resident", "inw"),
    GuestRole.BUSINESS: ("ondernemer", "onderneemster", "winkelier", "boer", "boerin", "business"),
    GuestRole.ASSOCIATION: ("vereniging", "stichting", "vrijwilliger", "verenigingslid", "jongerenwerker", "dorpsraad",
                            "wijkraad", "instelling", "association"),
    GuestRole.COUNCIL: ("raadslid", "fractievoorzitter", "burgerlid", "commissielid", "statenlid", "council"),
    GuestRole.EXECUTIVE: ("wethouder", "burgemeester", "gedeputeerde", "executive", "bgm", "weth"),
    GuestRole.CLERK: ("griffier", "griffie", "clerk"),
    GuestRole.OFFICIAL: ("ambtenaar", "beleidsmedewerker", "projectleider", "wijkregisseur", "medewerker", "official",
                         "gebiedsmakelaar", "participatieadviseur"),
    GuestRole.OTHER: ("anders", "overig", "other"),
}
ROLE_OF = {word: role for role, words in NAMED.items() for word in words}
NUMBER = re.compile(r"[\s.]*(?:nr\.?\s*)?(?:\d{1,3}|[a-z])?\s*$")


def role_named(speaker: str) -> str | None:
    """The role when the speaker is written as a role and nothing more; a name is nobody's role."""
    plain = unicodedata.normalize("NFKC", speaker).casefold().strip(" :.()-")
    bare = NUMBER.sub("", plain)
    return next((ROLE_OF[each] for each in (plain, bare, bare.removesuffix("s"), bare.removesuffix("en"))
                 if each in ROLE_OF), None)
