"""What people confirmed, as the recogniser may use it."""

from django.db.models import Q

from articles.models import Change, Hospital, HospitalMention
from articles.recognise.types import Known, KnownHospital


def known_names() -> Known:
    """A snapshot of the hospitals that people confirmed or edited. Taken once a run, so that order does not matter."""
    confirmed = HospitalMention.objects.filter(status=HospitalMention.Status.CONFIRMED).values("hospital")
    edited = Change.objects.filter(model=Hospital._meta.model_name).values("object_pk")
    hospitals = Hospital.objects.current().filter(Q(pk__in=confirmed) | Q(pk__in=edited)).order_by("name", "pk")
    return Known(hospitals=tuple(_known(hospital) for hospital in hospitals.prefetch_related("names")))


def _known(hospital: Hospital) -> KnownHospital:
    aliases = sorted(name.name for name in hospital.names.all() if name.article_id is None)
    return KnownHospital(hospital.name, tuple(aliases), hospital.province, hospital.city, hospital.district)
