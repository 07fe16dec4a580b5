"""What a check finds."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be: at which record, what is wrong, and, where a machine can, how to mend it."""

    record: Model
    problem: str
    mend: Callable[[], object] | None = None

    def __str__(self) -> str:
        name = self.record._meta.verbose_name
        return f"{name} {self.record.pk} ({str(self.record)[:40]}): {self.problem}"
