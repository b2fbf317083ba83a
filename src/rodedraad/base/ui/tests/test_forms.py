"""Fields are labelled, tied to their help and errors, and the summary leads to each of them."""

import re

import pytest
from django import forms
from django.core.paginator import Paginator

from rodedraad.base.ui.patterns import ExampleForm

from .drawing import draw


def drawn(form: forms.Form) -> str:
    return draw('{% component "form" form=form submit="Ga" %}{% c "fields" form=form %}{% endcomponent %}', form=form)


def ids(html: str) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', html)


@pytest.mark.parametrize("form", [ExampleForm(), ExampleForm({"who": "x", "people": "veel"})], ids=["empty", "wrong"])
def test_every_control_has_a_label_and_every_reference_exists(form: forms.Form) -> None:
    html = drawn(form)
    known = ids(html)
    assert len(known) == len(set(known))
    for control in re.findall(r"<(?:input|select|textarea)\b[^>]*>", html):
        if 'type="hidden"' not in control:
            name = re.search(r'\bid="([^"]+)"', control)[1]
            assert f'for="{name}"' in html
    for named in re.findall(r'aria-describedby="([^"]+)"', html):
        assert set(named.split()) <= set(known)


def test_a_wrong_field_is_marked_and_says_what_is_wrong() -> None:
    html = drawn(ExampleForm({"people": "0"}))
    control = re.search(r"<input[^>]*name=\"people\"[^>]*>", html)[0]
    assert 'aria-invalid="true"' in control
    assert 'aria-describedby="id_people_error"' in control
    assert 'id="id_people_error"' in html


def test_the_summary_leads_to_each_wrong_field() -> None:
    html = drawn(ExampleForm({"people": "0", "who": "x"}))
    summary = html[: html.index("<form")]
    assert 'role="alert"' in summary
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets == ["id_title", "id_neighbourhood", "id_who", "id_people"]
    assert set(targets) <= set(ids(html))
    assert "Waar gaat uw idee over? Dit veld" in summary
    assert "Buurt: Dit veld" in summary


def test_errors_of_the_whole_form_are_in_the_summary() -> None:
    form = ExampleForm({})
    form.full_clean()
    form.add_error(None, "U stuurde dit al een keer.")
    assert "U stuurde dit al een keer." in drawn(form)


def test_a_good_or_new_form_has_no_summary() -> None:
    assert "rd-error-summary" not in drawn(ExampleForm())
    assert "aria-invalid" not in drawn(ExampleForm())


def test_what_was_typed_stays() -> None:
    assert 'value="Meer bomen"' in drawn(ExampleForm({"title": "Meer bomen"}))


def test_hidden_fields_are_sent_without_a_label() -> None:
    class Versioned(forms.Form):
        version = forms.IntegerField(widget=forms.HiddenInput, initial=4)

    html = drawn(Versioned())
    assert 'type="hidden" name="version" value="4"' in html
    assert "<label" not in html


def test_the_pages_keep_the_filters_and_change_only_the_page() -> None:
    html = draw('{% c "pagination" page=page query="q=bomen&pagina=2" %}', page=Paginator(range(100), 10).page(3))
    assert 'href="?q=bomen&amp;pagina=4"' in html
    assert html.count('aria-current="page"') == 1


def test_pages_of_unknown_number_only_go_on_and_back() -> None:
    class Sliding:
        number, has_other_pages, has_previous, has_next = 7, True, True, True
        previous_page_number, next_page_number = 6, 8

    html = draw('{% c "pagination" page=page total="Meer dan 1.000 ideeën" %}', page=Sliding())
    assert re.findall(r"pagina=(\d+)", html) == ["6", "8"]
    assert "Meer dan 1.000" in html


def test_one_page_needs_no_pages() -> None:
    assert draw('{% c "pagination" page=page %}', page=Paginator([1], 10).page(1)).strip() == ""


@pytest.mark.parametrize(("current", "leads_to", "sorted_as"), [
    ("", "volgorde=n", None), ("n", "volgorde=-n", "ascending"), ("-n", "volgorde=n", "descending"),
])
def test_a_header_sorts_and_turns_round(current: str, leads_to: str, sorted_as: str | None) -> None:
    html = draw('{% c "sort-header" label="Aantal" key="n" current=current query="pagina=3&wijk=1" %}', current=current)
    assert f'href="?wijk=1&amp;{leads_to}"' in html
    assert (f'aria-sort="{sorted_as}"' in html) if sorted_as else ("aria-sort" not in html)


@pytest.mark.parametrize(("done", "total", "share"), [(0, 0, "0%"), (1, 3, "33%"), (2999, 3000, "99%"), (3, 3, "100%")])
def test_progress_is_a_count_and_a_share_that_never_rounds_up(done: int, total: int, share: str) -> None:
    assert share in draw('{% c "progress" done=done total=total label="Gelezen" %}', done=done, total=total)


def test_a_passage_is_marked_exactly() -> None:
    html = draw('{% c "passage" text=text start=4 length=5 %}', text="Een <rode> draad")
    assert html.strip() == 'Een <mark class="rd-mark">&lt;rode</mark>&gt; draad'


def test_a_chart_has_its_figures_in_a_table() -> None:
    html = draw('{% c "bar-chart" title="t" bars=bars unit="%" %}', bars=[("Groen", 1200), ("Grijs", 0)])
    assert re.findall(r'rd-number">([^<]+)<', html) == ["1.200%", "0%"]
    assert re.findall(r'class="rd-chart__bar[^>]*width="(\d+)"', html) == ["1000", "0"]
    assert "<rect" not in draw('{% c "bar-chart" title="t" bars=bars %}', bars=[])
