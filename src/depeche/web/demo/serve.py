"""`depeche demo`: set an invented relay up in a folder of its own, serve it, and stop cleanly at Ctrl-C."""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from depeche.core.errors import InputError

PATIENCE = 30  # seconds for the server to answer


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="depeche demo", description=__doc__)
    parser.add_argument("--dir", type=Path, default=Path("var/demo"), help="where its data stand (default: var/demo)")
    parser.add_argument("--port", type=int, default=8000, help="on 127.0.0.1 (default: 8000)")
    parser.add_argument("--reset", action="store_true", help="start over")
    options = parser.parse_args(arguments)
    try:
        return run(options.dir, options.port, reset=options.reset)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2


def run(folder: Path, port: int, *, reset: bool) -> int:
    """Everything `make demo` does after the installation. Returns when it is stopped."""
    _check_port(port)
    folder = folder.resolve()
    if reset and folder.exists():
        shutil.rmtree(folder)
    (folder / "static").mkdir(parents=True, exist_ok=True)
    os.environ.update(_environment(folder, port))
    _prepare(folder)
    log = folder / "depeche.log"
    children = _start(port, log)
    for stop in (signal.SIGINT, signal.SIGTERM):  # set by hand: a shell starts what runs behind it deaf to SIGINT
        signal.signal(stop, signal.default_int_handler)
    try:
        _wait_for(port, children)
        _welcome(folder)
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
    except KeyboardInterrupt:
        print("\nStopped. The data are kept; `make demo` finds them again.")
        return 0
    finally:
        _stop(children)
    print(f"A part of the demo ended by itself; the end of {log} says why.", file=sys.stderr)
    return 1


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise InputError(f"port {port} is taken; choose another: make demo PORT={port + 80}") from error


def _environment(folder: Path, port: int) -> dict[str, str]:
    secret = folder / "secret"
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return {
        "DATABASE_URL": f"sqlite:///{folder / 'depeche.sqlite3'}",
        "DEPECHE_SECRET_KEY_FILE": str(secret),
        "DEPECHE_BASE_URL": f"http://127.0.0.1:{port}",
        "DEPECHE_HOSTS": "127.0.0.1,localhost",
        "DEPECHE_DEMO": "true",
        "DEPECHE_STATIC_DIR": str(folder / "static"),
        "DJANGO_SETTINGS_MODULE": "depeche.web.config.settings",
    }


def _prepare(folder: Path) -> None:
    import django  # noqa: PLC0415 - the settings it reads are set above

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - as above

    from depeche.web.demo.build import build, is_built  # noqa: PLC0415 - as above

    call_command("migrate", verbosity=0)
    if is_built():
        print(f"Found the demo in {folder}. `make demo RESET=1` starts over.", flush=True)
        return
    print(f"Playing an invented relay in {folder} …", flush=True)
    began = time.monotonic()
    build(lambda line: print(line, flush=True), datetime.now(UTC))
    print(f"  ready after {time.monotonic() - began:.0f} s", flush=True)


def _start(port: int, log: Path) -> list[subprocess.Popen[bytes]]:
    """Web server and worker, each in its own session: Ctrl-C reaches this process, which stops them."""
    server = ["gunicorn", "depeche.web.config.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "8"]
    commands = [[*server, "--log-level", "warning", "--no-control-socket"], ["depeche", "worker"]]
    with log.open("ab") as lines:
        return [
            subprocess.Popen([sys.executable, "-m", *command], stdout=lines, stderr=lines, start_new_session=True)
            for command in commands
        ]


def _wait_for(port: int, children: list[subprocess.Popen[bytes]]) -> None:
    for _ in range(PATIENCE * 10):
        if any(child.poll() is not None for child in children):
            return
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)


def _welcome(folder: Path) -> None:
    from django.conf import settings  # noqa: PLC0415 - after django.setup()

    from depeche.web.demo import scripts  # noqa: PLC0415 - as above
    from depeche.web.demo.build import doors, report_address  # noqa: PLC0415 - as above

    base = settings.BASE_URL
    lines = [
        "",
        f"Depeche runs on {base}   (data in {folder})",
        "",
        f"  Organiser   {base}/konto/log-ind/   address: {scripts.ORGANISER[0]}",
        "              the code to sign in with comes to the mailbox:",
        f"  Mailbox     {base}/demo/post/",
        f"  Report      {report_address()}",
        "",
        "  Participants of the open relay:",
        *(f"  {door.link}   {door.name}: {door.awaits}" for door in doors()),
        "",
        "All of it is invented. Ctrl-C stops it.",
    ]
    print("\n".join(lines), flush=True)


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
