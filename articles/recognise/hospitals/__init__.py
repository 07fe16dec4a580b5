"""Hospitals and other institutions of health: finding them, telling them apart, placing them on the map."""

from articles.recognise.hospitals.recognise import house_of, name_hospitals
from articles.recognise.hospitals.resolve import Named

__all__ = ["Named", "house_of", "name_hospitals"]
