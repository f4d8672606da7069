"""Who usually answers for what: the department that a promise's words point to, and which word it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# Stems of department names, and the words of promises that such departments usually lead.
DUTIES: tuple[tuple[str, str], ...] = (
    (
        "发展和改革 发改 发展改革",
        "地区生产总值 固定资产投资 重点项目 项目建设 亿元以上项目 营商环境 能耗 五年规划 价格 储备粮 "
        "新能源 充电",
    ),
    (
        "工业和信息化 工信 工业信息",
        "工业 制造 技改 规上工业 智能工厂 专精特新 产业链 数字化转型 产业园 产业港 厂房 园区 单项冠军",
    ),
    ("科学技术 科技", "研发 高新技术企业 科技 创新平台 实验室 工程研究中心 中试 成果转化"),
    ("教育 教体", "学校 幼儿园 小学 中学 学位 教育 教师 课后 校园 学生"),
    ("民政", "养老 食堂 老年 助餐 低保 特困 困难群众 残疾 未成年人 社区 殡葬 床位"),
    ("人力资源 人社", "就业 技能 社会保险 社保 工伤 人才 零工 工资 培训 创业 失业 欠薪"),
    ("卫生健康 卫健", "医院 卫生 健康 医疗 托位 托育 疾控 中医 医共体 筛查 急救 体检 家庭医生"),
    (
        "住房和城乡建设 住建 住房城建",
        "老旧小区 片区改造 住房 物业 供热 燃气 管网 保障房 危房 城市更新 背街小巷 断头路 公寓 雨污 "
        "电梯 保交房 建筑",
    ),
    (
        "城市管理 综合执法 城管 综合行政执法",
        "垃圾 环卫 占道 飞线 市容 公厕 城市管理 公园 绿地 口袋公园 停车 步道 共享单车",
    ),
    ("交通运输 交通", "公路 公交 客运 物流 桥 交通 候车"),
    ("农业农村", "农田 农业 乡村 粮食 种业 村集体 农村 合作社 农产品 莲藕 菌菇 和美"),
    ("水利 水务", "河道 水库 防汛 灌区 供水 水系 节水 河湖 河治理 排涝"),
    ("生态环境", "PM2.5 空气 污水 水质 排污 环境 减排 固废 污染 碳"),
    ("自然资源 规划", "土地 用地 林地 控规 矿 耕地 绿化 不动产 造林 生活圈"),
    ("文化和旅游 文旅", "文化 旅游 文物 图书馆 博物馆 演出 非遗 书房 阅读 景区 文艺"),
    ("商务", "消费 外贸 进出口 电商 商圈 外资 社会消费品 步行街 首店 跨境 以旧换新"),
    ("财政", "预算收入 财政 债务 资金 预算 化债 一般性支出"),
    ("应急", "安全生产 应急 消防 防灾 事故 隐患"),
    ("行政审批 政务服务 大数据 数据", "政务 审批 一件事 一网通办 数据 热线 12345"),
    ("市场监督 市场监管", "食品安全 食品药品 质量 经营主体 标准 特种设备 知识产权 明厨"),
    ("公安", "治安 派出所 反诈 诈骗 扫黑 警 平安"),
    ("司法", "法律 法治 调解 复议 行政执法 矛盾纠纷 决策程序"),
    ("统计", "统计 普查"),
    ("信访", "信访 积案"),
    ("体育", "体育 健身"),
    ("金融", "基金 上市 贷款 金融 融资"),
    ("投资促进 招商", "招商 引资 签约 到位资金"),
    ("国资 国有资产", "国企 国有企业 平台公司"),
    ("退役军人", "退役军人 双拥"),
    ("医疗保障 医保", "医保 参保"),
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A department that may lead, and the word of the promise that points to it."""

    department: str
    word: str


def suggest(departments: Iterable[str], text: str) -> Suggestion | None:
    """The department whose duties' words stand in a promise most; None where no word points to any.

    Longer words say more; among equals the order of the table decides.
    """
    names = [*departments]
    best: tuple[int, Suggestion] | None = None
    for stems, words in DUTIES:
        found = [word for word in words.split() if word in text]
        name = next((name for name in names if any(stem in name for stem in stems.split())), None)
        weight = sum(len(word) for word in found)
        if name is not None and weight > (best[0] if best else 0):
            best = weight, Suggestion(name, max(found, key=len))
    return best[1] if best else None
