"""People with the posts they hold."""

from articles.recognise.people.facts import person_facts

__all__ = ["person_facts"]
