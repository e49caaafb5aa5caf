// The ideas of reasoning: mathematics, word problems, logic, science exercises, and the request to think step by step.
import { concept } from './concept.ts'

export const thinkingConcepts = [
  concept('calculate',
    `calculate compute evaluate simplify factor factorize expand_the solve solving solved find_the_value find_the_sum find_x estimate
     integrate differentiate work_out how_far how_fast determine_the`,
    `احسب احسبي احسبلي نحسب حساب بسط بسّط حل حلل اوجد أوجد جد حلل_العدد قدر اقسم اضرب اجمع اطرح قسم ضرب كامل اشتق تكامل`,
    `计算 求 求解 求出 解方程 化简 因式分解 求值 算一算 算出 估算 求导 解不等式 列式`),
  concept('mathematics noun',
    `equation equations inequality polynomial quadratic linear derivative integral matrix matrices vector determinant eigenvalue
     probability permutation combination theorem lemma logarithm exponent fraction decimal percent percentage ratio proportion
     triangle circle rectangle square_root cube radius diameter angle perimeter area circumference volume hypotenuse parabola
     integer integers prime primes divisor divisible remainder modulo gcd lcm sequence arithmetic_progression geometric series
     median mean variance standard_deviation sin cos tan trigonometry geometry algebra calculus digit digits consecutive
     coefficient isosceles tangent slope asymptote hyperbola ellipse subset bijection group ring field_extension
     polygon vertices diagonal factorial average multiple_of odd even positive_integer real_number real_numbers`,
    `معادلة معادلات المعادله متباينة مشتقة تكامل مصفوفة متجه متجهات احتمال الاحتمال احتمالية نظرية مبرهنة لوغاريتم كسر كسور نسبة النسبة مئوية مثلث
     دائرة مستطيل مربع جذر تربيعي مكعب قطر زاوية محيط مساحة حجم وتر عدد_صحيح اعداد الاعداد عدد_اولي قاسم باقي_القسمة متتابعة متتالية
     متسلسلة وسيط الوسيط متوسط المتوسط تباين انحراف معياري هندسة جبر تفاضل الدالة_التربيعية تقاطع نقطة مستقيم مضلع مضروب ضلع اضلاع الاضلاع حدود
     رياضيات الرياضيات رياضية مجموعة_جزئية زمرة حقل متعدد_الحدود العدد المجموع الفرق_بين_العددين`,
    `方程 方程组 不等式 多项式 导数 积分 矩阵 向量 行列式 概率 排列 组合 定理 对数 分数 小数 百分之 百分比 比例 三角形 圆 长方形 正方形
     平方根 半径 直径 角 周长 面积 体积 抛物线 整数 质数 余数 最大公约数 公倍数 数列 等差 等比 中位数 平均数 方差 标准差 正弦 几何
     代数 微积分 集合 椭圆 双曲线 切线 斜率 最小值 最大值 奇数 偶数 函数的 取值范围 单调 几何体 平行四边形 梯形 圆柱 应用题`),
  concept('proof',
    `prove proof disprove show_that qed contradiction induction if_and_only_if necessary_and_sufficient derive derivation
     counterexample`,
    `اثبت أثبت برهن برهان اثبات البرهان استنتج اشتقاق بالاستقراء بالتناقض مثال_مضاد`,
    `证明 求证 推导 反证 归纳法 充要条件 反例 当且仅当 充分条件 必要条件`),
  concept('logic',
    `logic logical puzzle riddle deduce infer premise premises conclusion assumption syllogism knights_and_knaves liar lies
     truth-teller tells_the_truth weakens strengthens valid invalid argument following_can_be_true must_be_true could_be_true
     statements paradox sudoku brain_teaser reasoning therefore assume all_of_the_following odd_one_out fallacy
     who_is_lying implied`,
    `منطق منطقي منطقية لغز الغاز أحجية احجية حزورة فزورة استدل استنتاج استدلال مقدمات يكذب كاذب الصادق صادق يقول_الحقيقة فرضية افتراض حجة مغالطة
     قضية_منطقية جدول_الصدق عبارة_1 العبارات_التالية المنطق`,
    `逻辑 推理 谜题 谜语 推断 推出 前提 结论 假设 说谎 说真话 真话 假话 脑筋急转弯 悖论 论证 以下哪项 下列 削弱 加强 数独 上述 如果为真
     由此可以`),
  concept('science exercise',
    `velocity acceleration force mass newton joule joules watt volt ohm resistor capacitor circuit momentum friction kinetic potential_energy
     wavelength frequency molar moles mole concentration reaction equilibrium enthalpy isotope electron photon charge magnetic
     pendulum projectile gravity_of density pressure buoyancy thermodynamics genotype allele dominant recessive ph titration
     half-life lens ideal_gas`,
    `سرعة السرعة تسارع القوة كتلة نيوتن جول واط فولت اوم مقاومة مكثف دائرة_كهربائية زخم احتكاك طاقة_حركية طاقة_وضع تردد موجة طول_موجي مول مولات
     تركيز تفاعل اتزان الكترون فوتون شحنة مغناطيسي بندول مقذوف كثافة ضغط كيميائية فيزياء الفيزياء كيمياء جاذبية عدسة نظير`,
    `速度 加速度 质量 牛顿 焦耳 电阻 电容 电路 电压 电流 动量 摩擦 动能 势能 波长 频率 摩尔 浓度 反应 平衡 电子 光子 电荷 磁场 密度
     压强 浮力 基因型 显性 隐性 溶液 匀速 弹簧 物体 做功 化学方程式 物理 匀变速 小球`),
  concept('word problem quantity',
    `how_many how_much_money how_many_more in_total altogether total each per_hour per_day per_week per_month twice half_as
     times_as three_times half_of one-third two-thirds dozen remaining left_over twice_as as_many as_much_as how_old
     miles_per_hour mph km/h earns costs spends spent bought sold sells gave shares equally left profit_of discount
     how_long_will_it_take`,
    `كم_عدد كم_بقي كم_يبقى كم_تبقى كم_المجموع الباقي_معه الباقي بقي المجموع كل_منهما كل_منهم ضعف نصف ثلث ربع ضعفي مثلي اشترى باع اشترت باعت وزع
     يوزع لدى لديه لديها اعطى أعطى انفق أنفق صرف كم_عمر كم_يستغرق كم_ثمن كم_يدفع كم_صار كم_قطعة ربح خسر تكلفة بالتساوي كل_واحد كل_صندوق
     معه كم_معه كم_ساعة كم_دقيقة كم_طالبا كم_يوما`,
    `一共 共有 总共 还剩 剩下 平均每 每人 每个 每天 每小时 多少个 多少千米 多少元 多少人 几个 几倍 两倍 倍 是多少 的一半 相距 同时出发 相遇 追上
     甲 乙 丙 丁 买了 卖出 千克 千米 厘米 平方米 原来有 用去 几小时 几天 只有 利润 多多少 少多少 吃了 运走 小明 小红`),
  concept('think hard',
    `step_by_step step-by-step think think_carefully think_through show_your_work show_your_steps show_your_reasoning reason_through
     explain_your_reasoning reason deeply carefully deep_analysis analyse_in_depth trade-offs tradeoffs weigh_the pros_and_cons
     rigorous intermediate_steps chain_of_thought math_problem math_problems word_problem full_solution`,
    `خطوة_بخطوة خطوه_خطوه خطوات_الحل فكر فكري وضح_الحل مع_الشرح مع_التعليل علل اشرح_خطوات بالتفصيل_الحل تحليل_عميق حلل_بعمق فكر_بعمق فكر_جيدا
     مسألة مسالة المسألة مع_خطوات وضح_خطواتك طريقة_الحل`,
    `一步一步 逐步 步骤 思考 仔细想 推理过程 解题 解题过程 详细解答 深入分析 权衡 利弊 完整的解 过程 数学问题 题目 数学题`),
  concept('answer options',
    `which_of_the_following options choose_the_correct select_the_correct multiple_choice all_of_the_above none_of_the_above`,
    `اي_من_التالي أي_مما_يلي اي_مما_يأتي أي_من_الآتي اختر_الاجابة جميع_ما_سبق مما_سبق الاجابة_الصحيحة اي_الجمل`,
    `下列哪 下列说法 下列关于 正确的是 错误的是 选择题 以下哪 不正确的是 单选 多选`),
]
