// Requests as they come in long chats, school books and tool benchmarks: tasks with their material below, questions of a
// lesson, orders in one breath. The notation is that of the other sets.
import type { Task } from '../../../chat/request.ts'

type Templates = Readonly<Record<Task, string>>

export const englishChats: Templates = {
  code: String.raw`
(As a|You are a) senior (developer|engineer|reviewer), (look at|go through|improve) the code (below|I paste here) and (tell me what you would change|make it production ready|find security holes):\n{snippet}
(after|since|when) (upgrading|moving|switching) to (node 20|python 3.12|gradle 8|android 14|ruby 3) (my tests fail with|i get|the build ends in) (TypeError: fetch failed|a deprecation warning|undefined method 'exists?'|could not resolve all dependencies)
(the|this) (useEffect|for loop|query|regex|goroutine|migration) (runs twice|never ends|returns nothing|matches too much|deadlocks|locks the table), (why is that|how do i stop it|what am i missing)
(I have|Given) a (csv|json|xml|log) file (with columns name, age, city|that looks like this: {"id": {n}}|of 2 GB), (how do I|write code to) (load it into postgres|count rows per city|parse it in {language}|stream it)
(what is|explain) (dependency injection|the event loop|a foreign key|idempotency|a docker layer|memoization|big endian|SOLID|MVC|a race condition) (to a junior developer|with code|and when to use it in {language}|)
(generate|give me|make) (mock data as json|a .gitignore for node|a cron expression for every monday at 9|sample sql inserts|a bash alias|an openapi spec|a css gradient|tailwind classes for a card)`,
  thinking: String.raw`
(A|The|Each) (recipe|garden|class|bus|library|team|bakery|tank) (needs|has|holds|sells|uses) {n} (cups|rows|students|seats|books|players|loaves|litres) (for|and|of which) {m} (people|are red|are empty|percent are new|per day). (How many|How much|What fraction) (are needed for {n}0|are not|remain after {m} days|is left)?
{name}'s (salary|height|score|age|weight) (is|was) {n} (more than|less than|percent of) (Tom's|her sister's), (and together|which|the sum) (they have|is|equals) {n}{m}. (How much|What) (does each have|is hers)?
(Solve|Answer) the (following|multiple choice) (question|problem)(,| and) (explain|give) (your reasoning|the steps|only the letter)(:|\n)(The rate law is rate = k[A]^2|Light enters glass at {n} degrees|If the null hypothesis is rejected|A cell is placed in salt water)\nA) ...\nB) ...\nC) ...
(Is|Are) the following (argument|statements|two claims) (valid|consistent|equivalent)? (If it snows, schools close. Schools are closed. Thus it snowed.|Some birds swim. Penguins are birds.|Not all A are B; no A is B.)
(Why|Explain why|Show why) (does a heavier ball not fall faster|is the sum of angles 180|can't you divide by zero|does ice take more volume|is e irrational|do we use n-1 in sample variance|does a current-carrying wire deflect a compass), (deriving it|with a proof|from first principles|using Newton's laws)
(Four|Five|Six) (friends|cars|books|houses) (stand in a line|are arranged on a shelf|are ranked). (The red one is second to the left of the blue one|Ana is not next to Bo|The oldest is right of the newest). (Which is third from the left|Who is at the end|What is the order)?
(evaluate|decide|determine) (whether|if) (the plan|the drug trial|the investment|this strategy) (is worth it|is rational|proves the claim) (given|when) (the odds are {m} to 1|p = 0.0{m}|costs rise {n}% a year), (reason carefully|show the calculation)
(navigate|follow these instructions|suppose you walk): (turn left. take {m} steps. turn around. take {m} steps|forward {n}, right {m}). (do you return to the starting point|where do you end up)?
(not True|True and False|not False) (and|or) (not False|True) is
(here is|I got) a (contract|case|scenario)(:| -) (the buyer paid late and the seller resold the goods|an employee leaked data after being fired). (who is liable and why, argue both sides|apply the rule step by step)`,
  long: String.raw`
(please |)(write|produce) (an entire|the whole|a complete) (season|trilogy|workbook|encyclopedia entry set|legal brief|policy manual) (of|on|about) {topic}(,| in) ({n} parts|at least 5000 words|every part written in full|no summaries)
(rewrite|translate) (all|the whole of) (the book|my {n} chapters|the 80 page manuscript) (chapter by chapter|in full)`,
  image: String.raw`
(Cinematic|Ultra realistic|Whimsical|Minimalist|Vintage|Hyper-detailed) (poster|portrait|illustration|scene|diorama|still life|shot) of {image}(, {style}| with {style}|.)
(my|our) (living room|dog|face|car|product) (as|in) (a renaissance painting|cyberpunk style|a vintage ad|lego|the style of a comic)(, from the photo| please|)
(need|want|looking for) (art|a visual|a background|a cover|an illustration|a banner) (for|of) (my blog post about {topic}|a fantasy novel|the school play|{image})`,
  search: String.raw`
(what are|find|show me|list) the (best|top rated|most recommended|cheapest) (noise cancelling headphones|laptops for students|travel insurance|electric cars|air purifiers|mattresses|restaurants in {city}) (in 2025|right now|under \${n}0|according to recent reviews|this year)
(who|what) (is|are) ({name} {name}|the new mayor|the guy from the viral video|{company}'s competitors) (and what|and why) (happened to them recently|is everyone talking about them this week|are they doing now)
(is|are) (the {product}|{company}|bitcoin|eggs|flights to {city}) (worth buying|still available|getting cheaper|more expensive|in stock) (now|in 2025|this month|anywhere near me|after the update)
(what changed|what's new|anything new) (in|with|about) ({software}|the tax law|the visa rules|the app|minimum wage) (this year|in the latest version|since last month|in 2026)
(summarize|explain|give me) (today's|this week's|the latest) (news|market moves|research|court ruling|developments) (on|in|about) ({topic}|{company}|{city}|the middle east)( with sources|)
(how's|how is|what's up with) ({team}|{company}|the economy|the housing market|the war) (doing|going|looking) (this season|this week|lately|right now)`,
  agent: String.raw`
(I want to|I need to|I'd like you to|Help me) (order|rent|buy|book|cancel|schedule|renew|register|apply for) (a bike|the same shampoo again|two tickets for the 8pm show|a cleaning appointment|my gym membership|a domain|a parking permit) (for|on|at|from|in) ({day}|{city}|{site}|the app|next month)( and (pay with my saved card|text me the details|put it on my calendar)|)
(Show|List|Get|Give) me (all |the |)(orders|customers|products|issues|emails|flights|reviewers|repos) (with|that|who|from) (status pending|are out of stock|mention "{topic}"|{name} opened|over \${n}|have more than {m} stars|last quarter)( in our store| on the dashboard| in the gitlab project|)
(Set|Turn|Switch|Make|Put) (the|my) (phone|tablet|laptop|watch|screen|oven|car) (to|in|on) (silent|battery saver|airplane mode|vibrate|dark mode|{n} degrees|sleep after {m} minutes|landscape)
(Open|On|In|From) (the |)(camera|files|messages|notes|maps|store|music|calculator|browser|clock)( app|)(,|:| and) (take a picture|delete {file}|text {name} "on my way"|create a note called groceries|get directions home|download the weather app|play liked songs|compute {n} times {m}|clear history|add a clock for {city})
(can you|could you|please) (find out|check|see) (if|whether|when) (my package shipped|{person} replied|I have a meeting {day}|the garage is closed|my card was charged|the build passed)( and (tell me|let {name} know|fix it)|)
(first|start by) (open|download|search|read|log into) ({file}|the csv|{site}|the repo|my email)(,|;) then (extract|sort|fill|summarise|convert) (the totals|it by date|the form|each row|to pdf)(,|;) (finally|and then) (send it to {person}|upload it|save as {file}|notify the team)
(what's|how much is) (left on|in|my balance on) (my savings account|my data plan|my gift card|checking)
(why|how come) (was my card declined|is my transfer pending|was I charged twice|hasn't my refund arrived)
(what|which) (song is this|timer is running|devices are connected|lists do i have|playlist is this|alarms do i have)`,
  general: String.raw`
(In this task|For this task|Instructions:|Your task:) (you are given|you will read|take) (a question|a short story|a tweet|two statements|a job description|an article|a recipe) (and|. You should) (answer with one word|write a title|say if it is rude|list the skills|tell what happens next|rewrite it simply|make a question from it).\n\n(Tom forgot his umbrella and got wet.|I can't believe they closed the park!!|Chef wanted, five years experience, evenings.|Boil the pasta, then add oil.)
(I'm writing|i am working on) (a novel|a speech|a dnd campaign|my cv|a blog|a screenplay|a school project) (about|on|where|for) ({topic}|a thief who steals memories|a marketing role|my hometown)(,|.) (give me ideas|help me with the opening|what could happen next|make the villain interesting|suggest a title|how do i end it)
(someone|my friend|a colleague|my mum) (said|told me|wrote|texted) ("we need to talk"|"it is what it is"|that eggs are bad|i am too sensitive|"per my last email")(.|,) (what does it mean|how do i reply|is that true|write a polite answer)
(name|list|tell me) ({m}|three|some|all) (planets|rivers in europe|books by tolstoy|types of pasta|famous painters|us presidents|mammals that lay eggs|greek gods|programming languages|musical instruments)
(who|which country|what team) (won|hosted|lost) (the 1966 world cup|world war one|the battle of waterloo|the first olympics|the 1998 final|the space race)
(is|was) {name} (a good name for a girl|a popular name|older than|related to the king|a real person)
(tell me|give me|share) (about|a fun fact about|the story of|the moral of|a quote about|the rules of) ({topic}|the trojan war|chess|the tortoise and the hare|courage|dolphins|cricket|yourself)
(what|which) (should|could|do) (i|we) (cook|wear|watch|read|name my|bring|say) (for dinner|to a job interview|tonight with kids|new puppy|to a picnic|at a funeral|if he asks)
(Q|question|quiz|trivia)(:| -) (what is the largest organ|who painted guernica|which planet has rings|how many legs has a spider|what year did rome fall|who discovered america)
(reply|respond|answer) (to|as) (this (email|review|comment|customer)|a concerned mother|the angry guest)(:| -|\n)("Your service was slow and rude."|"Can we move our call?"|"Is this still available?")
(how|why|when) (was|were|did) (the euro introduced|computers invented|prices set in the soviet union|people travel before trains|the stock exchange start|the weather bureau begin|the internet begin|banks appear)`,
}

export const arabicChats: Templates = {
  code: String.raw`
(بعد|لما|من ساعة ما) (حدثت|نقلت|رقيت) (المشروع|الـ node|بايثون|الفلاتر) (صار يطلع|بقى يجيلي|ظهر لي|كيبان ليا) (TypeError|build failed|تحذير غريب|undefined)(، وش أسوي|، ايه الحل|، شو السبب|)
(ما هو|ما هي|اشرح) (حقن التبعيات|الـ event loop|المفتاح الأجنبي|الـ closure|نمط MVC|التعقيد الزمني) (لمبرمج مبتدئ|مع كود|في {language})`,
  thinking: String.raw`
(العدد|الناتج|القيمة|الحل|الجواب) (الذي يقبل القسمة على {m} هو|الصحيح للعملية {n} - {m} × 2 هو|الأكبر بين {n} و {m}² هو)\nأ) {n}\nب) {m}\nج) 0
(إذا كان|إذا علمت أن|ليكن|لتكن) (طول المستطيل ضعف عرضه|ثمن {m} أقلام {n} درهما|س + {m} = {n}|f دالة معرفة على R|المثلث أ ب ج قائم في ب|كتلة الجسم {m} كغ)(، فما|، أوجد|. احسب|. بين أن) (مساحته|ثمن القلم|قيمة س|الدالة تزايدية|طول الوتر|وزنه على القمر)؟
(يعمل|يدخر|يقرأ|تخبز|يوزع|تزرع) {name} {n} (ساعة|دينارا|صفحة|رغيفا|كتابا|شجرة) (كل يوم|في الأسبوع|كل ساعة)، (كم|فكم) (يجمع|يقرأ|يعمل|توزع) (في {m} أيام|خلال شهر|بعد {m} أسابيع)؟
(عند|في) (تسخين الغاز عند حجم ثابت|التفاعل الطارد للحرارة|الانقسام المنصف|مرور تيار في ملف|سقوط الضوء على منشور|الحركة الدائرية المنتظمة|خلية نباتية في ماء مالح) (فإن|يكون|ماذا يحدث ل) (الضغط|المحتوى الحراري|عدد الكروموسومات|المجال المغناطيسي|اللون الأكثر انحرافا|التسارع|الفجوة)(؟| يزداد أم ينقص؟|\nأ- يزداد\nب- ينقص\nج- لا يتغير)
(من|في) (علم الأحياء|الكيمياء|الفيزياء|الرياضيات|الحاسوب|الإحصاء)(:|،) (أي الروابط أقوى|ما عضية إنتاج الطاقة|أي الخوارزميات أسرع|ما وحدة الشغل|أي الأعداد أولي|ما رقم الأس الهيدروجيني للمحلول الحمضي|كم بتا في البايت)\nA. ...\nB. ...\nC. ...\nD. ...
(كم|قديش|شحال|كام) (بيطلع|يطلع|الناتج|يساوي|حاصل) {n} (ضرب|زائد|ناقص|على|في) {m}(؟| لو سمحت| بالضبط)
(رجل|تاجر|مزارع|عائلة|خياط) (عنده|باع|يملك|اشترى|تصرف) {n} (نعجة|كيلو|متر قماش|دينار) (وباع ثلثها|بخسارة {m}%|في {m} أيام|الواحد ب{m})، (كم بقي|كم خسر|كم ربح|كم يكفيها|كم دفع)؟
(هل|لماذا|كيف) (العبارة صحيحة|نثبت|تستنتج|نتأكد) (إذا كان كل مربع مستطيلا|أن العدد زوجي|أن سالما هو السارق|من عدم وجود حل)( رياضيا| بالخطوات| منطقيا)؟`,
  long: String.raw`
(اكتب|دير ليا|سويلي) (موسوعة|سلسلة مقالات|مسلسل كامل|رواية من جزأين) عن {topic} (في {n} حلقة|لا تقل عن 6000 كلمة|مكتوبة كاملة بدون تلخيص)`,
  image: String.raw`
(صورة|لوحة|مشهد|تصميم) (سينمائي|واقعية جدا|كرتونية|خيالية|بسيط) (ل|فيه ){picture}(، {look}|)
(كلبي|غرفتي|وجهي|سيارتي|صورتي) (على شكل لوحة قديمة|بستايل سايبربانك|كأنها لعبة|كشخصية كرتون)
(عايزة|محتاجة|ودي|خاطري في) (صورة|رسمة|خلفية|لوجو) (حلوة|كيوت|فخمة|) (ل{picture}|لصفحتي|لعيد ميلاد بنتي)`,
  search: String.raw`
(ايش|شو|ايه|وش|أي) (أحسن|أفضل|أرخص) (لابتوب|سماعات|جوال|سيارة اقتصادية|مطعم بحري في {city}|شركة تأمين|باقة نت) (الحين|في 2025|للبيع هالأيام|حسب آخر التقييمات|السنة دي)؟
(ايش|شو|ايه|شنو|ما) (الجديد|اللي تغير|التحديثات) (في|ب|ف) (قانون العمل|شروط الفيزا|{product}|نظام المرور|التطبيق) (هذا العام|بعد آخر تحديث|2026|هالسنة)؟
(لسه|هل ما زال|للحين|باقي) ({product}|عرض {site}|مطار {city}|التسجيل|الطريق الصحراوي) (متوفر|شغال|مسكر|مفتوح|غالي)؟
(عايز اعرف|بدي أعرف|أبي أعرف|بغيت نعرف) (آخر أخبار {team}|سعر الدولار|مواعيد السينما|الجو بكرة|فين وصل الماتش|شكون ربح|أسعار الشقق في {city}|امتى رمضان)
(لخص|هات|عطيني) (أخبار اليوم|أهم ما حصل هذا الأسبوع|آخر تطورات {city}|عناوين الصباح)( مع المصادر|)`,
  agent: String.raw`
(عايز|بدي|أبي|بغيت|أريد|ودي|محتاج) (أجدد|ألغي|نلغي|أسجل في|أشترك في|أغير|نبدل|أحجز|نخلص) (اشتراك الجيم|الباقة|رخصة القيادة|الدورة|رقم السر|ميعاد الكشف|القسط|تذكرتين سينما)( النهاردة| {day}| من التطبيق| لو سمحت| دابا|)
(شوفلي|اتأكد|شيك|شوف|اعرفلي) (لو|إذا|هل|واش) (وصل الطرد|رد {person}|عندي ميعاد {day}|الباب مقفول|نزل الراتب في حسابي|اتخصم مني)( وقولي| وبلغني|)
(خلي|حط|سوي|دير) (الموبايل|الجوال|التلفون|الفرن|الشاشة|التكييف) (صامت|على {n} درجة|وضع توفير البطارية|هزاز|طيران|على السليب)
(من|في|على) (الكاميرا|الملاحظات|الرسائل|الخرائط|الحاسبة|المتجر)(،|) (صور فيديو|اكتب ملاحظة باسم سوق|ابعت ل{name} أنا جاي|هات طريق البيت|نزل تطبيق الطقس|احسب {n} في {m})
(أولا|في البداية) (افتح|نزل|ادخل على) ({file}|{site}|الإيميل) (ثم|وبعدين|ومن بعد) (استخرج الأرقام|رتبها|املأ النموذج) (وأخيرا|وفي الآخر) (أرسلها ل{person}|احفظها|ارفعها)
(كم|قديش|شحال) (باقي|فاضل|كاين) (في حسابي|من الباقة|في المحفظة|فالكونط ديالي)؟`,
  general: String.raw`
(المطلوب|مهمتك|في هذه المهمة)(:|) (اقرأ|خذ|ستعطى) (القصة|التغريدة|الجملة|الوصف) (واكتب عنوانا|وحدد هل هي مهينة|وأكمل الفراغ|وأعد كتابتها ببساطة)(.|:)\n\n(نسي سامي مظلته فابتل.|مستحيل يسكرون الحديقة!!|يشرق ____ من المشرق.|مطلوب طباخ خبرة خمس سنوات.)
(واحد|صديقي|زميلتي|أمي|حماتي) (قال لي|قالتلي|كتب لي|كاتباتلي) ("نشوفك على خير"|إن البيض مضر|إني حساسة زيادة|"ما يصير خاطرك إلا طيب")(، شو يعني|، كيف أرد|، هل صحيح|، ايه ردك)
(اكتبلي|عايز|ابي|بدي) (بوست|كلام|عبارة|رد|دعوة) (عن خسارة الفريق|لصاحبتي زعلانة|فيها ترحيب بالضيوف|على حد بيتريق|لحفل تخرج|أنزله مع صورة البحر)
(كم|متى|من|أين) (استمرت الحرب العالمية|حكم المماليك مصر|دولة كانت في الحلف|توفي الإمام الشافعي|فاز بكأس العالم 1998|تقع قلعة حلب|عاش نوح|بيت في المعلقة)؟
(وش|ايش|شو|ايه|شنو) (أطبخ|ألبس|أهدي|أسمي|أقرا|نطيب|أتفرج) (على العشاء|للعزيمة|لخطيبتي|بنتي الجديدة|قبل النوم|للغدا|مع العيلة)؟
(النحو|البلاغة|الفقه|السيرة|الجغرافيا|الأدب)(:|،) (ما نوع ما في الجملة|ما علامة إعراب المثنى|ما سنن الوضوء|من مرضعة الرسول|أين يقع جبل طارق|من رائد الشعر الحر)؟
(ما|من) (الخبر|المبتدأ|الفاعل|المضاف إليه|الحال|المصدر) (في|من) (قولنا|الجملة|الفعل)(:|) (الجو جميل|عاد الجندي منتصرا|استخرج|كتاب الطالب)؟
(علاش|ليش|ليه) (الدراري ماكيسمعوش|الناس صارت تزعل بسرعة|البنات بيحبوا الورد|كيتعصب الراجل|أمي دايما قلقانة|الحياة صعبة)؟
(نحب|بغيت|عايز|ابي|بدي) (نتعلم|أتعلم|أفهم|أعرف) (الطبخ|الإنجليزية|معنى الحب|كيف أكتب قصة|كيفاش نصبر|أساسيات التصوير|شو يعني تسويق)`,
}

export const chineseChats: Templates = {
  code: String.raw`
(升级|迁移|换)(到|成)(node20|python3.12|vue3|jdk17)(之后|后)(编译不过|一直报警告|测试挂了|页面白屏)(，怎么排查|，求解|)
(给初学者|)(讲一下|解释)(依赖注入|事件循环|外键|幂等|docker镜像|回调地狱|mvc)(，附代码|，在{language}里怎么用|)`,
  thinking: String.raw`
(学校|商店|工厂|农场|图书馆)(有|买来|生产|运来){n}(本书|箱苹果|个零件|棵树|把椅子)，(其中{m}%是新的|平均分给{m}个班|每天用{m}个)，(新的有多少|每班分几个|够用几天|还差多少)？
(一元|设|若)(方程x²+{m}x-{n}=0|a、b为正数且a+b={m}|点P在抛物线上|三角形三边为{m},{n},{n})，(求两根之和|求ab的最大值|求P到焦点距离|判断形状)
(判断|分析)(下面的|这个)(推理|论证|命题)(是否正确|有没有漏洞|真假)：(下雨地就湿，地湿了所以下雨了|所有鸟会飞，企鹅是鸟)
(为什么|试说明|请推导)(重物和轻物同时落地|除数不能为零|冰浮在水面|样本方差除以n-1|圆的面积是πr²)，(用公式|从原理出发|给出证明)`,
  long: String.raw`
(写|生成)(一整季剧本|一套百科条目|三部曲小说|完整法律意见书)，(共{n}部分|总字数一万以上|每部分都写全)，关于{topic}`,
  image: String.raw`
(电影感|超写实|极简|复古|梦幻)(的|)(海报|人像|插画|场景|静物|微缩景观)：{picture}(，{look}|)
(我的)(客厅|狗|自拍|车)(变成|做成)(文艺复兴油画|赛博朋克风|乐高|漫画)
(想要|需要|缺)(一张|个)(封面|背景图|插图|横幅)，(公众号{topic}用|小说封面|{picture})`,
  search: String.raw`
(现在|2025年|今年|最近)(买|选|入手)(哪款|什么|哪个)(手机|耳机|笔记本|新能源车|空气净化器|保险)(好|划算|性价比高)(，看最新评测|，{n}00左右|)
(社保|签证|个税|限购|高考|驾照)(政策|规定)(今年|最新|2026年)(有什么变化|怎么规定的|改了吗)
({product}|{company}|{city}房价|鸡蛋|机票)(现在|最近|这两天)(还有货吗|降价没|贵不贵|涨了没|还值得买吗)
(总结|说说|看看)(今天的|本周的|最新的)(新闻|财经消息|科技动态|比赛结果)(，附来源|)
(那个|最近很火的)(主播|电影|瓜|综艺|地方)(是谁|怎么回事|现在怎样了|在哪看|怎么去)`,
  agent: String.raw`
(我要|我想|帮我)(续费|注销|办理|报名|取消|预约|改签)(健身卡|会员|流量套餐|驾校|体检|{day}的航班|宽带)(，用绑定的卡付|，现在就办|，改到{day}|)
(看看|确认一下|查一下)(我的快递发了没|{person}回我没|{day}有没有会|门锁了没|工资到账没)(，告诉我|，没有就催一下|)
(手机|电脑|烤箱|手表|屏幕)(调成|设成|开)(静音|省电模式|{n}度|勿扰|震动|夜间模式)
(先|第一步)(打开|下载|登录)({file}|{site}|邮箱)，(再|然后)(提取数据|按日期排序|填好表单)，(最后)(发给{person}|上传网盘|保存成pdf)
(列出|显示|给我看)(所有|)(未付款的订单|缺货的商品|{name}提交的issue|超过{n}元的消费|未读消息)`,
  general: String.raw`
(任务|要求|指令)：(阅读|根据)(句子|推文|故事|商品信息)(，|)(拟一个标题|判断是否礼貌|续写结尾|改成口语|写一条评论)。\n(小明忘带伞淋湿了。|这服务真是绝了！|诚聘厨师，经验五年。|保温杯，316不锈钢，500毫升)
(朋友|同事|我妈|相亲对象)(说|发来|问我)(“改天再聊”|“随便”|我太敏感|什么时候结婚)(，什么意思|，怎么回|，该怎么办)
(说出|列举|写出)({m}个|三种|几个)(行星|欧洲国家|唐代诗人|哺乳动物|成语|乐器|传统节日)
(我在写|正在写)(小说|演讲稿|简历|论文引言|短视频脚本)(，|)(主角是小偷|讲{topic}|竞选班长)(，开头怎么写|，给点思路|，帮我想个名字|，结尾怎么收)
(1998年世界杯|第一次世界大战|赤壁之战|首届奥运会|五四运动)(谁赢了|冠军是谁|在哪举办|哪年爆发|有什么影响)
(今晚|明天聚会|面试|约会|春游)(吃什么好|穿什么|带什么|聊什么|玩什么)(呢|，给点主意|)
(回复|怎么回)(这条差评|客户的邮件|老板的微信)：(“等了一个小时太慢了”|“方案再改改”|“能便宜点吗”)`,
}
