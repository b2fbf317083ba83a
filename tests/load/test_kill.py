"""The short forms of the kill tests; with `--kills 20` the scripts themselves are the long ones."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(script: str, *options: str) -> subprocess.CompletedProcess:
    """A script of this folder, on a database of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_URL", "RD_"))}
    return subprocess.run([sys.executable, "-m", f"tests.load.{script}", *options], cwd=ROOT, capture_output=True,
                          text=True, timeout=180, check=False, env=clean)


@pytest.mark.load
def test_no_acknowledged_support_is_lost_or_double():
    done = run("kill_supports", "--kills", "3")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "kills=3 " in done.stdout


@pytest.mark.load
def test_no_acknowledged_answer_is_lost_or_double():
    done = run("answer_surveys", "--kills", "3", "--people", "60")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "kills=3 " in done.stdout
