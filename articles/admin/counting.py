"""Numbers beside the rows of a list, counted in the database."""

from django.db.models import Count, IntegerField, Model, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

EVERY = Q()


def number_of(model: type[Model], field: str, only: Q = EVERY) -> Coalesce:
    """An annotation: how many rows of `model` point to a row with their `field`.

    A subquery, unlike a join, leaves order, filters and other numbers of the list alone.
    """
    rows = model._default_manager.filter(only, **{field: OuterRef("pk")}).order_by()
    count = rows.values(field).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(count, output_field=IntegerField()), 0)
