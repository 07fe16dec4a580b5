"""The secret key of an embedded archive: made once, kept in a file that only its owner can read."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def stored_secret(path: Path) -> str:
    """Return the secret in `path`, making the file (mode 0600) on first use.

    Two processes that start at once agree on one secret: the file appears whole under its name, or not at all, and
    whoever comes second reads what the first has written.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(get_random_secret_key())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
