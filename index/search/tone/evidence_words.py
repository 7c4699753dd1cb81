"""Closed classes of words that show a time, a quantity or a price in a sentence, by language.

They are read only when an answer is about to be called sure, so that they may be richer than what is stored with each
sentence (``index.analysis.questions.answer_words``), and may change without reindexing. A star stands for any ending.
"""

from __future__ import annotations

from typing import Final

TIMES: Final = {
    "en": "second seconds minute* hour* day days daytime daily weekday* weekend* week weeks weekly fortnight* month*"
    " season* quarter year* decade* centur* millenni* moment* morning* noon midday afternoon* evening* night*"
    " midnight overnight dawn dusk sunrise sunset spring summer* autumn winter* today tonight tomorrow"
    " yesterday now soon recently immediately currently lately forever since until till ago easter christmas"
    " ramadan eve january february april june july august september october november december monday* tuesday*"
    " wednesday* thursday* friday* saturday* sunday* o'clock annual* permanent* indefinite* temporar*",
    "de": "sekunde* minute* minütig* stunde* stündig* tag tage tagen tages täglich wochentag* wochenende* woche*"
    " wöchentlich monat* jahr* ganzjährig jahrzehnt* jahrhundert* quartal* halbjahr* moment* augenblick* morgen"
    " morgens vormittag* mittag* nachmittag* abend* nacht nachts nächte* mitternacht frühling* frühjahr*"
    " sommer* herbst* winter* heute gestern vorgestern übermorgen jetzt bald sofort kürzlich zurzeit derzeit"
    " dauerhaft unbefristet befristet vorübergehend seit uhr ostern weihnacht* pfingst* silvester januar jänner"
    " februar märz april mai juni juli august september oktober november dezember montag* dienstag* mittwoch*"
    " donnerstag* freitag* samstag* sonnabend* sonntag* saison* anderthalb",
    "fr": "seconde* minute* heure* jour jours journée* quotidien* semaine* hebdomadaire* week mois mensuel*"
    " trimestre* semestre* année* an ans annuel* décennie* siècle* instant* moment* matin* midi après-midi soir"
    " soirée* nuit* minuit aube aurore crépuscule printemps été automne hiver* aujourd'hui hier demain veille"
    " lendemain maintenant bientôt immédiatement récemment actuellement depuis jusqu* pâques noël ramadan"
    " janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi* mardi*"
    " mercredi* jeudi* vendredi* samedi* dimanche* saison* définitivement indéfini* temporaire* durable*"
    " prochain*",
    "es": "segundo segundos minuto* hora horas día días diario diaria jornada* semana* semanal* mes meses mensual*"
    " trimestre* semestre* año años anual* década* siglo* momento* instante* mañana mañanas mediodía tarde"
    " tardes noche* madrugada* medianoche amanecer anochecer alba primavera* verano* otoño* invierno* hoy ayer"
    " anteayer ahora pronto inmediatamente recientemente actualmente desde hasta pascua navidad* ramadán enero"
    " febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre lunes martes"
    " miércoles jueves viernes sábado* domingo* temporada* indefinid* temporal* víspera*",
    "pt": "segundo segundos minuto* hora horas dia dias diário diária diariamente jornada* semana* semanal* mês"
    " meses mensal* trimestre* semestre* ano anos anual* década* século* momento* instante* manhã* tarde tardes"
    " noite* madrugada* meio-dia meia-noite amanhecer anoitecer primavera* verão outono* inverno* hoje ontem"
    " anteontem amanhã agora breve imediatamente recentemente atualmente desde até páscoa natal ramadã janeiro"
    " fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro segunda-feira"
    " terça-feira quarta-feira quinta-feira sexta-feira segunda terça quarta quinta sexta sábado* domingo*"
    " temporada* véspera* indeterminado temporári* permanente*",
    "ru": "секунд* минут* час часа часов часы часу часам часами полчаса день дня дню днём днем дни дней дням днями"
    " ежедневно сутки суток сутками недел* еженедельно месяц* ежемесячно квартал* полугоди* год года году годом"
    " годы лет годам годами годах ежегодн* полгода полтора десятилети* век века веке столети* момент* мгновен*"
    " утро утра утром утру полдень полудн* вечер* ночь ночи ночью полноч* полночь рассвет* закат* весна весну весной"
    " весны лето летом лета осень осенью осени зима зиму зимой зимы сегодня вчера позавчера завтра послезавтра"
    " сейчас скоро вскоре немедленно недавно давно бессрочн* временно навсегда пасх* рождеств* новогод* январ*"
    " феврал* март марта марте апрел* май мая мае июн* июл* август* сентябр* октябр* ноябр* декабр*"
    " понедельник* вторник* сред среда среду среды среде четверг* пятниц* суббот* воскресень* выходн* сезон*"
    " накануне",
    "uk": "секунд* хвилин* годин* півгодин* день дня дню днем дні днів дням днями щодня добу доби діб тиждень тижн*"
    " щотижня місяць місяц* щомісяця квартал* рік року році роком роки років рокам роками щороку півроку"
    " півтора десятиліт* столітт* вік віку момент* мить ранок ранку ранком вранці зранку полудень полудн*"
    " опівдні вечір вечор* ввечері увечері ніч ночі вночі уночі опівночі північ світанк* навесні весна весну весни"
    " весною літо влітку літа восени осінь осені взимку зима зиму зими зимою сьогодні вчора учора позавчора завтра"
    " післязавтра зараз незабаром скоро негайно нещодавно давно безстроков* тимчасово назавжди великод* різдв*"
    " січень січн* лют* берез* квітень квітн* травень травн* червень червн* липень липн* серпень серпн*"
    " вересень вересн* жовтень жовтн* листопад* грудень грудн* понеділ* вівтор* серед* четвер* п'ятниц*"
    " пʼятниц* субот* неділ* вихідн* сезон* напередодні",
    "ar": "ثانية ثوان* دقيقة دقائق دقيقت* ساعة ساعات ساعت* يوم يوما أيام ايام يومي* أسبوع اسبوع أسبوعا أسابيع"
    " أسبوعي* شهر شهرا أشهر شهور شهري* سنة سنوات سنين سنت* عام عاما أعوام عامي* عامان عقد عقود عقدي* قرن قرون"
    " فصل فصول موسم لحظة صباح صباحا ظهر ظهرا عصر عصرا مساء ليل ليلة ليلا ليالي منتصف فجر فجرا غروب ربيع صيف"
    " خريف شتاء اليوم أمس غدا الآن قريبا فورا مؤخرا حاليا قبل منذ حتى مؤقت* رمضان عيد يناير فبراير مارس أبريل"
    " ابريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون شباط آذار نيسان أيار حزيران تموز آب أيلول"
    " تشرين اثنين ثلاثاء أربعاء خميس جمعة سبت أحد إثنين",
    "hi": "सेकंड मिनट घंट* घण्ट* दिन दिनों रोज़ रोज़ाना रोज हफ़्त* हफ्त* सप्ताह* महीन* माह मास साल सालों वर्ष वर्षों"
    " दशक दशकों सदी सदियों शताब्दी पल क्षण सुबह सवेरे दोपहर शाम रात रातों आधी भोर वसंत गर्मी गर्मियों बरसात"
    " सर्दी सर्दियों आज कल परसों अब अभी जल्द तुरंत हाल बजे होली दिवाली ईद जनवरी फरवरी फ़रवरी मार्च अप्रैल मई"
    " जून जुलाई अगस्त सितंबर सितम्बर अक्टूबर अक्तूबर नवंबर नवम्बर दिसंबर दिसम्बर सोमवार मंगलवार बुधवार गुरुवार"
    " शुक्रवार शनिवार रविवार इतवार मौसम",
    "tr": "saniye* dakika* saat* gün* günlük hafta* ay ayın ayda aya aydan aylık ayı ayına aylar* mevsim* sezon*"
    " çeyrek yıl* sene* yüzyıl* asır* an anda sabah* öğle* akşam* gece* şafak* ilkbahar* bahar* yaz yazın yaza"
    " sonbahar* güz kış kışın bugün* dün* yarın* şimdi* yakında hemen son geçen gelecek önce önceki beri"
    " sürekli geçici* süresiz bayram* ramazan* yılbaşı* ocak* şubat* mart* nisan* mayıs* haziran* temmuz*"
    " ağustos* eylül* ekim* kasım* aralık* pazartesi* salı* çarşamba* perşembe* cuma* cumartesi* pazar*",
    "zh": "[年月日号號天周週夜晨晚午春夏秋冬秒季]|星期|礼拜|禮拜|小时|小時|分钟|分鐘|[点點](?![名击])"
    "|[时時](?![尚装])|世纪|世紀|今|昨|明[天早晚年]|[前后後]",
}
"""Units and parts of time, months, weekdays, and words such as "today", "since" and "never"."""

COUNTS: Final = {
    "en": "no none nobody nothing zero one single all every each everyone everybody half both neither several few"
    " many most majority minority some once twice thrice double triple treble pair couple quarter quarters"
    " third thirds fourth fifth tenth first second daily weekly monthly yearly hourly annually",
    "de": "kein* niemand* nichts null eins einzig* alle allen aller jede* halb* hälfte beide* mehrere* einige*"
    " wenige* viele* meisten mehrheit einmal zweimal dreimal viermal doppel* verdoppel* paar viertel drittel"
    " fünftel zehntel erste* zweite* dritte* täglich wöchentlich stündlich monatlich jährlich anderthalb",
    "fr": "aucun* personne rien zéro seul seule unique* tous toutes tout chaque moitié demi* plusieurs quelques peu"
    " beaucoup plupart majorité fois double* doublé* triple* paire couple quart quarts tiers cinquième*"
    " dixième* premi* deuxième* troisième* quotidien* hebdomadaire* mensuel*",
    "es": "ningún ningun* nadie nada cero único única sol* todos todas todo cada mitad medio media ambos ambas"
    " varios varias pocos pocas muchos muchas mayoría vez veces doble* duplic* triple* par cuarto cuartos"
    " tercio tercios quinto décimo primer* segund* tercer* diario diaria semanal* mensual*",
    "pt": "nenhum* ninguém nada zero único única só todos todas todo cada metade meio meia ambos ambas vários várias"
    " poucos poucas muitos muitas maioria vez vezes dobro dobr* triplo* par quarto quartos terço terços quinto"
    " décimo primeir* segund* terceir* diári* semanal* mensal*",
    "ru": "ни нет никто никого никому ничего ноль нул* один одна одно одного одной одну одному единственн* все всех"
    " всем каждый каждая каждое каждого каждую каждой каждые половин* пол полтора полторы оба обе обоих обеих"
    " несколько нескольких немногие мало много многие многих больш* раз раза однажды дважды трижды вдвое втрое"
    " четверть четверти треть трети перв* втор* трет* ежедневно еженедельно пар* тыс млн млрд",
    "uk": "ні немає ніхто нікого нікому нічого нуль один одна одне одного одної одну єдин* усі всі всіх усіх кожен"
    " кожна кожне кожного кожну кожні половин* пів півтора півтори обидва обидві обох кілька декілька кількох"
    " мало багато багатьох більш* раз рази разів двічі тричі вдвічі втричі чверть чверті третин* перш* друг*"
    " трет* щодня щотижня пар* тис млн млрд",
    "ar": "لا لم لن ليس ليست أحد صفر واحد واحدة وحيد وحيدة جميع كل كافة نصف كلا كلتا عدة بعض قليل قليلة كثير معظم"
    " أغلب غالبية أغلبية مرة مرات مرتين مرتان ربع ثلث ثلثا ثلثي خمس عشر ضعف ضعفي زوج أول ثاني ثالث يوميا"
    " أسبوعيا شهريا يومين يومان أسبوعين أسبوعان شهرين شهران سنتين سنتان عامين عامان ساعتين ساعتان دقيقتين شخصين"
    " شخصان اثن*",
    "hi": "कोई नहीं किसी शून्य एक अकेला अकेले सभी सब सारे हर प्रत्येक आधा आधी आधे दोनों कई कुछ बहुत ज़्यादातर"
    " ज्यादातर अधिकांश बार दुगुना दुगुनी दोगुना दोगुनी तिगुना जोड़ा जोड़ी चौथाई तिहाई पौने सवा डेढ़ ढाई साढ़े"
    " पहला पहली पहले दूसरा दूसरी तीसरा तीसरी रोज़ रोज़ाना रोज",
    "tr": "hiç hiçbir kimse yok sıfır tek biri tüm bütün hepsi herkes yarı* yarım* buçuk ikisi birkaç birçok az çoğu"
    " çoğunluk kez kere defa çift* iki* üçte dörtte beşte çeyrek ilk birinci ikinci üçüncü günlük haftalık"
    " aylık",
    "zh": "[一二两兩三四五六七八九十百千万萬亿億零半双雙几幾数數每全]|没有|沒有|所有|唯一|多数|倍",
}
"""Words that count as a number does: "none", "every", "half", "twice"."""

FREE: Final = {
    "en": "free",
    "de": "kostenlos* gratis umsonst kostenfrei* unentgeltlich*",
    "fr": "gratuit* gratis offert*",
    "es": "gratis gratuit*",
    "pt": "grátis gratuit* graça",
    "ru": "бесплатн* даром",
    "uk": "безкоштовн* безоплатн* задарма",
    "ar": "مجان*",
    "hi": "मुफ़्त मुफ्त निःशुल्क निशुल्क",
    "tr": "ücretsiz* bedava* parasız",
    "zh": "免费|免費|不要钱|分文不",
}
"""Words that say that something costs nothing."""

DURATIONS: Final = {
    "en": "how long, how many years, how many days, how many weeks, how many months, how many hours, how many minutes",
    "de": "wie lang, wie lange, wie viele jahre, wie viele tage, wie viele wochen, wie viele monate, wie viele stunden",
    "fr": "combien de temps, combien d'années, combien d'ans, combien de jours, combien de mois, combien d'heures",
    "es": "cuánto tiempo, cuanto tiempo, cuántos años, cuántos días, cuántas semanas, cuántos meses, cuántas horas",
    "pt": "quanto tempo, quantos anos, quantos dias, quantas semanas, quantos meses, quantas horas",
    "ru": "как долго, сколько времени, сколько дней, сколько недель, сколько месяцев, сколько часов",
    "uk": "як довго, скільки часу, скільки днів, скільки тижнів, скільки місяців, скільки годин",
    "ar": "كم من الوقت, كم الوقت, كم يوما, كم شهرا, كم ساعة, كم المدة, كم مدة",
    "hi": "कितने समय, कितनी देर, कितने दिन, कितने महीने, कितने घंटे, कितने हफ़्ते",
    "tr": "ne kadar süre, kaç gün, kaç hafta, kaç ay, kaç saat, kaç dakika",
    "zh": "多久, 多长时间, 多長時間, 几天, 几年, 几个月, 几小时, 几个小时, 多少天, 多少年",
}
"""Phrases that ask how long something takes or is, as people write them, between commas."""

LENGTHS: Final = {
    "en": "metre* meter* kilomet* mile* foot feet inch* yard* page* word* line*",
    "de": "meter* kilomet* zentimeter* meile* seite* zeile*",
    "fr": "mètre* kilomèt* centimèt* page* ligne* mot mots",
    "es": "metro* kilómet* centímet* página* línea* palabra*",
    "pt": "metro* quilómet* quilômet* centímet* página* linha* palavra*",
    "ru": "метр* километр* сантиметр* страниц* строк* слов*",
    "uk": "метр* кілометр* сантиметр* сторін* рядк* слів слова",
    "ar": "متر* أمتار كيلومتر* سنتيمتر* صفحة صفحات سطر",
    "hi": "मीटर किलोमीटर सेंटीमीटर मील पन्ने पन्नों शब्द",
    "tr": "metre* kilometre* santim* sayfa* satır* kelime*",
    "zh": "米|公里|里|尺|厘米|页|頁|字",
}
"""Units of length, and what a text is measured in."""

WRITTEN: Final = frozenset({"zh"})
"""Languages whose words stand above as patterns, since they are written without spaces."""
