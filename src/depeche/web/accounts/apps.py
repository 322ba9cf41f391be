from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "depeche.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in  # noqa: PLC0415 - models are there only now

        from depeche.web.accounts import mails, receivers  # noqa: PLC0415 - as above
        from depeche.web.common import outbox  # noqa: PLC0415 - as above

        outbox.register_secret(mails.CODE)
        user_logged_in.connect(receivers.note_sign_in, dispatch_uid="accounts.note_sign_in")
