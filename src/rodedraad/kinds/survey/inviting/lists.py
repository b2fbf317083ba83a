"""Lists that staff upload: of addresses for letters, of e-mail addresses; every fault with the number of its row."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rodedraad.base.core.tables import Row, Table, TableError
from rodedraad.base.organisations.models import Neighbourhood

from ..actions.inviting import Invitee
from ..models import Survey
from ..queries import groups_of

MOST_ROWS = 50_000
FAULTS_SHOWN = 20
_MAIL = re.compile(r"e-?mail|mailadres", re.IGNORECASE)
_GROUP = re.compile(r"^groep$|^group$", re.IGNORECASE)
_PLACE = re.compile(r"^(buurt|wijk|neighbourhood)$", re.IGNORECASE)


@dataclass
class Invitees:
    """What stands in a list: whom to invite, the cells beside them, and what is wrong."""

    columns: list[str] = field(default_factory=list)
    people: list[Invitee] = field(default_factory=list)
    cells: list[dict[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    doubles: int = 0

    def wrong(self, number: int, words: str) -> None:
        """Note a fault in a row, as long as there are not too many to read."""
        if len(self.faults) < FAULTS_SHOWN:
            self.faults.append(_("Row %(number)s: %(fault)s") % {"number": number, "fault": words})


def read_list(table: Table, survey: Survey, *, with_mail: bool) -> Invitees:
    """The people of a list. Raises `TableError` when it cannot be read as one.

    `with_mail`: each row needs an e-mail address; the same address twice counts once. Else each row is an address on
    paper, and its cells come back with the code beside them; they are not kept.
    """
    found = Invitees(table.columns)
    mail, group, place = (_column(table.columns, each) for each in (_MAIL, _GROUP, _PLACE))
    if with_mail and not mail:
        raise TableError(_("We cannot find the column with the e-mail addresses. Call it “e-mail”."))
    reader = _Reader(survey, found, mail if with_mail else "", group, place)
    for row in table.rows():
        if len(found.people) >= MOST_ROWS:
            raise TableError(_("This list has more than %(most)s rows. Split it up.") % {"most": MOST_ROWS})
        reader.take(row)
    if not found.people and not found.faults:
        raise TableError(_("There is nobody in this list: it has only names of columns."))
    return found


def _column(columns: Sequence[str], pattern: re.Pattern[str]) -> str:
    return next((name for name in columns if pattern.search(name)), "")


class _Reader:
    def __init__(self, survey: Survey, found: Invitees, mail: str, group: str, place: str) -> None:
        self.found, self.mail, self.group, self.place = found, mail, group, place
        self.groups = {key.lower(): key for key in groups_of(survey)}
        self.groups |= {label.lower(): key for key, label in groups_of(survey).items()}
        self.needs_group = survey.group_choice == Survey.GroupChoice.CODE
        self.places = {each.name.lower(): each for each in Neighbourhood.objects.order_by("pk")}
        self.seen: set[str] = set()

    def take(self, row: Row) -> None:
        """Read one row; what is wrong is noted with its number."""
        email = row.cells.get(self.mail, "").strip().lower() if self.mail else ""
        group, neighbourhood = self._group(row), self._place(row)
        if self.mail and not self._is_address(row.number, email):
            return
        if email and email in self.seen:
            self.found.doubles += 1
            return
        self.seen.add(email)
        if group is not None:
            self.found.people.append(Invitee(group=group, neighbourhood=neighbourhood, email=email))
            self.found.cells.append(row.cells)

    def _is_address(self, number: int, email: str) -> bool:
        try:
            validate_email(email)
        except ValidationError:
            self.found.wrong(number, _("this is no e-mail address: “%(value)s”.") % {"value": email[:60]})
            return False
        return True

    def _group(self, row: Row) -> str | None:
        said = row.cells.get(self.group, "").strip() if self.group else ""
        if not said and not self.needs_group:
            return ""
        if said.lower() not in self.groups:
            known = ", ".join(dict.fromkeys(self.groups.values()))
            self.found.wrong(row.number, _("we do not know the group “%(value)s”. Choose from: %(known)s.") % {
                "value": said[:60], "known": known} if said else _("the group is missing."))
            return None
        return self.groups[said.lower()]

    def _place(self, row: Row) -> Neighbourhood | None:
        said = row.cells.get(self.place, "").strip().lower() if self.place else ""
        if said and said not in self.places:
            self.found.wrong(row.number, _("we do not know the neighbourhood “%(value)s”.") % {"value": said[:60]})
        return self.places.get(said)


def letter_rows(codes: Sequence[str], people: Sequence[Invitee], cells: Sequence[Mapping[str, str]],
                columns: Sequence[str], link: str) -> tuple[list[str], list[list[str]]]:
    """The columns and rows of the file for letters: the own cells of the list, then greeting, code and link."""
    names = [*columns, _("Greeting"), pgettext("of an invitation", "Code"), _("Link"), _("Group"), _("Neighbourhood")]
    rows = [[*(own.get(name, "") for name in columns), _("To the residents of this address"), code,
             f"{link}?code={code}", person.group, person.neighbourhood.name if person.neighbourhood else ""]
            for code, person, own in zip(codes, people, cells, strict=True)]
    return names, rows
