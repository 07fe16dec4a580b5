"""A process that reads pages for another one. It knows no database and no settings."""

import signal
import traceback
from multiprocessing.connection import Connection

from articles.page_schema import SchemaError
from articles.pipeline import read, read_schema
from articles.recognise.types import Known
from articles.restore.types import UnreadablePageError

READ = {"text": read, "record": read_schema}
"""How to read the bytes of a page, by their kind."""


class ReadingError(Exception):
    """A fault of ours while reading a page, as text: not every exception survives the way between processes."""


def serve(requests: Connection, known: Known) -> None:
    """Say that it is ready; then answer each request (kind, bytes) with a `Reading` or an exception, until hung up."""
    # Ctrl+C reaches every process of a terminal; only the one that writes answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        requests.send(None)
        while True:
            requests.send(answer(*requests.recv(), known))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def answer(kind: str, data: bytes, known: Known) -> object:
    try:
        return READ[kind](data, known)
    except (UnreadablePageError, SchemaError) as error:
        return error
    except Exception as error:
        return ReadingError(f"{error!r}\n{traceback.format_exc()}")
