"""Promises without a number: which clauses somebody could later find done or not done, and of what type.

A clause is weighed by its first verb, its last word, what it names and where it stands; each row of
the tables below says what it adds. The weights are log odds, fitted by logistic regression on
labelled plans (docs/reading.md tells how well they do on plans left out).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.reading.acts import ACT, full_act, without_adverbs
from luoshi.reading.verbs import longest_first

# First verbs, by what they announce.
VERBS = {
    "act": """
        推进 开展 实施 落实 加强 支持 完善 深化 完成 启动 鼓励 健全 加大 出台 制定 推行 抓好 做好 整治
        严厉 严格 创建 争创 新建 改造 谋划 引进 引入 举办 承办 对接 推广 扶持 服务 引导 遏制 广泛 挖掘
        放大 吸引 培养 推出 打通 建立 设立 组建 搭建 办好 开工 建成 新增 打击 化解 防范 治理 排查 修订
        编制 开通 开放 落地 盘活 清理 关停 淘汰 处置 改建 扩建 修建 修复 配备 配置 安排 发放 免费 招引
        申报 申请 承接 参与 参加 组织 研究 整合 邀请 聘请 采取 采用 启用 引聘 兑付 缴纳 归集 调整 试行
        试点 推开 完工 投用 续建 迁建 征收 拆除 取缔 查处 整改 监测 监管 管控 严控 严禁 严查 严防 强推
        攻坚 保供 救助 帮扶 关爱 资助 补齐 建好 管好 护好 用好 办理 解决 跟踪 走访 联合 合作 共建 签订
        引育 选派 选树 评选 表彰 培训 宣传 普及 倡导 激励 兑现 发行 争取 申建 承担 保护 利用 活化 开发
        贯通 畅通 做实 做强 做优 做细 稳妥 规划 设计 论证 审批 简化 压减 取消 清单 公开 接受 执行 履行
        减轻 减少 降低 限制 禁止 防控 防治 抓实 抓紧 抓 办 促成 跑办 收储 供应
    """,
    "push": """
        推动 促进 带动
    """,
    "extend": """
        加快 扩大 发展 培育 拓展 布局 建设 壮大 巩固 规范 强化 保障 保持 稳定 确保 力争 争取 加速 延伸
        深耕 厚植 丰富 改善 挖潜 推介 擦亮
    """,
    "better": """
        提升 优化 打造 创新
    """,
    "aim": """
        提高 增强 构建 形成 营造 满足 夯实 助力 让 使 破解 激发 激活 筑牢 守牢 守住 守好 彰显 汇聚 凝聚
        释放 注入 撬动 树立 树牢 展现 呈现 焕发 绽放 实现 维护 点燃 叫响 唱响 赋能 护航 织密 走出 跑出
        塑造 涵养 变成 成为 缓解 减负 切实 更好 不断 共享 惠及 赢得 迈出 争当 争做 勇当 勇争 当好 奋力
        迎接 支撑
    """,
    "principle": """
        坚持 依托 聚焦 始终 发挥 围绕 充分 贯彻 突出 弘扬 抢抓 紧扣 紧盯 紧抓 瞄准 立足 对标 把 以 用心
        统筹 秉持 牢记 按照 遵循 着眼 顺应 践行 发扬 锚定 抓住 借助 借势 牢固 必须 认真 自觉 忠诚 永葆
        全面贯彻 完整 准确 高举 深刻 紧紧 拥护 捍卫 认识 主动 勇于 敢于 善于 严守 正确 增进 针对 面对
        顺势 因势 通过 本着 根据 结合 对照 着力 力戒 力行 念好 下好 打好 练好 写好 答好 走好 为
    """,
    "speech": """
        与 在 有 党 全会 会议 我国 国内 国际 世界 外部 经济 形势 机遇 一步 熟练 勇担 我们 各位 让我们
        这是 今年是 要看到 当前 同时 是 既要 也要 这 只要 一定 必将 必须要
    """,
}
# Last words, by what they make of the clause.
ENDS = {
    "work": """
        工程 行动 项目 机制 改革 政策 改造 活动 措施 制度 模式 服务 力度 战略 对接 教育 成果 资源 试点
        任务 业态 市场 基金 设施 公园 标准 监管 整治 合作 计划 工作 管控 范围 管理 治理 体系 清单 规划
        方案 条例 办法 平台 系统 中心 学校 医院 道路 管网 企业 产业 培训 就业 救助 保险 排查 执法 审计
        普法 评估 考核 招商 扩面 提标 续建 迁建 搬迁 征收 投产 建成 开工 竣工 投用 落地 通车 运营 验收
        招生 开馆 入住 交付 上市 创建 编制 问题 犯罪 行为 风险 责任
    """,
    "build": """
        建设
    """,
    "goal": """
        作用 理念 格局 保障 需求 动能 活力 表率 颜值 空间 精神 目标 环境 难题 条件 形象 高地 基地 品牌
        竞争力 影响力 吸引力 优势 氛围 生态 基础 根基 底线 屏障 防线 前列 局面 篇章 样板 标杆 典范 引擎
        支撑 合力 魅力 内涵 底色 成色 温度 面貌 特色 机遇 意识 思维 导向 原则 方针 总基调 要求 思想 部署
        决策 位置 首位 抓手 主线 关键 重点 契机 突破 跨越 新高 发展 融合 循环 转变 提升 跃升 升级 增效
        增收 稳定 安全 和谐 满意 幸福 水平 能力 质量 效益 质效 效能 品质 能级 层次 素质 实力 后劲 信心
        满意度 获得感 幸福感 安全感
    """,
}
NAMES_WORK = re.compile(
    r"项目|工程|行动|计划|中心|平台|制度|机制|办法|条例|规划|方案|活动|试点|改革|系统|"
    r"示范[区县点]|园区|产业园|学校|中学|小学|幼儿园|医院|道路|公路|大桥|路|街|小区|村|水厂|管网|"
    r"公园|车站|站|馆|试验区|综合体|政策|服务|标准地|执法|监管|贷|券|档案"
)
AIMING = re.compile(
    r"高质量发展|新格局|新局面|新篇章|更加|更好|更高|更多|更强|更优|更美|新突破|新成效|新台阶|"
    r"全面提升|持续向好|高水平安全|美好|群众|人民|市民|百姓"
)
MILESTONE = re.compile(
    r"(?:建成|投产|投用|开工|竣工|完工|通车|落地|运营|招生|开馆|开园|使用|交付|上市|挂牌|达产|"
    r"启用|封顶|开业|入住|贯通|见效|试运行)(?:投[产用]|使用|运营|见效|招生)?$"
)

BACKGROUND = re.compile("方面的?工作$|以下.{0,6}工作$|之年$|之际$|时期$|我们坚信|必将|势不可挡|千载难逢")
# A way of thinking, and the flourish at the end of a sentence.
FLOURISH = re.compile(
    r"(?:理念|意识|思维|导向)$"
    r"|(?:迈上新台阶|取得新(?:突破|成效|进展)|开创新局面|谱写新篇章|再上新台阶|实现新突破)$"
)
WORDED = [
    ("flourish", FLOURISH),
    ("background", BACKGROUND),
    ("milestone", MILESTONE),
    ("names a work", NAMES_WORK),
    ("aims", AIMING),
]
SHORT, LONG = 6, 16
"""Clauses of so many characters at most, at least."""

VERB = re.compile("|".join(f"(?P<{group}>{longest_first(words.split())})" for group, words in VERBS.items()))
END_OF = {word: group for group, words in ENDS.items() for word in words.split()}


# What each trait adds to the log odds that a clause is a commitment.
WEIGHTS = {
    "verb act": 1.7,
    "verb extend": 1.1,
    "verb push": 0.5,
    "verb better": 0.2,
    "verb none": 0.2,
    "verb aim": -0.9,
    "verb speech": -1.0,
    "verb principle": -2.2,
    "end work": 1.3,
    "end build": 1.1,
    "end goal": -1.0,
    "names a work": 0.3,
    "aims": -0.8,
    "milestone": 0.6,
    "lists": -0.4,
    "long": 0.6,
    "short": -1.1,
    "alone": 0.5,
    "last": -1.1,
    "opening": -3.0,
    "framing": -2.3,
    "own house": -1.7,
    # Set by hand: what a year is, what must come, how one thinks and what it shall all lead to.
    "flourish": -2.0,
    "background": -3.0,
}
BIAS = 0.5
UNDERTAKEN = -0.2
"""A clause that weighs more than this is taken for a commitment."""

DOUBTFUL = 0.4
"""As near as this to the threshold, a person should look."""


@dataclass(slots=True)
class Place:
    """Where a clause stands in its sentence, its section and its report."""

    first: bool
    last: bool
    opening: bool
    framing: bool
    own_house: bool

    def traits(self) -> list[str]:
        """The rows of the weight table that hold for the place."""
        found = [name for name in ("opening", "framing") if getattr(self, name)]
        if self.last:
            found.append("alone" if self.first else "last")
        if self.own_house:
            found.append("own house")
        return found


def weigh(clause: str, place: Place) -> float:
    """The log odds that a clause is a commitment."""
    return BIAS + sum([WEIGHTS[trait] for trait in traits(clause, place)])


def opening_act(core: str) -> tuple[str, str]:
    """The verb that a clause begins with, adverbs taken off, and what follows it."""
    if act := ACT.match(core):
        return full_act(act, core[act.end() :])
    verb = VERB.match(core)
    return (verb[0], core[verb.end() :]) if verb else ("", core)


def traits(clause: str, place: Place) -> list[str]:
    """The rows of the weight table that hold for a clause."""
    core = without_adverbs(clause)
    verb = VERB.match(core)
    found = [f"verb {verb.lastgroup}" if verb else "verb none"]
    if end := END_OF.get(core[-3:]) or END_OF.get(core[-2:]):
        found.append(f"end {end}")
    found += [name for name, words in WORDED if words.search(core)]
    if "、" in core:
        found.append("lists")
    if len(core) <= SHORT:
        found.append("short")
    elif len(core) >= LONG:
        found.append("long")
    return found + place.traits()


# The type of a commitment without a number: the first row that fits.
TYPES = [
    (
        "status",
        "争创|创建|创成|申报|申创|争取.{0,8}(?:入选|纳入|列入)|跃升至|建设.{0,4}(?:城市|示范[区县市])$",
    ),
    ("milestone", rf"{MILESTONE.pattern}|^(?:完成|建成).{{3,}}(?:工程|项目|建设|改造)$"),
    ("programme", "(?:行动|计划|战略|工程|攻坚战|倍增)(?:方案)?$"),
    ("project_list", "、.*(?:建设|项目|工程|改造)$"),
    (
        "project",
        "^(?:启动|开工)建设|(?:启动|加快|推进|实施|建设|谋划|新建|续建).*"
        "(?:建设|项目|工程|改造|大厦|产业园|中心|公园|医院|学校|道路|广场)$",
    ),
    (
        "ongoing",
        "^(?:常态化|持续|严格|严厉|依法|坚决|始终|全面落实|落实|保障|做好|抓好|守好|守住|防范|整治|打击|遏制|巩固|"
        "加强|强化|毫不放松)",
    ),
    (
        "directional",
        "^(?:大力|进一步|不断|积极|稳步|着力)*(?:提升|扩大|拓展|优化|壮大|发展|培育|增强|提高|改善|推动|促进|丰富|放大|"
        "深化|规范|支持|鼓励|引导)",
    ),
]
TYPED = [(name, re.compile(words)) for name, words in TYPES]


def type_of(clause: str) -> str:
    """What kind of commitment a clause without a number is."""
    return next((name for name, words in TYPED if words.search(clause)), "task")
