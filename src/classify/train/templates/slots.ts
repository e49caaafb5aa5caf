// What the slots of the templates may hold, by language; `snippet` and `image` are shared by all.

export type Slots = Readonly<Record<string, readonly string[]>>

const list = (text: string): string[] => text.split(/[\n;]/).map(item => item.trim()).filter(item => item !== '')

const snippets: readonly string[] = [
  'def total(items):\n    s = 0\n    for i in items\n        s += i.price\n    return s',
  'const users = await db.find({ active: true })\nreturn users.map(u => u.name.toUpperCase())',
  'for (int i = 0; i <= arr.length; i++) {\n    sum += arr[i];\n}',
  'SELECT u.name, COUNT(o.id) FROM users u LEFT JOIN orders o ON o.user_id = u.id GROUP BY u.name;',
  'public class Node<T> {\n    private T value;\n    private Node<T> next;\n}',
  'func worker(id int, jobs <-chan int, results chan<- int) {\n\tfor j := range jobs {\n\t\tresults <- j * 2\n\t}\n}',
  'fn longest<\'a>(x: &\'a str, y: &str) -> &\'a str {\n    if x.len() > y.len() { x } else { y }\n}',
  '<div class="card">\n  <h2>{{ title }}</h2>\n  <button @click="save">Save</button>\n</div>',
  'import numpy as np\nx = np.array([[1, 2], [3, 4]])\nprint(x.reshape(3, 2))',
  'Traceback (most recent call last):\n  File "app.py", line 12, in <module>\n    main()\nKeyError: \'id\'',
  '#include <stdio.h>\nint main() {\n    char *s = "abc";\n    s[0] = \'x\';\n    return 0;\n}',
  'useEffect(() => {\n  fetch(`/api/items/${id}`).then(r => r.json()).then(setItem)\n}, [])',
  '.container { display: flex; justify-content: center; align-items: middle; }',
  'x = [1, 2, 3]\nfor i in x:\n    x.remove(i)\nprint(x)',
  'Exception in thread "main" java.lang.NullPointerException\n\tat com.shop.Cart.total(Cart.java:42)',
  'def fib(n):\n    return n if n < 2 else fib(n-1) + fib(n-2)',
  'docker run -p 80:80 web\nError response from daemon: port is already allocated',
  'if (a = 5) { console.log("five") }',
  'df = pd.read_csv("sales.csv")\ndf[df.region == "west"].groupby("month").amount.sum()',
  'let timer = setInterval(tick, 1000);\nfunction tick() { count++; render(); }',
]

const image: readonly string[] = list(`
a cat in a spacesuit; an old lighthouse in a storm; a dragon sleeping on a pile of books; a girl with an umbrella in a neon alley; a wooden cabin by a frozen lake
a robot watering flowers; portrait of a viking queen; a whale flying above the clouds; a cozy bookshop with a sleeping dog; a samurai under cherry blossoms
a glass city under the sea; an astronaut riding a horse; two foxes dancing in the snow; a vintage car on a desert road; a floating castle with waterfalls
a bowl of fruit on a marble table; an elderly man playing the violin; a busy night market; a hummingbird made of stained glass; a steampunk airship
a giant mushroom house; a sleepy red panda barista; an abandoned train station overgrown with ivy; a bride in a field of lavender; a crystal skull; three owls in top hats
a sports car drifting in the rain; a mermaid reading by candlelight; a tiny village inside a bottle; a wolf howling at a green moon`)

const style: readonly string[] = list(`
cinematic lighting, 4k; watercolor; oil painting; highly detailed, trending on artstation; in the style of Studio Ghibli; pixel art; black and white photograph, 35mm film
volumetric light, octane render; soft pastel colors; digital art, concept art; photorealistic, 8k; golden hour, bokeh; anime style; low poly 3d render; vector illustration, flat design
dramatic shadows, moody atmosphere; studio photography, white background; hyperrealistic, intricate details; impressionist brush strokes; macro shot, shallow depth of field; --ar 16:9 --v 6
comic book style; line art; vibrant colors, wide angle; double exposure; symmetrical composition; isometric view; 1970s poster style`)

const languages = list('Python; JavaScript; Java; C++; Go; Rust; TypeScript; PHP; Kotlin; Swift; SQL; C#; Ruby; Bash; R')

export const sharedSlots: Slots = { snippet: snippets, image, style, language: languages, n: list('2; 3; 5; 7; 8; 12; 15; 20; 24; 30; 45; 60; 90; 120; 250'), m: list('3; 4; 6; 9; 10; 11; 14; 18; 25; 40; 75') }

export const englishSlots: Slots = {
  ...sharedSlots,
  city: list('London; Chicago; Dubai; Nairobi; Lisbon; Seoul; Toronto; Mumbai; Berlin; Seattle; São Paulo; Cairo; Sydney; Austin; Vienna'),
  person: list('Anna; Mark; my boss; Dr. Lee; Sam; the landlord; Julia; my wife; Carlos; Tom from accounting; Nadia; the whole team'),
  day: list('tomorrow; on Friday; next Monday; tonight; on March 14; this Saturday; in two weeks; on the 21st'),
  time: list('at 7pm; at 9 am; at noon; at 18:30; around 8; in the morning; at quarter past three'),
  topic: list('black holes; the French Revolution; photosynthesis; inflation; the Silk Road; yoga; stoicism; coffee; the immune system; Renaissance art; supply and demand; the water cycle; jazz; sourdough; minimalism; volcanoes; machine learning; climate change; the Ottoman Empire; blockchain'),
  company: list('Tesla; Apple; Nvidia; Microsoft; Toyota; Netflix; OpenAI; Samsung; Boeing; Meta; Intel; Spotify'),
  team: list('Liverpool; the Lakers; Real Madrid; the Yankees; India; Arsenal; Barcelona; the Chiefs; Al Hilal; Japan'),
  product: list('iPhone; Galaxy S; MacBook Air; PlayStation; Model Y; Steam Deck; Pixel; Switch; AirPods; Kindle'),
  software: list('Python; Ubuntu; React; Kubernetes; Firefox; Postgres; Android; Windows; Rust; Blender; iOS; TensorFlow'),
  file: list('report.pdf; notes.txt; budget.xlsx; data.csv; slides.pptx; config.yaml; photo.jpg; invoice_2023.docx; backup.zip; main.log'),
  site: list('Amazon; eBay; Booking.com; the airline website; LinkedIn; IKEA; Airbnb; GitHub; Yelp; Expedia; the university portal; Target; Reddit; the city council site'),
  name: list('Lena; Omar; Mr. Fields; Priya; Jack; Sofia; a farmer; Ahmed; Mia; the school; Ben; Maria'),
  thing: list('apples; marbles; pencils; cookies; books; stickers; eggs; tickets; bottles; chairs; coins; tulips'),
}

export const arabicSlots: Slots = {
  ...sharedSlots,
  city: list('الرياض; القاهرة; دبي; بيروت; عمان; الدار البيضاء; تونس; بغداد; جدة; الكويت; الدوحة; الإسكندرية; مراكش; دمشق; لندن; إسطنبول'),
  person: list('أحمد; سارة; المدير; الدكتور خالد; أمي; فريق المبيعات; محمد; صاحب البيت; ليلى; العميل; منى; زميلي يوسف'),
  day: list('بكرة; يوم الخميس; الأحد القادم; الليلة; يوم الجمعة; بعد غد; الأسبوع الجاي; يوم 15'),
  time: list('الساعة 5; الساعة التاسعة صباحا; بعد الظهر; الساعة 7 مساء; الصبح; على الساعة 10'),
  topic: list('الثقوب السوداء; الثورة الفرنسية; البناء الضوئي; التضخم; طريق الحرير; القهوة العربية; الجهاز المناعي; الأندلس; الاحتباس الحراري; الدولة العباسية; الفلسفة الرواقية; الذكاء الاصطناعي; الزراعة المائية; الخط العربي; البراكين; الصيام المتقطع; التجارة الإلكترونية'),
  company: list('أرامكو; آبل; تسلا; مايكروسوفت; سامسونج; نتفلكس; هواوي; شركة الاتصالات; أمازون; جوجل; إنفيديا'),
  team: list('الأهلي; الزمالك; الهلال; النصر; ريال مدريد; برشلونة; ليفربول; المنتخب المغربي; منتخب مصر; الوداد; الرجاء; الترجي'),
  product: list('آيفون; جالكسي; بلايستيشن; ماك بوك; تويوتا كامري; شاشة سامسونج; آيباد; سماعات آبل'),
  file: list('report.pdf; ملف الميزانية; data.csv; صور الرحلة; العقد.docx; النسخة الاحتياطية; invoice.pdf; التقرير الشهري'),
  site: list('نون; أمازون; بوكينج; موقع الجوازات; أبشر; جرير; لينكدإن; حراج; السوق المفتوح; موقع الجامعة; فيسبوك; أوبر'),
  name: list('ليلى; عمر; فلاح; خالد; المعلمة; سعاد; تاجر; يوسف; مريم; صاحب المحل'),
  thing: list('تفاحات; كرات; أقلام; كتب; بيضات; تذاكر; برتقالات; دفاتر; كراسي; قطع حلوى'),
  picture: list('قطة ترتدي بدلة فضاء; قلعة فوق الغيوم; فارس على حصان أبيض; بنت تقرأ تحت شجرة; مدينة من زجاج; جمل في الصحراء وقت الغروب; رجل عجوز يعزف العود; سوق قديم مزدحم; سفينة وسط عاصفة; روبوت يسقي الورود; ذئب يعوي للقمر; بيت ريفي مغطى بالثلج; نسر فوق الجبال; طفل يركض مع كلبه; مسجد على البحر; قهوة وكتاب جنب الشباك; تنين نائم; غزال في الغابة; حارة قديمة بعد المطر; أميرة من الأندلس'),
  look: list('إضاءة سينمائية; بألوان مائية; واقعية جدا; دقة عالية 4k; بأسلوب أنمي; رسم بالرصاص; ألوان زاهية; بالأبيض والأسود; ستايل كرتوني; لوحة زيتية; ثلاثية الأبعاد; تفاصيل دقيقة، خلفية ضبابية; بأسلوب فان جوخ; زاوية واسعة; أجواء خيالية'),
}

export const chineseSlots: Slots = {
  ...sharedSlots,
  city: list('北京; 上海; 成都; 深圳; 南京; 西安; 青岛; 厦门; 重庆; 哈尔滨; 东京; 伦敦; 香港; 昆明'),
  person: list('王经理; 小李; 我妈; 老板; 张老师; 客户; 全组同事; 李医生; 房东; 人事部'),
  day: list('明天; 周五; 下周一; 今晚; 后天; 这周六; 3月14号; 下个月1号'),
  time: list('上午9点; 下午三点; 晚上七点; 中午; 早上六点半; 18:30'),
  topic: list('黑洞; 法国大革命; 通货膨胀; 丝绸之路; 茶文化; 免疫系统; 文艺复兴; 气候变化; 区块链; 垃圾分类; 存在主义; 火山; 宋词; 极简生活; 人工智能; 蝴蝶效应; 二十四节气'),
  company: list('特斯拉; 苹果; 英伟达; 华为; 比亚迪; 腾讯; 小米; 阿里巴巴; 微软; 贵州茅台; 宁德时代'),
  team: list('湖人队; 国足; 皇马; 上海申花; 利物浦; 勇士; 中国女排; 巴萨; 广东队'),
  product: list('iPhone; 华为Mate; 小米手机; PS5; 特斯拉Model Y; MacBook; Switch; 戴森吸尘器'),
  file: list('report.pdf; 预算表.xlsx; 会议纪要.docx; data.csv; 照片文件夹; 合同.pdf; 日志文件'),
  site: list('淘宝; 京东; 携程; 美团; 12306; 知乎; 拼多多; 学校官网; 微博; Booking'),
  name: list('小华; 小刚; 李叔叔; 王老师; 学校; 商店; 妈妈; 工人; 果园'),
  thing: list('苹果; 铅笔; 糖果; 图书; 鸡蛋; 气球; 椅子; 邮票; 玫瑰'),
  picture: list('穿宇航服的猫; 云端上的城堡; 樱花树下的少女; 雪山脚下的木屋; 雨夜的老街; 骑白马的将军; 会浇花的机器人; 海底的玻璃城市; 弹古筝的老人; 荷塘月色; 沙漠里的骆驼队; 沉睡的巨龙; 江南水乡的清晨; 戴草帽的小女孩; 星空下的帐篷; 蒸汽朋克飞艇; 熊猫喝咖啡; 废弃的火车站; 月球上的茶馆; 暴风雨中的灯塔'),
  look: list('电影感，4k; 水彩风格; 油画; 超写实，细节丰富; 吉卜力风格; 像素风; 黑白摄影; 赛博朋克; 国风水墨; 柔光，浅景深; 3D渲染; 扁平插画; 广角镜头; 唯美; 二次元'),
}
