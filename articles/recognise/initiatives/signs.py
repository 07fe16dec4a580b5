"""What shows beside a quote that it is the name of something done, or that it is none."""

import re
from functools import cache

from articles.recognise.lexicon import any_of, words

MADE = (
    "(?:推出|开设|开通|组建|创办|筹建|发起|举办|主办|打造|设立|创建|成立|推行|实施|认领|建起|办起|研发|设计|制作|组成)"
)
THINGS = "[块本张面间艘辆台盏套堂]"


@cache
def before_a_name() -> re.Pattern:
    """Signs before a quote.

    医院纪委推出的|“清风码”, 摆着一本|“心声簿”, 管理系统|“初心码”, 建起市县两级|“云会诊”, 建起了有百件展品的|“红医馆”.
    """
    signs = (
        f"{MADE}的",
        f"(?:^|[，,。；;：:、]|[有着这那了发起下])(?:第?一|这|那){THINGS}(?:[^，,。；;“”]{{0,8}}的)?",
        "(?:有着?|设|设有|走进|推开|建起|拉起|成立)了?[一两几三][个支间块面张本条座辆](?:[^，,。；;“”]{0,8}的)?",
        any_of(words("initiatives", "called")),
        "(?:建起|开通|增设|办起|建成)了?(?:[^，,。；;“”的]{1,10}|[^，,。；;“”]{1,14}的)",
    )
    return re.compile(f"(?:{'|'.join(signs)})$")


@cache
def after_a_name() -> re.Pattern:
    """Signs after a quote: “党员夜班岗”|运行满一年, “党员先锋船”|由该院党总支创办."""
    return re.compile(
        f"(?:已经?|正式|近日|日前|当[天日]|今[天日]|也|就|于[0-9年月日]+)*{any_of(words('initiatives', 'happens'))}"
        "|由[^，,。；;“”]{2,24}(?:创办|发起|组成|牵头|运营|开办|承担|打造)"
    )


@cache
def taken_as() -> re.Pattern:
    """把“全院一张床”|列为书记领办项目, 把“支部联建”|作为帮扶的抓手."""
    return re.compile(f"列为|列入|定为|作为[^，,。；;“”]{{0,8}}{any_of(words('initiatives', 'means'))}")


def is_taken(text: str, quote: re.Match) -> bool:
    is_object = text[quote.start() - 1 : quote.start()] in ("把", "将")
    return is_object and taken_as().match(text, quote.end()) is not None


CONTRAST_BEFORE = re.compile("(?:变成|变为|成了|成为|化为|走向|转向|沦为|告别|不是|不能只是|从|让)$")
CONTRAST_AFTER = re.compile("(?:变成|变为|变(?=“)|成了|走向|转向|改为|到“|转为)")


def is_contrasted(text: str, quote: re.Match) -> bool:
    """Whether one state is set against another: 从“问题清单”变成|“幸福清单”."""
    before = text[max(0, quote.start() - 6) : quote.start()]
    return bool(CONTRAST_BEFORE.search(before) or CONTRAST_AFTER.match(text, quote.end()))


NICKNAME = re.compile("(?:娘子|大夫|医生|先生|哥|姐|嫂|爷|叔|妈|娃|人|子)$")
"""How people are called: 人人叫她|“铁娘子”."""
PARTS = re.compile("[一二两三四五六七八九十][本张块条大个项]")
KIND_OF_WAY = re.compile("[式化型]$")


def tells_only_how(text: str, quote: re.Match, kind: re.Match | None) -> bool:
    """“打卡式”|的支部活动 is a way of doing, “药品、耗材、设备”|三本账 the parts of what is named behind them."""
    is_way = KIND_OF_WAY.search(quote["name"]) and text.startswith("的", quote.end())
    return bool(is_way or ("、" in quote["name"] and not kind and PARTS.match(text, quote.end())))
