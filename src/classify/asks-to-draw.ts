// Drawing or looking: the task `image` is both, and only one of them may become a picture. Words that ask for words (a
// question, a description, a text taken out of a picture) never draw; beside a picture, only words that ask for a change do.

/** Vowel signs and the forms of alef differ from writer to writer. */
const plainArabic = (text: string): string => text.replaceAll(/[\u064b-\u0652\u0640]/g, '').replaceAll(/[أإآٱ]/g, 'ا')

/** `word`: a whole Arabic word, which may follow "and" or "then". */
const arabic = (words: string): RegExp => new RegExp(`(?<!\\p{L})[وف]?(?:${words})`, 'u')

const COURTESY = String.raw`(?:(?:please|hi|hey|hello|ok|okay|so)\b[\s,!.]*)*(?:(?:can|could|would|will) you (?:please )?)?`
const ARABIC_COURTESY = String.raw`(?:(?:من فضلك|لو سمحت|رجاء|مرحبا|هلا)[\s،,!.]*)*`

/** How somebody begins who wants to be told something. */
const QUESTIONS: readonly RegExp[] = [
  new RegExp(`^\\W*${COURTESY}(?:what|what's|whats|who|who's|whose|where|when|which|why|how|is|are|was|were|does|do|did|has|have|tell|describe|explain|identify|recogni[sz]e|read|count|analy[sz]e|compare|summari[sz]e|translate|transcribe|extract|list|name|solve|guess|rate|review|caption|look at)\\b`, 'i'),
  new RegExp(`^[^\\p{L}]*${ARABIC_COURTESY}(?:ما|ماذا|ماهو|ماهي|من(?! فضلك)|هل (?!يمكن|تستطيع|تقدر|بامكان|ممكن)|كم|اين|وين|متى|لماذا|ليش|كيف|ايش|وش|شو|اي|صف|اوصف|اشرح|فسر|اقرا|عد|حلل|قارن|لخص|ترجم|استخرج|اذكر|اكتب|حل|خمن|تعرف)(?!\\p{L})`, 'u'),
  /什么|谁|哪[里儿个些张]|几[个只张人]|多少|为什么|怎么|怎样|如何|是不是|有没有|(?<!(?:能|可以|可不可以|帮我|麻烦)[^。!?]*)吗|描述|说明|解释|分析|识别|翻译|提取|总结|介绍|告诉我|认出/,
]

/** What is made of a picture and is no picture. */
const TEXTS: readonly RegExp[] = [
  /\b(?:captions?|descriptions?|alt[- ]text|transcript|json|csv|html|css|code|markdown|latex|summary|poem|story|recipe|(?:into|to|as) (?:plain )?text|(?:list|table) of)\b/i,
  arabic('(?:ال)?(?:وصف|كود|جدول|تعليق|قصة|قصيدة|ملخص|نصا)(?!\\p{L})'),
  /文字|代码|表格|文案|故事|提示词|json/i,
]

const CHANGES: readonly RegExp[] = [
  /\b(?:(?:re)?draw|(?:re)?paint|sketch|illustrate|(?:re)?render|generate|create|make|turn|transform|convert|edit|remove|erase|delete|replace|add|change|(?:re)?colou?r|colou?ri[sz]e|crop|rotate|flip|resize|upscale|enhance|sharpen|restore|retouch|blur|combine|merge|blend|swap|put|place|extend|outpaint|inpaint|photoshop|cartooni[sz]e|(?:re)?styli?[sz]?e)\b/i,
  arabic('[اتن]?(?:رسم|عدل|حول|غير|حذف|زيل|زل|مسح|ضف|ضيف|جعل|دمج|بدل|ستبدل|صمم|نشئ|ولد|صنع|عمل|لون|كبر|حسن|قص|رمم)|شيل|ضع|حط|خلي|سوي|سو '),
  /画(?![里中面家作])|绘|改成|改为|变成|换成|换个|换一|换背景|把背景|去掉|去除|去水印|删除|抠图|添加|加上|加个|加一|修图|p一下|上色|裁剪|放大|修复|美化|美颜|合成|生成|制作|做成|转成|转为|替换|调成|调亮/i,
]

const holds = (patterns: readonly RegExp[], text: string): boolean => patterns.some(pattern => pattern.test(text))

/** What is looked at: the wish stands at the edges of a long text. */
const EDGE = 1_000
const edgesOf = (text: string): string => plainArabic(text.length <= 2 * EDGE ? text : `${text.slice(0, EDGE)}\n${text.slice(-EDGE)}`)

/** Words are what the person wants, whatever they are about. */
export const asksForWords = (text: string): boolean => {
  const plain = edgesOf(text)
  return holds(QUESTIONS, plain) || holds(TEXTS, plain)
}

/** Something is to be drawn, or changed in a picture. */
export const asksToDraw = (text: string): boolean => !asksForWords(text) && holds(CHANGES, edgesOf(text))
