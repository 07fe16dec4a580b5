"""Numbers as newspapers print them: 877, 1.2万, 两, 一百七十七, 30余万."""

DIGITS = {
    character: value
    for value, characters in enumerate(["〇零", "一", "二两", "三", "四", "五", "六", "七", "八", "九"])
    for character in characters
}
UNITS = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10_000, "亿": 100_000_000}

CHINESE = "〇零一二两三四五六七八九十百千"
APPROXIMATE = "余多来近约"


def value_of(printed: str) -> float | None:
    """The value of a number without its large unit: "2,508" → 2508.0, "一百七十七" → 177.0; None if it is none."""
    plain = printed.translate(FULL_WIDTH).replace(",", "")
    if plain and plain[0].isascii():
        return float(plain)
    return chinese_value(plain)


FULL_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


def chinese_value(printed: str) -> float | None:
    """一百七十七 → 177, 二〇二一 → 2021, 两 → 2."""
    if not printed:
        return None
    if len(printed) > 1 and not any(character in UNITS for character in printed):
        return float("".join(str(DIGITS[character]) for character in printed))
    total = digit = 0
    for character in printed:
        if character in UNITS:
            total += (digit or 1) * UNITS[character]
            digit = 0
        else:
            digit = DIGITS[character]
    return float(total + digit)
