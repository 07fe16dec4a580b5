"""What people confirmed or edited, as the recogniser may use it."""

from collections import defaultdict

from django.db.models import Prefetch, Q

from articles.models import Change, Hospital, HospitalMention, HospitalName, Practice, PracticeSynonym, Theme
from articles.recognise.types import Known, KnownHospital, ThemeTable


def known_names() -> Known:
    """A snapshot of what people know, taken once a run, so that the order of pages does not matter.

    Of hospitals, those that a person confirmed or edited, with other names and places as far as a person vouched for
    them: what only a machine learnt from one page must not change how another one is read. Of practices, those that a
    person added or edited; of themes, the whole table, because editing it is how people say what a theme is about.
    """
    return Known(hospitals=_hospitals(), practices=_practices(), themes=_themes())


def _hospitals() -> tuple[KnownHospital, ...]:
    confirmed = HospitalMention.objects.filter(status=HospitalMention.Status.CONFIRMED).values("hospital")
    named = HospitalName.objects.filter(pk__in=_edited(HospitalName)).values("hospital")
    vouched = Q(pk__in=confirmed) | Q(pk__in=_edited(Hospital)) | Q(pk__in=named)
    hospitals = Hospital.objects.current().filter(vouched)
    names = Prefetch("names", HospitalName.objects.vouched_for().order_by("name"))
    written = _written(Hospital)
    return tuple(
        _known(hospital, written[hospital.pk]) for hospital in hospitals.order_by("name", "pk").prefetch_related(names)
    )


def _known(hospital: Hospital, written: set[str]) -> KnownHospital:
    """What people said of a hospital; `written` are the fields that they wrote."""
    place = {
        field: value
        for field in ("province", "city", "district")
        if (value := getattr(hospital, field)) != hospital.machine_values.get(field) or field in written
    }
    return KnownHospital(hospital.name, tuple(name.name for name in hospital.names.all()), **place)


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


def _written(model) -> dict[int, set[str]]:
    """The fields that people wrote of records of a kind, by key."""
    written: dict[int, set[str]] = defaultdict(set)
    for key, after in Change.objects.of(model).standing().values_list("object_pk", "after"):
        written[key] |= (after or {}).keys()
    return written
