"""The records that the browser tests read."""

from django.urls import reverse

from articles.models import Person, Policy
from articles.search.index import index_articles
from tests.factories import (
    make_article,
    make_claim,
    make_figure,
    make_hospital,
    make_initiative,
    make_page,
    make_theme,
)
from tests.pages import looked_at
from tests.scans import give_scan

FILLER = "医院把党建工作与业务工作同谋划、同部署、同推进、同考核，持续改进服务。" * 6
SENTENCE = "示范医院党委下设12个党支部，推行先锋行动，共有党员293人。"


def make_library() -> dict[str, str]:
    hospital = make_hospital("示范医院", province="广东省", city="广州市")
    theme = make_theme("组织建设", slug="organisation", description="党组织怎么建")
    initiative = make_initiative("先锋行动", hospital=hospital)
    branch = hospital.branches.create(name="院党委", level="committee")
    policy = Policy.objects.create(name="《示范意见》")
    case = make_case()
    give_scan(case.page)
    make_claim(case, theme, words=[["党支部", 1]])
    make_claim(case, hospital, printed="示范医院党委", quote=SENTENCE, is_subject=True)
    make_claim(case, initiative, quote=SENTENCE)
    make_claim(case, policy, printed="12个党支部", quote=SENTENCE)
    make_claim(case, branch, printed="党委下设", quote=SENTENCE)
    make_claim(case, Person.objects.create(name="某某", hospital=hospital), printed="党员", quote=SENTENCE)
    make_figure(case, "党员293人", 293, quote=SENTENCE, unit="人", hospital=hospital, scope="party")
    others = [
        make_article("外科简讯", ["外科举行义诊。"], kind="brief", about_party_building=False, page=case.page),
        make_article(
            "年度报道", ["另一家医院的志愿服务。"], kind="news", page=make_page("文字", issue_date="2021-03-04")
        ),
    ]
    make_article("撤回的文章", publication="withdrawn")
    index_articles([case, *others])
    return looked_at() | {"cut": f"{reverse('articles')}?kind={'x' * 101}"}


def make_case():
    """A long case whose facts all stand near its end. Its page holds its lines, a brief, and an imprint."""
    title, subtitle = "党建引领 服务先行", "示范医院工作侧记"
    paragraphs = [FILLER] * 8 + [f"近年来持续推进。{SENTENCE}今后还将深化。"]
    page = make_page("\n".join([title, subtitle, *paragraphs, "外科简讯", "外科举行义诊。", "主办单位"]))
    version = page.versions.get()
    start = version.text.index("主办单位")
    version.remnants.create(order=0, kind="imprint", text="主办单位", spans=[[start, start + 4]])
    version.fixes.create(
        order=0, rule="close_letter_spacing", first_line=1, last_line=1, before="党 建 引 领", after="党建引领"
    )
    headings = ["第一部分", "第二部分", "第三部分"]
    return make_article(title, paragraphs, subtitle=subtitle, headings=headings, captions=["党员活动"], page=page)
