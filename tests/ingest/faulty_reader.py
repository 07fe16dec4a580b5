"""A reading process that hangs or dies at pages that ask for it. It must be importable, because processes import it."""

import os
import signal
import time

from articles import reader
from articles.pipeline import read
from tests.ingest.pages import PAGE

HANG, DIE = "请停住", "请退出"


def serve(requests, known):
    honest = reader.answer

    def answer(kind, data, known):
        if HANG.encode() in data:
            time.sleep(600)
        if DIE.encode() in data:
            os.kill(os.getpid(), signal.SIGKILL)
        return honest(kind, data, known)

    reader.answer = answer
    read(PAGE.encode())  # loads the dictionaries before the clock runs
    reader.serve(requests, known)
