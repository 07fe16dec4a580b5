"""Numbers as newspapers print them: 877, ２，５０８, 1.2, 两, 一百七十七, 二〇二一."""

PLACES = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10_000, "亿": 100_000_000}
SAME_VALUE = ("〇零", "一", "二两", "三", "四", "五", "六", "七", "八", "九")
DIGITS = {digit: value for value, digits in enumerate(SAME_VALUE) for digit in digits}
CHINESE = "".join((*DIGITS, *PLACES))
PLAIN = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


def value_of(printed: str, large: str = "") -> float:
    """The value of a number, `large` being the 万 or 亿 that follows it: ("1.2", "万") → 12000.0; 上万 → 10000.0.

    A number in characters may have 万 inside it: 十八万七千 → 187000.0.
    """
    if printed == "上":
        return float(LARGE[large])
    if printed == "零":
        return 0.0
    plain = printed.translate(PLAIN).replace(",", "")
    if "万" in plain:
        thousands, rest = plain.split("万")
        return chinese_value(thousands) * LARGE["万"] + chinese_value(rest)
    value = float(plain) if plain.isascii() else chinese_value(plain)
    return round(value * LARGE.get(large, 1), 6)


def chinese_value(printed: str) -> float:
    """一百七十七 → 177, 十二 → 12, 二〇二一 → 2021, 两 → 2."""
    if len(printed) > 1 and not PLACES.keys() & set(printed):
        return float("".join(str(DIGITS[digit]) for digit in printed))
    total = waiting = 0
    for character in printed:
        if character in PLACES:
            total += (waiting or 1) * PLACES[character]
            waiting = 0
        else:
            waiting = DIGITS[character]
    return float(total + waiting)
