"""From the harvest of a meeting to a booklet: live counts, consent per quote, editions, and words taken back."""

import io
import json
from collections.abc import Callable

import docx
import pypdf
import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from rodedraad.base.accounts.models import Person
from rodedraad.base.notifications.actions import follow
from rodedraad.base.notifications.models import Notice
from rodedraad.kinds.meetings.harvest.consent import change_consent, withdraw_consent
from rodedraad.kinds.meetings.models import Meeting, Quote
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.moderation.actions import hide
from rodedraad.listen.processes.errors import RefusedError, StaleError
from rodedraad.listen.processes.tests.factories import PersonFactory
from rodedraad.understand.booklet import actions
from rodedraad.understand.booklet.composing import compose
from rodedraad.understand.booklet.editions import as_shown, rendered
from rodedraad.understand.booklet.models import Booklet, ChosenQuote, Edition, Line
from rodedraad.understand.booklet.tasks import tell_followers
from rodedraad.understand.booklet.tracing import WITHDRAWN
from rodedraad.understand.themes.models import Theme
from rodedraad.understand.themes.tests.factories import GroundsFactory, ThemeFactory

BUS = "De bus rijdt niet meer na zeven uur en dan kom ik nergens."
BENCH = "Zet toch eens een bank bij de halte neer voor mijn moeder."
SECRET = "Het geheimwoord van deze avond is zeker kikkerdril geweest."


@pytest.fixture
def thread(said: Callable[..., Quote], meeting: Meeting) -> Theme:
    """A thread with one observation; three statements, of which one may only count."""
    made = ThemeFactory(process=meeting.process, title="Het dorp uit", description="Wie niet rijdt, zit vast.")
    below = ThemeFactory(process=meeting.process, parent=made, title="De bus", description="De avondbus is gemist.")
    quotes = [said(BUS, "name", "Anna Verzonnen"), said(BENCH, "role"), said(SECRET, "theme")]
    for theme, quote in zip((below, below, made), quotes, strict=True):
        GroundsFactory(theme=theme, contribution=quote.contribution)
    return made


@pytest.fixture
def booklet(thread: Theme, adviser: Person) -> Booklet:
    """A booklet of the process of the meeting."""
    return actions.make_booklet(organisation=adviser.organisation, title="Rode draden", processes=[thread.process],
                                by=adviser)


def published(booklet: Booklet, by: Person) -> Edition:
    """A new edition."""
    booklet.refresh_from_db()
    return actions.publish(booklet=booklet, version=booklet.version, by=by)


def text_of(edition: Edition) -> str:
    """All words of an edition: as it is kept, as a page and as files."""
    pdf = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(rendered(edition, "pdf"))).pages)
    word = "\n".join(each.text for each in docx.Document(io.BytesIO(rendered(edition, "docx"))).paragraphs)
    page = Client().get(reverse("booklet:booklet", args=[edition.booklet.slug])).content.decode()
    under = Client().get(reverse("booklet:grounds", args=[edition.booklet.slug, 1])).content.decode()
    kept = json.dumps(Edition.objects.get(pk=edition.pk).data, ensure_ascii=False)
    return " ".join("\n".join([pdf, word, page, under, kept, rendered(edition, "json").decode()]).split())


def test_a_booklet_begins_with_the_threads_of_the_desk_and_its_counts_live(booklet, thread, said) -> None:
    made = compose(booklet).booklet
    assert made.faults() == []
    assert (made.conversation_count, made.statement_count) == (1, 3)
    assert [each.title for each in made.threads] == ["Het dorp uit"]
    only = made.threads[0].observations[0]
    assert (only.text, only.conversations, only.out_of, only.statements) == ("De avondbus is gemist.", 1, 1, 2)
    GroundsFactory(theme=thread.observations.get(), contribution=said("De laatste bus is al om zes uur.").contribution)
    again = compose(booklet).booklet
    assert (again.statement_count, again.threads[0].observations[0].statements) == (4, 3)
    assert again.threads[0].counts_by_organisation == {booklet.organisation.name: 4}


def test_names_stand_there_with_consent_only_and_closed_words_nowhere(booklet, adviser) -> None:
    chapter = booklet.chapters.get()
    chapter.quotes.all().delete()
    for each in Contribution.objects.filter(text__in=[BUS, BENCH]):
        actions.choose_quote(chapter=chapter, contribution=each, text=each.text, by=adviser)
    words = text_of(published(booklet, adviser))
    assert BUS in words
    assert "Anna Verzonnen" in words
    assert BENCH in words
    assert "kikkerdril" not in words


def test_only_literal_public_words_can_be_quoted(booklet, adviser) -> None:
    chapter = booklet.chapters.get()
    chapter.quotes.all().delete()
    closed, bus = Contribution.objects.get(text=SECRET), Contribution.objects.get(text=BUS)
    assert actions.choose_quote(chapter=chapter, contribution=bus, text="De bus rijdt niet", by=adviser).pk
    for said, text in ((closed, SECRET), (bus, "Dit heeft nooit iemand gezegd."), (bus, "")):
        with pytest.raises(RefusedError):
            actions.choose_quote(chapter=chapter, contribution=said, text=text, by=adviser)


@pytest.mark.parametrize("act", ["withdraw", "close", "hide"])
def test_words_taken_back_leave_every_edition_and_file_and_the_counts_stay(booklet, adviser, act) -> None:
    chapter = booklet.chapters.get()
    bus = Contribution.objects.get(text=BUS)
    chapter.quotes.all().delete()
    actions.choose_quote(chapter=chapter, contribution=bus, text=BUS, by=adviser)
    line = actions.add_line(chapter=chapter, text=BUS, by=adviser)
    actions.set_grounds(line=line, among=[bus.pk], chosen=[bus.pk], by=adviser)
    Line.objects.filter(pk=line.pk).update(taken_from=bus)
    actions.edit_words(booklet=booklet, version=None, title="Rode draden", subtitle="",
                       texts={"foreword": f"Iemand zei: {BUS} Dat raakte ons."}, by=adviser)
    first, second = published(booklet, adviser), published(booklet, adviser)
    assert BUS in text_of(second)
    files = [f"booklets/{booklet.organisation_id}/{second.pk}"]
    quote = Quote.objects.get(contribution=bus)
    if act == "withdraw":
        withdraw_consent(quote=quote, by=adviser)
    elif act == "close":
        change_consent(quote=quote, consent="theme", by=adviser)
    else:
        hide(post=Contribution.objects.get(pk=bus.pk), version=Contribution.objects.get(pk=bus.pk).version,
             reason="Niet netjes", by=adviser)
    words = text_of(second) if act != "hide" else json.dumps(as_shown(second).as_dict(), ensure_ascii=False)
    assert BUS not in words
    assert "Dat raakte ons." in words
    assert WITHDRAWN in words
    for edition in (first, second):
        shown = as_shown(Edition.objects.get(pk=edition.pk)).threads[0].observations
        assert [(each.statements, each.hidden) for each in shown] == [(2, 1), (1, 1)]
    if act != "hide":
        assert BUS not in json.dumps(Edition.objects.get(pk=first.pk).data, ensure_ascii=False)
        assert not ChosenQuote.objects.exists()
        assert len(default_storage.listdir(files[0])[1]) <= 4


def test_a_literal_line_of_the_working_copy_waits_for_new_words(booklet, adviser) -> None:
    line = actions.add_line(chapter=booklet.chapters.get(), text=BENCH, by=adviser)
    said = Contribution.objects.get(text=BENCH)
    actions.set_grounds(line=line, among=[said.pk], chosen=[said.pk], by=adviser)
    Line.objects.filter(pk=line.pk).update(taken_from=said)
    withdraw_consent(quote=said.quote, by=None)
    with pytest.raises(RefusedError, match="leeg"):
        published(booklet, adviser)
    line.refresh_from_db()
    actions.edit_line(line=line, version=None, text="Mensen willen zitten bij de halte.", by=adviser)
    assert published(booklet, adviser).number == 1


def test_a_second_person_approves_where_the_organisation_wants_it(booklet, adviser) -> None:
    booklet.organisation.answers_need_approval = True
    booklet.organisation.save()
    with pytest.raises(RefusedError):
        published(booklet, adviser)
    booklet.refresh_from_db()
    actions.submit(booklet=booklet, version=booklet.version, by=adviser)
    booklet.refresh_from_db()
    with pytest.raises(RefusedError):
        actions.approve(booklet=booklet, version=booklet.version, by=adviser)
    other = PersonFactory(roles=["alderman"])
    with pytest.raises(StaleError):
        actions.approve(booklet=booklet, version=1, by=other)
    actions.approve(booklet=booklet, version=booklet.version, by=other)
    edition = published(booklet, adviser)
    assert edition.approved_by == other
    actions.edit_words(booklet=booklet, version=None, title="Anders", subtitle="", texts={}, by=adviser)
    with pytest.raises(RefusedError):
        published(booklet, adviser)
    assert as_shown(edition).title == "Rode draden"


def test_a_booklet_can_be_of_one_meeting_only(booklet, adviser, meeting, said, activity) -> None:
    other = Meeting.objects.create(organisation=activity.organisation, activity=activity, form="dinner", title="Later",
                                   starts_at=meeting.starts_at, ends_at=meeting.ends_at, state="held")
    part = f"meeting:{other.pk}"
    assert compose(booklet).booklet.statement_count == 3
    actions.narrow(booklet=booklet, version=None, processes=[meeting.process], activities=[], keys=[part], by=adviser)
    assert compose(booklet).booklet.statement_count == 3  # a meeting without a card is no part
    actions.narrow(booklet=booklet, version=None, processes=[meeting.process], activities=[],
                   keys=[f"meeting:{meeting.pk}"], by=adviser)
    assert compose(booklet).booklet.statement_count == 3


def test_the_pages_of_the_desk_work_from_new_to_withdrawn(thread, adviser, adviser_client) -> None:
    post, get = adviser_client.post, adviser_client.get
    made = post(reverse("booklet:make"), {"title": "Uit onze gesprekken", "processes": [thread.process.pk]})
    booklet = Booklet.objects.get()
    assert made["Location"] == reverse("booklet:overview", args=[booklet.pk])
    chapter = booklet.chapters.get()
    one, at = [booklet.pk], [booklet.pk, chapter.pk]
    for name, args in (("desk", []), ("make", []), ("overview", one), ("words", one), ("sources", one),
                       ("preview", one), ("preview_pdf", one), ("chapter", at), ("quotes", at), ("remove", one),
                       ("publish", one), ("terms", ["value"]), ("terms", ["instrument"])):
        page = get(reverse(f"booklet:{name}", args=args))
        assert page.status_code == 200, name
        assert name == "preview_pdf" or b"<h1" in page.content, name
    post(reverse("booklet:add_line", args=at), {"text": "In eigen woorden."})
    line = Line.objects.get(theme=None)
    assert "U" not in post(reverse("booklet:publish", args=one), {"version": "1"}).headers.get("Location", "")
    page = get(reverse("booklet:grounds_of_line", args=[*at, line.pk])).content.decode()
    ids = [str(each.pk) for each in Contribution.objects.filter(text__in=[BUS, BENCH])]
    assert BUS in page
    post(reverse("booklet:grounds_of_line", args=[*at, line.pk]), {"getoond": ids, "gekozen": ids[:1]})
    assert line.grounds.count() == 1
    booklet.refresh_from_db()
    post(reverse("booklet:publish", args=one), {"version": booklet.version, "note": "De eerste."})
    public = Client().get(reverse("booklet:booklet", args=[booklet.slug]))
    assert "In eigen woorden." in public.content.decode()
    assert Client().get(reverse("processes:detail", args=[thread.process.slug])).content.decode().count(
        "Uit onze gesprekken") == 1
    booklet.refresh_from_db()
    post(reverse("booklet:withdraw", args=one), {"version": booklet.version, "reason": "Er stond een fout in."})
    gone = Client().get(reverse("booklet:booklet", args=[booklet.slug]))
    assert gone.status_code == 410
    assert "Er stond een fout in." in gone.content.decode()
    assert Client().get(reverse("booklet:file", args=[booklet.slug, "pdf"])).status_code == 404


def test_the_public_page_costs_a_fixed_number_of_queries(booklet, adviser, django_assert_max_num_queries) -> None:
    edition = published(booklet, adviser)
    with django_assert_max_num_queries(8):
        Client().get(reverse("booklet:booklet", args=[edition.booklet.slug]))


def test_the_working_copy_costs_a_fixed_number_of_queries(booklet, said, thread, django_assert_max_num_queries) -> None:
    for number in range(12):
        GroundsFactory(theme=thread, contribution=said(f"Nog een zin over de bus, nummer {number}.").contribution)
    with django_assert_max_num_queries(20):
        compose(Booklet.objects.get(pk=booklet.pk))


def test_words_of_an_organisation_replace_the_list(booklet, adviser, adviser_client) -> None:
    url = reverse("booklet:terms", args=["value"])
    twice = adviser_client.post(url, {"words": "Nabijheid: dichtbij\nNabijheid: nog eens"})
    assert "twee keer" in twice.content.decode()
    adviser_client.post(url, {"words": "Nabijheid: dichtbij mensen zijn\n\nRust"})
    assert [each.name for each in compose(booklet).booklet.values] == ["Nabijheid", "Rust"]
    adviser_client.post(url, {"words": ""})
    assert len(compose(booklet).booklet.values) == 10


def test_followers_hear_of_a_new_edition_once(booklet, adviser, resident) -> None:
    follow(by=resident, topic=booklet.sources.get().process.topic)
    edition = published(booklet, adviser)
    assert [tell_followers.func(edition.pk), tell_followers.func(edition.pk)] == [1, 0]
    notice = Notice.objects.get(person=resident)
    assert (notice.title, notice.path) == ("Nieuw boekje: Rode draden", "/rode-draden/rode-draden")
