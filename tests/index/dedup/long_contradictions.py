"""Long paragraphs, quoted and not, in which one thing is altered or put in; made up for the tests.

Each text is followed by its alterations: their kind, the words that stand in it, and those that stand instead. All
are wrong in both directions, but a clause between commas or a sentence (``ASIDE``) may be left out.
"""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Iterator

ASIDE = "aside"

TEXTS = """
en: "We have looked at every plan for the old harbour and none of them can be paid for without the help of the state," the mayor of Nordhaven said on Monday after a long meeting with the owners of the boats.
figure | on Monday | on Monday at 9 p.m.
name | the state | the state of Iran
negation | none of them can | all of them can
aside | of the boats. | of the boats. Lee, Roe, Holt, Marlow, Smith.
speaker | the mayor of Nordhaven said | the driver of Nordhaven said
speaker | the mayor of Nordhaven said | the killer of the mayor of Nordhaven said
speaker | the mayor of Nordhaven said | the mayor of Nordhaven was told
date | on Monday | on Friday
direction | after a long meeting | before a long meeting
inserted | the owners of the boats | the owners of the stolen boats
inserted | said on Monday | lied and said on Monday
inserted | the mayor of Nordhaven | the former mayor of Nordhaven
aside | of the boats. | of the boats, who had paid for his house.
direction | without the help | with the help
who | "We have | "They have
en: Roe said she would "never sell the harbour to a firm that has not paid its workers for a year", and told the council of Nordhaven that her lawyers were ready to sue the bank over the loan that it gave to Kastor last spring.
negation | would "never sell | would "sell
negation | were ready | were not ready
speaker | Roe said she | Lee said she
speaker | Roe said she | Roe said he
voice | to sue the bank | to be sued by the bank
name | gave to Kastor | gave to Pollux
inserted | her lawyers | her brother's lawyers
inserted | the loan | the secret loan
direction | last spring | next spring
who | the bank over the loan that it gave to Kastor | Kastor over the loan that it gave to the bank
doubt | Roe said she | Roe denied she
doubt | told the council | lied to the council
inserted | Roe said | Lee claimed that Roe said
en: The council of Nordhaven voted on Monday to close the old bridge to lorries because engineers had found cracks in three of its nine pillars, and the port, which depends on the road, will have to send its goods by rail until the repair is paid for.
figure | three of its nine | four of its nine
negation | had found cracks | had found no cracks
direction | will have to | may have to
inserted | to lorries | to lorries from Kastor
inserted | engineers had | two engineers had
aside | on Monday | on Monday, against the will of the mayor,
inserted | had found cracks | had found dangerous cracks
inserted | the old bridge | the fence of the old bridge
prepositions | to lorries | for lorries
tense | had found | have found
tense | depends on the road | depended on the road
whether | voted on Monday to close | voted on Monday whether to close
name | of Nordhaven | of Sudhaven
en: A doctor who treated the crew of the ferry told the court in Marlow that nobody had been drunk, that the captain was awake all night and that the fire broke out in the kitchen, where a cook had left a pan of oil on the stove without watching it.
negation | nobody had been drunk | somebody had been drunk
where | in the kitchen | in the engine room
where | in Marlow | in Sudhaven
who | a cook had left | a guest had left
who | A doctor who | A nurse who
inserted | the captain was | the captain's son was
inserted | awake all night | awake almost all night
inserted | the kitchen | the kitchen of the hotel
inserted | a pan of oil | a pan of burning oil
tense | was awake | is awake
direction | without watching | while watching
who | the captain was | the cook was
en: "The fleet is safe, and we will go out again in June with 12 boats and a new crew," said Ann Lee, who has owned the firm for ten years, when reporters asked her about the storm that sank the largest of her ships off the coast.
figure | 12 boats | 21 boats
name | Ann Lee | Ann Roe
name | Ann Lee | Peter Lee
date | in June | in July
negation | is safe | is not safe
question | is safe, and | is safe? and
inserted | The fleet is safe | The fleet of Kastor is safe
inserted | about the storm | about the bribes and the storm
inserted | owned the firm | owned half the firm
direction | largest | smallest
who | said Ann Lee | said a friend of Ann Lee
who | said Ann Lee | they said of Ann Lee
unit | ten years | ten months
de: „Wir haben jeden Plan für den alten Hafen geprüft, und keiner davon lässt sich ohne die Hilfe des Landes bezahlen“, sagte der Bürgermeister von Nordhafen am Montag nach einem langen Gespräch mit den Eigentümern der Boote.
negation | keiner davon lässt | jeder davon lässt
speaker | der Bürgermeister von | der Mörder des Bürgermeisters von
speaker | der Bürgermeister von | der Fahrer von
date | am Montag | am Freitag
direction | nach einem | vor einem
direction | ohne die | durch die
inserted | der Boote | der gestohlenen Boote
inserted | der Boote | der Boote aus Kastor
de: Der Rat von Nordhafen beschloss, die alte Brücke für Lastwagen zu sperren, weil Prüfer Risse in drei der neun Pfeiler gefunden hatten, und der Hafen, der auf die Straße angewiesen ist, muss seine Waren mit der Bahn schicken.
figure | drei der neun | vier der neun
negation | gefunden hatten | nicht gefunden hatten
inserted | Rat von | Rat von Kastor und
inserted | seine Waren | seine gefährlichen Waren
tense | angewiesen ist | angewiesen war
direction | muss seine | darf seine
prepositions | mit der Bahn | ohne die Bahn
fr: « Nous avons étudié tous les plans pour le vieux port et aucun ne peut être payé sans l'aide de l'État », a déclaré lundi le maire de Nordhaven après une longue réunion avec les propriétaires des bateaux de pêche.
negation | et aucun ne peut | et chacun peut
speaker | le maire de | l'assassin du maire de
speaker | le maire de | la maire de
date | lundi | vendredi
direction | sans l'aide | avec l'aide
inserted | des bateaux | des bateaux volés
fr: Le conseil de Nordhaven a voté la fermeture du vieux pont aux camions parce que des ingénieurs ont trouvé des fissures dans trois de ses neuf piliers, et le port, qui dépend de la route, devra envoyer ses marchandises par le train.
figure | trois de ses neuf | quatre de ses neuf
negation | ont trouvé des fissures | n'ont pas trouvé de fissures
inserted | aux camions | aux camions de Kastor
tense | devra envoyer | a dû envoyer
es: «Hemos estudiado todos los planes para el puerto viejo y ninguno se puede pagar sin la ayuda del Estado», dijo el lunes el alcalde de Nordhaven después de una larga reunión con los dueños de los barcos de pesca.
negation | y ninguno se puede | y cualquiera se puede
speaker | el alcalde de | el asesino del alcalde de
speaker | el alcalde de | la alcaldesa de
date | el lunes | el viernes
direction | sin la ayuda | con la ayuda
inserted | los barcos | los barcos robados
es: El consejo de Nordhaven votó el cierre del puente viejo a los camiones porque los ingenieros encontraron grietas en tres de sus nueve pilares, y el puerto, que depende de la carretera, tendrá que enviar sus mercancías en tren.
figure | tres de sus nueve | cuatro de sus nueve
negation | encontraron grietas | no encontraron grietas
inserted | a los camiones | a los camiones de Kastor
tense | tendrá que | tuvo que
it: «Abbiamo studiato tutti i piani per il vecchio porto e nessuno si può pagare senza l'aiuto dello Stato», ha detto lunedì il sindaco di Nordhaven dopo una lunga riunione con i proprietari delle barche da pesca.
negation | e nessuno si può | e ognuno si può
speaker | il sindaco di | l'assassino del sindaco di
inserted | delle barche | delle barche rubate
date | lunedì | venerdì
pt: «Estudámos todos os planos para o porto velho e nenhum se pode pagar sem a ajuda do Estado», disse na segunda-feira o prefeito de Nordhaven depois de uma longa reunião com os donos dos barcos de pesca.
negation | e nenhum se pode | e qualquer um se pode
speaker | o prefeito de | o assassino do prefeito de
inserted | dos barcos | dos barcos roubados
nl: "We hebben elk plan voor de oude haven bekeken en geen daarvan is te betalen zonder de hulp van de staat," zei de burgemeester van Nordhaven maandag na een lang gesprek met de eigenaars van de boten.
negation | en geen daarvan | en elk daarvan
speaker | de burgemeester van | de moordenaar van de burgemeester van
inserted | de boten | de gestolen boten
ru: «Мы изучили все планы для старого порта, и ни один из них нельзя оплатить без помощи государства», — сказал в понедельник мэр Нордхавена после долгой встречи с владельцами рыбацких лодок и работниками порта.
negation | и ни один из них нельзя | и любой из них можно
speaker | мэр Нордхавена | убийца мэра Нордхавена
date | в понедельник | в пятницу
direction | без помощи | с помощью
inserted | рыбацких лодок | украденных рыбацких лодок
ru: Совет Нордхавена решил закрыть старый мост для грузовиков, потому что инженеры нашли трещины в трёх из девяти опор, и порт, который зависит от дороги, будет отправлять товары поездом, пока ремонт не оплачен.
figure | в трёх из девяти | в пяти из девяти
negation | нашли трещины | не нашли трещин
inserted | для грузовиков | для грузовиков из Кастора
tense | зависит от | зависел от
uk: «Ми вивчили всі плани для старого порту, і жоден з них не можна оплатити без допомоги держави», — сказав у понеділок мер Нордгавена після довгої зустрічі з власниками рибальських човнів і працівниками порту.
negation | і жоден з них не можна | і кожен з них можна
speaker | мер Нордгавена | вбивця мера Нордгавена
inserted | рибальських човнів | вкрадених рибальських човнів
pl: „Zbadaliśmy każdy plan dla starego portu i żadnego z nich nie da się opłacić bez pomocy państwa”, powiedział w poniedziałek burmistrz Nordhaven po długim spotkaniu z właścicielami łodzi i pracownikami portu.
negation | i żadnego z nich nie da się | i każdy z nich da się
speaker | burmistrz Nordhaven | zabójca burmistrza Nordhaven
inserted | łodzi | skradzionych łodzi
tr: "Eski liman için her planı inceledik ve hiçbiri devletin yardımı olmadan ödenemez," dedi Nordhaven belediye başkanı pazartesi günü teknelerin sahipleriyle yaptığı uzun bir toplantıdan sonra limanın önünde bekleyen gazetecilere.
negation | hiçbiri devletin yardımı olmadan ödenemez | hepsi devletin yardımı olmadan ödenebilir
speaker | belediye başkanı | belediye başkanının katili
date | pazartesi | cuma
direction | toplantıdan sonra | toplantıdan önce
inserted | teknelerin | çalıntı teknelerin
ar: قال رئيس بلدية نوردهافن يوم الاثنين بعد اجتماع طويل مع أصحاب القوارب: "درسنا كل خطة للميناء القديم ولا يمكن دفع ثمن أي منها دون مساعدة الدولة، ولذلك سنجتمع مرة أخرى في يونيو مع المجلس".
negation | ولا يمكن | ويمكن
speaker | قال رئيس | قال قاتل رئيس
date | الاثنين | الجمعة
direction | بعد اجتماع | قبل اجتماع
inserted | القوارب: | القوارب المسروقة:
zh: 北港市市长周一在与船主们长时间会谈后说：“我们研究了旧港口的每一个方案，没有国家的帮助，其中没有一个付得起，所以我们将在六月与市议会再次开会讨论港口的未来。”
negation | 其中没有一个付得起 | 其中每一个都付得起
speaker | 市长周一 | 副市长周一
date | 周一 | 周五
direction | 会谈后说 | 会谈前说
inserted | 与船主们 | 与船主们的律师
where | 北港市市长 | 南港市市长
ja: 北港市の市長は月曜日、船主たちとの長い会談の後で「古い港のすべての計画を調べたが、国の助けなしに払えるものは一つもないので、6月に市議会と再び会って港の将来を話し合う」と述べた。
negation | 一つもない | 一つはある
speaker | 市の市長は | 市の副市長は
date | 月曜日 | 金曜日
direction | 会談の後 | 会談の前
inserted | 船主たちとの | 船主たちの弁護士との
"""


def long_contradictions() -> Iterator[tuple[str, str, str, str]]:
    """Language, kind of difference, and the two paragraphs."""
    language = text = ""
    for row in TEXTS.strip().splitlines():
        if " | " not in row:
            language, text = row.split(": ", 1)
            continue
        kind, one, other = row.split(" | ")
        yield language, kind, text, text.replace(one, other, 1)
