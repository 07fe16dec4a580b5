"""Measures of recognition: the facts of a page."""

import re
from collections.abc import Iterable

from articles.evaluation.tally import Tally
from articles.evaluation.text import Json, bare, folded, is_same_name, printed

CORE = {
    "party_members",
    "in_service_members",
    "retired_members",
    "party_branches",
    "general_branches",
    "committee_members",
    "party_organisations",
}
OWN = re.compile(r"^(?:中共)?(?:该院|本院|医院|院)+|^中共")
LONG_FORMS = {"委员会": "委", "总支部": "总支"}
QUOTED = ("figures", "initiatives", "party_organisations", "hospitals")
MEASURES = (
    "hospitals_about",
    "hospitals",
    "party_organisations",
    "core_figures",
    "party_figures",
    "figure_precision",
    "named_initiatives",
    "initiative_precision",
    "policies",
    "people",
    "quotes",
)


class Hospitals:
    """Every accepted spelling of the hospitals of a gold page."""

    def __init__(self, page: Json):
        listed = page.get("hospitals", [])
        self.names = {folded(name): each["name"] for each in listed for name in self.spellings(each)}
        self.optional = {each["name"] for each in listed if each.get("optional")}
        self.expected = {each["name"] for each in listed} - self.optional

    @staticmethod
    def spellings(hospital: Json) -> tuple[str, ...]:
        return hospital["name"], *hospital.get("aliases", []), *hospital.get("aliases_not_in_text", [])

    def key(self, name: str | None) -> str | None:
        """The canonical name, or the name itself; None for no hospital."""
        return self.names.get(folded(name), folded(name)) if name else None


def compare_facts(found: Json, expected: Json, tallies: dict[str, Tally]) -> None:
    """Count the facts of one page."""
    hospitals = Hospitals(expected)
    named = {hospitals.key(each["name"]) for each in found.get("hospitals", [])}
    tallies["hospitals"].add(sorted(named - hospitals.optional), sorted(hospitals.expected))
    compare_organisations(found, expected, hospitals, tallies)
    compare_figures(found, expected, hospitals, tallies)
    compare_initiatives(found, expected, hospitals, tallies)
    text = printed(expected)
    tallies["quotes"].check(quotes(found), lambda quote: quote in text)
    for measure, read in (("policies", policies), ("people", people)):
        tallies[measure].add(read(found), read(expected))


def policies(page: Json) -> list[str]:
    return sorted({bare(name) for name in page.get("policies", [])})


def people(page: Json) -> list[str]:
    return sorted({folded(person["name"]) for person in page.get("people", [])})


def quotes(page: Json) -> list[str]:
    facts = (fact for name in QUOTED for fact in page.get(name, []))
    return [folded(fact[key]) for fact in facts for key in ("quote", "evidence") if fact.get(key)]


def compare_organisations(found: Json, expected: Json, hospitals: Hospitals, tallies: dict[str, Tally]) -> None:
    """Layers without a name and optional organisations may be found or not."""

    def key(each: Json) -> tuple[str | None, str, str]:
        return hospitals.key(each["hospital"]), organisation_name(each["name"], each["hospital"]), each["level"]

    listed = expected.get("party_organisations", [])
    must = [key(each) for each in listed if not each.get("generic") and not each.get("optional")]
    may = {key(each) for each in listed}
    ours = [key(each) for each in found.get("party_organisations", [])]
    tallies["party_organisations"].add([each for each in ours if each in must or each not in may], must)


def organisation_name(name: str, hospital: str | None) -> str:
    """院党委, 医院党委员会 and 某医院党委 are one name: 党委."""
    plain = OWN.sub("", folded(name).replace(folded(hospital), ""))
    return re.sub("(?:委员会|总支部)$", lambda match: LONG_FORMS[match[0]], plain)


def compare_figures(found: Json, expected: Json, hospitals: Hospitals, tallies: dict[str, Tally]) -> None:
    """Figures are the same by hospital, value and kind of unit; core figures by measure too."""

    def key(each: Json) -> tuple[str | None, float, str]:
        return hospitals.key(each.get("hospital")), float(each["value"]), "%" if each.get("unit") == "%" else "n"

    theirs = expected.get("figures", [])
    ours = [each for each in found.get("figures", []) if each.get("value") is not None]
    party = unique(key(each) for each in theirs if each["scope"] == "party")
    tallies["party_figures"].add([each for each in unique(map(key, ours)) if each in party], party)
    tallies["figure_precision"].add(unique(map(key, ours)), unique(map(key, theirs)))
    measured = [each for each in theirs if each.get("value") is not None]
    core = (
        unique((*key(each), each["measure"]) for each in side if each["measure"] in CORE) for side in (ours, measured)
    )
    tallies["core_figures"].add(*core)


def compare_initiatives(found: Json, expected: Json, hospitals: Hospitals, tallies: dict[str, Tally]) -> None:
    """Recall over the Party's named initiatives; precision over all but slogans."""

    def key(each: Json) -> tuple[str | None, str]:
        return hospitals.key(each.get("hospital")), each["name"]

    def same(one: tuple, other: tuple) -> bool:
        return one[0] == other[0] and is_same_name(one[1], other[1])

    theirs = expected.get("initiatives", [])
    ours = [key(each) for each in found.get("initiatives", [])]
    named = [key(each) for each in theirs if each["scope"] == "party" and each.get("named")]
    relevant = [each for each in ours if any(same(each, other) for other in named)]
    tallies["named_initiatives"].add(relevant, named, same)
    free = [key(each) for each in theirs if each["scope"] != "frame"]
    tallies["initiative_precision"].check(ours, lambda each: taken(each, free, same))


def taken(item: tuple, free: list, same) -> bool:
    """Whether a free item is the same; it is free no longer."""
    hit = next((other for other in free if same(item, other)), None)
    if hit is not None:
        free.remove(hit)
    return hit is not None


def unique(items: Iterable) -> list:
    return list(dict.fromkeys(items))
