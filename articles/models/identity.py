"""Short public identifiers that never change, and the fields that records share."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
"""Lower-case letters and digits without those that people confuse (0 o, 1 i l, u v)."""
PUBLIC_ID_LENGTH = 8


def new_public_id() -> str:
    """A random identifier for addresses: 8 characters out of 30, 6.6e11 possibilities."""
    return "".join(secrets.choice(ALPHABET) for _ in range(PUBLIC_ID_LENGTH))


class PublicModel(models.Model):
    """A record with an address of its own."""

    public_id = models.CharField(
        _("public id"), max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False
    )

    class Meta:
        abstract = True


class MachineRead(models.Model):
    """A record that a machine may write. `machine_values` holds what it wrote last, by field name.

    A later run overwrites a field only while the field still equals its machine value; otherwise a person decided, and
    the difference becomes a `Proposal`.
    """

    machine_values = models.JSONField(_("machine values"), default=dict, blank=True, editable=False)

    class Meta:
        abstract = True


class Mergeable(models.Model):
    """A record that may turn out to be another one. A merged one stays as a signpost, so that its address and name lead
    on.
    """

    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged",
    )

    class Meta:
        abstract = True

    def current(self):
        """The record that this one has been merged into, at the end of the chain."""
        record = self
        while record.merged_into is not None:
            record = record.merged_into
        return record


class Authority(PublicModel, MachineRead, Mergeable):
    """A record that mentions resolve to."""

    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        abstract = True
