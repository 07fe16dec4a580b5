"""Authority records as tables: exported to XLSX and CSV, imported after a preview. Every row goes through review."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from import_export.admin import ImportExportModelAdmin
from import_export.fields import Field
from import_export.formats.base_formats import CSV, XLSX
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget, ManyToManyWidget
from unfold.contrib.import_export.forms import ExportForm, ImportForm

from articles import review
from articles.models import Honour, Hospital, Initiative, PartyBranch, Person, Policy, Practice, SourcePage, Theme
from articles.models.identity import new_public_id

SEPARATOR = "；"
"""Between several names in one cell: no name of a hospital, theme or practice holds it."""


class ReviewedResource(ModelResource):
    """Rows of one kind of record, known by their public id. A row without one makes a new record; none is deleted."""

    class Meta:
        import_id_fields = ("public_id",)
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True

    def before_import_row(self, row: dict, **kwargs) -> None:
        row.update({name: "" for name, value in row.items() if value is None})  # so XLSX says an empty cell
        if "public_id" in self.fields:
            row["public_id"] = row.get("public_id") or new_public_id()

    def export_field(self, field: Field, instance: Any, **kwargs) -> Any:
        value = super().export_field(field, instance, **kwargs)
        return "" if value is None else value

    def import_field(self, field: Field, instance: Any, row: dict, is_m2m: bool = False, **kwargs) -> None:
        try:
            super().import_field(field, instance, row, is_m2m, **kwargs)
        except ArithmeticError as error:
            raise ValueError(_("“%s” is not a number.") % row[field.column_name]) from error

    def save_instance(self, instance: Any, is_create: bool, row: dict, **kwargs) -> None:
        """Write one row as a decision of the person who imports. A preview is undone by its transaction."""
        review.save(instance, by=kwargs["user"])
        self.after_save_instance(instance, row, **kwargs)

    def save_m2m(self, instance: Any, row: dict, **kwargs) -> None:
        for field in self.get_import_fields():
            if isinstance(field.widget, ManyToManyWidget) and field.column_name in row:
                review.set_related(instance, field.attribute, field.clean(row), by=kwargs["user"])


def by_public_id(model: type, attribute: str) -> Field:
    return Field(attribute=attribute, column_name=attribute, widget=ForeignKeyWidget(model, field="public_id"))


class NamesField(Field):
    """Other names of a record in one cell, by its related rows. New ones are added; none is taken away."""

    def __init__(self, relation: str):
        super().__init__(column_name=relation, readonly=True)
        self.relation = relation

    def get_value(self, instance: Any) -> str:
        return SEPARATOR.join(names_of(instance, self.relation)) if instance.pk else ""


def names_of(instance: Any, relation: str) -> list[str]:
    """The other names of a record that hold everywhere, in the order of its related rows."""
    rows = getattr(instance, relation).all()
    return [row.name for row in rows if getattr(row, "article_id", None) is None]


class NamedResource(ReviewedResource):
    """Records with other names in rows of their own. `relation` leads to those rows."""

    relation: str

    def new_names(self, instance: Any, row: dict) -> list[str]:
        given = [name.strip() for name in str(row.get(self.relation) or "").split(SEPARATOR)]
        known = {instance.name, *names_of(instance, self.relation)} if instance.pk else {instance.name}
        return [name for name in dict.fromkeys(given) if name and name not in known]

    def skip_row(self, instance: Any, original: Any, row: dict, import_validation_errors: Any = None) -> bool:
        unchanged = super().skip_row(instance, original, row, import_validation_errors)
        return unchanged and not self.new_names(instance, row)

    def after_save_instance(self, instance: Any, row: dict, **kwargs) -> None:
        for name in self.new_names(instance, row):
            related = getattr(instance, self.relation)
            review.save(related.model(**{related.field.name: instance, "name": name}), by=kwargs["user"])


class HospitalResource(NamedResource):
    relation = "names"
    names = NamesField("names")

    class Meta(ReviewedResource.Meta):
        model = Hospital
        fields = ("public_id", "name", "province", "city", "district", "level", "founded", "names")

    def get_queryset(self) -> Any:
        return super().get_queryset().prefetch_related("names")


class PracticeResource(NamedResource):
    relation = "synonyms"
    synonyms = NamesField("synonyms")

    class Meta(ReviewedResource.Meta):
        model = Practice
        fields = ("public_id", "name", "description", "synonyms")

    def get_queryset(self) -> Any:
        return super().get_queryset().prefetch_related("synonyms")


class BranchResource(ReviewedResource):
    hospital = by_public_id(Hospital, "hospital")
    parent = by_public_id(PartyBranch, "parent")

    class Meta(ReviewedResource.Meta):
        model = PartyBranch
        fields = ("public_id", "name", "level", "hospital", "organiser", "is_layer", "parent")


class InitiativeResource(ReviewedResource):
    hospital = by_public_id(Hospital, "hospital")
    practice = Field("practice", "practice", ForeignKeyWidget(Practice, field="name"))
    themes = Field("themes", "themes", ManyToManyWidget(Theme, separator=SEPARATOR, field="name"))

    class Meta(ReviewedResource.Meta):
        model = Initiative
        fields = (
            "public_id",
            "name",
            "hospital",
            "organiser",
            "practice",
            "stage",
            "outcome",
            "is_named",
            "themes",
        )


class PersonResource(ReviewedResource):
    hospital = by_public_id(Hospital, "hospital")

    class Meta(ReviewedResource.Meta):
        model = Person
        fields = ("public_id", "name", "organisation", "hospital")


class PolicyResource(ReviewedResource):
    class Meta(ReviewedResource.Meta):
        model = Policy
        fields = ("public_id", "name")


class HonourResource(ReviewedResource):
    class Meta(ReviewedResource.Meta):
        model = Honour
        fields = ("public_id", "name", "issuer", "year")


class ThemeResource(ReviewedResource):
    parent = Field("parent", "parent", ForeignKeyWidget(Theme, field="name"))

    class Meta(ReviewedResource.Meta):
        model = Theme
        fields = ("public_id", "slug", "name", "description", "parent", "order")


class SourcePageResource(ReviewedResource):
    """What is known of pages and does not stand in their text. Pages come with their text, never by a table."""

    class Meta(ReviewedResource.Meta):
        model = SourcePage
        import_id_fields = ("path",)
        fields = ("path", "newspaper", "issue_date", "page_label")

    def init_instance(self, row: dict | None = None) -> SourcePage:
        raise ValueError(_("There is no page of this path: %s") % (row or {}).get("path"))


RESOURCES = {
    resource._meta.model: resource
    for resource in (
        HospitalResource,
        BranchResource,
        InitiativeResource,
        PracticeResource,
        PersonResource,
        PolicyResource,
        HonourResource,
        ThemeResource,
        SourcePageResource,
    )
}


class ExchangeAdmin(ImportExportModelAdmin):
    """Import and export on the list of a model. Who may both add and change may import; who may look may export."""

    import_form_class = ImportForm
    export_form_class = ExportForm
    import_export_change_list_template = "admin/exchange_list.html"
    formats = (XLSX, CSV)

    def get_resource_classes(self, request: HttpRequest) -> list[type[ModelResource]]:
        return [RESOURCES[self.model]]

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)
