"""Repairs that a person switches off for one page, because they do it harm, and on again."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from articles.ingest.pages import newest_version, read_page_again
from articles.ledger import Ledger
from articles.models import Decision, SourcePage
from articles.restore.repair import REPAIRS
from articles.review.record import RefusedError, as_stored, decide

RULES = tuple(repair.name for repair in REPAIRS)
"""The names of all repairs, in the order in which they are applied."""


@transaction.atomic
def switch_repair(*, page: SourcePage, rule: str, on: bool, by: AbstractBaseUser) -> Decision | None:
    """Switch one of `RULES` off for a page, or on again, and read the page anew.

    What people decided on the page stays, as after any other reading; what differs is proposed.
    """
    if rule not in RULES:
        raise RefusedError(_("There is no repair of this name: %(rule)s") % {"rule": rule})
    page, ledger = as_stored(page), Ledger()
    if newest_version(page).is_record:
        raise RefusedError(_("This page came in the page schema, already restored: there is no repair to switch."))
    off = {*page.repairs_off} - {rule} if on else {*page.repairs_off, rule}
    ledger.write(page, repairs_off=sorted(off))
    decision = decide(Decision.Kind.REPAIR, by, ledger, note=rule)
    if decision is not None:
        read_page_again(page, by=by)
    return decision


def follow_switches(ledger: Ledger, *, by: AbstractBaseUser) -> None:
    """Read those pages anew of which an act changed the repairs."""
    for row in ledger.differences():
        if isinstance(row.record, SourcePage) and "repairs_off" in (row.after or {}):
            read_page_again(row.record, by=by)
