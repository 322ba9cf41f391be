"""Messages as they come back, written for the tests after the forms that mail servers and programs use."""

from __future__ import annotations

import base64

OURS = "<0123456789abcdef0123456789abcdef@depeche.test>"
OTHER = "<ffffffffffffffffffffffffffffffff@depeche.test>"


def lines(*parts: str) -> bytes:
    return "\r\n".join("\r\n".join(part.strip("\n").split("\n")) for part in parts).encode()


def report(
    status: str, *, subject: str = "Undelivered Mail Returned to Sender", to: str = "svar@depeche.test"
) -> bytes:
    """RFC 3464, as Postfix writes it; `status` is the part message/delivery-status."""
    return lines(
        f"""
Return-Path: <>
From: MAILER-DAEMON@mx.kommune.test (Mail Delivery System)
To: {to}
Subject: {subject}
Auto-Submitted: auto-replied
Message-ID: <20260907.1@mx.kommune.test>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.kommune.test.

--b
Content-Type: message/delivery-status
""",
        "",
        status,
        f"""

--b
Content-Type: message/rfc822

From: Depeche <post@depeche.test>
To: anna@kommune.test
Subject: Du er inviteret
Message-ID: {OURS}
References: <relay-7@depeche.test>
Auto-Submitted: auto-generated

Hej Anna
--b--
""",
    )


FAILED = """
Reporting-MTA: dns; mx.kommune.test

Final-Recipient: rfc822; anna@kommune.test
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <anna@kommune.test>: user unknown
"""
BLANK_LINES = """
Reporting-MTA: dns; mx.kommune.test

Final-Recipient: rfc822; anna@kommune.test

Action: Failed

Status: 5.2.2 (mailbox full)
"""
NO_STATUS = """
Final-Recipient: rfc822; anna@kommune.test
Action: failed
Diagnostic-Code: smtp; 554 5.7.1 rejected by policy
"""
NO_ACTION = """
Final-Recipient: rfc822; anna@kommune.test
Status: 5.4.4
"""
NO_CODE = """
Final-Recipient: rfc822; anna@kommune.test
Action: failed
"""
TIME_OUT = """
Final-Recipient: rfc822; anna@kommune.test
Action: failed
Status: 4.4.7
"""
DELAYED = """
Final-Recipient: rfc822; anna@kommune.test
Action: delayed
Status: 4.4.1
Will-Retry-Until: Fri, 11 Sep 2026 09:00:00 +0200
"""
DELIVERED = """
Final-Recipient: rfc822; anna@kommune.test
Action: relayed
Status: 2.0.0
"""

ENCODED = report(base64.b64encode(FAILED.strip().encode()).decode()).replace(
    b"Content-Type: message/delivery-status\r\n",
    b"Content-Type: message/delivery-status\r\nContent-Transfer-Encoding: base64\r\n",
)
QMAIL = lines(
    f"""
Return-Path: <>
From: MAILER-DAEMON@mx.kommune.test
To: svar@depeche.test
Subject: failure notice

Hi. This is the qmail-send program at mx.kommune.test.

<anna@kommune.test>:
Sorry, no mailbox here by that name. (#5.1.1) at 10.5.1.1

--- Below this line is a copy of the message.

Message-ID: {OURS}
Subject: Du er inviteret
"""
)
EXIM = lines(
    f"""
X-Failed-Recipients: anna@kommune.test
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.kommune.test>
To: svar@depeche.test
Subject: Mail delivery failed: returning message to sender

SMTP error from remote mail server after RCPT TO:<anna@kommune.test>:
  550 No such person at this address.

    Message-Id: {OURS}
"""
)
EXCHANGE_DANISH = lines(
    f"""
From: Microsoft Outlook <MicrosoftExchange329e71ec@kommune.test>
To: svar@depeche.test
Subject: =?utf-8?q?Kan_ikke_leveres=3A_Du_er_inviteret?=
In-Reply-To: {OURS}
Content-Type: text/html; charset=utf-8

<p>Meddelelsen kunne ikke leveres.</p><p>#550 5.4.310 DNS domain does not exist</p>
"""
)
SLOW = lines(
    f"""
From: postmaster@mx.kommune.test
To: svar@depeche.test
Subject: Delivery Status Notification (Delay)
In-Reply-To: {OURS}

The message is still in the queue: 4.4.1
"""
)


def answer(*headers: str, subject: str = "Re: Du er inviteret", body: str = "Jeg er tilbage mandag.") -> bytes:
    return lines(
        "\n".join(
            (
                "From: Anna <anna@kommune.test>",
                "To: svar@depeche.test",
                f"Subject: {subject}",
                f"In-Reply-To: {OURS}",
                f"References: <relay-7@depeche.test> {OTHER} {OURS}",
                "Message-ID: <answer-1@kommune.test>",
                *headers,
                "Content-Type: text/plain; charset=utf-8",
                "",
                body,
            )
        )
    )
