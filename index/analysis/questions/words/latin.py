"""Question words of languages in Latin script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from index.analysis.questions.words.asking import Asking, each

# "Where did", "when was": with the verb behind them they ask and never join clauses.
_ENGLISH_TURNS: Final = "did do does was were is are has have had will would can could should"
# "Est-il", "a-t-on": the verb before its pronoun asks by itself.
_FRENCH_TURNS: Final = ", ".join(
    (
        each("est était fut sera serait a avait aura doit peut pourrait va y", "il elle on"),
        each("a va sera aura fera", "t_il t_elle t_on"),
        each("sont étaient furent seront ont avaient auront doivent peuvent pourraient vont font", "ils elles"),
        "y a t il, y avait il, faut il, existe t il",
    )
)

LATIN: Final[Mapping[str, Asking]] = {
    "en": Asking(
        anywhere={
            "number": "how many, how long, how far, how old, how tall, how big, how large, how high, how deep,"
            " how wide, how heavy, how fast, how often, how young, how cold, how hot",
            "much": "how much",
            "money": "how expensive",
            "time": "how late, how early, how soon, since when, until when, " + each("when", _ENGLISH_TURNS),
            "name": "whom, whose",
            "place": each("where", _ENGLISH_TURNS),
            "reason": "why, how come, what caused, what for",
            "which": "what, which",
            "other": "how",
        },
        opening={
            "time": "when",
            "name": "who",
            "place": "where",
            "yes": "did, didn t, does, doesn t, do, don t, is, isn t, are, aren t, was, wasn t, were, weren t, has,"
            " hasn t, have, haven t, had, hadn t, will, won t, would, wouldn t, can, can t, could, couldn t, should,"
            " shouldn t, may, might, must, shall, am",
        },
        nouns={
            "number": "number, count, percent, percentage, amount, total, age",
            "money": "cost, costs, price, prices",
            "time": "date, dates",
            "name": "name, names",
            "reason": "reason, reasons, cause, causes",
        },
        units={
            "time": "year, years, day, month, week, decade, century, time",
            "place": "place, country, city, town, village, state, county, continent",
        },
        paying="cost, costs, price, pay, pays, paid, worth, money, spend, spends, spent, earn, earns, earned,"
        " dollars, euros, pounds",
        requests="tell, know, knows, say, explain, remember, wonder, ask",
        fronts="in, at, on, after, before, during, for, with, from, by, of, to, according, besides, under, since",
        joining="and, but, or, so, then",
    ),
    "de": Asking(
        anywhere={
            "number": "wie viele, wieviele, wie vielen, wievielen, wie lange, wie lang, wie weit, wie alt, wie groß,"
            " wie tief, wie breit, wie schwer, wie schnell, wie oft, wie kalt, wie heiß",
            "much": "wie viel, wieviel, wie hoch",
            "money": "wie teuer, was kostet, was kosten, was kostete, was kosteten",
            "time": "wann, um wie viel uhr, um wieviel uhr, wie spät",
            "name": "wer, wen, wem, wessen, wie heißt, wie heißen, wie hieß, wie hießen",
            "place": "wohin, woher",
            "reason": "warum, weshalb, wieso, weswegen",
            "which": "welche, welcher, welches, welchen, welchem, wie ist, wie war, wie lautet, wie lautete",
            "other": "womit, wodurch, wofür, wovon, woran, worauf, worin, worüber, wozu, woraus",
        },
        opening={
            "place": "wo",
            "which": "was",
            "other": "wie",
            "yes": "ist, sind, war, waren, hat, haben, hatte, hatten, wird, werden, wurde, wurden, würde, kann,"
            " können, konnte, konnten, darf, dürfen, muss, müssen, musste, mussten, soll, sollen, sollte, will,"
            " wollen, gibt es, gab es",
        },
        nouns={
            "number": "zahl, anzahl, prozent, prozentsatz, anteil, alter, betrag",
            "money": "preis, preise, kosten",
            "time": "datum",
            "name": "name, namen",
            "reason": "grund, gründe, gründen, ursache, ursachen",
        },
        units={
            "time": "jahr, jahre, jahren, jahrzehnt, jahrhundert, tag, tage, monat, woche, uhrzeit, zeit, zeitpunkt",
            "place": "ort, orte, land, stadt, dorf, staat, kontinent, bundesland",
        },
        paying="kostet, kosten, kostete, gekostet, preis, zahlt, zahlen, zahlte, bezahlt, bezahlen, gezahlt, wert,"
        " geld, verdient, verdienen, ausgegeben, euro, dollar",
        requests="sag, sagen, sagt, weiß, weißt, wissen, erkläre, erklär, frage",
        fronts="in, im, an, am, auf, bei, nach, vor, seit, während, für, mit, von, aus, laut, unter, zu, neben",
        joining="und, aber, oder, denn, also",
    ),
    "fr": Asking(
        anywhere={
            "much": "combien",
            "number": "combien de temps, combien d années, combien d ans, quel âge",
            "reason": "pourquoi, pour quelle raison, pour quelles raisons",
            "name": "comment s appelle, comment s appelait, comment se nomme, comment s appellent",
            "place": "d où",
            "time": "à quelle heure, quelle heure",
            "which": "quel, quelle, quels, quelles, lequel, laquelle",
            "other": "qu est ce qui, qu est ce que, qu est ce qu, comment, quoi",
            "yes": _FRENCH_TURNS,
        },
        opening={
            "time": "quand",
            "name": "qui",
            "place": "où, ou est, ou sont, ou se",
            "other": "que, qu",
            "yes": "est ce que, est ce qu, est ce, y a t",
        },
        nouns={
            "number": "nombre, pourcentage, âge, total",
            "money": "prix, coût, tarif",
            "time": "date, dates",
            "name": "nom, noms, prénom",
            "reason": "raison, raisons, cause, causes",
        },
        units={
            "time": "année, années, an, jour, mois, siècle, décennie, heure, moment, époque",
            "place": "lieu, endroit, pays, ville, village, région, continent",
        },
        paying="coûte, coûtent, coûté, coûtait, coûter, prix, payer, payé, paye, paie, vaut, argent, dépensé, gagne,"
        " gagné, euros, dollars",
        requests="dis, dites, dire, sais, sait, savez, savoir, explique, expliquez",
        fronts="en, dans, à, au, aux, après, avant, pendant, pour, avec, de, du, selon, sous, depuis, lors, outre",
        joining="et, mais, ou, donc, alors",
    ),
    "es": Asking(
        anywhere={
            "number": "cuántos, cuántas, cuánta, cuánto tiempo, cuánto mide, cuánto pesa",
            "much": "cuánto",
            "time": "cuándo",
            "name": "quién, quiénes, cómo se llama, cómo se llamaba, cómo se llaman",
            "place": "dónde, adónde",
            "reason": "por qué, a qué se debe, a qué se debió",
            "which": "qué, cuál, cuáles",
            "other": "cómo",
        },
        opening={
            "number": "cuantos, cuantas",
            "reason": "porque",
            "yes": "es, son, era, eran, fue, fueron, está, están, estaba, estaban, ha, han, había, hay, hubo, puede,"
            " pueden, podría, tiene, tienen, tenía, va, van, será, serán, debe, deben, acaso",
        },
        nouns={
            "number": "número, porcentaje, cantidad, edad, total",
            "money": "precio, precios, coste, costo",
            "time": "fecha, fechas",
            "name": "nombre, nombres, apellido",
            "reason": "razón, razones, motivo, motivos, causa, causas",
        },
        units={
            "time": "año, años, día, mes, siglo, década, hora, momento, época",
            "place": "lugar, sitio, país, ciudad, pueblo, estado, región, continente",
        },
        paying="cuesta, cuestan, costó, costaron, costaba, costar, costará, precio, pagar, paga, pagó, pagado, vale,"
        " valen, dinero, gastó, gana, ganó, euros, dólares, pesos",
        requests="di, dime, decir, decirme, sabes, sabe, saber, explica, explícame",
        fronts="en, a, al, tras, después, antes, durante, para, con, de, del, según, bajo, desde, además",
        joining="y, pero, o, entonces",
    ),
    "pt": Asking(
        anywhere={
            "number": "quantos, quantas, quanta, quanto tempo, quanto mede, quanto pesa",
            "reason": "por que, por quê, porquê",
            "name": "como se chama, como se chamava, como se chamam",
            "which": "qual, quais",
        },
        opening={
            "much": "quanto",
            "time": "quando",
            "name": "quem",
            "place": "onde, aonde, de onde",
            "reason": "porque",
            "which": "que, o que, quê",
            "other": "como",
            "yes": "é, são, era, eram, foi, foram, está, estão, estava, estavam, há, houve, havia, pode, podem,"
            " poderia, tem, têm, tinha, vai, vão, será, serão, deve, devem, será que, é verdade",
        },
        nouns={
            "number": "número, percentagem, porcentagem, quantidade, idade, total",
            "money": "preço, preços, custo",
            "time": "data, datas",
            "name": "nome, nomes, sobrenome",
            "reason": "razão, razões, motivo, motivos, causa, causas",
        },
        units={
            "time": "ano, anos, dia, mês, século, década, hora, horas, momento, época",
            "place": "lugar, local, país, cidade, vila, estado, região, continente",
        },
        paying="custa, custam, custou, custaram, custava, custar, preço, pagar, paga, pagou, pago, vale, valem,"
        " dinheiro, gastou, ganha, ganhou, euros, reais, dólares",
        requests="diga, diz, dizer, sabe, sabes, saber, explique, explica",
        fronts="em, no, na, nos, nas, a, ao, após, depois, antes, durante, para, com, de, do, da, segundo, sob,"
        " desde, além",
        joining="e, mas, ou, então",
    ),
    "tr": Asking(
        anywhere={
            "number": "kaç, kaçıncı, kaç yaşında, ne kadar sürdü, ne kadar sürer, ne kadar uzun",
            "much": "ne kadar",
            "money": "kaç lira, kaç para, kaça",
            "time": "ne zaman, kaçta, saat kaçta, kaç yılında, ne zamandan",
            "name": "kim, kimi, kime, kimin, kimler, kimden, kimdir, kiminle",
            "place": "nerede, nerde, neresi, nereye, nereden, nerden, neresinde",
            "reason": "neden, niçin, niye, ne sebeple",
            "which": "hangi, ne, nedir, neydi, hangisi",
            "other": "nasıl",
            "yes": "mı, mi, mu, mü, mıdır, midir, mudur, müdür, mıydı, miydi, muydu, müydü, mısın, misin, musun,"
            " müsün, mısınız, misiniz",
        },
        nouns={
            "number": "sayısı, yüzdesi, oranı, yaşı",
            "money": "fiyat, fiyatı, fiyatları, ücret, ücreti, maliyeti",
            "time": "tarih, tarihi",
            "name": "adı, ismi, isim",
            "reason": "sebebi, nedeni, sebep",
        },
        units={
            "time": "yıl, yılda, yıllarda, gün, günü, günde, ay, ayda, saat, saatte, tarihte, yüzyılda",
            "place": "yer, yerde, ülke, ülkede, şehir, şehirde, kent, kentte, ilde, ilçede, köyde",
        },
        paying="fiyat, fiyatı, ücret, ücreti, para, lira, liraya, mal, tuttu, öde, ödedi, ödendi, harcadı, kazandı",
        joining="ve, ama, peki, ya",
    ),
}  # fmt: skip
