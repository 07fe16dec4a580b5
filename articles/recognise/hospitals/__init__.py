"""Hospitals and other institutions of health: finding them, telling them apart, placing them on the map."""

from articles.recognise.hospitals.recognise import name_hospitals
from articles.recognise.hospitals.resolve import Named

__all__ = ["Named", "name_hospitals"]
