"""Question words of languages without spaces between words (and of Korean, which is searched like them)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from index.analysis.questions.words.asking import Asking

UNSPACED: Final[Mapping[str, Asking]] = {
    "zh": Asking(
        anywhere={
            "much": "多少",
            "number": "多大, 多高, 多长, 多長, 多远, 多遠, 多重, 多深, 多久, 多快, 几个, 幾個, 几名, 几人,"
            " 几位, 几次, 几天, 几年, 几岁, 几种, 几所, 几座, 几部, 几场, 几条, 第几, 幾人, 幾次, 幾天, 幾歲",
            "money": "多少钱, 多少錢, 多少元, 多少美元, 多少欧元, 多少英镑, 多贵",
            "time": "何时, 何時, 什么时候, 什麼時候, 什么时间, 哪年, 哪一年, 哪天, 哪一天, 哪个世纪, 哪个月,"
            " 哪一个月, 几月, 几号, 几点, 何年, 什么年代, 哪个年代, 哪些年, 啥时候",
            "name": "谁, 誰, 哪位, 何人, 什么人, 什麼人, 哪些人, 哪个人, 叫什么, 名字是什么",
            "place": "哪里, 哪裡, 哪儿, 何处, 何處, 何地, 什么地方, 什麼地方, 哪个国家, 哪个城市, 哪个地方, 哪国,"
            " 哪座城市",
            "reason": "为什么, 為什麼, 为何, 為何, 为啥, 因何, 什么原因, 原因是什么, 何以",
            "which": "什么, 什麼, 哪, 何, 啥",
            "other": "怎么, 怎样, 如何, 怎麼, 几乎, 几何, 几内亚, 任何, 何况, 几何学",
            "yes": "吗, 嗎, 是否, 是不是, 有没有, 有沒有, 能不能, 会不会, 可不可以, 可否, 能否, 对不对, 要不要",
        },
        opening={"place": "在哪, 去哪, 到哪"},
        nouns={
            "number": "数量, 人数, 比例, 百分比, 年龄",
            "money": "价格, 价钱, 票价, 成本",
            "time": "日期",
            "name": "名字, 姓名",
            "reason": "原因",
        },
        paying="价, 價, 钱, 錢, 费用, 費用, 花费, 花費, 成本",
        joining="那, 那么, 那麼, 还有, 還有, 而且, 另外, 然后, 然後, 但是, 可是, 不过, 不過",
    ),
    "ja": Asking(
        anywhere={
            "number": "いくつ, 何人, 何個, 何回, 何枚, 何台, 何歳, 何度, 何番, 何キロ, 何メートル, 何パーセント,"
            " 何本, 何匹, 何件, 何割, 何倍, どのくらい, どのぐらい, どれくらい, どれぐらい, どれだけ",
            "money": "いくら, 何円, 何ドル",
            "time": "いつ, 何年, 何月, 何日, 何時, 何曜日, 何世紀",
            "name": "誰, だれ, 何という, なんという",
            "place": "どこ",
            "reason": "なぜ, 何故, どうして, なんで",
            "which": "何, どの, どんな, なに",
            "other": "いつも, いつか, いつまでも, いくつか, いくらか, いくらでも, どこか, どこでも, 誰か, 誰も,"
            " 誰でも, どう, 何か, 何も",
        },
        opening={"yes": "ですか, ますか, でしょうか, たか, ませんか, だろうか, のか"},
        nouns={"number": "数は, 人数, 割合", "money": "価格, 値段, 料金", "time": "日付", "name": "名前, 名称",
        "reason": "理由, 原因"},
    ),
    "ko": Asking(
        anywhere={
            "number": "몇",
            "money": "얼마",
            "time": "언제, 몇 년, 몇년",
            "name": "누구, 누가",
            "place": "어디",
            "reason": "왜",
            "which": "무엇, 무슨, 어떤, 어느",
            "other": "어떻게",
        },
        nouns={"money": "가격", "time": "날짜", "name": "이름", "reason": "이유"},
    ),
    "th": Asking(
        anywhere={
            "number": "กี่, เท่าไร, เท่าไหร่",
            "money": "ราคาเท่าไร, ราคาเท่าไหร่",
            "time": "เมื่อไร, เมื่อไหร่, วันไหน, ปีไหน, ปีใด",
            "name": "ใคร",
            "place": "ที่ไหน",
            "reason": "ทำไม, เพราะอะไร",
            "which": "อะไร, ไหน, ใด",
            "other": "อย่างไร",
            "yes": "ไหม, หรือไม่, หรือเปล่า",
        },
        nouns={"money": "ราคา", "time": "วันที่", "name": "ชื่อ", "number": "จำนวน", "reason": "สาเหตุ"},
    ),
}  # fmt: skip
