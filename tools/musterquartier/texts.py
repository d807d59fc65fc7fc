"""The words of the example contributions. All invented; nobody said them.

One line each: kind | theme | place | life phase | words. Kind is - (something is missing) or + (something is good), and
-! or +! when a professional speaks. A place is a kind of place in small letters ("street", "playground") or the name of
one place of the plan; "home:02" is a home in area 02. "line:" and "zone:" places are drawn as lines and areas.
"""

from dataclasses import dataclass

_GERMAN = """
- | learning | Stadtteilbücherei | lower_secondary | Die Bücherei schließt um fünf. Da komme ich gerade erst aus der Schule.
- | learning | Gesamtschule Musterquartier | lower_secondary | In der Pause gibt es drinnen keinen ruhigen Platz zum Lesen.
- | learning | home | primary | Zu Hause teilen sich drei Kinder einen Tisch. Ein Raum für Hausaufgaben in der Nähe wäre gut.
- | learning | Grundschule am Park | primary | Die Warteliste für den Ganztag ist zu lang.
- | learning | kita | day_care_to_school | Wir suchen seit einem Jahr einen Kitaplatz, der zu Fuß erreichbar ist.
- | learning | centre | adults | Ein Computerkurs am Abend fehlt. Vormittags arbeite ich.
+ | learning | Stadtteilbücherei | primary | Hier darf man Spiele ausleihen, und die Leute haben Zeit für Kinder.
+ | learning | Grundschule am Park | primary | Die Lesepatinnen am Donnerstag sind ein Schatz.
+ | learning | Gesamtschule Musterquartier | lower_secondary | Die Schule öffnet nachmittags die Werkstatt für alle.
+ | learning | kita | early_childhood | Unser Kind geht gern hin. Die Vorlesestunde ist der Höhepunkt der Woche.
- | meeting | Marktplatz | older_people | Auf dem Markt fehlen Bänke mit Lehne. Ich kann nicht so lange stehen.
- | meeting | home | older_people | Seit der Bäcker zu ist, trifft man sich hier nirgends mehr.
- | meeting | street | adults | Ein kleines Café ohne Verzehrzwang würde vielen guttun.
- | meeting | Nachbarschaftstreff Hochfeld | adults | Der Treff hat nur zwei Vormittage offen. Wer arbeitet, hat nichts davon.
- | meeting | park | early_childhood | Ein überdachter Platz für Eltern mit kleinen Kindern wäre schön, wenn es regnet.
+ | meeting | Bürgerhaus am Markt | older_people | Das offene Frühstück am Mittwoch. Man muss sich nicht anmelden.
+ | meeting | Café Lore | adults | Hier sitzt man auch allein nie allein.
+ | meeting | Kirche St. Barbara | older_people | Der Mittagstisch im Gemeindesaal ist für alle da, auch wenn man nicht zur Kirche gehört.
+ | meeting | Kleingärten Glückauf | adults | Beim Sommerfest der Kleingärten kommt die halbe Siedlung zusammen.
+ | meeting | flat | | Unser Hof ist klein, aber abends sitzen alle draußen.
+ | meeting | Trinkhalle Kolonieweg | adults | An der Trinkhalle erfährt man alles, was man wissen muss.
- | youth | street | lower_secondary | Für uns ab 14 gibt es hier gar nichts. Überall werden wir weggeschickt.
- | youth | Jugendtreff Lok | lower_secondary | Samstags ist der Jugendtreff zu, dabei hätten wir da Zeit.
- | youth | Bolzplatz am Teich | primary | Das Tornetz ist seit dem Winter kaputt.
- | youth | Spielplatz Hochfeld | early_childhood | Für die ganz Kleinen steht hier nur ein Wipptier.
- | youth | Spielplatz Kolonie | primary | Die Rutsche ist gesperrt und keiner weiß, bis wann.
- | youth | Schulsportplatz | lower_secondary | Nachmittags ist das Tor abgeschlossen, obwohl niemand den Platz braucht.
+ | youth | Jugendtreff Lok | lower_secondary | Die Betreuer hören zu und reden nicht von oben herab.
+ | youth | Spielplatz Bürgerpark | early_childhood | Schatten, Wasser, Zaun: der beste Spielplatz weit und breit.
+ | youth | Korbplatz Bahnhofsviertel | lower_secondary | Hier spielen alle zusammen, egal wie alt.
+ | youth | Spielplatz Turmweg | primary | Der neue Kletterturm ist toll, meine Enkel wollen gar nicht mehr nach Hause.
+ | youth | Kunstrasenplatz | primary | Die Mädchenmannschaft sucht noch Spielerinnen, jede darf mitmachen.
- | health | doctors | adults | Auf einen Termin beim Hausarzt warte ich hier Wochen.
- | health | home:02 | older_people | Die Apotheke im Ortskern ist mit dem Rollator weit.
- | health | park | adults | Sportgeräte für Erwachsene im Park, die man einfach benutzen kann.
- | health | Sporthalle | adults | Die Halle ist abends komplett an Vereine vergeben. Für eine freie Gruppe ist kein Platz.
+ | health | Kinderarztpraxis Bahnhofstraße | early_childhood | Die Kinderärztin nimmt sich Zeit. Gut, dass es sie hier noch gibt.
+ | health | trail | adults | Auf der alten Trasse laufe ich jeden Morgen, ganz ohne Autos.
+ | health | Sportpark Nordring | adults | Der Lauftreff nimmt auch Anfänger mit, ohne Druck.
+ | health | Glückauf-Apotheke | older_people | Die Apotheke bringt die Medikamente nach Hause.
+ | health | Bürgerpark | older_people | Dienstags machen wir Gymnastik auf der Wiese. Kostet nichts.
- | culture | Bürgerhaus am Markt | adults | Konzerte gibt es nur in der Innenstadt. Der Saal hier steht oft leer.
- | culture | street | school_to_work | Ein Proberaum für Bands fehlt. Zu Hause gibt es Ärger.
- | culture | Förderturm | adults | Den Turm würde ich gern einmal besteigen. Warum ist da immer zu?
- | culture | Marktplatz | | Im Sommer könnte hier Kino unter freiem Himmel sein.
+ | culture | Förderturm | older_people | Mein halbes Leben hängt an diesem Turm. Schön, dass er noch steht.
+ | culture | Kirche St. Barbara | adults | Im Chor sind alle willkommen, auch wer keine Noten lesen kann.
+ | culture | Bürgerhaus am Markt | primary | Das Kindertheater in den Ferien war großartig.
+ | culture | Handwerkerhof | adults | In der offenen Holzwerkstatt habe ich mein erstes Regal gebaut.
- | work | works | school_to_work | Viele Betriebe, aber niemand sagt uns, wer ausbildet.
- | work | home | adults | Ohne Betreuung am frühen Morgen kann ich die Schicht nicht annehmen.
- | work | Bahnhof Musterquartier | adults | Der erste Zug fährt zu spät für die Frühschicht.
- | work | Gesamtschule Musterquartier | school_to_work | Praktikumsplätze findet man nur, wenn die Eltern jemanden kennen.
+ | work | Ausbildungswerkstatt | school_to_work | Hier konnte ich ein Jahr lang ausprobieren, was mir liegt.
+ | work | Handwerkerhof | school_to_work | Zwei Meister nehmen jedes Jahr Leute aus dem Quartier.
+ | work | Supermarkt Mittelstraße | adults | Die Arbeitszeiten passen zur Schule der Kinder. Das ist selten.
- | advice | home | adults | Briefe vom Amt verstehe ich oft nicht. Jemand, der mitliest, wäre eine Hilfe.
- | advice | Bürgerhaus am Markt | older_people | Rentenberatung nur noch online. Ich brauche einen Menschen am Tisch.
- | advice | street | | Man weiß nicht, wohin, wenn es zu Hause Streit gibt.
- | advice | Nachbarschaftstreff Hochfeld | adults | Schuldnerberatung müsste hierher kommen, nicht wir in die Stadt.
+ | advice | Beratungsladen Bahnhofstraße | adults | Ohne Termin, ohne Formular, und sie rufen sogar beim Amt an.
+ | advice | Familienzentrum Kolonie | early_childhood | Die Elternberatung im Familienzentrum hat uns durch das erste Jahr geholfen.
+ | advice | Seniorenhaus Lindenhof | older_people | Die Pflegesprechstunde am Montag ist auch für Angehörige.
- | housing | flat | adults | Seit zwei Jahren Schimmel im Treppenhaus, und nichts passiert.
- | housing | flat | older_people | Vierter Stock ohne Aufzug. Ich gehe kaum noch hinaus.
- | housing | home | adults | Die Nebenkosten sind kaum noch zu bezahlen.
- | housing | estate | | Zwischen den Häusern ist nur Rasen, den man nicht betreten darf.
- | housing | home | adults | Eine größere Wohnung im selben Viertel ist nicht zu finden. Wir sind zu fünft in drei Zimmern.
+ | housing | home | adults | Gute Nachbarschaft. Man nimmt Pakete an und gießt die Blumen.
+ | housing | home:02 | older_people | Die alten Koloniehäuser sind klein, aber jedes hat einen Garten.
+ | housing | flat | | Der Hinterhof wurde begrünt, seitdem ist es im Sommer kühler.
+ | housing | Seniorenhaus Lindenhof | older_people | Ich bin umgezogen und konnte trotzdem im Viertel bleiben.
- | mobility | crossing | primary | Hier fehlt ein Zebrastreifen. Unsere Kinder müssen jeden Tag hinüber.
- | mobility | stop | older_people | Sonntags kommt der Bus nur alle zwei Stunden.
- | mobility | street | adults | Die Gehwege sind so zugeparkt, dass der Kinderwagen nicht durchpasst.
- | mobility | Hangtreppe | older_people | Die Treppe hat kein Geländer. Im Winter ist sie nicht zu gehen.
- | mobility | Bahnhof Musterquartier | adults | Der Aufzug am Bahnsteig fällt ständig aus.
- | mobility | line:Hüttenstraße:700:1050 | lower_secondary | Auf diesem Stück fehlt ein Radweg. Alle fahren auf dem Gehweg.
- | mobility | line:Steigerstraße:180:560 | primary | Schulweg ohne Gehweg auf der einen Seite, und die Autos fahren zu schnell.
- | mobility | line:Bahnhofstraße:60:330 | adults | Hier staut es sich jeden Morgen, der Bus kommt nicht durch.
+ | mobility | trail | adults | Mit dem Rad in zehn Minuten quer durch das Viertel, ohne eine Ampel.
+ | mobility | stop | older_people | Niederflurbus und eine Bank unter dem Dach. So soll es sein.
+ | mobility | Bahnhof Musterquartier | school_to_work | Mit der Bahn bin ich in zwanzig Minuten in der Berufsschule.
+ | mobility | line:Zechenbahntrasse:420:1000 | | Die Trasse verbindet alles, und man hört die Vögel.
- | safety | path | adults | Der Weg ist abends stockdunkel. Ich nehme lieber den Umweg.
- | safety | street | | Sperrmüll steht hier wochenlang auf dem Gehweg.
- | safety | Bahnhof Musterquartier | adults | Die Unterführung riecht und ist nicht einsehbar.
- | safety | playground | early_childhood | Im Sandkasten liegen Scherben. Wer ist dafür zuständig?
- | safety | line:Brunnenstraße:120:420 | primary | Tempo 30 steht da, aber niemand hält sich daran. Morgens ist hier Schulverkehr.
+ | safety | street | older_people | Seit die neuen Lampen stehen, gehe ich abends wieder spazieren.
+ | safety | Spielplatz Eschenweg | primary | Die Eltern hier achten auf alle Kinder.
+ | safety | Marktplatz | | Nach dem Markt ist immer alles sauber. Danke an die Leute, die fegen.
- | green | street | | Kein einziger Baum auf der Straße. Im Sommer ist es nicht auszuhalten.
- | green | Marktplatz | older_people | Nur Pflaster. Ein Baum und ein Trinkbrunnen würden reichen.
- | green | home | adults | Der Vorgarten ist jetzt Schotter, das Regenwasser läuft in den Keller.
+ | green | Bürgerpark | | Unter den alten Bäumen ist es auch im August kühl.
+ | green | Parkteich | primary | Im Frühling kann man am Teich Molche sehen.
+ | green | Haldenwald | adults | Wild und ruhig, fünf Minuten von der Arbeit.
+ | green | Nordfriedhof | older_people | Ein stiller Ort mit großen Bäumen. Hier sammle ich mich.
+ | green | zone:Bürgerpark | | Der ganze Park ist unser Wohnzimmer.
+ | green | zone:Kleingärten Glückauf | older_people | Gemüse, Bienen, Gespräche über den Zaun.
- | green | zone:Schulsportplatz | primary | Nur Asche und Staub. Hier gehört Rasen und ein bisschen Schatten hin.
- | language | centre | adults | Der Deutschkurs ist voll und ein Babysitter fehlt auch.
- | language | doctors | adults | Beim Arzt übersetzt mein Sohn. Er ist neun.
+ | language | Sprachcafé Hüttenviertel | adults | Hier reden alle miteinander, mit Händen und Füßen und Kuchen.
+ | language | Grundschule am Park | primary | In der Klasse meiner Tochter gibt es elf Sprachen, und alle Kinder kennen die Begrüßung in jeder.
-! | advice | estate | adults | Wir erreichen die Familien im Hochfeld kaum. Ein fester Raum vor Ort würde vieles ändern.
-! | learning | Kita Hochfeld | day_care_to_school | Viele Kinder kommen erst mit fünf in die Kita. Es fehlen Plätze und das Wissen um das Recht darauf.
-! | language | Kita Wirbelwind | day_care_to_school | Für Elterngespräche fehlt Dolmetschung in fünf Sprachen.
-! | learning | Gesamtschule Musterquartier | school_to_work | Ohne zweite Stelle in der Schulsozialarbeit bleibt der Übergang in die Ausbildung Glückssache.
-! | youth | Korbplatz Bahnhofsviertel | lower_secondary | Mobile Jugendarbeit ist nur befristet finanziert.
-! | health | Familienzentrum Kolonie | early_childhood | Die Hebammensprechstunde wird nachgefragt, ist aber nur alle zwei Wochen möglich.
-! | work | Jugendtreff Lok | school_to_work | Berufsberatung müsste dort stattfinden, wo die Jugendlichen ohnehin sind.
-! | mobility | stop | older_people | Für Menschen mit Rollator ist die Haltestelle nicht barrierefrei erreichbar.
-! | housing | flat | adults | Mehrere Häuser sind überbelegt, die Meldungen nehmen zu.
-! | meeting | zone:Marktplatz | | Der Platz wird an fünf Tagen nicht genutzt. Es fehlt jemand, der ihn bespielt.
-! | culture | school | primary | Musikschule in der Ganztagszeit scheitert an Räumen und Transport.
+! | learning | Grundschule am Park | primary | Das Kollegium arbeitet eng mit dem Ganztag zusammen, eine gemeinsame Teamzeit gibt es seit drei Jahren.
+! | advice | Beratungsladen Bahnhofstraße | adults | Anlaufstelle mit hohem Vertrauen, drei Träger unter einem Dach.
+! | meeting | Bürgerhaus am Markt | | Das Haus ist als Ort für alle eingeführt und hat freie Räume am Abend.
+! | language | Moschee am Bahnhof | adults | Verlässlicher Partner für Übersetzung und Elternabende.
+! | youth | Jugendtreff Lok | lower_secondary | Stabile Gruppe von etwa dreißig Jugendlichen, die selbst planen.
+! | health | Sportpark Nordring | primary | Der Verein bietet den Schulen feste Hallenzeiten an.
+! | work | Ausbildungswerkstatt | school_to_work | Übernimmt auch Jugendliche ohne Abschluss, gute Vermittlung in Betriebe.
+! | green | Kleingärten am Bahnhof | | Der Verein stellt zwei Parzellen für eine Kitagruppe.
+! | advice | Familienzentrum Kolonie | early_childhood | Niedrigschwelliger Zugang, die Stadtteilmütter starten von hier.
+! | safety | Bahnhof Musterquartier | | Der runde Tisch am Bahnhof hat die Lage spürbar beruhigt.
"""

_TURKISH = """
- | learning | school | primary | Ödevlere yardım için öğleden sonra bir yer lazım.
- | learning | Stadtteilbücherei | adults | Kütüphanede Türkçe çocuk kitabı çok az.
+ | learning | kita | early_childhood | Öğretmenler çocuğumla çok sabırlı, teşekkürler.
- | meeting | street | adults | Kadınların rahatça oturup konuşabileceği bir yer yok.
+ | meeting | Bürgerhaus am Markt | adults | Cuma günleri birlikte yemek yapıyoruz, herkes gelebilir.
+ | meeting | Kleingärten am Bahnhof | older_people | Bahçemizde komşularla çay içiyoruz, en güzel yerimiz burası.
- | youth | street | lower_secondary | Gençler akşamları sokakta kalıyor, gidecek yerleri yok.
+ | youth | Korbplatz Bahnhofsviertel | lower_secondary | Basketbol sahası her gün dolu, çok iyi oldu.
- | youth | Spielplatz Kolonie | early_childhood | Küçükler için salıncak yok.
- | health | doctors | older_people | Doktorda Türkçe bilen kimse yok, annem derdini anlatamıyor.
+ | health | park | adults | Parkta her sabah yürüyoruz, hava temiz.
- | culture | centre | adults | Düğün ve nişan için uygun fiyatlı bir salon bulamıyoruz.
+ | culture | Moschee am Bahnhof | | Ramazanda iftar sofrası herkese açık, komşular da geliyor.
- | work | home | adults | Diplomam burada tanınmıyor, kime soracağımı bilmiyorum.
+ | work | Ausbildungswerkstatt | school_to_work | Oğlum burada meslek öğrendi, şimdi işi var.
- | advice | home | adults | Resmi mektupları anlamak için yardım lazım.
+ | advice | Beratungsladen Bahnhofstraße | adults | Burada bizi dinliyorlar, randevu bile gerekmiyor.
- | housing | flat | adults | Evde rutubet var, ev sahibi ilgilenmiyor.
- | housing | flat | older_people | Asansör bozuk, annem evden çıkamıyor.
+ | housing | home | | Komşularımız çok iyi, kapımız birbirimize açık.
- | mobility | stop | adults | Akşam sekizden sonra otobüs çok seyrek.
+ | mobility | trail | | Bisiklet yolu sayesinde işe arabasız gidiyorum.
- | safety | path | adults | Bu yol akşamları çok karanlık, kızım korkuyor.
- | safety | street | | Kaldırıma çöp bırakıyorlar, fareler geliyor.
+ | green | Parkteich | primary | Çocuklar gölde ördekleri seyretmeyi çok seviyor.
+ | language | Sprachcafé Hüttenviertel | adults | Almancamı burada çekinmeden konuşuyorum.
- | language | centre | adults | Almanca kursunda çocuklara bakacak kimse yok.
- | mobility | line:Barbarastraße:40:330 | primary | Bu sokakta arabalar çok hızlı, çocuklar okula buradan gidiyor.
"""

_ARABIC = """
- | learning | home | primary | لا يوجد مكان هادئ ليدرس فيه الأطفال بعد المدرسة.
+ | learning | Grundschule am Park | primary | المعلمات يساعدن أولادنا كثيرًا في تعلم القراءة.
- | learning | kita | day_care_to_school | ننتظر منذ أشهر مكانًا في الروضة.
- | meeting | street | adults | نحتاج إلى مكان تلتقي فيه العائلات في الشتاء.
+ | meeting | Bürgerhaus am Markt | adults | أحب الفطور المشترك، تعرفت هناك على جاراتي.
- | youth | playground | primary | الألعاب مكسورة والأطفال يلعبون في الشارع.
+ | youth | Jugendtreff Lok | lower_secondary | ابني يقضي وقته هنا مع أصدقائه وأنا مطمئنة عليه.
- | health | doctors | adults | من الصعب الحصول على موعد عند طبيب الأسنان.
+ | health | Kinderarztpraxis Bahnhofstraße | early_childhood | الطبيبة لطيفة جدًا وتشرح كل شيء ببطء.
- | culture | centre | adults | أتمنى أمسية للموسيقى والشعر في الحي.
+ | culture | Marktplatz | | عيد الحي في الصيف جميل، فيه طعام من كل البلدان.
- | work | works | adults | أبحث عن عمل بدوام جزئي قريب من البيت.
- | advice | home | adults | الرسائل الرسمية صعبة، نحتاج إلى من يشرحها لنا.
+ | advice | Familienzentrum Kolonie | early_childhood | ساعدوني هنا في ملء كل الأوراق.
- | housing | flat | adults | نحن ستة أشخاص في شقة صغيرة ولا نجد أكبر منها.
+ | housing | home | | الجيران ساعدونا عندما انتقلنا إلى هنا.
- | mobility | crossing | primary | عبور هذا الشارع خطر على الأطفال، نحتاج إلى إشارة.
+ | mobility | stop | adults | الحافلة تصل بسرعة إلى مركز المدينة.
- | safety | path | adults | لا توجد إضاءة كافية هنا في المساء.
+ | safety | street | | الشارع هادئ والأولاد يلعبون أمام البيت.
- | green | street | | لا توجد أشجار ولا ظل في هذا الشارع.
+ | green | Bürgerpark | early_childhood | الحديقة نظيفة وواسعة، نأتي إليها كل يوم تقريبًا.
- | language | school | adults | نريد مترجمًا في اجتماعات أولياء الأمور.
+ | language | Sprachcafé Hüttenviertel | adults | هنا بدأت أتكلم الألمانية بلا خوف.
+ | green | zone:Zechenpark | | هنا نجلس مع العائلة في نهاية الأسبوع، المكان هادئ.
"""

_UKRAINIAN = """
- | learning | home | lower_secondary | Дітям бракує місця, де можна спокійно вчитися онлайн.
+ | learning | Stadtteilbücherei | primary | У бібліотеці з'явилися українські книжки, дуже дякуємо.
- | learning | centre | adults | Потрібні курси для дорослих увечері, після роботи.
- | meeting | street | adults | Немає де просто посидіти й поговорити, коли йде дощ.
+ | meeting | Café Lore | adults | Тут завжди привітні люди, я приходжу щосуботи.
+ | youth | Spielplatz Bürgerpark | early_childhood | Чудовий майданчик, багато тіні й чистий пісок.
- | youth | Bolzplatz am Teich | lower_secondary | Бракує освітлення, взимку о четвертій уже не пограєш.
- | health | doctors | adults | Дуже важко знайти сімейного лікаря, який бере нових пацієнтів.
+ | health | trail | adults | Бігаю тут щоранку, безпечно й гарно.
+ | culture | Kirche St. Barbara | adults | У хорі мене прийняли, хоча я ще погано говорю німецькою.
- | culture | Bürgerhaus am Markt | primary | Хотілося б гурток малювання для дітей.
- | work | home | adults | Мій диплом медсестри досі не визнали, допомоги мало.
+ | work | Handwerkerhof | adults | Тут мені дали шанс попрацювати за фахом.
- | advice | home | adults | Не знаю, куди звертатися з листами від центру зайнятості.
+ | advice | Nachbarschaftstreff Hochfeld | adults | Жінки з центру допомогли знайти школу для сина.
- | housing | home | adults | Шукаємо квартиру вже рік, власники не відповідають.
+ | housing | home | | Сусіди принесли меблі в перший же день.
- | mobility | stop | adults | У вихідні автобус ходить надто рідко.
+ | mobility | Bahnhof Musterquartier | adults | До вокзалу п'ять хвилин пішки, це дуже зручно.
- | safety | street | adults | Увечері тут не працюють ліхтарі.
+ | green | Parkteich | older_people | Сиджу біля ставка й згадую дім.
- | green | flat | | У дворі нема жодного дерева, лише стоянка.
- | language | centre | adults | Курс німецької починається аж за пів року.
+ | language | Grundschule am Park | primary | Донька вивчила мову за кілька місяців, учителі дуже стараються.
"""

_POLISH = """
- | learning | school | primary | Świetlica jest przepełniona, nie ma miejsc dla pierwszaków.
+ | learning | Stadtteilbücherei | primary | Pani z biblioteki zawsze coś dobrego doradzi dzieciom.
- | meeting | home | older_people | Brakuje ławek, żeby odpocząć w drodze ze sklepu.
+ | meeting | Kleingärten Glückauf | older_people | Na działkach wszyscy się znają i sobie pomagają.
- | youth | street | lower_secondary | Przydałby się skatepark, młodzież nie ma gdzie jeździć.
+ | youth | Kunstrasenplatz | primary | Syn trenuje tu piłkę, trenerzy są świetni.
- | health | home:10 | older_people | Do lekarza trzeba jechać dwoma autobusami.
+ | health | Sportpark Nordring | adults | Gimnastyka dla seniorów jest bezpłatna i bardzo wesoła.
- | culture | Marktplatz | | Kiedyś był tu jarmark, szkoda, że go już nie ma.
+ | culture | Förderturm | older_people | Dziadek pracował w kopalni. Ta wieża to nasza historia.
- | work | works | adults | Firmy szukają ludzi, ale ogłoszenia są tylko w internecie.
+ | work | Handwerkerhof | adults | Dobra praca i blisko domu.
- | advice | street | adults | Nie wiadomo, gdzie zapytać o zasiłek na dziecko.
+ | advice | Beratungsladen Bahnhofstraße | adults | Pomogli mi wypełnić wniosek, wszystko spokojnie wyjaśnili.
- | housing | home | adults | Okna są nieszczelne, zimą płacimy fortunę za ogrzewanie.
+ | housing | home | | Cicha okolica i dobrzy sąsiedzi.
- | mobility | crossing | older_people | Zielone światło jest za krótkie, nie zdążam przejść.
+ | mobility | Zechenbahntrasse | adults | Ścieżka rowerowa jest super, codziennie dojeżdżam nią do pracy.
- | safety | playground | early_childhood | Na placu zabaw leżą niedopałki i szkło.
+ | safety | street | | Odkąd jest próg zwalniający, auta jeżdżą wolniej.
+ | green | zone:Parkteich | | Najładniejszy zakątek w całej dzielnicy.
- | green | street | | Latem beton tak się nagrzewa, że nie da się wyjść.
+ | language | Sprachcafé Hüttenviertel | adults | Tu nikt się nie śmieje z moich błędów.
"""

_ENGLISH = """
- | learning | centre | adults | I would love an evening class to finish my school certificate.
+ | learning | Gesamtschule Musterquartier | lower_secondary | The homework club really helped my son with maths.
- | meeting | estate | adults | There is no room where neighbours could simply meet.
+ | meeting | Marktplatz | adults | Thursday market: best place to get to know people.
- | youth | street | primary | My kids have to cross two big roads to reach a playground.
+ | youth | Spielplatz Bürgerpark | primary | Safe, clean and always full of children.
- | health | home | adults | No counselling nearby for people who had to flee.
+ | health | Bürgerpark | adults | Free yoga on the lawn in summer, everybody is welcome.
- | culture | street | school_to_work | Nothing going on after seven in the evening.
+ | culture | Bürgerhaus am Markt | adults | The international cooking night is the highlight of my month.
- | work | home | adults | My job centre appointments are always in the other end of town.
+ | work | Supermarkt Mittelstraße | school_to_work | They gave me my first job here without asking for perfect German.
- | advice | home | adults | I need someone who can explain my contract before I sign it.
+ | advice | Bürgerhaus am Markt | adults | The welcome desk knows an answer to everything.
- | housing | flat | adults | Four flats share one washing machine and it is broken.
+ | housing | flat | | Quiet courtyard, and the landlord actually answers the phone.
- | mobility | Hüttenstraße | adults | Cars are parked on the cycle lane all day.
+ | mobility | stop | adults | Bus every ten minutes on weekdays, can't complain.
- | safety | path | adults | I avoid this path after dark, there is not a single lamp.
+ | safety | street | older_people | The neighbours look out for each other here.
+ | green | Haldenwald | adults | Great view from the old spoil heap at sunset.
- | language | Bahnhof Musterquartier | adults | Announcements and signs are in German only.
+ | language | Moschee am Bahnhof | adults | They offer free German lessons for women on Saturdays.
- | safety | zone:Korbplatz Bahnhofsviertel | lower_secondary | Needs lights and a fence, the ball keeps rolling into the road.
+ | mobility | line:Parkpromenade:20:330 | early_childhood | Smooth path, perfect with a pram.
"""

_BY_LANGUAGE = (("de", _GERMAN), ("tr", _TURKISH), ("ar", _ARABIC), ("uk", _UKRAINIAN), ("pl", _POLISH),
                ("en", _ENGLISH))


@dataclass(frozen=True)
class Words:
    kind: str
    theme: str
    perspective: str
    place: str
    life_phase: str
    text: str
    lang: str


def all_words():
    """Every text once, in the order written above."""
    result = []
    for lang, lines in _BY_LANGUAGE:
        for line in lines.strip().splitlines():
            sign, theme, place, phase, text = (part.strip() for part in line.split("|", 4))
            result.append(Words("Bedarf" if sign[0] == "-" else "Ressource", theme,
                                "Fachkraft" if sign.endswith("!") else "Quartier", place, phase, text, lang))
    return result
