# ruff: noqa: E501 - tables of words
"""The words that name a place, a time of day or the weather, in a dozen languages.

A word ending in * stands for all words that begin so. Scripts without spaces are searched
inside the text.
"""

from typing import Final

from .lookup import Lookup
from .spec import Place, Time, Weather

_PLACES: Final[dict[Place, str]] = {
    Place.FOREST: """forest forests woods woodland jungle rainforest grove thicket wald* dschungel bosque selva foret
        jungle bois foresta bosco floresta лес леса лесу лесом джунгл* 森 森林 林 ジャングル 丛林 숲* 정글* غابة الغابة جنگل orman* hutan""",
    Place.BEACH: """beach beaches shore seaside coast seashore sandcastle island tropical strand* kuste playa plage spiaggia praia пляж*
        берег* 海滩 沙滩 浜辺 ビーチ 海岸 海边 해변* شاطئ الشاطئ ساحل plaj* sahil* pantai""",
    Place.SEA: """sea ocean water harbor harbour bay lake river pond seas waves meer  ozean fluss mar oceano lago rio mer lac fleuve riviere  fiume
        море моря морю морем океан* озер* река реке 海 海上 大海 海洋 湖 川 바다* 호수* بحر البحر بحيرة دریا deniz* gol* laut danau""",
    Place.UNDERWATER: """underwater undersea reef seabed seafloor submarine aquarium unterwasser submarino submarina sous-marin
        subacqueo подводн* 海底 水中 水下 深海 바닷속* 수중*""",
    Place.CITY: """city town street streets downtown skyline metropolis road sidewalk avenue neon traffic skyscraper skyscrapers market cafe
        stadt* strasse* ciudad calle ville rue citta strada cidade rua город* улиц* 城市 街 街道 都市 町 马路 도시* 거리* مدينة المدينة شارع الشارع شهر خیابان sehir* sokak* kota jalan""",
    Place.MOUNTAINS: """mountain mountains alps peak peaks summit cliff valley fjord himalaya hike hiking berg berge gebirge
        montana montanas montagne montagnes montagna montagne montanha montanhas гора горы горах горе 山 高山 山脉 峠 산 산에서 산속* 산맥* جبل الجبل جبال الجبال کوه dag daglar* gunung""",
    Place.DESERT: """desert dunes dune sahara oasis canyon savanna savannah wuste* desierto deserto пустын* 沙漠 砂漠 사막* صحراء الصحراء بیابان  gurun""",
    Place.SNOW: """snowfield arctic antarctic antarctica tundra glacier igloo winter wonderland ski skiing antarktis arktis invierno hiver inverno
        зима зимой зимн* арктик* 雪原 冬 雪山 北极 南极 겨울* 북극* 남극* شتاء kis kutup* musim-dingin""",
    Place.SPACE: """space galaxy cosmos universe orbit nebula planet planets mars moon-base starship interstellar weltraum weltall espacio espace spazio
        espaco космос* вселенн* 太空 宇宙 银河 星球 우주* 은하* فضاء الفضاء فضا uzay* luar-angkasa""",
    Place.MEADOW: """meadow park garden field fields grass grassland farm lawn prairie picnic flowers countryside spring wiese* garten feld
        prado jardin campo  jardin champ prato giardino parco campo jardim parque луг* парк* сад саду поле 草原 花园 公园 庭 公園 花畑 野原 초원* 공원* 정원* حديقة الحديقة باغ پارک bahce* cayir* taman kebun""",
    Place.ROOM: """room bedroom kitchen livingroom house-inside indoors home office classroom library studio bathroom restaurant cabin attic inside
        zimmer kuche zuhause habitacion cuarto cocina casa chambre cuisine salon maison stanza cucina quarto cozinha sala комнат* кухн* дома
        房间 厨房 家里 室内 部屋 台所 教室 방 방에서 방안* 부엌* 집에서 غرفة الغرفة مطبخ اتاق oda* mutfak* kamar dapur""",
    Place.SKY: """sky skies clouds heaven heavens airborne himmel wolken cielo nubes ciel nuages nuvole ceu nuvens небо небе облак* 天空 空 云 雲 空中
        하늘* 구름* سماء السماء آسمان gokyuzu* bulut* langit awan""",
}  # fmt: skip

_TIMES: Final[dict[Time, str]] = {
    Time.NIGHT: """night nighttime midnight moonlight moonlit moon stars starry starlight dark nocturnal nacht nachts mond sterne noche luna estrellas nuit
        lune etoiles notte stelle noite lua estrelas ночь ночью ночи ночн* луна луной звезд* 夜 夜晚 月 月亮 星空 深夜 星 밤 밤에 밤하늘* 달빛* 별 ليل الليل ليلا قمر القمر شب ماه gece* ay yildiz* malam bulan bintang""",
    Time.SUNSET: """sunset dusk evening twilight golden-hour sundown sonnenuntergang abend abends dammerung atardecer ocaso anochecer puesta coucher
        crepuscule soir tramonto sera entardecer закат* вечер* 日落 黄昏 傍晚 夕方 夕焼け 夕日 夕暮れ 석양* 노을* 저녁* غروب مساء المساء عصر gunbatimi* aksam* senja sore""",
    Time.DAWN: """dawn sunrise daybreak morning early sonnenaufgang morgens morgen amanecer alba madrugada aube aurore matin mattina nascer amanhecer
        рассвет* утро утром 日出 黎明 清晨 早晨 朝 夜明け 朝日 새벽* 아침* 일출* فجر الفجر شروق صباح صبح safak* sabah* fajar pagi""",
    Time.DAY: """day daytime noon afternoon sunny sunshine daylight sun  mittag sonne sonnig dia mediodia sol soleado jour midi soleil ensoleille giorno
         meio-dia день днем солнц* 白天 中午 晴天 太阳 昼 昼間 太陽 낮 한낮* 햇살* نهار شمس الشمس روز خورشید gunduz gunes* siang matahari""",
}  # fmt: skip

_WEATHERS: Final[dict[Weather, str]] = {
    Weather.STORM: """storm stormy thunder thunderstorm lightning tempest hurricane gewitter sturm tormenta trueno orage tempete tempesta temporale
        tempestade гроза грозу буря шторм* 暴风雨 雷 嵐 雷雨 폭풍* 번개* عاصفة العاصفة طوفان firtina* badai""",
    Weather.RAIN: """rain rainy raining drizzle downpour wet puddle puddles shower regen regnet regnerisch lluvia llueve lluvioso pluie pleut pluvieux pioggia
        piove chuva chove дождь дождя дождем дождлив* 雨 下雨 大雨 비 비가 빗속* مطر المطر باران yagmur* hujan""",
    Weather.SNOW: """snow snowy snowing snowfall blizzard snowflakes snowflake schnee schneit nieve nieva nevando neige neve nevica снег снега снегу снегом снежн* 雪 下雪 大雪
        눈보라* 눈이 눈오는 눈밭* ثلج الثلج برف kar karli* salju""",
    Weather.FOG: """fog foggy mist misty haze hazy nebel neblig niebla brouillard brume nebbia nevoeiro neblina туман* 雾 大雾 霧 もや 안개* ضباب الضباب مه sis sisli* kabut""",
}  # fmt: skip


PLACES: Final = Lookup(_PLACES)
TIMES: Final = Lookup(_TIMES)
WEATHERS: Final = Lookup(_WEATHERS)
