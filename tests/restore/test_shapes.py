"""What a line is by its shape, and what a page says of itself on its edge."""

from datetime import date

import pytest

from articles.restore.mastheads import Masthead, is_running_head, masthead
from articles.restore.shapes import shape_of

SHAPES = {
    "imprint": [
        "A4 党建专刊 2023年6月30日 星期五",
        "2023年6月30日　星期五　第4版",
        "星期五 2022年7月1日",
        "某某日报 2022年7月1日 星期五 农历六月初三",
        "2022.07.01 星期五 责编 王丽",
        "今日8版 总第4567期",
        "03 党建·观察",
        "某某导报",
        "第4版：党建",
        "健康周刊 05",
        "04 综合新闻",
        "要闻·04",
        "A04",
        "本版编辑 张三 校对 李四",
        "策划：张三  执行：李四",
        "新闻热线 0716-1234567",
        "本报地址：某路三楼 邮编：100000新闻热线：010-12345678",
        "零售每份1.50元 全年定价180元",
        "主管主办：某省某中心 国内统一连续出版物号：CN00-0000",
        "07版2023年7月25日 编辑/张三 美编/李四",
        "特别报道 3 某某日报",
        "2024年第7期(总第412期)",
        "健康周刊",
        "简 讯",
        "【集团动态】",
    ],
    "credit": [
        "（资料图片）",
        "受访者供图",
        "某县医院党委办公室供稿",
        "图片来源：某市医院",
        "张三 摄",
        "（记者 李四 摄影）",
        "图片由某医院提供",
    ],
    "byline": [
        "□ 通讯员 李四",
        "文/张三 李四",
        "文/图 通讯员 洪梅 林志",
        "本报记者 张三 文/图",
        "摄影：张三",
        "张三 摄影报道",
        "本报记者 张三 文 李四 图",
    ],
    "signature": ["（张三 李四）", "（通讯员 张三）"],
    "notice": ["（下转第三版）", "（上接A1版）"],
    "": [
        "2023年6月30日",
        "星期五",
        "统筹发展",
        "统筹疫情防控",
        "策划先行",
        "第一版块",
        "党建引领 守正创新",
        "2022年7月1日，星期五",
        "2021年1月1日至今",
        "2022年12月31日前完成",
        "编辑部的故事从这里开始",
        "广场供电中断",
        "健康中国2030",
        "一周七天",
        "维生素B12",
        "医院开通24小时服务热线",
        "印刷、发放宣传资料5000份",
        "关于学习情况的通报",
        "党建工作动态",
        "每份1元，零售",
    ],
}


@pytest.mark.parametrize(("shape", "line"), [(shape, line) for shape, lines in SHAPES.items() for line in lines])
def test_a_line_has_the_shape(shape, line):
    assert shape_of(line) == shape


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["A4 党建专刊 2023年6月30日 星期五"], Masthead(None, date(2023, 6, 30), "A4")),
        (["某某日报 2022年7月1日 星期五", "第三版"], Masthead("某某日报", date(2022, 7, 1), None)),
        (["健康周刊 第5版"], Masthead(None, None, "第5版")),
        (["2023年6月30日 星期六 第4版"], Masthead(None, None, "第4版")),
        (["2023年2月30日 星期四"], Masthead()),
        (["2023年6月30日 星期五", "2023年7月1日 星期六"], Masthead()),
        (["2023年6月30日", "我院于2023年6月30日 星期五召开会议"], Masthead()),
        ([], Masthead()),
    ],
)
def test_a_page_says_when_and_where_it_was_printed(lines, said):
    assert masthead(lines) == said


def test_a_running_head_is_short():
    assert not is_running_head("2023年6月30日 星期五 " * 9)
