"""The verbs of work reports: what starts an act, what a result is said with, what merely introduces.

Every list here is a row of a decision table in docs/reading.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# How firmly something is said, as written.
STRENGTH = "力争 争取 力促 确保 保证 努力 探索 支持 鼓励 引导 全力 奋力".split()

# Words before the verb that change neither what is done nor how much.
ADVERBS = """
    年内 年底前 年底 全年 今年 本年度 本年 年度内 当年 新的一年 上半年 下半年 力争 争取 力促 力求 确保
    保证 努力 全力 奋力 着力 大力 积极 扎实 深入 持续 继续 进一步 稳步 有序 全面 统筹 切实 严格 高质量
    高标准 高水平 高效 重点 优先 同步 依法 强力 强势 着重 再 累计 合计 计划 预计 其中 特别是 同时 并 还
    将 要 我们 也 及时 科学 精准 常态化 因地制宜 分类 分批 逐步 加力 集中 滚动 公开 至少 最多 至多 平均
    每年 年均 圆满 如期 顺利 成功 主动 坚决 尽快 抓紧 早日 全区 全县 全市 全省 全镇 我区 我县 我市 我省
    市级财政 区级财政 县级财政 不断 合理 有效 另 另外 此外 先行 预期 实际 目前 已 已经 基本 认真 充分
    探索 妥善 突出 牢牢 广泛 尽早 加速 分领域 更大规模 更大力度 毫不放松 持之以恒 坚定 坚定不移 纵深
    一体 系统 稳慎 稳妥
""".split()
# Some of these are verbs where nothing else is one.
ALSO_VERBS = frozenset("推动 促进 带动 启动 保持 实现 谋划 协调 力保".split())

# What begins an act with an object: 新增 …14家, 改造 12条….
ACTS = """
    争列 完善 配改建 新增 净增 增加 健全 推介 承接 包联 召开 疏解提质 归集发布 增设 新建 新设 新开
    新改建 新改扩建 新（改、扩）建 新（改扩）建 新扩建 改建 扩建 改扩建 改（扩）建 续建 迁建 重建 建设
    建成 建立 修建 共建 筹建 打造 创建 创成 争创 培育 培训 培养 引进 引入 引育 招引 招聘 招录 招募 签约
    落地 开工 开建 动工 竣工 投产 投用 投运 改造 提升 改造提升 整治 治理 维修 修缮 修复 加固 更新 更换
    升级 提档升级 提质升级 提能升级 优化 美化 绿化 亮化 硬化 铺设 敷设 疏浚 清淤 清理 清除 拆除 拆迁
    征收 征迁 收储 预收储 盘活 盘活利用 腾退 腾出 供应 出让 安排 投入 投资 融资 争取 发放 兑现 减免 减负
    压减 压缩 压降 压采 削减 淘汰 关停 取缔 关闭 处置 化解 回收 救助 帮扶 扶持 资助 安置 分配 筹集 配售
    配租 交付 销售 举办 承办 开展 组织 实施 策划实施 推进 完成 落实 推广 推出 出台 制定 编制 修订 发布
    认定 认证 申报 获批 评选 选树 选派 选聘 聘请 遴选 储备 谋划 布局 布设 设立 设置 成立 组建 搭建 配备
    配置 配建 安装 加装 购置 投放 开通 开行 开辟 打通 贯通 畅通 通车 完工 办理 办好 办成 受理 调解 查处
    破获 打击 接种 筛查 体检 检查 检测 抽检 监测 排查 普查 覆盖 惠及 服务 转化 攻克 突破 研发 孵化 入驻
    入库 入统 入规 纳统 上市 挂牌 晋级 晋升 稳定 保持 确保 保障 提供 扩大 拓展 扩面 增殖 放流 造林 植树
    栽植 种植 播种 养殖 流转 托管 深挖 挖掘 包装提升 包装 提速 加快 启动 启用 促进 推动 支持 引导 发展
    壮大 做大做强 做强做优 做优做强 培育壮大 扶持培育 培育发展 技改 消除 消纳 收购 收集 转移 输送 下达
    拨付 撬动 贷款 签订 达成 对接 洽谈 洽谈对接 跑办申报 配套 提标 提质 扩容 建档 注册 登记 转办 评定
    授予 命名 表彰 奖励 补贴 补助 发行 置换 恢复 复垦 整理 新认定 招收 招生 录取 接收 接待 吸引 带动
    解决 实现 抓好 做好 用好 改善 巩固 深化 全面完成 制修订 修编 新培育 演出 巡演 送戏 放映 配送 划定
    创评 储能 并网 装机 新装 拆违 清退 整改 办结 答复 控制 降低 减少 增强 股权投资 适老化改造 新创建
    招商 打好 发展壮大 抓实 推行 推动建设 巡回 采购 采集 减排 轮训 补充 落户
""".split()

# Verbs that say only that the act named after them goes on: their action is that act.
LIGHT = frozenset(
    """
    完成 实施 推进 推动 开展 启动 加快 抓好 做好 进行 组织 促进 支持 统筹 落实 加强 实现 深化 谋划
    全面完成 启用 攻坚 办好 引导 抓实 推行 带动 协调 确保 布局
    """.split()
)

# Second parts of an act: 新建改造, 改造提升, 盘活利用.
WORKS = """
    改扩建 孵化 注册 改造 提升 建设 实施 新建 扩建 改建 发展 利用 加固 治理 整治 维修 修缮 更新 升级
    运营 铺设 壮大 推广 培育 筹集 完善 修复 优化 绿化 养护 修订 编制 申报 引进 引育 创建 打造 拆除 安装
    整修 达效 清理 提质 增效 供应 收储 安置
""".split()

# A noun that begins like a second verb: 新增|建设用地, not 新增建设|用地.
COMPOUND = """
    用地 项目 工程 任务 指标 资金 面积 规模 中心 基地 园区 区域 站点 机构 企业 单位 人才 平台 场所 服务
    集团 公司 产业 行动 计划 方案 目标 体系 机制 改革 产品 设备 设施 业 型 类 率 额 量 成本 进度 贷款
    基金 债 性 岗位 培训 创新 示范 试点 品牌 管网 活动 案件 投入 强度 贸易 人员 学员 者 室 站
""".split()
# Acts that are as often the first half of a noun: 研发平台, 服务贸易, 登记失业率.
HALF_NOUNS = """
    研发 服务 登记 培训 检测 监测 投资 贷款 招商 发展 培养 流转 对接 认证 奖励 补贴 接待 体检 检查 融资
    创新 演出 采购 养殖 种植 安置 就业 支持 注册 投入 配套 储备
""".split()

# Acts named after their object: 老旧小区改造, 村庄规划编制. The first kind leaves the object as the measure.
NAMED_WORKS = """
    迁改 改线 处置利用 处置 交房 竣工交房 增参 综合整治 综合治理 联网 落户 大修养护 养护 中修 大修
    日常养护 改造提升 提升改造 整治提升 维修改造 更新改造 绿化改造 新建改造 建设改造 改造建设 升级改造
    提质改造 扩容改造 改扩建 新改建 新（改、扩）建 除险加固 提标加固 建设提升 适老化改造 建设 改造 提升
    硬化 绿化 亮化 美化 整治 治理 维修 修缮 编制 新建 扩建 改建 更新 加固 修复 升级 搬迁 拆迁 征迁 安置
    验收 铺设 敷设 创建 清理 招聘 招引 引进 培育 清淤 疏浚 贯通 提质提效 提质增效 提档升级 提质升级
    提质扩容 建成投用 建成投产 竣工投产 竣工投用 建成使用 建成交付 建成启用 建成通车 竣工验收 立项分解
    盘活利用 复垦 提标 更换 配套 办理 建成 开工 竣工 投产 投用 投运 通车 完工 落地 达产 交付 迁建 续建
    重建 修建 安装 加装 整修 搬离 签约搬离 收储 采购 招标 推广 创评 评定 认定 申报 开工建设 启动建设
    全面开工 上市 挂牌 晋级 入驻 投入使用 回迁
""".split()
NAMED_EVENTS = """
    培训 认证 扩面 演出 扩面征缴 再就业 就业 创业 征收 置换 筛查 体检 救助 帮扶 巡演 招生 接种 普查 扶持
    流转 对接合作 对接 洽谈 托管 减负 签约
""".split()

# What a level or a change is said with: verb, and the way it moves.
RISING = "增长 增加 提高 提升 上升 攀升 递增 扩大 增至 升至 翻番 上涨 回升 高于".split()
FALLING = "下降 降低 减少 压减 压缩 压降 缩减 下调 回落 缩短 缩小 削减 精简 降至 降到 减至 低于".split()
REACHING = """
    达到 达 调整 稳定 保持 控制 突破 超过 超 完成 实现 为 占 维持 冲刺 迈上 跨越 跃升 扩区调区 约为
    有望达 稳中有升 覆盖 超额完成 累计完成
""".split()
DOWN = frozenset([*FALLING, "降", "减", "压采", "减负", "减排", "下压", "降本", "减免"])


def longest_first(words: Iterable[str]) -> str:
    """An alternation for a regular expression that prefers the longer word."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))
