// The ideas of the fresh and the outside: now and the latest, weather, prices, scores, news, hours, asking to look online.
import { concept } from './concept.ts'

export const searchConcepts = [
  concept('now',
    `now today tonight currently current right_now at_the_moment at_present these_days nowadays this_morning this_afternoon this_evening
     present live today's up-to-date up_to_date real-time real_time as_of so_far still_alive currently_the ongoing`,
    `الان الآن اليوم الليلة حاليا حالياً الحالي الحالية دلوقتي دلوقت النهاردة النهارده انهارده هلق هلأ هلا الحين دابا دروك توا ذا_الحين هسه هسا اليومين هذه_الايام
     هالأيام الليله لليوم ليومنا للان اللحظة هذي_اللحظة لحظي مباشر مباشرة_الان توة هاليومين هاليوم ليوم فهاد_الوقت`,
    `现在 今天 今晚 目前 当前 如今 这会儿 眼下 今日 实时 此刻 今早 截至 现任 今儿 直播 最近`),
  concept('recent or coming time',
    `yesterday tomorrow last_night this_week this_weekend this_month this_year next_week next_month last_week last_month weekend
     recent recently upcoming past_week past_month past_24_hours hours_ago days_ago in_the_last 2023 2024 2025 2026 2027 this_season
     this_quarter next_few_days later_today coming_days this_summer tonight's yesterday's season`,
    `امس أمس امبارح إمبارح مبارح البارحة البارح بكرة بكره بكرا غدا غدوة بعد_غد هذا_الاسبوع الاسبوع هالاسبوع الاسبوع_الجاي هذا_الشهر هالشهر الشهر هذا_العام
     هالسنة السنادي السنة_دي هاد_السيمانة هاد_الأسبوع نهاية_الاسبوع الويكند القادم القادمة مؤخرا اخيرا الشهر_الجاي 2023 2024 2025 2026 ٢٠٢٤ ٢٠٢٥ ٢٠٢٦ الموسم
     الصيف_هذا غدوا الجاي الجاية هاد_الشهر الأسبوع_ده`,
    `昨天 明天 昨晚 后天 这周 本周 下周 这个月 本月 今年 下个月 周末 近期 近日 上周 明晚 去年 最近几天 未来几天 2023年 2024年 2025年 2026年
     这几天 本赛季 这两天 月底 接下来`),
  concept('latest',
    `latest newest most_recent breaking updates update just_released just_announced recently_released trending new_version latest_version
     stable_version release_date coming_out released announced announcement newly anything_new what's_new current_version changelog`,
    `اخر أحدث احدث جديد الجديد مستجدات تطورات اصدار الإصدار اخر_الاخبار اخر_اخبار اخر_تحديث تحديث تحديثات ترند التريند عاجل ينزل نزل صدر اعلن أعلن اجدد شنو_الجديد
     ايه_الجديد وش_الجديد شو_الجديد موعد_اصدار تاريخ_صدور متى_ينزل متى_يصدر`,
    `最新 新出 最近的 刚刚 更新 发布 动态 进展 热搜 热门 上市 新版本 最新版 发布会 上映 什么时候出 刚发布 官宣 新款 新规`),
  concept('weather',
    `weather forecast temperature rain raining rainy snow snowing sunny cloudy humidity humid windy storm thunderstorm hurricane umbrella
     air_quality aqi degrees_outside degrees uv_index heatwave cold_outside hot_outside hot_is_it cold_is_it chilly drizzle fog`,
    `طقس الطقس الجو جو درجة_الحرارة حرارة درجات_الحرارة مطر امطار أمطار تمطر هتمطر تشتي ممطر رطوبة عاصفة غبار شمس غائم رياح ثلوج ثلج سحب شتا بتشتي شمسية
     جودة_الهواء موجة_حر برد حر مشمس مغيم نشرة_جوية الأرصاد الارصاد مظلة`,
    `天气 气温 下雨 下雪 温度 台风 湿度 空气质量 雾霾 pm2.5 多云 晴天 降温 几度 带伞 冷不冷 热不热 预报 暴雨 刮风 紫外线 雨 降雨`),
  concept('price or market',
    `price stock stocks share_price exchange_rate bitcoin btc ethereum crypto cryptocurrency nasdaq dow_jones s&p gold oil gas_price
     interest_rate mortgage_rate inflation market_cap cheapest cheap how_much_is how_much_does worth trading_at currency usd eur
     rate prices salary cost_of tariff deals rents`,
    `سعر السعر اسعار أسعار بكم بقديش بشحال بكام كام_سعر سهم اسهم الأسهم بورصة البورصة سعر_الصرف صرف دولار الدولار يورو اليورو بيتكوين عملات رقمية ذهب الذهب نفط
     النفط بنزين البنزين التضخم الفائدة ارخص أرخص كم_سعر تاسي اونصة عيار شحال قديش ليرة الليرة جنيه الجنيه ريال الريال درهم الدرهم تذاكر`,
    `价格 股价 股票 汇率 比特币 油价 金价 房价 大盘 指数 行情 利率 多少钱 通胀 美元 人民币 黄金 涨了 跌了 市值 便宜 报价 票价 售价 基金
     走势 收盘 a股`),
  concept('news',
    `news headlines headline press breaking_news happened what_happened happening going_on election elections poll polls war ceasefire
     earthquake protests protest scandal lawsuit summit strike outbreak wildfire verdict resign resigned developments situation
     sanctions layoffs merger acquisition incident`,
    `اخبار الأخبار خبر عناوين_الاخبار حصل ايه_اللي_حصل صار شو_صار وش_صار ماذا_حدث حدث شنو_وقع وقع انتخابات الانتخابات زلزال الزلزال حرب الحرب مظاهرات احتجاجات هدنة
     قمة القمة ازمة فضيحة استقالة حادث عاجل تصريحات احداث الاحداث الاوضاع`,
    `新闻 消息 头条 发生了什么 发生 大选 选举 地震 战争 冲突 停火 事故 疫情 丑闻 辞职 罢工 局势 事件 峰会 怎么样了 快讯 国际新闻 裁员 通报`),
  concept('sport result',
    `score scores won win winner match game standings league cup championship playoffs final finals tournament world_cup champions_league
     premier_league nba nfl mlb nhl fifa olympics grand_prix f1 beat lineup fixture fixtures kickoff transfer super_bowl medal
     grammy oscars oscar box_office`,
    `نتيجة نتايج نتائج مباراة ماتش الماتش مباريات المباراة فاز كسب كسبت ربح فازت دوري الدوري كأس الكأس هداف ترتيب بطولة نهائي النهائي منتخب المنتخب اهلي الأهلي الزمالك
     الهلال النصر ريال_مدريد برشلونة ليفربول ملعب انتقالات لعبو لعب تأهل كسبان تشكيلة مين_كسب مين_فاز شكون_ربح الماتشات`,
    `比分 比赛 赢 谁赢了 战绩 排名 联赛 冠军 世界杯 欧冠 英超 nba 决赛 季后赛 奥运 奖牌 积分榜 赛程 转会 半决赛 夺冠 中超 国足 票房 奥斯卡 进球`),
  concept('look online',
    `search google look_up lookup browse online internet web find_me find_out search_for search_the_web cite_sources sources citations
     links official_website website_of url check_online on_the_web wikipedia reddit search_online with_sources reviews_of
     bing where_can_i_find where_can_i_buy look_online`,
    `ابحث ابحثلي ابحث_لي دور دورلي دور_لي دوّر فتش فتشلي بحث_في_الانترنت جوجل غوغل قوقل جوجل_لي الانترنت النت الويب اونلاين شوفلي شوف_لي شف_لي قلب_ليا قلبلي مصادر
     روابط المصادر رابط الموقع_الرسمي اعثر ابحثي سيرش طلعلي_من_النت تحقق_من اقرأ_الاخبار`,
    `搜索 搜一下 查一下 查查 搜搜 网上 上网 百度 谷歌 联网 检索 查询 帮我查 帮我搜 官网 链接 来源 出处 资料来源 查找 查到 网址`),
  concept('hours and places',
    `open opening_hours hours closed closing_time near_me nearby nearest closest restaurant restaurants pharmacy traffic address phone_number
     directions schedule timetable showtimes movie_times departures arrivals flight_status gas_station what_time_does how_late
     open_now is_open open_on delayed on_time located coffee_shop hotels_in events_in concerts playing_in`,
    `مواعيد مواعيد_العمل ساعات_العمل مفتوح فاتح مغلق مقفول قريب القريب اقرب أقرب مطعم مطاعم صيدلية زحمة عنوان رقم_الهاتف جدول مواعيد_القطار السينما وين_اقدر فين_الاقي
     وين_الاقي فين_نلقى محطة رحلة_رقم توقيت مواقيت_الصلاة صلاة اذان متأخرة زحام معروض يعرض فعاليات اقرب_صيدلية كافيه_قريب محلات`,
    `营业时间 开门 关门 附近 最近的 餐厅 药店 路况 堵车 地址 电话号码 时刻表 航班 高铁 列车 电影院 上映时间 几点开 几点关 在哪里买 排片 放假安排
     晚点 演唱会 车次 限行 开放时间 加油站`),
  concept('public figure role',
    `president prime_minister ceo chancellor king queen governor mayor minister world_record richest coach head_coach champion captain
     chairman holder pope secretary_general population_of`,
    `رئيس الرئيس رئيس_الوزراء المدير_التنفيذي وزير الوزير ملك الملك امير محافظ مدرب المدرب بطل اغنى أغنى عدد_سكان`,
    `总统 总理 首相 首富 ceo 首席执行官 部长 市长 主教练 教练 国王 纪录保持者 董事长 主席`),
  concept('company or product',
    `tesla apple iphone nvidia google microsoft openai chatgpt gpt-5 claude gemini amazon samsung meta netflix spacex toyota boeing disney
     ps5 playstation xbox android ios windows_11 macbook galaxy deepseek anthropic twitter tiktok huawei xiaomi intel amd`,
    `تسلا ابل آيفون ايفون مايكروسوفت اوبن_اي_اي امازون سامسونج سامسونغ نتفلكس هواوي شاومي تويتر تيك_توك انفيديا أرامكو ارامكو بلايستيشن جالكسي`,
    `特斯拉 苹果 英伟达 谷歌 微软 亚马逊 三星 华为 小米 腾讯 阿里 茅台 比亚迪 字节 抖音 openai 京东 拼多多 安卓 ios iphone`),
  concept('place',
    `london paris tokyo new_york dubai cairo riyadh beijing shanghai berlin chicago seattle boston singapore sydney toronto los_angeles
     san_francisco china usa uk japan india russia ukraine gaza israel france germany mexico brazil iran turkey istanbul moscow
     europe california texas florida washington miami madrid rome`,
    `القاهرة الرياض جدة دبي ابوظبي الدوحة الكويت بيروت دمشق بغداد عمان الاردن تونس الجزائر الرباط كازا الدار_البيضاء مراكش طنجة الاسكندرية مكة المدينة_المنورة اسطنبول
     لندن باريس نيويورك مصر السعودية الامارات قطر المغرب العراق لبنان سوريا فلسطين غزة اليمن السودان ليبيا الصين روسيا اوكرانيا امريكا تركيا طوكيو الدمام الخرطوم`,
    `北京 上海 广州 深圳 杭州 成都 武汉 西安 南京 重庆 天津 苏州 香港 东京 纽约 伦敦 巴黎 美国 中国 日本 俄罗斯 乌克兰 欧洲 首尔 台湾 青岛 厦门`),
]
