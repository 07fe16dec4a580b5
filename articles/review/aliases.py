"""A name that was taken for another name of a hospital, and is that of a hospital of its own."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from articles.ledger import Ledger
from articles.models import Decision, Hospital, HospitalMention, HospitalName
from articles.review.record import RefusedError, as_stored, decide


@transaction.atomic
def split_alias(*, name: HospitalName, by: AbstractBaseUser) -> Decision | None:
    """Make a hospital of its own of another name; the mentions that print just this name go along.

    The new record stands in the same province and city, as far as known. Raises `RefusedError` where there is such a
    hospital already.
    """
    name, ledger = as_stored(name), Ledger()
    old = name.hospital
    if Hospital.objects.current().filter(name=name.name, province=old.province, city=old.city).exists():
        raise RefusedError(_("There is a hospital of this name already: %(name)s") % {"name": name.name})
    new = ledger.add(Hospital(name=name.name, province=old.province, city=old.city))
    mentions = HospitalMention.objects.filter(hospital=old).select_related("passage")
    mentions = mentions.filter(passage__article=name.article) if name.article_id else mentions
    for mention in mentions.order_by("pk"):
        if mention.printed == name.name:
            ledger.write(mention, hospital=new)
    ledger.remove([name])
    return decide(Decision.Kind.EDIT, by, ledger, note=f"{old} → {new}"[:300])
