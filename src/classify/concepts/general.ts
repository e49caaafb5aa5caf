// The ideas of conversation: explaining, writing short texts, translating, advice, opinion, greetings, everyday life.
import { concept } from './concept.ts'

export const generalConcepts = [
  concept('explain',
    `explain describe definition define meaning mean means tell_me_about teach clarify elaborate_on overview introduction introduce understand concept
     tell_me how_does how_do why_do why_does why_is why_are what_causes interpret`,
    `اشرح اشرحلي اشرح_لي شرح تشرح تشرحلي وضح عرف عرّف تعريف معنى معناه يعني ما_هو ما_هي ما_معنى ما_المقصود احك_لي احكيلي كلمني حدثني فهمني علمني كيف_يعمل كيف_تعمل لماذا
     ليش ليه علاش لماذا مفهوم فسر قولي_عن اخبرني_عن عرفني`,
    `解释 介绍 说明 什么是 是什么 意思 含义 定义 为什么 讲讲 讲一下 描述 阐述 概念 原理 聊聊 科普 谈谈 怎么理解 由来 告诉我`),
  concept('compare',
    `difference differences between compare comparison versus vs similarities better_than advantages disadvantages benefits pros cons
     which_is_better`,
    `فرق الفرق بين مقارنة قارن ايهما الافضل مزايا عيوب ايجابيات سلبيات فوائد اضرار ايش_الفرق شو_الفرق ايه_الفرق وش_الفرق شنو_الفرق احسن`,
    `区别 不同 比较 对比 优缺点 优点 缺点 好处 坏处 哪个好 差别 优势 相同点`),
  concept('translate or correct',
    `translate translation into_english into_french into_spanish into_arabic into_chinese in_spanish grammar spelling spell proofread paraphrase
     rephrase reword rewrite correct_the edit_the polish synonym synonyms antonym pronounce how_do_you_say in_french grammatically`,
    `ترجم ترجملي ترجمة الترجمة للانجليزية للعربية بالانجليزي بالانجليزية للفرنسية الى_الانجليزية صحح تصحيح املائية الإملائية نحوية اعراب أعرب اعرب اعد_صياغة أعد_صياغة صياغة
     مرادف مرادفات ضد كلمة تدقيق عكس_كلمة لخبطة قواعد كيفاش_نقول ازاي_اقول كيف_اقول`,
    `翻译 译成 英文 英语 改写 润色 语法 错别字 病句 修改 近义词 反义词 同义词 造句 怎么说 成语 改正 仿写 缩写句子 续写 法语 拼音`),
  concept('summarise or extract',
    `summarize summarise summary tldr key_points main_idea main_points bullet_points extract classify categorize sentiment title_for headline_for
     keywords following_text following_passage this_paragraph below_text text_below passage article_below identify`,
    `لخص لخصلي لخّص ملخص تلخيص النقاط_الرئيسية الفكرة_الرئيسية استخرج صنف عنوان_مناسب النص_التالي المقال_التالي الفقرة_التالية هذه_الفقرة الكلمات_المفتاحية اختصر من_النص
     حلل_مشاعر`,
    `总结 概括 摘要 归纳 要点 提取 分类 情感 标题 关键词 以下文本 下面这段 以下文章 这段话 中心思想 主旨 文章 段落 下面的`),
  concept('short creative writing',
    `poem haiku song lyrics joke jokes story limerick speech toast essay letter cover_letter resume cv blog blog_post tagline slogan caption tweet
     dialogue monologue rap product_description ad advertisement outline paragraph greeting_card quote script_for rhyme motto review
     press_release newsletter biography bio invitation wedding birthday_message cover_letters email_to rubric itinerary riddles`,
    `قصيدة شعر قصة قصه حكاية نكتة نكته اغنية خطاب خطبة رسالة_اعتذار رسالة_شكر رسالة مقال مقالا موضوع موضوع_تعبير تعبير سيرة_ذاتية اعلان إعلان شعار_دعائي منشور بوست
     كابشن حوار خاطرة تهنئة بطاقة_تهنئة وصف_منتج فقرة حدوتة تغريدة عبارات دعاء معايدة خطاب_تقديم`,
    `诗 写诗 作文 故事 笑话 歌词 演讲 信 道歉信 感谢信 情书 简历 文案 广告语 口号 朋友圈 祝福 对联 日记 短文 段子 台词 邀请函 自我介绍 评论
     求职信 策划 方案 大纲 标语 推荐信 绕口令 请假条 童话 检讨`),
  concept('ideas and advice',
    `ideas tips advice suggest suggestions recommend recommendations should_i how_can_i how_to_improve what_should how_should brainstorm help_me_choose
     names_for gift best_way ways_to plan diet workout habits give_me_a_list list_of examples_of plan_a guide_to how_do_i_get
     learn learning hobby how_to motivation`,
    `افكار فكرة نصائح نصيحة انصحني تنصحني بتنصحني اقترح اقتراحات اقترحلي رشح رشحلي ارشدني كيف_يمكنني كيف_اتعلم كيف_اقدر ازاي_اقدر طريقة طرق اسماء هدية خطة رجيم دايت
     عادات افضل_طريقة اعمل_ايه شو_اعمل وش_اسوي شنو_ندير كيف_اتعامل ساعدني_في`,
    `建议 推荐 怎么办 如何 怎样 方法 技巧 点子 创意 起名 取名 礼物 计划 减肥 健身 习惯 该不该 怎么学 攻略 列举 列出 例子 提高 学习 心得
     要不要 注意事项`),
  concept('greeting and small talk',
    `hi hello hey thanks thank_you good_morning good_night how_are_you who_are_you your_name are_you what_can_you_do nice_to_meet bored lonely
     sad happy feel feeling i_love i_hate i'm_tired congratulations bye what's_up do_you_like your_favorite tell_me_a_joke
     do_you_have can_you_speak are_you_human`,
    `مرحبا اهلا السلام_عليكم صباح_الخير مساء_الخير شكرا شكراً كيفك كيف_حالك ازيك شلونك لاباس عامل_ايه من_انت مين_انت شو_اسمك اسمك_ايه زهقان طفشان مليت حزين تعبان
     مبسوط بحبك وداعا مشكور تسلم يعطيك_العافية كيداير كي_داير هلا_والله اخبارك هاي`,
    `你好 谢谢 早上好 晚安 你是谁 你叫什么 在吗 心情 难过 开心 无聊 好累 再见 哈喽 你会什么 嗨 辛苦了 陪我 聊天 压力 焦虑 失眠 喜欢你`),
  concept('opinion or roleplay',
    `opinion think_of do_you_think what_do_you_think act_as pretend role_play roleplay imagine_you_are you_are_a debate argue persuade
     critique feedback from_the_perspective your_thoughts i_want_you_to_act`,
    `رأيك رايك ايش_رايك شو_رايك ايه_رأيك وش_رايك شنو_رأيك تقمص العب_دور تخيل_انك تصرف_كأنك مثل_دور هل_تعتقد انتقد ناقش وجهة_نظر`,
    `你觉得 你认为 看法 观点 扮演 假装 假如你是 模拟 评价 你怎么看 辩论 角色 谈一谈 怎么看待`),
  concept('food and health',
    `recipe recipes cook cooking bake ingredients meal dinner breakfast healthy vitamin calories sleep headache medicine symptoms doctor disease
     diabetes exercise pregnancy skin protein dish substitute food eat drink`,
    `وصفة وصفه طبخ اطبخ طريقة_عمل مكونات اكلة اكل عشاء فطور غداء كبسة كشري كسكس كنافة صحي فيتامين سعرات نوم صداع دواء اعراض مرض سكري ضغط_الدم رياضة حامل
     بشرة بروتين نطيب نطبخ المقلوبة`,
    `菜谱 做菜 做法 怎么做好吃 食材 早餐 晚餐 营养 健康 维生素 热量 睡眠 头疼 药 症状 医生 糖尿病 运动 红烧 饺子 养生 蛋糕 火锅`),
  concept('history and culture',
    `history historical century ancient empire war_of dynasty ottoman roman revolution invented discovered born founded author novel_by
     philosopher religion mythology medieval battle_of colonial capital_of founder treaty civilization tradition
     independence culture`,
    `تاريخ التاريخ تاريخية القرن قديم القديمة الإمبراطورية الدولة_العثمانية العباسية الاموية ثورة الحضارة فيلسوف مؤلف من_اخترع من_اكتشف من_هو من_كتب معركة عاصمة
     اسس تأسست مؤسس معاهدة الدولة الفراعنة استقلال ولد ثقافة تراث`,
    `历史 古代 朝代 唐朝 明朝 清朝 宋朝 帝国 革命 发明 发现 出生 创立 作者 哲学家 宗教 神话 战役 首都 世纪 传统 文化 文明 皇帝 诗人 意义
     名著 条约 影响`),
  concept('science and nature topic',
    `photosynthesis quantum relativity evolution dna cell cells universe black_hole climate_change planets solar_system brain species animals ocean
     ecosystem economics psychology democracy blockchain artificial_intelligence machine_learning gravity vaccine virus bacteria
     marketing inflation_is neurons volcano`,
    `البناء_الضوئي التمثيل_الضوئي الكم ميكانيكا_الكم النسبية التطور الخلية الكون ثقب_اسود التغير_المناخي المجموعة_الشمسية الدماغ حيوانات اقتصاد علم_النفس ديمقراطية
     الذكاء_الاصطناعي البلوكشين تعلم_الالة لقاح فيروس بكتيريا تسويق استدامة`,
    `光合作用 量子 相对论 进化 基因 细胞 宇宙 黑洞 气候变化 太阳系 大脑 动物 生态 经济 心理 民主 区块链 人工智能 机器学习 疫苗 病毒 细菌 内卷
     营销`),
  concept('format constraint',
    `in_your_response your_response your_answer should_contain do_not_include lowercase uppercase bullet exactly at_most fewer_than no_more_than
     sentences one_sentence placeholders markdown wrap_your include_keywords in_all_capital paragraphs double_quotation simple_terms
     in_simple to_a_child 5_year_old five-year-old brief briefly short concise in_a_few`,
    `جملة_واحدة باختصار مختصر مختصرة قصير قصيرة بسيط ببساطة لطفل للأطفال سطرين جمل جملتين ثلاث_جمل نقاط في_سطر بكلمات_بسيطة فقرتين`,
    `一句话 简短 简要 简单 几句话 通俗 一段 字以内 小朋友 三句话 百字 50字 100字 200字 一百字`),
]
