"""A real demo server and a real Chromium: what is tested here is what `make demo` serves, under the production CSP."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
READY_SECONDS = 120
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = (390, 1280)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class DemoServer:
    """A running demo: its address, its database file and what it printed when it was ready."""

    base: str
    folder: Path
    printed: str

    @property
    def database(self) -> Path:
        return self.folder / "depeche.sqlite3"

    @property
    def personal_links(self) -> list[str]:
        return re.findall(r"http://\S+/d/l/\S+", self.printed)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoServer]:
    folder = tmp_path_factory.mktemp("demo")
    port = free_port()
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("DEPECHE_", "DATABASE_", "DJANGO_"))
    }
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "depeche", "demo", "--dir", str(folder), "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
        start_new_session=True,
    )
    assert process.stdout is not None
    printed = ""
    for line in process.stdout:
        printed += line
        if "Ctrl-C" in line:
            break
    else:
        pytest.fail(f"the demo did not start:\n{printed}")
    yield DemoServer(f"http://127.0.0.1:{port}", folder, printed)
    process.send_signal(signal.SIGINT)
    status = process.wait(timeout=20)
    process.stdout.close()
    assert status == 0, "Ctrl-C did not stop the demo cleanly"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("Chromium is not installed: apt-get install chromium, or set CHROMIUM=/path/to/it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """A person with a browser of their own; every console error and foreign request, in any window, is remembered."""

    context: BrowserContext
    page: Page
    base: str
    errors: list[str] = field(default_factory=list)
    sessions: dict[str, dict[str, str]] = field(default_factory=dict)  # who has signed in before, shared by all

    def __post_init__(self) -> None:
        self.context.on("console", self._listen)
        self.context.on("weberror", lambda error: self.errors.append(f"{self.page.url}: {error.error}"))
        self.context.on("request", lambda request: self._watch(request.url))

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.page.url if message.page else self.page.url}: {message.text}")

    def _watch(self, url: str) -> None:
        if not url.startswith((self.base, "data:", "blob:", "about:")):
            self.errors.append(f"request to a third party: {url}")

    def go(self, path: str) -> Page:
        response = self.page.goto(path if path.startswith("http") else self.base + path)
        assert response is not None
        assert response.status < 400, f"{path} answers {response.status}"
        return self.page


class Visitors:
    def __init__(self, chromium: Browser, base: str, sessions: dict[str, dict[str, str]]) -> None:
        self.chromium, self.base, self.sessions, self.all = chromium, base, sessions, list[Visitor]()

    def new(self, width: int = 1280, *, javascript: bool = True) -> Visitor:
        context = self.chromium.new_context(
            viewport={"width": width, "height": 844 if width < 600 else 900},
            locale="da-DK",
            java_script_enabled=javascript,
        )
        context.set_default_timeout(15_000)
        visitor = Visitor(context, context.new_page(), self.base, sessions=self.sessions)
        self.all.append(visitor)
        return visitor


@pytest.fixture(scope="session")
def sessions() -> dict[str, dict[str, str]]:
    return {}


@pytest.fixture
def visitors(chromium: Browser, demo: DemoServer, sessions: dict[str, dict[str, str]]) -> Iterator[Visitors]:
    made = Visitors(chromium, demo.base, sessions)
    yield made
    for visitor in made.all:
        visitor.context.close()
    errors = [error for visitor in made.all for error in visitor.errors]
    assert not errors, "\n".join(errors)
