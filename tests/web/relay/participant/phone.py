"""A participant's browser in tests: it comes in by the personal link and sends the forms it is shown."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

from django.test import Client

from depeche.web.relay import access
from depeche.web.relay.models import Participant

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


class Phone:
    def __init__(self, person: Participant | None = None, *, enforce_csrf_checks: bool = False) -> None:
        self.client = Client(enforce_csrf_checks=enforce_csrf_checks)
        self.status, self.html, self.path = 0, "", ""
        if person is not None:
            self.enter(person)

    def enter(self, person: Participant) -> Phone:
        person.refresh_from_db()
        self.open(urlsplit(access.link(person)).path)
        return self.send("/d/velkommen/")

    def open(self, path: str) -> Phone:
        return self._keep(self.client.get(path, secure=True, follow=True))

    def send(self, path: str, **fields: object) -> Phone:
        """As a browser does: with the origin of the page the form stands on."""
        headers = {"origin": "https://testserver"}
        return self._keep(self.client.post(path, fields, secure=True, follow=True, headers=headers))

    def fill(self, path: str, **fields: object) -> Phone:
        """Send a form of the page one is on, with the hidden fields it came with."""
        form = self.form(path)
        return self.send(path, **({name: unescape(value) for name, value in HIDDEN.findall(form)} | fields))

    def form(self, path: str) -> str:
        found = re.search(rf'<form method="post" action="{re.escape(path)}".*?</form>', self.html, re.DOTALL)
        assert found, f"no form for {path} on {self.path}"
        return found[0]

    def _keep(self, response: object) -> Phone:
        self.status = response.status_code  # type: ignore[attr-defined] # Django's test response has no public type
        self.html = response.content.decode()  # type: ignore[attr-defined] # as above
        self.path = response.request["PATH_INFO"]  # type: ignore[attr-defined] # as above
        return self
