"""The processes that draw: none is waited for in vain, and none is left behind."""

import os
import signal
import subprocess
import sys
from textwrap import dedent

from django.conf import settings

PATIENCE = 60  # seconds; each script takes two or three


def begun(script: str) -> "subprocess.Popen[str]":
    """Start a script in a process of its own, which may hang or be killed without us."""
    return subprocess.Popen(
        [sys.executable, "-c", dedent(script)], cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True
    )


def test_work_ends_when_it_takes_many_more_files_than_a_process_draws() -> None:
    """With two processes of two files each, nine files need three pairs of processes."""
    process = begun(
        """
        import time
        from reports.exports import perender
        perender.FILES_PER_PROCESS = 2
        with perender.drawing_processes() as pool:
            pool.processes = 2
            work = ((n, time.sleep, (0.2,)) for n in range(9))
            print([label for label, _ in perender.in_order(pool, work)])
        """
    )
    try:
        out, _ = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    assert out.strip() == str(list(range(9)))


def test_a_killed_worker_leaves_no_process_behind() -> None:
    """Its processes hold the same output: it ends when the last of them has ended."""
    process = begun(
        """
        import time
        from reports.exports import perender
        with perender.drawing_processes() as pool:
            pool.submit(int).result()
            print("siap", flush=True)
            time.sleep(600)
        """
    )
    assert process.stdout and process.stdout.readline() == "siap\n"
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=PATIENCE)
