import pytest

from articles.recognise.sentences import sentence_at, sentence_spans


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("会议开始。大家鼓掌！好吗？", ["会议开始。", "大家鼓掌！", "好吗？"]),
        ("他说：“一定完成。”掌声响起。", ["他说：“一定完成。”", "掌声响起。"]),
        ("“一定完成！”“好！”", ["“一定完成！”", "“好！”"]),
        ("做到学、做、改；落实到人；按时完成。", ["做到学、做、改；落实到人；按时完成。"]),
        ("等了很久……终于到了。", ["等了很久……终于到了。"]),
        ("“等等……”他喊。", ["“等等……”", "他喊。"]),
        ("没有句号的图说", ["没有句号的图说"]),
        ("（见图。）下一句", ["（见图。）", "下一句"]),
        ("前一句。 后一句。", ["前一句。", "后一句。"]),
        ("增长3.5%。版本2.0上线。", ["增长3.5%。", "版本2.0上线。"]),
        ("", []),
        ("  ", []),
    ],
)
def test_sentences(text, sentences):
    assert [text[a:b] for a, b in sentence_spans(text)] == sentences


def test_the_sentence_at_a_place():
    spans = list(sentence_spans("一句。两句。三"))
    assert [sentence_at(spans, place) for place in (0, 2, 3, 6)] == [(0, 3), (0, 3), (3, 6), (6, 7)]
