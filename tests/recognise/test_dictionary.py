"""The dictionary that segmentation works with: terms and names stay whole, the rest of the language as it was."""

import jieba
import pytest

from articles.recognise.dictionary import dictionary_version, dictionary_words, lexicon_words, tokenizer

NAMES = ["云溪县人民医院", "河口镇中心卫生院", "暖心敲门行动", "党员E家", "李建国", "“双减”制度", "院"]


@pytest.fixture(scope="module")
def cut():
    made = tokenizer(dictionary_words(NAMES))
    return lambda text: list(made.cut(text))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("紧密型县域医共体建设", "医共体"),
        ("省直医疗机构和市直单位", "省直"),
        ("严格落实三会一课制度", "三会一课"),
        ("培育双带头人队伍", "双带头人"),
        ("党建引领医院发展", "党建"),
        ("疾病预防控制中心党支部", "疾病预防控制中心"),
        ("岳麓区的社区卫生服务中心", "岳麓区"),
        ("近日，云溪县人民医院举行义诊", "云溪县人民医院"),
        ("在河口镇中心卫生院门诊", "河口镇中心卫生院"),
        ("开展暖心敲门行动以来", "暖心敲门行动"),
        ("打开党员E家学习", "党员E家"),
        ("书记李建国说", "李建国"),
    ],
)
def test_terms_and_names_stay_whole(cut, text, whole):
    assert whole in cut(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("支部建在田野里", ["支部", "建", "在"]),
        ("患者来到医院看病", ["患者", "来到", "医院", "看病"]),
        ("群众都很满意", ["群众", "都", "很", "满意"]),
    ],
)
def test_other_words_are_cut_as_ever(cut, text, parts):
    assert cut(text)[: len(parts)] == parts


def test_without_a_name_there_are_the_lexicons_alone():
    assert set(dictionary_words()) == lexicon_words()
    assert "云溪县人民医院" not in lexicon_words()


def test_names_that_are_no_words_are_left_out():
    assert set(dictionary_words(NAMES)) - lexicon_words() == set(NAMES[:5])


def test_the_version_is_that_of_the_words_whatever_their_order():
    assert dictionary_version(dictionary_words(NAMES)) == dictionary_version(dictionary_words(reversed(NAMES)))
    assert dictionary_version(dictionary_words(NAMES)) != dictionary_version(dictionary_words(NAMES[1:]))


def test_the_dictionary_of_everybody_else_is_left_alone(cut):
    assert cut("云溪县人民医院")
    assert jieba.dt.FREQ.get("云溪县人民医院") is None
    assert tokenizer(dictionary_words(NAMES)) is tokenizer(dictionary_words(NAMES))
