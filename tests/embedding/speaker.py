"""A server that speaks as an endpoint for embeddings does, and remembers what it was asked."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import NamedTuple


class Asked(NamedTuple):
    path: str
    key: str | None
    texts: list[str]


class Speaker:
    """A server that answers as told; vectors are (length of the text, 1)."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.statuses: list[int] = []
        self.answer: bytes | None = None
        speaker = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                speaker.asked.append(Asked(self.path, self.headers["Authorization"], body["input"]))
                status = speaker.statuses.pop(0) if speaker.statuses else 200
                rows = [{"index": i, "embedding": [len(text), 1]} for i, text in enumerate(body["input"])]
                data = speaker.answer or json.dumps({"data": rows[::-1]}).encode()
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "/elsewhere/embeddings")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/v1"

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
