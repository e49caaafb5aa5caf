// Requests that look like another task than they are: writing a message is not sending it, a fact of the past is not
// news, a question about prices is not a sum. Written for the pairs that are most often confused; the notation is the same.
import type { Task } from '../../../chat/request.ts'

type Templates = Readonly<Record<Task, string>>

export const englishContrasts: Templates = {
  code: String.raw`
(Given|You are given) (a query about programming|a function|a code snippet|an algorithm), (find|add|explain|write) (comments|the bug|a docstring|test cases)( in it|).\n\n{snippet}
(how would I|is there an easy way to|what's the cleanest way to) (send an email|book a slot|schedule a job|upload a file|turn a light on|play a sound|search the web) (from|in|with) (a {language} script|node|django|flutter|an arduino)
(bash|powershell|python) script that (emails me a report|renames files by date|checks the weather api|restarts nginx if it is down|tweets every hour)
(solve|calculate|compute) (the nth prime|factorials|the integral of a function|a linear system) (in|using) ({language}|numpy|matlab)
(draw|plot|render) (a circle|a bar chart|a cube|a heatmap|the mandelbrot set) (in|with|using) (matplotlib|canvas|opengl|p5.js|svg|turtle|d3)
(latest|newest) (syntax|way|method) (for|to) (lambda in java|format strings in python|center a div)`,

  thinking: String.raw`
(Which of the following|Which|What) (best explains|correctly describes|happens to|is the reason for|is true about) (the motion of the cart|ions in solution|osmosis|the gene|a balanced circuit|a normal distribution|the heap data structure|TCP congestion control|supply when price falls)( when it is heated| at equilibrium|)?\nA. it increases\nB. it decreases\nC. it stays the same
(Select|Choose|Which formula is) the best translation into predicate logic(:|.) (No student likes every teacher|Only dogs bark|If Maria sings then Tom leaves)
(What|Which) (does the passage|can be inferred|is the author) (most likely|best|) (suggest|imply|assume)( about the study| in the last paragraph|)?\nA. ...\nB. ...\nC. ...\nD. ...
(A|An) (ice skater|elevator|satellite|block on a ramp|swing|balloon) (turns|moves up|orbits|slides|is released|heats up). (Which direction|What work|Which force|What) (does it face|is done by the normal force|keeps it moving|happens to its energy)?
Statement I: every cyclic group is abelian. Statement II: every abelian group is cyclic.
(given|from) the (table|graph|data|premises)( above| below|), (which conclusion|what trend|which city is most likely|what) (follows|is supported|had more rain|can be deduced)?
how many (more |)(stickers|dollars|pages|minutes) (does|did|will) (she|he|Tom|the class) (have|need|read|save)( than {name}| in all| altogether|)? {name} had {n} and {name} had {m}.
(Find|Compute|What is) the (least common multiple|greatest common divisor|order|units digit|mean) of {n} and {m}
(today|tomorrow|yesterday) (is|was) (the 5th|Monday|2/28/2000). (what|which) (date|day) (is|was) it (in {n} days|{m} weeks ago)?
the (stock|price|weather station|flight) (rose|sells|records|covers) {n}% (on Monday|one day) and fell {m}% (the next|on Tuesday). (what is|find) the (net change|average|total)`,

  long: String.raw`
(write|send me) (a|an) (email|letter|newsletter) (series|collection) of {n} (full chapters|letters), (10,000 words in total|each 1500 words)
(search|research) {topic} and write (a|the) (40 page|8000 word|book length) (report|thesis) on it`,

  image: String.raw`
(Subject|Scene|Prompt|Style): {image}. (Lighting|Camera|Mood|Composition): (soft window light|85mm lens, f/1.8|melancholic|rule of thirds). (Background|Details|Quality): (blurred city|fine skin texture|ultra detailed)
{ "(subject|prompt|scene)": "{image}", "(style|lighting|camera)": "{style}", "aspect_ratio": "(3:4|16:9|1:1)" }
(Using|With|From) the (uploaded|attached|reference) (photo|image|face)( as reference|), (create|generate|make) (a hyperrealistic portrait|a 3x3 grid of poses|a figurine in a box|a magazine cover|a passport photo)( keeping the facial features unchanged|)
A (confident|young|elderly|elegant) (woman|man|couple) in (a tailored suit|streetwear|traditional dress) (leans against|sits in|walks through) (a vintage car|a sunlit cafe|a crowded market), (shot on Canon R5|shallow depth of field|warm tones), (hair moving in the wind|looking away from the camera|natural skin texture)
(make|send me|show me|search for nothing, just draw) (a picture|an image|a drawing) of (today's weather as a dragon|a calendar page with cats|an email turning into a bird|a bank made of candy)
(infographic|diagram|poster|map|comic) (of|about|showing) (the water cycle|coffee brewing steps|a historical battle|our solar system), (clean layout|hand drawn|labeled|vintage paper)`,

  search: String.raw`
(How many|What percentage of|What number of) (people|flights|customers|schools|homes|voters|beds) (in|at|across) ({city}|the Midwest|the capital|the EU) (are|have been|were) (currently |)(without power|delayed|affected|closed|evacuated|available)( right now| as of this week| this month| according to the latest report|)?
(Has|Have|Did) (any|the) (analysts|airlines|officials|players|developers|judges) (changed|confirmed|announced|updated|commented on) (the rating|new routes|the evacuation|the lineup|the patch|the verdict)( within the last hour| this week| today| recently| yet|)?
(Which|What) (cities|teams|roads|candidates|models|banks|companies) (are|is|have|has) (currently |now |)(under|leading|closed|on strike|available|hiring|cutting) (a flood warning|the polls|because of snow|in stock|for this season)( this week| today| at the moment|)?
What is the (average|total|current|latest|expected) (rent|wait time|turnout|credit score|number of subscribers|fee|attendance|snowfall|fare) (in|at|for|of) ({city}|the festival|{company}|the airport|the east coast) (this month|as of today|currently|this season|for the current quarter)?
(tell me|give me|please tell me|check) the (status|arrival time|gate) of (my|flight|the) ({city} |)(flight|dl{n}{m}|train)( please|)
(are there|should i read|is there) (any |)(travel alerts|travel advisories|health warnings|safety notices) (for|about|before going to) ({city}|kenya|the border)
(how|is|what's) (the |)(traffic|congestion) (on my way to|to|near|around) (the airport|work|the closest supermarket|downtown)( right now|)
how (many|much) (dollars|euros|yen|pesos) (can i get|do i get|will i get) for {n} (euros|dollars|pounds)
(will i|can i|how long to) (be able to get|wait for) a (table|seat) at (olive garden|the grill|{city} diner)( tonight| at 6| right now|)
(who|which team|what song) (currently |)(holds|tops|owns|leads) (the record|the charts|the league|the title|{company})( this week| now| today|)?`,

  agent: String.raw`
(How many|What|Which|When did) (commits|orders|invoices|open issues|reviews|customers|files) (did {name} make|did I place|are pending|are assigned to me|mention the zipper|in /var/log|are there in my downloads)( in March 2023| last month| on this repo| and its subfolders|)?
(What's|What is|Tell me) the (total|price configuration|status|arrival date|size) of (the lamp|my last order|the fake plant|orders) I (bought|placed|cancelled) (in|on) (Jan 2023|last week|March)
(How long|What is the time|Measure the distance|Show the route) (to walk|to drive|it takes|) (from|between) ({city} University|the station|my hotel) (to|and) (the nearest ice cream shop|the museum|Main Street)( on foot| by car| on the map|)
(Create|Submit|Post|Open|Draft) (a discussion post|a merge request|an issue|a review|a refund message) (about|titled|for|to) ("{topic}"|the connection problem|{name}|the shop) in (a relevant subreddit|the {name} repo|the contact form|the forum)
(As a student|You are on a Linux machine|In the current folder)(:|,) (count|find|tell me how many|list) (lines of code in .c files|empty files|files with extension .tmp|logins per user|unique IP addresses in access.log)( recursively|)( using the command line| and write the number|)
(please |)(actually send|go ahead and send|now send) (the email|this message|my reply|it) to ({person}|everyone)
(look up|search for|find) ({person}'s number|the cheapest flight|a table for two|my last invoice|the latest report) and (call|book it|reserve it|email it to me|put it in my folder|pay it)
(Update|Increase|Reduce|Disable|Approve|Change) (the price of|stock of|the description of|all reviews of|the address of) (product {n}|the blue shirt|order #{n}{m}|Selena yoga pants)( by {m}%| to 2 XXL| for {name}|)`,

  general: String.raw`
(Write|Draft|Compose|Create) (an email|a LinkedIn post|an Instagram caption|a reminder|a to-do list|a calendar announcement|a text message template|a job posting|a tweet|a newsletter|a voicemail greeting) (to attendees|announcing a new job|about a discount|for the pharmacy team|explaining why I'm late|for a spring sale|thanking a customer|based on the given information)( in a friendly tone|.|)
(Given|You are given|You will be given) (a|an|two) (sentence|review|email|list of ingredients|search query and a document|product|job title|tweet|dialogue|news headline|movie|paragraph|claim|word)(,| and you) (need to |)(classify it|determine whether it is spam|write a description|suggest a title|predict the category|come up with a recipe|fill in the blank|rewrite it politely|say if the claim is supported|identify the intent|generate a question).\n\n(Input|Text|Email|Document|Review|Name|Utterance): (I want to cancel my order and get a refund|Win a free phone today!!! Click here|The jacket arrived late but fits well|Play some music in the kitchen|The price of oil rose by 3 percent on Monday|Spirit Gas Grill, stainless steel, 3 burners)
(Predict|Detect|Identify|Determine|Label|Judge) (the intent of the user|the sentiment|whether the two sentences are similar|if the email is spam|the topic of the article|the emotion|the main entities)(:|.|\n\n)(I'd like to book a table|can you turn off the lamp|The match ended 2-1 last night|Stocks fell after the report)
(Recommend|Suggest) (a movie|a book|a restaurant dish|a city|a podcast|a gift|games|courses) (for me to watch|similar to The Great Gatsby|for the weekend|to learn graphic design|for a rainy day)( and explain why| based on my taste|)
(How many|What percentage of|What number of|How much) (people|soldiers|species|members|votes|acres|ships|students|households) (did|were|had|was|lived) (the city lose|in the army|not been named|killed in the siege|attending in 1920|in the original colony|Catholic in the census|cover the island)( in 1890| between 2000 and 2005| during the war|)?
(Who|What|Which|When|Where) (was|did|were|had) (the (king|company|river|treaty|building|network|team|bishop|theory|agreement)) (named after|move to|lose|built by|oppose|replaced by|describe|signed|first broadcast)( in the 19th century| after the revolution| in 1962| originally|)?
(what|whats) (is|are) (cloud computing|an api in simple words|the stock market|a credit score|a weather front|an exchange rate|bitcoin|inflation|a search engine|a calendar year|compound interest|an algorithm|a prime minister)
(give me|find me|come up with|list|generate|provide) (five|some|{m}|a few) (open questions about|examples of|facts about|trivia questions on|arguments for|analogies for|headlines for|titles for) (artificial intelligence|weather|money|school uniforms|{topic}|renewable energy|email marketing|football)
(You should|Please) (read|take the time to read) (the situation|the message|the problem) (carefully |)and give (the best advice|your honest opinion|a kind answer).\n\n(I'm driving to {city} next week and my car makes a noise.|My sister borrowed money and won't pay me back.|I was offered two jobs and have to answer by Friday.)
(which|what) (word|term|phrase) (does not belong|is the odd one out|completes the sentence|fits better)(:|?) (apple, pear, hammer|He ___ to school every day|dog, cat, table)
(convert|turn|change|rewrite) (the following|this) (customer service dialogue|email|news|job ad|tweet) (into|as|to) (a summary|a complaint|a poem|a formal notice|a headline|a fairy tale)(:|\n\n)(Agent: how can I help? Customer: my order never came.|Prices went up 5% last week.|Meeting moved to 3pm, bring slides.)
(how|why) (do|does|did|are) (airlines set prices|banks make money|search engines rank pages|weather apps know|alarm clocks work|lawyers prepare|people book weddings so early|artists draw hands)
(what is|what's) (the best time to|a good way to|the etiquette when you|it like to) (visit {city}|email a professor|cancel plans|book a vacation|ask for a refund|call someone back|buy a house)
(imagine|picture|visualize) (a world without money|you won the lottery|a day in 2100|meeting your younger self)(,| and) (describe it|what would you do|tell me about it|write a paragraph)
(describe|explain in words) (a painting you like|the mona lisa|a sunset to a blind person|van gogh's style|your ideal house|the logo of apple and its history)`,
}

export const arabicContrasts: Templates = {
  code: String.raw`
(كيف|ازاي) (أرسل إيميل|أشغل صوت|أحجز موعد تلقائيا|أرفع ملف|أرسم دائرة|أحسب المتوسط) (ب{language}|في كود {language}|من سكربت بايثون|في فلاتر)
(برنامج|كود|سكربت) (يحسب المضروب|يحل معادلة من الدرجة الثانية|يرسم مربعا|يجلب حالة الطقس من api|يرسل رسالة واتساب) ب{language}`,

  thinking: String.raw`
(ما|أي مما يلي|أي التالي|أي العبارات) (يحدث للطاقة|يفسر الظاهرة|صحيح عن العملية العكوسة|القوة التي تبقي السيارة في المنعطف|يصف سلوك الغاز|ينتج عن الطفرة|يمثل رابطة أيونية|يستخدم لكشف التسلل في الشبكة|تعقيده الزمني أقل)( عند التسخين| في هذه الحالة|)؟\nA. تزداد\nB. تنقص\nC. تبقى ثابتة\nD. لا شيء مما سبق
(اختر|ما|أي من المعادلات المعطاة) (أفضل ترجمة|أفضل تعبير) (إلى المنطق|للجملة التالية)(:|) (إذا فازت ليلى فإن سامي حزين|كل الطيور تطير أو تسبح|لا أحد يحب الجميع)
(هل تقوم|ما مقدار|ما اتجاه|لماذا تتغير) (القوة العمودية بشغل|الشغل المبذول|العداءة بعد دورانها|سرعة الجسم) (على الراكب في المصعد|عند رفع الصندوق|{n} درجة مع عقارب الساعة|عند إهمال مقاومة الهواء)؟
(فرض|بفرض|إذا كان) (أن حدثين E و F مستقلان|X متغيرا عشوائيا|G زمرة رتبتها {m}|الدالة متصلة)، (ما احتمال وقوعهما معا|أوجد توقعه|ما رتب الزمر الجزئية|هل هي قابلة للاشتقاق)؟
(ما هو|أوجد|ما) (أصغر مضاعف مشترك|أكبر قاسم مشترك|المدى|رتبة العنصر|المعكوس الضربي|التحليل إلى عوامل أولية) (ل|للعددين |بين )({n} و {m}|{m} و 10)
(العضو المسؤول عن الهضم|وحدة قياس القوة|المركب العضوي|الجهاز الذي يقيس التيار) هو\nأ- المعدة\nب- نيوتن\nج- الميثان\nد- الأميتر
(ماذا|أي استنتاج|ما الذي) (يستنتج من الرسم البياني|تدعمه البيانات|يقصد الكاتب ضمنا|هو أكثر احتمالا)؟\nA. ...\nB. ...
(تسمى|يسمى|وحدة قياس|من خصائص|يتكون) (عملية تحول السائل إلى غاز|الشغل في النظام الدولي|الحموض القوية|جزيء DNA من|العدد الذري)\nأ- ...\nب- ...\nج- ...\nد- ...`,

  long: String.raw`
(ابحث|اقرأ) عن {topic} واكتب (كتابا|تقريرا من {n} صفحة|بحثا من 6000 كلمة) كاملا عنه`,

  image: String.raw`
(المشهد|الموضوع|الوصف|الصورة): {picture}. (الإضاءة|الأسلوب|الكاميرا): {look}
(استخدم|من) (الصورة المرفقة|صورتي|وجهي) (واصنع|وسوي|كمرجع واعمل) (بورتريه واقعي|مجسم في علبة|غلاف مجلة|صورة جواز بخلفية بيضاء)
(امرأة|رجل|شاب|زوجان) (أنيقة|وسيم|في الثلاثين|مسنان) (تجلس|يتكئ|يمشيان) (في مقهى مشمس|على سيارة كلاسيكية|في سوق شعبي)، {look}، {look}`,

  search: String.raw`
(كم عدد|ما نسبة|ما عدد|كم) (الرحلات الملغاة|المصابين|المدارس المغلقة|الطلاب المقبولين|السياح|المشتركين) (حاليا|هذا الأسبوع|حتى اليوم|هذا الموسم|وفق آخر تقرير) (في {city}|)؟
(هل|واش) (أكد|أعلن|غير|صرح|حدث) (المدرب|المسؤولون|البنك المركزي|المطار|الوزير) (التشكيلة|الأسعار|موعد الافتتاح|شيئا عن الأزمة)( اليوم| قبل قليل| هذا الأسبوع| مؤخرا|)؟
(ما|أي) (المدن|الطرق|الفرق|الشركات|الهواتف) (تحت تحذير الأمطار|المغلقة|المتصدرة|التي توظف|المتوفرة) (الآن|اليوم|هذا الأسبوع|حاليا)؟`,

  agent: String.raw`
(كم|ما|متى|أي) (طلبا|إيميلا|ملفا|فاتورة|صورة) (عندي لم يكتمل|وصلني من {person}|في مجلد التنزيلات|دفعت الشهر الماضي|على جوالي بدون نسخة)؟
(ما|كم) (إجمالي|حالة|تاريخ وصول) (طلبي الأخير|مشترياتي من {site}|شحنتي|فواتيري)؟
(دور على|ابحث عن|لاقيلي) (أرخص رحلة|رقم {person}|طاولة لشخصين|آخر فاتورة) و(احجزها|اتصل به|احجزلي|ابعتها لي|ادفعها)
(لماذا|ليش|ليه) (لم يصل تحويلي|رفضت بطاقتي|انخصم مني مبلغ مرتين|ما وصلتني البطاقة|حسابي مقفول)(؟|، حلوها لي|، أريد استرداد المبلغ)`,

  general: String.raw`
(اكتب|صغ|حرر|اقترح) (نص إيميل|صيغة رسالة واتساب|إعلان وظيفة|تذكيرا لطيفا|كابشن|خطاب شكر|رد مهذب) (لموظف متأخر|عن خصم|لزبون غاضب|لأولياء الأمور|يعلن موعد الحفل|لمديري)( دون إرسال| بأسلوب ودي|)
(كم|كم كان|كم بلغ) (عدد جنود الجيش|عدد سكان المدينة سنة 1900|ارتفاع البرج|طول النهر|عدد أبناء الخليفة|مدة الحصار|عمر النبي عند البعثة|عدد زوجات الملك|نسبة المسلمين في التعداد|سنة حكم هارون الرشيد|عدد غزوات الرسول)؟
(ماذا|من|متى|أين|ما) (كان اسم القائد|سميت المدينة بعد|كان يرتدي الرواد|وقعت المعاهدة|بدأ الاحترار|بني الجسر|اكتشفت المقبرة|اقترح النظرية|كانت وظيفة الحاكم)( قديما| في القرن التاسع عشر| أثناء المهمة|)؟
(كم|ما) (ركعات|أركان|أبواب|أجزاء|شهور|أيام) (التراويح|الإسلام|الجنة|القرآن|السنة الهجرية|التشريق)؟
(أي|ما|من) (مما يلي|التالي|الآتي) (أول من آمن|عاصمة الأمويين|من حروف الجر|من سور المكية|من أسباب سقوط الدولة|تقع على البحر الأحمر|يعد من المعلقات)؟\n(أ- |A. )دمشق\n(ب- |B. )أبو بكر\n(ج- |C. )الفاتحة\n(د- |D. )غير ذلك
(الجملة|كلمة|الفعل) "(كتب محمد الدرس|السماء|يسعى|إن الصدق منجاة)" (نوعها|إعرابها|جذره|خبرها) (هو|هي)\nأ- ...\nب- ...\nج- ...
(ما المقصود ب|عرف|ما هو|ما هي) (سعر الصرف|الطقس والمناخ|البورصة|الذكاء الاصطناعي|محرك البحث|التضخم|الحوسبة السحابية|العملة الرقمية|التقويم الميلادي|المعادلة الكيميائية)؟
(صنف|حدد|توقع) (نية المستخدم|مشاعر الرسالة|موضوع الخبر|هل البريد مزعج)(:|\n) (أريد إلغاء طلبي|شغل الموسيقى|اربح هاتفا الآن|ارتفع سعر النفط أمس)
(صف|احك عن) (لوحة أعجبتك|غروب الشمس|بيت أحلامك|شكل القلعة بالكلمات)`,
}

export const chineseContrasts: Templates = {
  code: String.raw`
(怎么|如何)用(python|java|js|{language})(发邮件|画一个圆|定时发消息|查询天气接口|播放音乐|计算阶乘|解一元二次方程|控制浏览器)
(写|编)(一个|个)(自动签到|自动发微信|计算bmi|求圆周率|画爱心)的(脚本|代码|程序)`,

  thinking: String.raw`
(下列|以下)(实验操作|物理量|化学反应|生物现象|数据结构|统计推断|关于网络协议的说法)(，|中)(正确的是|属于矢量的是|错误的是|能达到目的的是|时间复杂度最低的是)\nA. ...\nB. ...\nC. ...\nD. ...
(如果|假设)(体积不变温度升高|物体匀速上升|基因发生突变|两事件独立)，(气体压强|支持力做功|蛋白质|同时发生的概率)(如何变化|是多少|会怎样)？为什么
(由此|从上述材料|根据以上条件)(可以推出|最可能得出|不能推出)(的结论是|的是|)？\nA. ...\nB. ...
{name}(每天|每小时|每分钟)(走|读|做|生产){n}(米|页|个)，{m}(天|小时|分钟)(一共|能)(走|读|做|生产)多少？`,

  long: String.raw`
(查资料|搜集资料)后写一(本书|份{n}页的报告|篇八千字的论文)，主题{topic}，写完整`,

  image: String.raw`
(主体|场景|画面|提示词)：{picture}。(光线|镜头|风格|背景|色调)：{look}。(比例|画质)：(3:4|16:9|超清|细节丰富)
(使用|参考|基于)(上传的照片|参考图|这张脸)，(生成|制作)(一张写实人像|手办包装盒|杂志封面|九宫格写真|证件照)，(保持五官不变|皮肤质感真实|背景纯白)
一(位|名)(年轻女性|中年男子|亚洲少女|老人)，(穿着|身穿)(白色衬衫|风衣|旗袍|运动服)，(坐在咖啡馆窗边|靠在复古汽车旁|走在霓虹街道|回头微笑)，(自然光|浅景深|胶片质感|长发随风飘动)，(真实皮肤纹理|电影感|85mm镜头)
(信息图|示意图|流程图|四格漫画|地图)(：|，)(咖啡制作步骤|水循环|太阳系|一次战役)，(手绘风|标注清晰|复古纸张)`,

  search: String.raw`
({city}|全国|目前)(有多少|还有多少)(航班取消|学校停课|人确诊|余票|岗位在招)(，最新数据|截至今天|)？
(官方|央行|{company}|教练)(今天|最近|刚刚)(公布|回应|确认|调整)(了吗|什么了|名单了没|利率了吗)？
(本周|目前|今天)(哪些|哪个)(城市|路段|球队|股票|手机)(发布了暴雨预警|封闭|领先|涨停|有货)？`,

  agent: String.raw`
(我|)(这个月|上周|昨天)(花了多少钱|有几个未接来电|收到几封邮件|下了几个单|提交了几次代码)？
(找到|查到|搜一下)(最便宜的机票|{person}的电话|附近的餐厅|上个月的发票)(，并|，然后|，再)(订了|打过去|订个两人位|发我邮箱|付款)
(统计|数一下|看看)(这个目录|/home|日志|我的相册)(里|中)有多少(个文件|行|张照片|空文件夹)`,

  general: String.raw`
(写|拟|起草)(一封|一条|一则|一份)(邮件|短信|通知|招聘启事|待办清单模板|活动提醒|朋友圈|公告)(，告诉大家会议改期|，宣传打折|，提醒家长开会|，向客户道歉|，邀请同事聚餐)(，语气友好|，只要文本|)
(请|)(将|把|判断|给)(以下|下面|这)(文本|文章|新闻|对话|评论|邮件)(分类为新闻、广告或论坛|的意图|改写成故事|归纳成三点|是否为垃圾邮件|起个标题)(：|:|\n)(最新款手机今日开售，价格下调|客服：您好，请问有什么可以帮您？|今天股市大涨三个点|帮我打开空调|恭喜您中奖了请点击链接)
(提供|列出|给出|想出)(5个|三个|一些|十条)(关于{topic}的开放性问题|写作题目|环保建议|面试问题|节日活动点子|比喻句|广告标题)
(建筑业|农业|当时|该城市|1900年|战争期间)(占总值的百分比是多少|有多少人口|的国王是谁|死亡了多少士兵|的面积是多少|损失了什么)？
(学校|这座城市|河流|教堂|公司)(附近有哪条河|以谁命名|最初建在哪里|由谁创办|是哪一年搬迁的)？
(什么是|解释一下)(汇率|股票|天气锋面|搜索引擎|云计算|api|比特币|复利|算法|公历)
(根据|按照)(语境|以下信息|对话)(改写句子|回答问题|补全对话|写一段话)(：|。)(我昨天买了一本新书|小王要去北京出差|甲：你吃了吗？乙：)
(描述|形容)(一幅你喜欢的画|夕阳|理想中的房子|梵高的风格)`,
}
