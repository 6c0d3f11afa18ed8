"""Runs a command with DATABASE_URL set to a private PostgreSQL server on loopback, and always stops it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

USER = "postgres"


def binaries() -> Path:
    """Return the folder of initdb and pg_ctl; exits with the remedy where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    if path := shutil.which("initdb"):
        return Path(path).parent
    sys.exit("Program PostgreSQL tidak ditemukan; pasang paket postgresql.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def as_user(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root: there the server runs as the packaged user."""
    return ["runuser", "-u", USER, "--", *command] if os.geteuid() == 0 else command


def main(command: list[str]) -> int:
    # Python dies of SIGTERM without running `finally`, and would leave the server behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder, port = binaries(), free_port()
    root = Path(tempfile.mkdtemp(prefix="pg-"))
    if os.geteuid() == 0:
        shutil.chown(root, USER)
    data = str(root / "data")
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={root} -c fsync=off"
    try:
        subprocess.run(
            as_user([str(folder / "initdb"), "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8"]),
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=root,
        )
        subprocess.run(
            as_user([str(folder / "pg_ctl"), "-D", data, "-w", "-l", str(root / "log"), "-o", options, "start"]),
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=root,
        )
        url = f"postgres://{USER}@127.0.0.1:{port}/postgres"
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    finally:
        subprocess.run(
            as_user([str(folder / "pg_ctl"), "-D", data, "-m", "immediate", "stop"]),
            check=False,
            stdout=subprocess.DEVNULL,
            cwd=root,
        )
        shutil.rmtree(root, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
