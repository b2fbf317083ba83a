"""The short form of the kill test; `python tests/load/kill_supports.py --kills 20` is the long one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("kill_supports.py")


@pytest.mark.load
def test_no_acknowledged_support_is_lost_or_double():
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_URL", "RD_"))}
    done = subprocess.run([sys.executable, str(SCRIPT), "--kills", "3"], capture_output=True, text=True,
                          timeout=180, check=False, env=clean)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "kills=3 " in done.stdout
