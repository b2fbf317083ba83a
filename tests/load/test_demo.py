"""The demo as a stranger starts it: its size, stages and conversations, and a second start that changes nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

COUNT = """
import json
from django_scopes import scopes_disabled
from rodedraad.base.accounts.models import Membership
from rodedraad.base.core.models import AuditLine
from rodedraad.decide.agreements.models import Commitment, Result
from rodedraad.decide.answers.models import Answer, Decision
from rodedraad.kinds.meetings.models import Conversation, Guest, Meeting, Quote
from rodedraad.listen.contributions.models import Comment, Contribution, Support
from rodedraad.listen.processes.models import Process
from rodedraad.understand.booklet.models import Edition
from rodedraad.understand.themes.models import Theme
with scopes_disabled():
    counts = {model.__name__: model.objects.count() for model in
              (AuditLine, Answer, Comment, Commitment, Contribution, Conversation, Decision, Edition, Guest,
               Meeting, Process, Quote, Result, Support, Theme)}
    stages = [process.state for process in Process.objects.order_by("state")]
    roles = sorted(set(Membership.objects.values_list("role", flat=True)))
    reached = [Contribution.objects.filter(**{f"has_{knot}": True}).count()
               for knot in ("theme", "answer", "decision", "commitment", "result")]
print(json.dumps([counts, stages, roles, reached]))
"""


@pytest.mark.load
def test_the_demo_is_as_large_as_we_say_and_loads_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RD_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/demo.sqlite3")

    def rodedraad(*command: str) -> str:
        done = subprocess.run([sys.executable, "-m", "rodedraad", *command], capture_output=True, text=True,
                              timeout=300, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    assert "geladen in" in rodedraad("demo", "--only-load")
    first = json.loads(rodedraad("shell", "--verbosity", "0", "-c", COUNT))
    counts, stages, roles, reached = first
    assert counts["Contribution"] == 2000 + counts["Quote"]
    assert counts["Quote"] >= 80
    assert counts["Conversation"] == 15
    assert counts["Meeting"] == 13
    assert counts["Guest"] == 32
    assert counts["Edition"] == 1
    assert counts["Comment"] == 2000
    assert counts["Support"] == 50_000
    assert stages == ["closed", *["published"] * 5]
    assert {"administrator", "adviser", "moderator", "alderman", "clerk", "council_member"} <= set(roles)
    assert min(counts[name] for name in ("Theme", "Answer", "Decision", "Commitment", "Result")) >= 2
    assert reached == sorted(reached, reverse=True)
    assert reached[-1] > 0
    assert "al geladen" in rodedraad("demo", "--only-load")
    assert json.loads(rodedraad("shell", "--verbosity", "0", "-c", COUNT)) == first
    rodedraad("verify_audit")
