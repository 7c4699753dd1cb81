"""Sentences that contradict one another, or say more than one another, in fourteen languages; made up for the tests.

Each row has two wordings; a frame of its language makes a paragraph of each that is long enough to bear a rewording.
"""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Iterator

FRAMES = {
    "en": "{} The council of the town of Nordhaven heard the report of its secretary on Monday and will meet again in June to vote on the plan.",
    "de": "{} Der Rat der Stadt Nordhafen hörte am Montag den Bericht des Sekretärs und will im Juni wieder über den Plan beraten und abstimmen.",
    "fr": "{} Le conseil de la ville de Nordhaven a entendu lundi le rapport de son secrétaire et se réunira de nouveau en juin pour voter le plan.",
    "es": "{} El consejo de la ciudad de Nordhaven escuchó el lunes el informe de su secretario y se reunirá de nuevo en junio para votar el plan.",
    "it": "{} Il consiglio della città di Nordhaven ha ascoltato lunedì la relazione del suo segretario e si riunirà di nuovo a giugno per votare il piano.",
    "pt": "{} O conselho da cidade de Nordhaven ouviu na segunda-feira o relatório do seu secretário e vai reunir-se de novo em junho para votar o plano.",
    "nl": "{} De raad van de stad Nordhaven hoorde maandag het verslag van zijn secretaris en komt in juni weer bijeen om over het plan te stemmen.",
    "ru": "{} Совет города Нордхавен в понедельник выслушал доклад своего секретаря и снова соберётся в июне, чтобы проголосовать за этот план.",
    "uk": "{} Рада міста Нордгавен у понеділок вислухала доповідь свого секретаря і знову збереться в червні, щоб проголосувати за цей план.",
    "pl": "{} Rada miasta Nordhaven wysłuchała w poniedziałek raportu swojego sekretarza i zbierze się znowu w czerwcu, aby głosować nad planem.",
    "tr": "{} Nordhaven belediye meclisi pazartesi günü sekreterinin raporunu dinledi ve planı oylamak için haziran ayında yeniden toplanacak.",
    "ar": "{} واستمع مجلس مدينة نوردهافن يوم الاثنين إلى تقرير أمينه وسيجتمع مرة أخرى في يونيو للتصويت على الخطة الجديدة.",
    "zh": "{}北港市议会周一听取了秘书的报告，并将于六月再次开会对该计划进行表决。",
    "ja": "{}北港市議会は月曜日に書記の報告を聞き、6月に再び集まって計画の採決を行う。",
}

ROWS = """
en | negation | Nobody was hurt in the fire. | Somebody was hurt in the fire.
en | negation | None of the boats left the port. | One of the boats left the port.
en | negation | The mayor has yet to resign. | The mayor has to resign.
en | negation | The bridge is far from safe. | The bridge is safe.
en | negation | The mayor is no longer in charge. | The mayor is in charge.
en | negation | Nobody was hurt. | Nobody was badly hurt.
en | negation | The pilot was not to blame. | The pilot was to blame.
en | voice | The guard was attacked by the crowd. | The guard attacked by the crowd.
en | voice | The doctor was accused of fraud. | The doctor has accused of fraud.
en | voice | The firm was sued by the city. | The firm sued the city.
en | tense | The school is closed. | The school was closed.
en | tense | The king is ill. | The king was ill.
en | tense | The ferry will leave the port. | The ferry has left the port.
en | tense | The law would ban the boats. | The law will ban the boats.
en | tense | The firm had a permit. | The firm has a permit.
en | clock | The hall is open from 7 p.m. to 9 p.m. | The hall is open from 7 a.m. to 9 a.m.
en | clock | The train leaves at 9 am. | The train leaves at 9 pm.
en | capitals | The US troops left the island. | The troops left the island.
en | capitals | They sent the letter to us. | They sent the letter to US.
en | capitals | The WHO office was closed. | The office was closed.
en | capitals | The IT staff went on strike. | The staff went on strike.
en | capitals | IS fighters took the town. | Fighters took the town.
en | letters | Bus 66A stops at the port. | Bus 66B stops at the port.
en | letters | Flat 5b was searched. | Flat 5a was searched.
en | letters | He lives in Block A. | He lives in Block I.
en | figures | The repair will take 5-6 days. | The repair will take 56 days.
en | figures | The plan was passed 52-48. | The plan was passed 5248.
en | figures | Some 3/4 of the boats were sold. | Some 34 of the boats were sold.
en | figures | The office is open 24/7 now. | The office is open 247 now.
en | figures | Marlow won 2-1 at home. | Marlow won 1-2 at home.
en | figures | The rule is in section 4.1 of the law. | The rule is in section 4.10 of the law.
en | signs | Patients with a score of ≥5 must stay. | Patients with a score of ≤5 must stay.
en | signs | Patients with a score of <5 must stay. | Patients with a score of >5 must stay.
en | signs | The town is rated AA+ now. | The town is rated AA- now.
en | signs | The town is rated BB+ now. | The town is rated BB now.
en | signs | HIV+ patients were let in. | HIV- patients were let in.
en | signs | The bank needs O+ blood. | The bank needs O- blood.
en | signs | It was ~5 degrees at night. | It was -5 degrees at night.
en | signs | The program is written in C. | The program is written in C#.
en | signs | The program is written in C. | The program is written in C++.
en | signs | The gap was ±3 points. | The gap was +3 points.
en | signs | The bridge is safe. | The bridge is safe?
en | inserted | The boats were sold. | The boats were sold to Iran.
en | inserted | The boats were sold. | The boats were sold by Lee.
en | inserted | The ferry sank. | The ferry sank in a storm.
en | inserted | A man drowned in the river. | A man drowned in the river Tamm.
en | inserted | The king's boat was seized. | The king's brother's boat was seized.
en | inserted | The captain left the ship. | The captain's son left the ship.
en | inserted | The mayor resigned. | The deputy mayor resigned.
en | inserted | He was armed with a gun. | He was armed with a toy gun.
en | persons | He sold the boat to her. | She sold the boat to him.
en | persons | Mr Holt left the hall. | Mrs Holt left the hall.
en | persons | They want to sell our boats. | They want to sell their boats.
en | who | Smith paid Lee for the boats. | Lee paid Smith for the boats.
en | quantity | Few people came to the port. | A few people came to the port.
en | quantity | A third of the boats was sold. | The third of the boats was sold.
en | quantity | The plant makes 5 MWh a day. | The plant makes 5 GWh a day.
en | prefix | The player has re-signed. | The player has resigned.
en | prepositions | The guard shot at the man. | The guard shot the man.
en | prepositions | He voted for the mayor. | He voted with the mayor.
en | prepositions | The man died of the fire. | The man died at the fire.
de | negation | Keiner der Männer wurde verletzt. | Einer der Männer wurde verletzt.
de | negation | Niemand war an Bord. | Jemand war an Bord.
de | negation | Der Rat hat nichts beschlossen. | Der Rat hat es beschlossen.
de | negation | Die Brücke ist alles andere als sicher. | Die Brücke ist sicher.
de | voice | Der Wächter wurde angegriffen. | Der Wächter hat angegriffen.
de | voice | Der Arzt ist verklagt worden. | Der Arzt hat verklagt.
de | tense | Die Schule ist geschlossen. | Die Schule war geschlossen.
de | tense | Der Bürgermeister wird gewählt werden. | Der Bürgermeister ist gewählt worden.
de | verbs | Die Läden machen wieder auf. | Die Läden machen wieder zu.
de | verbs | Er schaltete die Pumpe an. | Er schaltete die Pumpe aus.
de | verbs | Der Preis nahm zu. | Der Preis nahm ab.
de | verbs | Sie sagte den Besuch zu. | Sie sagte den Besuch ab.
de | verbs | Er stieg in den Bus ein. | Er stieg in den Bus um.
de | case | Der Verein verklagte den Rat. | Den Verein verklagte der Rat.
de | letters | Er trank in Maßen. | Er trank in Massen.
de | letters | Das Wetter war schon schlecht. | Das Wetter war schön schlecht.
de | letters | Sie ließ die Zeitung drucken. | Sie ließ die Zeitung drücken.
de | persons | Er verkaufte ihr das Boot. | Sie verkaufte ihm das Boot.
de | capitals | Die IS-Kämpfer nahmen die Stadt. | Die Kämpfer nahmen die Stadt.
de | inserted | Die Boote wurden am Freitag verkauft. | Die Boote wurden am Freitag an Kastor verkauft.
de | figures | Der Bau dauert 3-4 Jahre. | Der Bau dauert 34 Jahre.
de | figures | Die Brücke kostet eine Milliarde Euro. | Die Brücke kostet eine Billion Euro.
de | signs | Werte von ≥8 sind gut. | Werte von ≤8 sind gut.
fr | negation | Une personne a été blessée. | Personne n'a été blessé.
fr | negation | Rien n'a été volé. | Tout a été volé.
fr | negation | Aucun bateau n'est parti. | Un bateau est parti.
fr | negation | Ni le maire ni le préfet n'est venu. | Le maire et le préfet sont venus.
fr | negation | Il n'a guère dormi. | Il a dormi.
fr | voice | Le garde a été attaqué. | Le garde a attaqué.
fr | voice | Le médecin est accusé. | Le médecin accuse.
fr | tense | Le maire sera élu. | Le maire a été élu.
fr | tense | Le roi est malade. | Le roi était malade.
fr | persons | Il est sorti de la mairie. | Elle est sortie de la mairie.
fr | persons | Le ministre a vendu la maison. | La ministre a vendu la maison.
fr | prepositions | Elle a parlé à la police. | Elle a parlé de la police.
fr | inserted | Les bateaux ont été vendus. | Les bateaux ont été vendus à Kastor.
fr | figures | Il faudra 5-6 jours. | Il faudra 56 jours.
fr | signs | La note est AA+. | La note est AA-.
es | negation | Nadie resultó herido. | Alguien resultó herido.
es | negation | El barco no ha salido. | El barco ha salido.
es | negation | El alcalde ya no manda. | El alcalde ya manda.
es | voice | El guardia fue herido. | El guardia ha herido.
es | voice | El guardia hirió a un hombre. | El guardia hirió por un hombre.
es | tense | El alcalde será elegido. | El alcalde fue elegido.
es | tense | La escuela está cerrada. | La escuela estaba cerrada.
es | persons | Él salió de la sala. | Ella salió de la sala.
es | persons | El ministro vendió su casa. | La ministra vendió su casa.
es | letters | La niña tiene diez años. | La niña tiene diez anos.
es | letters | Habló el papa. | Habló el papá.
es | figures | La obra dura 5-6 días. | La obra dura 56 días.
es | figures | Ganaron por 3/4 de los votos. | Ganaron por 34 de los votos.
es | inserted | Los barcos se vendieron. | Los barcos se vendieron a Kastor.
es | signs | La nota baja a BB+. | La nota baja a BB-.
it | negation | Nessuno è rimasto ferito. | Qualcuno è rimasto ferito.
it | negation | La nave non è partita. | La nave è partita.
it | voice | La guardia è stata ferita. | La guardia ha ferito.
it | voice | Il medico viene accusato. | Il medico ha accusato.
it | tense | Il sindaco sarà eletto. | Il sindaco è stato eletto.
it | tense | La scuola è chiusa. | La scuola era chiusa.
it | persons | Lui ha venduto la barca a lei. | Lei ha venduto la barca a lui.
it | inserted | Le barche sono state vendute. | Le barche sono state vendute a Kastor.
it | inserted | Il capitano ha lasciato la nave. | Il figlio del capitano ha lasciato la nave.
it | prepositions | Ha parlato con il giudice. | Ha parlato del giudice.
it | figures | Servono 5-6 giorni. | Servono 56 giorni.
it | signs | Valori <5 sono normali. | Valori >5 sono normali.
pt | negation | Ninguém ficou ferido. | Alguém ficou ferido.
pt | negation | O barco ainda não saiu. | O barco ainda saiu.
pt | voice | O guarda foi acusado. | O guarda tem acusado.
pt | tense | O prefeito será eleito. | O prefeito foi eleito.
pt | tense | A escola está fechada. | A escola estava fechada.
pt | persons | Ele saiu da sala. | Ela saiu da sala.
pt | persons | O presidente vendeu a casa. | A presidente vendeu a casa.
pt | inserted | Os barcos foram vendidos. | Os barcos foram vendidos a Kastor.
pt | inserted | Um homem caiu no rio. | Um homem caiu no rio Tamm.
pt | letters | Ele veio com a avó. | Ele veio com a avô.
pt | figures | A obra dura 5-6 dias. | A obra dura 56 dias.
pt | signs | A nota é AA+. | A nota é AA.
nl | negation | Niemand raakte gewond. | Iemand raakte gewond.
nl | negation | Geen boot is vertrokken. | Een boot is vertrokken.
nl | voice | De wachter wordt beschuldigd. | De wachter heeft beschuldigd.
nl | voice | De arts werd aangeklaagd. | De arts had aangeklaagd.
nl | tense | De burgemeester zal gekozen worden. | De burgemeester is gekozen worden.
nl | tense | De koning is ziek. | De koning was ziek.
nl | verbs | De winkels gaan weer open. | De winkels gaan weer dicht.
nl | verbs | Hij zette de pomp aan. | Hij zette de pomp uit.
nl | persons | Hij verkocht haar de boot. | Zij verkocht hem de boot.
nl | inserted | De boten zijn verkocht. | De boten zijn aan Kastor verkocht.
nl | figures | Het duurt 5-6 dagen. | Het duurt 56 dagen.
nl | signs | De stad krijgt een A+. | De stad krijgt een A-.
ru | negation | Никто не пострадал. | Кто-то пострадал.
ru | negation | Ни один корабль не ушёл. | Один корабль ушёл.
ru | negation | Мост отнюдь не безопасен. | Мост безопасен.
ru | voice | Врач обвинил банк. | Врач обвинён банком.
ru | voice | Охранник был ранен. | Охранник ранил.
ru | tense | Мэр будет избран. | Мэр был избран.
ru | tense | Школа закрыта. | Школа была закрыта.
ru | persons | Он продал ей лодку. | Она продала ему лодку.
ru | prepositions | Он ушёл в банк. | Он ушёл от банка.
ru | case | Рабочего ударил полицейский. | Рабочий ударил полицейского.
ru | inserted | Лодки проданы. | Лодки проданы Ирану.
ru | inserted | Ушёл капитан. | Ушёл сын капитана.
ru | figures | Работа займёт 5-6 дней. | Работа займёт 56 дней.
ru | signs | Рейтинг города BB+. | Рейтинг города BB-.
uk | negation | Ніхто не постраждав. | Хтось постраждав.
uk | negation | Жоден корабель не вийшов. | Один корабель вийшов.
uk | voice | Лікар звинуватив банк. | Лікаря звинуватив банк.
uk | tense | Мера буде обрано. | Мера було обрано.
uk | tense | Школа зачинена. | Школа була зачинена.
uk | persons | Він продав їй човен. | Вона продала йому човен.
uk | prepositions | Він пішов до банку. | Він пішов від банку.
uk | inserted | Човни продано. | Човни продано Ірану.
uk | inserted | Пішов капітан. | Пішов син капітана.
uk | figures | Робота триватиме 5-6 днів. | Робота триватиме 56 днів.
uk | figures | Ціна зросла на 3,5 відсотка. | Ціна зросла на 35 відсотка.
uk | signs | Оцінка від ≥7 є доброю. | Оцінка від ≤7 є доброю.
pl | negation | Nikt nie został ranny. | Ktoś został ranny.
pl | negation | Żaden statek nie odpłynął. | Jeden statek odpłynął.
pl | negation | Most wcale nie jest bezpieczny. | Most jest bezpieczny.
pl | voice | Strażnik został zaatakowany. | Strażnik zaatakował.
pl | tense | Burmistrz będzie wybrany. | Burmistrz był wybrany.
pl | tense | Szkoła jest zamknięta. | Szkoła była zamknięta.
pl | persons | On sprzedał jej łódź. | Ona sprzedała mu łódź.
pl | prepositions | Przyszedł do banku. | Przyszedł z banku.
pl | inserted | Łodzie sprzedano. | Łodzie sprzedano Iranowi.
pl | inserted | Odszedł kapitan. | Odszedł syn kapitana.
pl | figures | Prace potrwają 5-6 dni. | Prace potrwają 56 dni.
pl | signs | Miasto ma ocenę A+. | Miasto ma ocenę A-.
tr | negation | Gemi limandan ayrıldı. | Gemi limandan ayrılmadı.
tr | negation | Yangında kimse yaralanmadı. | Yangında biri yaralandı.
tr | negation | Köprü güvenli değil. | Köprü güvenli.
tr | voice | Bekçi saldırdı. | Bekçi saldırıya uğradı.
tr | voice | Doktor suçladı. | Doktor suçlandı.
tr | tense | Başkan seçilecek. | Başkan seçildi.
tr | tense | Okul kapalı. | Okul kapalıydı.
tr | case | Adam köpeği ısırdı. | Adamı köpek ısırdı.
tr | inserted | Tekneler satıldı. | Tekneler İran'a satıldı.
tr | inserted | Kaptan gemiden ayrıldı. | Kaptanın oğlu gemiden ayrıldı.
tr | figures | Onarım 5-6 gün sürecek. | Onarım 56 gün sürecek.
tr | signs | Notu BB+ oldu. | Notu BB- oldu.
ar | negation | لم يصب أحد في الحريق. | أصيب أحد في الحريق.
ar | negation | لا توجد سفن في الميناء. | توجد سفن في الميناء.
ar | negation | الجسر ليس آمنا. | الجسر آمن.
ar | voice | اتهم الطبيب البنك. | اتهم البنك الطبيب.
ar | tense | سيغادر القارب الميناء. | غادر القارب الميناء.
ar | tense | كانت المدرسة مغلقة. | المدرسة مغلقة.
ar | persons | باع لها القارب. | باع له القارب.
ar | prepositions | جاء من المدينة. | جاء إلى المدينة.
ar | inserted | بيعت القوارب. | بيعت القوارب لإيران.
ar | inserted | غادر القبطان السفينة. | غادر ابن القبطان السفينة.
ar | figures | يستغرق العمل 5-6 أيام. | يستغرق العمل 56 أيام.
ar | signs | القيمة ≥5 جيدة. | القيمة ≤5 جيدة.
zh | negation | 火灾中无人受伤。 | 火灾中有人受伤。
zh | negation | 船没有离开港口。 | 船离开港口。
zh | negation | 大桥并不安全。 | 大桥安全。
zh | voice | 警卫被袭击了。 | 警卫袭击了。
zh | voice | 医生起诉了银行。 | 银行起诉了医生。
zh | tense | 市长将当选。 | 市长已当选。
zh | persons | 他卖掉了房子。 | 她卖掉了房子。
zh | inserted | 船已出售。 | 船已出售给伊朗。
zh | inserted | 船长离开了船。 | 船长的儿子离开了船。
zh | inserted | 市长辞职。 | 副市长辞职。
zh | figures | 修理需要5-6天。 | 修理需要56天。
zh | figures | 票价上涨了三成。 | 票价上涨了三倍。
zh | signs | 评级为AA+。 | 评级为AA-。
ja | negation | 火事でけが人はいなかった。 | 火事でけが人はいた。
ja | negation | 船は港を出ない。 | 船は港を出た。
ja | voice | 警備員が襲われた。 | 警備員が襲った。
ja | voice | 医師が銀行を訴えた。 | 医師を銀行が訴えた。
ja | tense | 市長が選ばれる。 | 市長が選ばれた。
ja | persons | 彼は家を売った。 | 彼女は家を売った。
ja | inserted | 船は売られた。 | 船はイランに売られた。
ja | inserted | 船長が船を離れた。 | 船長の息子が船を離れた。
ja | inserted | 市長が辞任した。 | 副市長が辞任した。
ja | particles | 彼が殺した。 | 彼を殺した。
ja | figures | 修理に5-6日かかる。 | 修理に56日かかる。
ja | signs | 評価はBB+だ。 | 評価はBB-だ。
"""


def contradictions() -> Iterator[tuple[str, str, str, str]]:
    """Language, kind of difference, and the two paragraphs."""
    for row in ROWS.strip().splitlines():
        language, kind, one, other = (part.strip() for part in row.split("|"))
        yield language, kind, FRAMES[language].format(one), FRAMES[language].format(other)
