# ruff: noqa: E501 - tables of words
"""The words for what somebody does, and how that moves."""

from typing import Final

from .lookup import Lookup
from .spec import Motion

_VERBS: Final[dict[Motion, str]] = {
    Motion.WALK: """walk walks walking walked stroll strolls strolling wander wanders wandering march marches explores exploring travels travelling
        traveling crosses crossing geht lauft spaziert wandert camina caminando pasea anda marche marchent promene cammina passeggia caminha
        идет идут гуляет гуляют ходит 走 走路 散步 歩く 歩いて 散歩 歩 걷* 걸어* 산책* يمشي تمشي قدم yuruyor* yuruyen berjalan""",
    Motion.RUN: """run runs running ran chase chases chasing race races racing gallop gallops galloping sprint sprints dash rennt lauf corriendo
        courent corrono correndo бежит бегут бегает 跑 奔跑 走る 走って 달리* 뛰어가* يركض تركض می‌دود kosuyor* kosan berlari""",
    Motion.HOP: """hop hops hopping jump jumps jumping jumped leap leaps leaping bounce bounces bouncing skips skipping plays playing play hupft springt spielt spielen
        salta saltando juega juegan jugando saute sautent joue jouent saltano gioca giocano pula brinca brincando прыга* игра* 跳 玩 玩耍 跳ぶ 遊ぶ 遊んで 遊 뛰는 뛰고 점프* 노는 놀고* يقفز يلعب بازی zipliyor* oynuyor* oynayan melompat bermain""",
    Motion.DANCE: """dance dances dancing danced twirl twirls twirling spins spinning celebrates celebrating party sings singing sing tanzt tanzen singt baila bailan bailando danse
        dansent danzante balla ballano danca dancam dancando танцу* поет 跳舞 唱歌 踊る 踊って 踊 歌う 춤* 노래* يرقص ترقص رقص dans menari""",
    Motion.SLEEP: """sleep sleeps sleeping asleep nap naps napping dozing schlaft schlafen duerme durmiendo dort dorment dorme dormendo dormindo спит спят 睡 睡觉 眠る 眠って 寝 寝て 자는 자고* 잠* ينام نائم خواب uyuyor* uyuyan tidur""",
    Motion.FLY: """fly flies flying flew soar soars soaring glide glides gliding hovers hovering fliegt fliegen vuela vuelan volando vole volent volant vola volano volando voa voando voam
        лет* 飞 飞翔 飞行 飛ぶ 飛んで 飛 나는 날아* 날고* يطير تطير پرواز ucuyor* ucan terbang""",
    Motion.FLOAT: """float floats floating drifts drifting levitates levitating schwebt flota flotan flotando flotte flottent galleggia flutua flutuando парит 漂浮 浮かぶ 浮いて 浮 떠다니* يطفو suzul* melayang""",
    Motion.SWIM: """swim swims swimming swam dive dives diving snorkeling schwimmt schwimmen taucht nada nadan nadando nage nagent nageant nuota nuotano nuotando nadam
        плыв* плава* ныря* 游 游泳 泳ぐ 泳いで 泳 潜 헤엄* 수영* يسبح تسبح شنا yuzuyor* yuzen berenang""",
    Motion.SAIL: """sail sails sailing sailed surf surfs surfing rowing rows segelt navega navegan navegando navigue voile naviga velejando 航行 航海 항해* يبحر berlayar""",
    Motion.DRIVE: """drive drives driving drove ride rides riding rode cycling fahrt reitet conduce monta conduit roule guida dirige едет едут 开车 骑 運転 乗 타고 타는 يقود يركب suruyor* mengendarai""",
    Motion.IDLE: """sit sits sitting stand stands standing watch watches watching look looks looking wait waits waiting eats eating eat drinks drinking drink reads reading cooks cooking cook
        holds holding smiles smiling laughs laughing talks talking share shares sharing rests resting sits live lives hugs hugging meets sitzt steht schaut wartet isst trinkt liest sienta mira espera lee
        assis regarde attend mange boit seduto guarda aspetta mangia beve legge senta olha espera сидит стоит смотрит ждет ест читает 坐 站 看 吃 喝 座る 座って 立 見 食べ 待 座 앉* 서있* 보는 먹* يجلس يقف ينظر يأكل oturuyor* duruyor* bakiyor* duduk berdiri""",
}  # fmt: skip

VERBS: Final = Lookup(_VERBS)
