"""The invented content keeps its promises: exact counts, the same every time, evidently invented, varied, readable."""

import re
import subprocess
import sys
from collections import Counter
from dataclasses import fields, is_dataclass
from datetime import timedelta
from difflib import SequenceMatcher
from time import perf_counter

import pytest

from rodedraad.site.demo import content
from rodedraad.site.demo.content.fragments import table, themes_of
from rodedraad.site.demo.content.shapes import Idea, Organisation, Process

CITY, WATER = content.demo_organisations()
PROCESSES = {process.key: process for process in CITY.processes}
IDEAS = [idea for process in CITY.processes for idea in process.ideas]
COMMENTS = [comment for process in CITY.processes for comment in process.comments]
DOUBLES = [(process.ideas[idea.double_of], idea) for process in CITY.processes for idea in process.ideas
           if idea.double_of is not None]
every_process = pytest.mark.parametrize("process", [*CITY.processes, *WATER.processes], ids=lambda one: one.key)


def strings(thing: object) -> list[str]:
    """Every text in a tree of dataclasses."""
    if isinstance(thing, str):
        return [thing]
    if isinstance(thing, tuple):
        return [text for part in thing for text in strings(part)]
    if is_dataclass(thing):
        return [text for field in fields(thing) for text in strings(getattr(thing, field.name))]
    return []


EVERYTHING = strings((CITY, WATER))


def test_counts_are_exact() -> None:
    assert {key: len(process.ideas) for key, process in PROCESSES.items()} == {
        "groen": 1100, "verkeer": 650, "buurthuis": 250}
    assert len(IDEAS) == 2000
    assert len(COMMENTS) == 2000
    assert len(CITY.residents) == 3000
    assert [len(process.ideas) for process in WATER.processes] == [0]


def test_another_run_gives_the_same() -> None:
    """In another interpreter with another hash seed too."""
    code = ("import hashlib; from rodedraad.site.demo import content; "
            "print(hashlib.sha256(repr(content.demo_organisations()).encode()).hexdigest())")
    seen = {subprocess.run([sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
                           capture_output=True, text=True, check=True).stdout for seed in ("1", "2")}
    assert len(seen) == 1
    assert len(seen.pop().strip()) == 64


def test_it_is_quick() -> None:
    content.demo_organisations.cache_clear()
    started = perf_counter()
    again = content.demo_organisations()
    assert timedelta(seconds=perf_counter() - started) < timedelta(seconds=2)
    assert again == (CITY, WATER)


def test_texts_differ() -> None:
    assert len({idea.text for idea in IDEAS}) >= 0.99 * len(IDEAS)
    for process in CITY.processes:
        assert len({comment.text for comment in process.comments}) == len(process.comments)
    assert len({idea.title for idea in IDEAS}) > 1300


def test_near_doubles_are_near_and_not_the_same() -> None:
    assert len(DOUBLES) >= 60
    for first, second in DOUBLES:
        assert first.text != second.text
        assert first.grounds[0].theme == second.grounds[0].theme
        assert first.days_ago >= second.days_ago
    likeness = sorted(SequenceMatcher(None, one.text, two.text, autojunk=False).ratio() for one, two in DOUBLES)
    strangers = [SequenceMatcher(None, IDEAS[n].text, IDEAS[n + 500].text, autojunk=False).ratio() for n in range(60)]
    assert likeness[len(likeness) // 2] > max(strangers)


def test_doubles_and_merges_point_back() -> None:
    for process in CITY.processes:
        for index, idea in enumerate(process.ideas):
            assert idea.double_of is None or idea.double_of < index
            assert (idea.state == "merged") == (idea.merged_into is not None)
    assert any(idea.state == "merged" for idea in IDEAS)


def test_titles_fit() -> None:
    assert all(3 <= len(idea.title) <= 80 for idea in IDEAS)


def test_passages_stand_in_their_text() -> None:
    wrong = [(idea.text, ground.passage) for idea in IDEAS for ground in idea.grounds
             if not ground.passage or ground.passage not in idea.text]
    assert wrong == []


def test_no_slot_stays_open() -> None:
    words = [text for text in EVERYTHING if re.search(r"[{}\[\]]", text)]
    assert words == []


def test_nobody_can_be_real() -> None:
    for text in EVERYTHING:
        assert all(found.endswith(".example") for found in re.findall(r"[\w.+-]+@([\w.-]+\w)", text)), text
        assert all(found.endswith(".example") for found in re.findall(r"https?://([\w.-]+)", text)), text
        assert set(re.findall(r"\b0\d[\d -]{7,}\d\b", text)) <= {"06-00000000"}, text
        assert not re.search(r"\+31|\b\d{4} ?[A-Z]{2}\b", text), text
    names = [person.name for organisation in (CITY, WATER) for person in (*organisation.staff, *organisation.residents)]
    assert all(name.split()[-1] in {"Demo", "Voorbeeld"} for name in names)
    emails = [person.email for one in (CITY, WATER) for person in (*one.staff, *one.residents)]
    assert len(set(emails)) == len(emails)


def test_every_theme_has_ideas_and_a_sentence() -> None:
    for process in CITY.processes:
        counts = Counter(ground.theme for idea in process.ideas for ground in idea.grounds)
        assert set(counts) == {theme.key for theme in process.themes}
        assert min(counts.values()) >= 20
        assert all(theme.description.endswith(".") for theme in process.themes)
    assert [len(process.themes) for process in CITY.processes] == [10, 10, 6]


def test_themes_are_written_richly() -> None:
    for key in PROCESSES:
        for fragments in themes_of(key).values():
            for part in ("situations", "wishes"):
                words = [text for subject in fragments.subjects for text in getattr(subject, part)]
                assert len(set(words)) >= 25, fragments.theme.key


def test_dutch_reads_easily() -> None:
    """The mean sentence stays short, in what residents say and in what the organisation answers."""
    said = [idea.text for idea in IDEAS if idea.language == "nl"]
    answered = [answer.text + " " + answer.motivation for process in CITY.processes for answer in process.answers]
    rules = [getattr(charter, part) for process in (*CITY.processes, *WATER.processes) for charter in process.charters
             for part in ("goal", "fixed", "open", "weighing", "participants", "feedback", "reason")]
    for texts in (said, answered, rules):
        sentences = [one for text in texts for one in re.split(r"[.!?]+\s|[.!?]+$|\n", text) if one.strip()]
        assert sum(len(one.split()) for one in sentences) / len(sentences) < 15


def test_texts_have_one_to_nine_sentences() -> None:
    assert all(1 <= len([one for one in re.split(r"[.!?]+(?:\s|$)", idea.text) if one.strip()]) <= 10 for idea in IDEAS)


def test_many_ways_in_and_many_tongues() -> None:
    assert {idea.channel for idea in IDEAS} == {"web", "paper", "street", "phone"}
    assert {idea.language for idea in IDEAS} == {"nl", "en", "tr", "pl"}
    assert all(idea.author is None for idea in IDEAS if idea.channel != "web")
    assert all(idea.author is not None for idea in PROCESSES["verkeer"].ideas if idea.channel == "web")
    assert all(0 <= one.author < len(CITY.residents) for one in (*IDEAS, *COMMENTS) if one.author is not None)
    assert not any(idea.is_anonymous and idea.author is None for idea in IDEAS)
    assert 800 < sum(idea.latitude is not None for idea in IDEAS) < 1400


def test_moderators_have_work() -> None:
    waiting = [idea for idea in IDEAS if idea.state == "pending"]
    hidden = [idea for idea in IDEAS if idea.state == "hidden"]
    assert len(waiting) == 8
    assert all(idea.hold_reason for idea in waiting)
    assert any("06-00000000" in idea.text for idea in waiting)
    assert any(idea.text.count("https://") > CITY.max_links for idea in waiting)
    assert len(hidden) == 11
    assert all(idea.state_reason for idea in hidden)
    assert sum(comment.state == "pending" for comment in COMMENTS) == 3


def is_off_subject(idea: Idea) -> bool:
    return idea.state == "published" and not idea.grounds


def test_only_the_running_process_has_work_left_at_the_analysis_desk() -> None:
    for process in CITY.processes:
        open_grounds = sum(not ground.is_confirmed for idea in process.ideas for ground in idea.grounds)
        assert (open_grounds > 100) == (process.key == "groen")
        assert all(idea.is_off_topic for idea in process.ideas if is_off_subject(idea))
        assert sum(idea.is_off_topic for idea in process.ideas) >= 4


def test_comments_come_after_their_idea() -> None:
    for process in CITY.processes:
        for comment in process.comments:
            assert 0 <= comment.days_ago <= process.ideas[comment.idea].days_ago
            assert process.ideas[comment.idea].state == "published"
    stances = Counter(comment.stance for comment in COMMENTS)
    assert min(stances["for"], stances["against"], stances["asking"]) > 200


def test_supports_add_up_and_have_a_long_tail() -> None:
    counts = content.supports_per_idea(IDEAS)
    assert sum(counts) == 50_000
    assert max(counts) <= 900
    assert all(count == 0 for count, idea in zip(counts, IDEAS, strict=True) if idea.state != "published")
    top = sorted(counts, reverse=True)
    assert sum(top[:200]) > 0.35 * 50_000
    assert top[1000] < 25


def test_too_many_supports_are_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        content.supports_per_idea(IDEAS[:2], total=5000)


@every_process
def test_rules_are_complete(process: Process) -> None:
    for number, charter in enumerate(process.charters):
        assert [field.name for field in fields(charter) if getattr(charter, field.name) == ""] in ([], ["reason"])
        assert bool(charter.reason) == (number > 0)
        assert charter.published < charter.decision_on
        assert charter.answer_by < charter.decision_on
    assert all(phase.starts < phase.ends for phase in process.activity.phases)
    assert len(process.title) <= 120 and len(process.summary) <= 300


def test_the_rules_of_the_running_process_changed_once_with_a_reason() -> None:
    first, second = PROCESSES["groen"].charters
    assert second.decision_on > first.decision_on
    assert second.goal == first.goal
    assert second.published < 0


@every_process
def test_the_thread_holds_together(process: Process) -> None:
    answers = {answer.key: answer for answer in process.answers}
    decisions = {decision.key: decision for decision in process.decisions}
    commitments = {commitment.key: commitment for commitment in process.commitments}
    owner = CITY if process in CITY.processes else WATER
    staff = {person.key: person.role for person in owner.staff}
    for answer in process.answers:
        assert answer.themes or answer.ideas
        assert set(answer.themes) <= {theme.key for theme in process.themes}
        assert answer.motivation or answer.outcome == "taken_over"
        assert len(answer.title) <= 150
    for decision in process.decisions:
        assert set(decision.answers) <= set(answers)
        assert all(answers[key].day <= decision.day for key in decision.answers)
    for commitment in process.commitments:
        assert commitment.decision in decisions or commitment.answer in answers
        assert commitment.made < commitment.due
        assert staff[commitment.owner] == "alderman"
        assert bool(commitment.stop_reason) == (commitment.state == "stopped")
    for result in process.results:
        assert commitments[result.commitment].made <= result.day < 0
        assert result.url.startswith("https://voorbeeldstad.example/")
    final = {result.commitment for result in process.results if result.achieved != "progress"}
    assert final == {key for key, commitment in commitments.items() if commitment.state == "done"}
    assert staff[process.adviser] == "adviser" and staff[process.alderman] == "alderman"


def test_every_theme_of_the_later_processes_is_answered() -> None:
    for key in ("verkeer", "buurthuis"):
        process = PROCESSES[key]
        assert {theme for answer in process.answers for theme in answer.themes} == {one.key for one in process.themes}
        off_subject = {index for index, idea in enumerate(process.ideas) if idea.is_off_topic}
        assert any(set(answer.ideas) == off_subject and answer.outcome == "outside" for answer in process.answers)
        assert {answer.outcome for answer in process.answers} == {"taken_over", "partly", "not", "outside"}


def test_promises_are_kept_late_and_overdue() -> None:
    promises = [one for process in CITY.processes for one in process.commitments]
    due = {one.key: one.due for one in promises}
    results = [result for process in CITY.processes for result in process.results]
    assert any(one.state == "open" and one.due < 0 for one in promises)
    assert any(result.day > due[result.commitment] for result in results)
    assert sum(one.state == "done" for one in promises) >= 5
    assert PROCESSES["buurthuis"].lesson


def test_held_words_hold_what_waits() -> None:
    """What waits for a moderator is what the organisation's own settings would hold."""
    stems = (re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in CITY.held_words)
    pattern = re.compile(rf"(?<!\w)({'|'.join(stems)})(?!\w)")
    for idea in IDEAS:
        words = (idea.title + " " + idea.text).lower()
        held = bool(pattern.search(words)) or words.count("https://") > CITY.max_links
        assert held == (idea.state == "pending"), idea.text


def test_organisations_are_invented_and_two() -> None:
    assert isinstance(CITY, Organisation)
    assert [one.slug for one in (CITY, WATER)] == ["voorbeeldstad", "voorbeelddelta"]
    assert {person.role for person in CITY.staff} == {
        "administrator", "adviser", "moderator", "alderman", "clerk", "council_member"}
    assert set(CITY.neighbourhoods) == {row["name"] for row in table("places")["neighbourhood"]}
    assert {idea.neighbourhood for idea in IDEAS} == set(CITY.neighbourhoods)
