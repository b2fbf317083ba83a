"""Real public sets through the adviser's own pages: import, themes, suggestions, answers, decision and report."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django_scopes import scope
from pypdf import PdfReader

from rodedraad.decide.answers.models import Answer
from rodedraad.listen.contributions.models import Contribution, ImportBatch
from rodedraad.site.coverage import coverage_of
from rodedraad.understand.themes.models import Grounds
from tests.thread.steps import answered, decided_and_done, open_activity, process_by, sent, theme_by

pytestmark = [pytest.mark.needs_shared, pytest.mark.django_db(transaction=True)]  # the worker closes its connections

SETS = {
    "pabulib/Netherlands_Amsterdam_289.pb": {
        "Groen": ("groen", "tuin", "boom", "plant", "bloem", "geveltuin"),
        "Spelen en ontmoeten": ("speel", "buurt", "ontmoet", "jeu", "bank", "plein"),
    },
    "polis/canadian-electoral-reform/comments.csv": {
        "Proportional representation": ("proportional", "MMP", "STV", "PR "),
        "Referendum": ("referendum", "vote", "mandate"),
    },
}


def bring_in(adviser, slug: str, activity, path: Path) -> ImportBatch:
    """Upload, keep the columns that were recognised, import; the worker does its part in between."""
    file = SimpleUploadedFile(path.name, path.read_bytes())
    sent(adviser.post(f"/beheer/trajecten/{slug}/activiteiten/{activity.pk}/importeren", {"file": file}))
    batch = ImportBatch.objects.latest("pk")
    form = adviser.get(f"/beheer/trajecten/{slug}/importen/{batch.pk}").context["form"]
    recognised = {name: field.initial for name, field in form.fields.items() if field.initial}
    sent(adviser.post(f"/beheer/trajecten/{slug}/importen/{batch.pk}", {**form.initial, **recognised}))
    call_command("work", batch=True, interval=0)
    batch.refresh_from_db()
    assert batch.errors == []
    sent(adviser.post(f"/beheer/trajecten/{slug}/importen/{batch.pk}/starten"))
    call_command("work", batch=True, interval=0)
    batch.refresh_from_db()
    return batch


def with_words(words: tuple[str, ...]) -> list[int]:
    """The contributions without a theme in which one of the words stands: what an adviser finds by searching."""
    looked_for = re.compile("|".join(map(re.escape, words)), re.IGNORECASE)
    free = Contribution.objects.filter(state="published", has_theme=False).order_by("pk")
    return [each.pk for each in free if looked_for.search(f"{each.title} {each.text}")]


@pytest.mark.parametrize("name", SETS)
def test_a_real_set_from_file_to_report(ours, person_of, client_of, visitor_of, shared_data, name: str) -> None:
    adviser, colleague = (client_of(person_of(ours, "adviser")) for _each in range(2))
    clerk = client_of(person_of(ours, "clerk"))
    with scope(organisation=ours):
        slug = process_by(adviser)
        activity = open_activity(adviser, slug)
        rows = bring_in(adviser, slug, activity, shared_data / name).new_count
        assert Contribution.objects.count() == rows >= 38
        themes = [theme_by(adviser, slug, title, f"Dit gaat over: {', '.join(words)}.", found)
                  for title, words in SETS[name].items() if (found := with_words(words))]
        assert len(themes) == 2
        sent(adviser.post(f"/beheer/trajecten/{slug}/analyse/suggesties"))
        call_command("work", batch=True, interval=0)
        guesses = list(Grounds.objects.suggested().values_list("pk", "contribution_id"))
        for pk, _contribution in guesses[:3]:
            sent(adviser.post(f"/beheer/trajecten/{slug}/analyse/doen", {"do": f"accept:{pk}"}))
        answers = [answered(adviser, colleague, slug, theme) for theme in themes]
        decided_and_done(clerk, adviser, slug, answers[0])
        call_command("work", batch=True, interval=0)
        figures = coverage_of(activity.process)
        grounded = Grounds.objects.confirmed().values("contribution").distinct().count()
        assert grounded >= 5
        assert Contribution.objects.filter(has_answer=True).count() == grounded
        assert Answer.objects.filter(state="published").count() == 2
        assert figures is not None
    report = visitor_of(ours).get(f"/trajecten/{slug}/verslag.pdf")
    assert report.status_code == 200
    reader = PdfReader(BytesIO(b"".join(report)))
    text = " ".join(page.extract_text() for page in reader.pages)
    for theme in themes:
        assert theme.title in text
    assert "Er komen banken" in text
