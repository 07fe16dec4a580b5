"""An archive of thousands of made-up articles, for what only shows at size: budgets, weights, crowded pages.

    make_archive(5000)

Everything follows from the number of an article, so two archives of one size are alike. The first few articles are the
awkward ones: an endless title, none, a suggested one, forty hospitals, a hospital that is only named in passing,
a withdrawn article, a page that may only be summarised.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

from django.db import connection
from django.utils import timezone

from articles.models import (
    Article,
    ArticleTheme,
    BranchMention,
    Figure,
    Hospital,
    HospitalMention,
    Initiative,
    InitiativeMention,
    PageVersion,
    PartyBranch,
    Passage,
    Person,
    PersonMention,
    Policy,
    PolicyMention,
    Practice,
    SourcePage,
    Theme,
)
from articles.search.rebuild import reindex

PLACES = [
    *("北京市 海淀区", "上海市 黄浦区", "重庆市 涪陵区", "天津市 河西区", "广东省 广州市", "广东省 茂名市"),
    *("河南省 郑州市", "河北省 沧州市", "湖南省 邵阳市", "湖北省 武汉市", "四川省 成都市", "江苏省 南京市"),
    *("浙江省 杭州市", "福建省 三明市", "山东省 济南市", "陕西省 西安市", "云南省 昆明市", "贵州省 贵阳市"),
    *("辽宁省 沈阳市", "吉林省 长春市", "安徽省 合肥市", "江西省 南昌市", "甘肃省 兰州市", "青海省 西宁市"),
    *("新疆维吾尔自治区 乌鲁木齐市", "西藏自治区 拉萨市", "内蒙古自治区 包头市", "海南省 海口市", " "),
]
SPECIALITIES = ["人民医院", "中医医院", "妇幼保健院", "肿瘤医院", "儿童医院", "第一医院", "第二医院", "中心医院"]
PRACTICES = ["支部建在科室上", "双带头人", "三会一课", "双培养", "党员先锋岗", "主题党日", "结对共建", "党员积分管理"]
THEMES = [
    *("组织建设", "党建业务融合", "人才培养", "文化建设", "清廉建设", "疫情防控", "为民服务", "医联体医共体"),
    *("信息化", "精细化管理", "学科建设", "志愿服务", "党员教育", "典型宣传", "考核激励"),
]
KINDS = ["case", "case", "news", "brief", "commentary", "forum"]
SURNAMES, STEMS = "赵钱孙李周吴郑王", "甲乙丙丁戊己庚辛"
FILLER = "医院把党建工作与业务工作同谋划、同部署、同推进、同考核，持续改善患者就医体验。" * 4
FIRST_ISSUE = date(2012, 1, 6)
ARTICLES_A_PAGE, ARTICLES_A_HOSPITAL, UNDATED_EVERY, REVIEWED_EVERY = 3, 8, 3, 5
CROWD, WITHDRAWN = 40, 4
PASSING = "只提到一次的医院"
LONGEST_TITLE = "党建引领聚合力，凝心聚力谋发展：" * 12


def make_archive(count: int = 5000) -> None:
    """Fill the database, in bulk: models are written as the machine writes them, and indexed."""
    records = Records(count)
    pages = list(make_pages(count))
    articles = Article.objects.bulk_create(article(number, pages) for number in range(count))
    blocks = [list(texts_of(number, records)) for number in range(count)]
    passages = Passage.objects.bulk_create(
        Passage(article=written, order=order, kind=kind, machine_text=text)
        for written, texts in zip(articles, blocks, strict=True)
        for order, (kind, text) in enumerate(texts)
    )
    rest = iter(passages)
    for number, written in enumerate(articles):
        records.read(number, written, list(islice(rest, len(blocks[number]))))
    records.write()
    # What was written in bulk, and in one transaction, the planner of a database knows nothing of.
    connection.cursor().execute("ANALYZE")
    reindex()
    connection.cursor().execute("ANALYZE")


class Records:
    """The records that articles refer to, and the claims that have been read but not yet written."""

    def __init__(self, count: int) -> None:
        self.hospitals = Hospital.objects.bulk_create(map(hospital, range(max(CROWD, count // ARTICLES_A_HOSPITAL))))
        self.passing = Hospital.objects.create(name=PASSING)
        self.themes = [
            Theme.objects.get_or_create(name=name, defaults={"slug": f"many-{order}", "order": order})[0]
            for order, name in enumerate(THEMES)
        ]
        self.practices = [Practice.objects.get_or_create(name=name)[0] for name in PRACTICES]
        self.policies = Policy.objects.bulk_create(Policy(name=f"《示范文件第{n}号》") for n in range(30))
        self.committees = self._of_hospitals(PartyBranch, name="院党委", level="committee")
        self.branches = self._of_hospitals(PartyBranch, name="内科党支部", level="branch")
        self.people = Person.objects.bulk_create(
            Person(name=SURNAMES[n % 8] + STEMS[n // 8 % 8], organisation=str(hospital), hospital=hospital)
            for n, hospital in enumerate(self.hospitals)
        )
        self.initiatives = Initiative.objects.bulk_create(
            Initiative(
                name=f"“{STEMS[n % 8]}字号”先锋工程",
                hospital=hospital,
                practice=self.practices[n % len(PRACTICES)],
                stage=Initiative.Stage.values[n % 5],
            )
            for n, hospital in enumerate(self.hospitals)
        )
        for n, initiative in enumerate(self.initiatives):
            initiative.themes.add(self.themes[n % len(THEMES)])
        self.claims: dict[type, list] = {}

    def _of_hospitals(self, model, **fields) -> list:
        return model.objects.bulk_create(model(hospital=hospital, **fields) for hospital in self.hospitals)

    def place(self, number: int) -> int:
        """The number of the hospital that an article is about: a few have many articles, most have some."""
        return (number * number) % 17 if number % 9 == 0 else number % len(self.hospitals)

    def read(self, number: int, written: Article, passages: list[Passage]) -> None:
        """Claim what the texts of an article say."""
        place = self.place(number)
        own = self.hospitals[place]
        claims = [
            (HospitalMention, str(own), {"hospital": own, "is_subject": True}),
            (BranchMention, "党委", {"branch": self.committees[place]}),
            (BranchMention, "内科党支部", {"branch": self.branches[place]}),
            (InitiativeMention, self.initiatives[place].name, {"initiative": self.initiatives[place]}),
            (PersonMention, self.people[place].name, {"person": self.people[place], "position": "党委书记"}),
            (PolicyMention, self.policies[number % 30].name, {"policy": self.policies[number % 30]}),
            (Figure, f"党员{members(number)}名", figure("party_members", members(number), "名", own)),
            (Figure, f"{branches(number)}个党支部", figure("party_branches", branches(number), "个", own)),
        ]
        crowd = self.hospitals[:CROWD] if number == 3 else []
        claims += [(HospitalMention, str(one), {"hospital": one, "is_subject": True}) for one in crowd if one != own]
        claims += [(HospitalMention, PASSING, {"hospital": self.passing})] if number == 0 else []
        for order, (model, printed, fields) in enumerate(claims):
            self._claim(model, printed, passages, key=f"{number}-{order}", **fields)
        for theme in {self.themes[number % len(THEMES)], self.themes[number * 7 % len(THEMES)]}:
            words = [[theme.name[:2], 3]]
            self._keep(ArticleTheme(article=written, theme=theme, rule="made", words=words))

    def _claim(self, model, printed: str, passages: list[Passage], **fields) -> None:
        passage = next((one for one in passages if printed in one.machine_text), None)
        if passage:
            start = passage.machine_text.index(printed)
            place = {"start": start, "end": start + len(printed), "quote": passage.machine_text}
            self._keep(model(passage=passage, rule="made", **place, **fields))

    def _keep(self, claim) -> None:
        self.claims.setdefault(type(claim), []).append(claim)

    def write(self) -> None:
        for model, claims in self.claims.items():
            model.objects.bulk_create(claims)


def hospital(number: int) -> Hospital:
    """Every place has one of each kind, then a second of each."""
    province, city = PLACES[number % len(PLACES)].split(" ")
    ordinal, kind = divmod(number // len(PLACES), len(SPECIALITIES))
    return Hospital(name=f"{city or '某地'}{SPECIALITIES[kind]}{ordinal + 1}部", province=province, city=city)


def figure(measure: str, value: int, unit: str, hospital: Hospital) -> dict:
    return {"measure": measure, "value": value, "unit": unit, "hospital": hospital, "scope": "party"}


def members(number: int) -> int:
    return 100 + number * 37 % 900


def branches(number: int) -> int:
    return 5 + number * 7 % 40


def make_pages(count: int) -> Iterator[tuple[SourcePage, PageVersion]]:
    """Pages with their texts, some without a date."""
    numbers = range(-(-count // ARTICLES_A_PAGE))
    pages = SourcePage.objects.bulk_create(
        SourcePage(
            path=f"made/{number:05}.txt",
            newspaper="" if number % UNDATED_EVERY == 0 else "示范报",
            issue_date=None if number % UNDATED_EVERY == 0 else FIRST_ISSUE + timedelta(days=number * 3),
            page_label="" if number % 2 else f"第{number % 8 + 1}版",
            rights="summary" if number == 2 else "full",
        )
        for number in numbers
    )
    versions = PageVersion.objects.bulk_create(
        version(page, f"第{number}页的文字") for number, page in enumerate(pages)
    )
    return zip(pages, versions, strict=True)


def version(page: SourcePage, text: str) -> PageVersion:
    data = text.encode()
    checksum = hashlib.sha256(data).hexdigest()
    fields = {"sha256": checksum, "byte_size": len(data), "encoding": "utf-8", "pipeline_version": "made"}
    return PageVersion(page=page, number=1, text=text, line_count=1, **fields)


def article(number: int, pages: list[tuple[SourcePage, PageVersion]]) -> Article:
    page, read_from = pages[number // ARTICLES_A_PAGE]
    kind = KINDS[number % len(KINDS)]
    return Article(
        page=page,
        read_from=read_from,
        order=number % ARTICLES_A_PAGE,
        title=title_of(number),
        title_is_suggested=number == 2,
        subtitle="——一家医院的党建工作纪实" if number % 4 == 0 else "",
        kicker="党建引领高质量发展" if number % 5 == 0 else "",
        kind=kind,
        about_party_building=kind != "brief",
        publication="withdrawn" if number == WITHDRAWN else "published",
        published_at=timezone.now() - timedelta(minutes=number),
        review="reviewed" if number % REVIEWED_EVERY == 0 else "waiting",
    )


def title_of(number: int) -> str:
    awkward = {0: LONGEST_TITLE, 1: ""}
    return awkward.get(number, f"党旗在一线高高飘扬（之{number}）")


def texts_of(number: int, records: Records) -> Iterable[tuple[str, str]]:
    """The blocks of an article as (kind, text)."""
    place = records.place(number)
    if title_of(number):
        yield "title", title_of(number)
    opening = f"{records.hospitals[place]}党委下设{branches(number)}个党支部，共有党员{members(number)}名。"
    yield "paragraph", opening
    yield "heading", "强基固本 筑牢“桥头堡”"
    yield "paragraph", f"医院落实{records.policies[number % 30]}，推行{records.initiatives[place]}，内科党支部带头。"
    yield "heading", "为民服务 当好“守门人”"
    yield "paragraph", FILLER
    yield "heading", "凝心聚力 跑出“加速度”"
    yield "paragraph", f"“服务还要再近一步。”党委书记{records.people[place]}说。{FILLER}"
    if number == 0:
        yield "paragraph", f"来学习的还有{PASSING}。"
    if number == 3:
        yield "paragraph", f"参加活动的有{'、'.join(map(str, records.hospitals[:CROWD]))}。"
