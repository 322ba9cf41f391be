"""What comes back for our mails: notices of non-delivery (RFC 3464 and the usual malformed ones), automatic answers
(RFC 3834), and letters of people.

- read(raw): what a message is; nothing but the message decides (reading.py)
- take(raw, now): store it, match it with the mail it is about, and let the mail's state follow (taking.py)
- poll(now): take what lies in the mailbox at DEPECHE_IMAP_URL (mailbox.py)
- `depeche mail-in` takes one message from a mail server's pipe
"""
