"""What people confirmed or edited, as the recogniser may use it."""

from django.db.models import Q

from articles.models import Change, Hospital, HospitalMention, Practice, PracticeSynonym, Theme
from articles.recognise.types import Known, KnownHospital, ThemeTable


def known_names() -> Known:
    """A snapshot of what people know, taken once a run, so that the order of pages does not matter.

    Of hospitals, those that a person confirmed or edited; of practices, those that a person added or edited; of themes,
    the whole table, because editing it is how people say what a theme is about.
    """
    return Known(hospitals=_hospitals(), practices=_practices(), themes=_themes())


def _hospitals() -> tuple[KnownHospital, ...]:
    confirmed = HospitalMention.objects.filter(status=HospitalMention.Status.CONFIRMED).values("hospital")
    hospitals = Hospital.objects.current().filter(Q(pk__in=confirmed) | Q(pk__in=_edited(Hospital)))
    return tuple(_known(hospital) for hospital in hospitals.order_by("name", "pk").prefetch_related("names"))


def _known(hospital: Hospital) -> KnownHospital:
    aliases = sorted(name.name for name in hospital.names.all() if name.article_id is None)
    return KnownHospital(hospital.name, tuple(aliases), hospital.province, hospital.city, hospital.district)


def _practices() -> tuple[tuple[str, tuple[str, ...]], ...]:
    taught = Q(pk__in=_edited(Practice)) | Q(synonyms__in=_edited(PracticeSynonym))
    practices = Practice.objects.current().filter(taught).distinct().order_by("name").prefetch_related("synonyms")
    return tuple((practice.name, tuple(each.name for each in practice.synonyms.all())) for practice in practices)


def _themes() -> ThemeTable:
    themes = Theme.objects.current().order_by("order", "name").prefetch_related("keywords")
    return tuple(
        (theme.name, tuple(sorted((keyword.word, keyword.weight) for keyword in theme.keywords.all())))
        for theme in themes
    )


def _edited(model):
    """Keys of the records of a kind that a person made or changed."""
    return Change.objects.of(model).standing().values("object_pk")
