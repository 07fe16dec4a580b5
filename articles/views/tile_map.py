"""A map of the provinces in squares of one size: how many articles tell of hospitals in each.

Squares say more than shapes here: a small province is as easy to see and to touch as a large one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from articles.search.narrowing import Row

GRID = """
 .  .  .  .  .  .  .  黑
 .  .  .  .  .  蒙 .  吉
 新 .  .  宁 晋 京 津 辽
 .  青 甘 陕 豫 冀 鲁 .
 藏 .  川 渝 鄂 皖 苏 沪
 .  .  滇 黔 湘 赣 浙 .
 .  .  .  桂 粤 闽 .  台
 .  .  .  琼 澳 港 .  .
"""
"""Where the provinces lie to each other, by their one-character names."""
NAMES = """
京 北京市 津 天津市 沪 上海市 渝 重庆市 冀 河北省 晋 山西省 辽 辽宁省 吉 吉林省 黑 黑龙江省 苏 江苏省 浙 浙江省
皖 安徽省
闽 福建省 赣 江西省 鲁 山东省 豫 河南省 鄂 湖北省 湘 湖南省 粤 广东省 琼 海南省 川 四川省 黔 贵州省 滇 云南省 陕 陕西省
甘 甘肃省 青 青海省 台 台湾省 蒙 内蒙古自治区 桂 广西壮族自治区 藏 西藏自治区 宁 宁夏回族自治区 新 新疆维吾尔自治区
港 香港特别行政区 澳 澳门特别行政区
"""
PROVINCES = dict(re.findall(r"(\w) (\w+)", NAMES))
SHADES = 4
SIDE, GAP = 40, 4


@dataclass(frozen=True, slots=True)
class Tile:
    """A province on the map. `shade` runs from 0 (no article) to `SHADES` (as many as the fullest quarter)."""

    short: str
    province: str
    x: int
    y: int
    count: int
    shade: int


@dataclass(frozen=True, slots=True)
class TileMap:
    """The tiles, the size of the map in its own units, and the provinces that have no place on it."""

    tiles: list[Tile]
    width: int
    height: int
    elsewhere: list[Row]


def tile_map(rows: Iterable[Row]) -> TileMap:
    """The map of provinces with these counts."""
    rows = list(rows)
    counts = {province: count for province, _label, count in rows}
    steps = sorted(counts[province] for province in PROVINCES.values() if province in counts)
    tiles = [
        Tile(short, PROVINCES[short], x * (SIDE + GAP), y * (SIDE + GAP), count, shade_of(count, steps))
        for y, line in enumerate(GRID.strip("\n").split("\n"))
        for x, short in enumerate(line.split())
        if short != "."
        for count in [counts.get(PROVINCES[short], 0)]
    ]
    elsewhere = [row for row in rows if row[0] not in PROVINCES.values()]
    width, height = (max(place) + SIDE for place in zip(*((tile.x, tile.y) for tile in tiles), strict=True))
    return TileMap(tiles, width, height, elsewhere)


def shade_of(count: int, steps: list[int]) -> int:
    """The shade of a count among all counts (ascending): equal shares of the provinces get each shade."""
    return 1 + bisect_left(steps, count) * SHADES // len(steps) if count else 0
