/** What a demonstration says, in Arabic, English and Chinese: which of them a prompt is written in, and the phrases. */

export type DemoLanguage = 'arabic' | 'english' | 'chinese'

export type DemoNature = 'code' | 'thinking' | 'long' | 'image' | 'search' | 'agent' | 'general'

/** Everything that is said in one language. */
export interface DemoPhrases {
  readonly label: (provider: string) => string
  readonly natures: Readonly<Record<DemoNature, string>>
  readonly seems: (nature: string, echo: string) => string
  readonly images: (count: number) => string
  readonly documents: (count: number) => string
  readonly unknownTool: (tool: string) => string
  readonly noSearch: string
  readonly explanation: string
  readonly realKey: (keyVariable: string) => string
  readonly toolSaid: (line: string) => string
  readonly thought: (nature: string) => string
}

const english: DemoPhrases = {
  label: provider => `[${provider} · demonstration, no model was called]`,
  natures: {
    code: 'a programming task', thinking: 'a question that needs reasoning', long: 'work on a long text', image: 'a task with pictures',
    search: 'a question for a web search', agent: 'a task of several steps', general: 'a general question',
  },
  seems: (nature, echo) => `Your request looks like ${nature}: “${echo}”.`,
  images: count => `I was given ${count} ${count === 1 ? 'image' : 'images'} and looked at none.`,
  documents: count => `I was given ${count} ${count === 1 ? 'document' : 'documents'} and read none.`,
  unknownTool: tool => `The tool ${tool} was asked for, but this request does not offer it.`,
  noSearch: 'Nothing was searched on the web.',
  explanation: 'A real model would answer here; this demonstration only shows the way of a request: it was classified, routed to a provider and answered.',
  realKey: keyVariable => `For real answers set ${keyVariable} (or the key of another provider) and start smart-router again.`,
  toolSaid: line => `The tool returned: “${line}”. A real model would go on from here.`,
  thought: nature => `This is a demonstration of thinking: the request looks like ${nature}, and no model thought about it.`,
}

interface ArabicNoun { readonly one: string; readonly two: string; readonly few: string; readonly many: string }

const ARABIC_PLURALS = new Intl.PluralRules('ar')

/** A counted noun as the object of a verb: the noun's form follows the number. */
const countInArabic = (count: number, noun: ArabicNoun): string => {
  switch (ARABIC_PLURALS.select(count)) {
    case 'one': return noun.one
    case 'two': return noun.two
    case 'few': return `${count} ${noun.few}`
    default: return `${count} ${noun.many}`
  }
}

const arabic: DemoPhrases = {
  label: provider => `[${provider} · عرض تجريبي، لم يُستدعَ أي نموذج]`,
  natures: {
    code: 'مهمة برمجية', thinking: 'سؤال يحتاج إلى تفكير', long: 'عمل على نص طويل', image: 'مهمة تتعلق بالصور',
    search: 'سؤال يحتاج إلى بحث في الإنترنت', agent: 'مهمة متعددة الخطوات', general: 'سؤال عام',
  },
  seems: (nature, echo) => `يبدو أن طلبك ${nature}: «${echo}».`,
  images: count => `استلمتُ ${countInArabic(count, { one: 'صورة واحدة', two: 'صورتين', few: 'صور', many: 'صورة' })}، ولم يُنظر في محتواها.`,
  documents: count => `استلمتُ ${countInArabic(count, { one: 'مستندًا واحدًا', two: 'مستندين', few: 'مستندات', many: 'مستندًا' })}، ولم يُقرأ منها شيء.`,
  unknownTool: tool => `طُلبت الأداة ${tool}، لكن هذا الطلب لا يتيحها.`,
  noSearch: 'لم يُجرَ أي بحث في الإنترنت.',
  explanation: 'في هذا الموضع يجيبك نموذج حقيقي؛ أما هذا العرض فيبيّن مسار الطلب فحسب: صُنِّف، ثم وُجِّه إلى مزوّد، ثم عاد إليك جوابه.',
  realKey: keyVariable => `للحصول على أجوبة حقيقية اضبط المتغيّر ${keyVariable} (أو مفتاح مزوّد آخر) ثم أعد تشغيل smart-router.`,
  toolSaid: line => `أعادت الأداة: «${line}». ومن هنا يُكمل نموذج حقيقي العمل.`,
  thought: nature => `هذا عرض تجريبي للتفكير: يبدو أن الطلب ${nature}، ولم يفكّر فيه أي نموذج.`,
}

const chinese: DemoPhrases = {
  label: provider => `[${provider} · 演示，未调用任何模型]`,
  natures: {
    code: '编程任务', thinking: '需要推理的问题', long: '长文本任务', image: '图像任务', search: '需要联网搜索的问题', agent: '多步骤任务', general: '一般问题',
  },
  seems: (nature, echo) => `您的请求看起来是${nature}：“${echo}”。`,
  images: count => `我收到了 ${count} 张图片，但没有查看。`,
  documents: count => `我收到了 ${count} 个文档，但没有阅读。`,
  unknownTool: tool => `请求提到了工具 ${tool}，但并未提供它。`,
  noSearch: '没有进行任何联网搜索。',
  explanation: '这里本应由真实模型回答；本演示只展示请求的路径：先分类，再路由到提供商，最后返回答案。',
  realKey: keyVariable => `要获得真实回答，请设置 ${keyVariable}（或其他提供商的密钥），然后重新启动 smart-router。`,
  toolSaid: line => `工具返回：“${line}”。真实模型会从这里继续。`,
  thought: nature => `这是思考过程的演示：该请求看起来是${nature}，没有任何模型对它进行思考。`,
}

export const PHRASES: Readonly<Record<DemoLanguage, DemoPhrases>> = { arabic, english, chinese }

const count = (text: string, letters: RegExp): number => text.match(letters)?.length ?? 0

/**
 * The first letter decides; a prompt that begins in Latin letters but is mostly Chinese or Arabic is taken for that
 * (code and names are Latin in every language).
 */
export const languageOf = (text: string): DemoLanguage => {
  const first = /\p{L}/u.exec(text)?.[0] ?? 'a'
  if (/\p{Script=Arabic}/u.test(first)) return 'arabic'
  if (/\p{Script=Han}/u.test(first)) return 'chinese'
  const letters = count(text, /\p{L}/gu)
  if (count(text, /\p{Script=Han}/gu) * 6 > letters) return 'chinese'
  return count(text, /\p{Script=Arabic}/gu) * 2 > letters ? 'arabic' : 'english'
}

/** First match wins. Only a friendly guess for the text of a demonstration: it routes nothing. */
const NATURES: readonly (readonly [DemoNature, RegExp])[] = [
  ['code', /```|\b(?:code|functions?|python|javascript|typescript|bugs?|sql|refactor|compile|unit tests?)\b|برمج|كود|دالة|代码|函数|程序|编程/iu],
  ['image', /\b(?:draw|paint|pictures?|images?|photos?|logo)\b|ارسم|صورة|صور |شعار|画|图片|图像/iu],
  ['search', /\b(?:search|latest|news|look up)\b|ابحث|أخبار|搜索|最新|新闻/iu],
  ['long', /\b(?:summari[sz]e|summary|essay|report|translate|chapter)\b|لخّ?ص|تلخيص|مقال|تقرير|ترجم|总结|文章|翻译|报告/iu],
  ['agent', /\b(?:agent|automate|workflow|deploy|step by step plan)\b|وكيل|أتمت|سير العمل|智能体|自动化|工作流/iu],
  ['thinking', /\b(?:why|prove|proof|reason|analy[sz]e|compare|think)\b|لماذا|برهن|حلّ?ل|قارن|فكّ?ر|为什么|证明|分析|比较|思考/iu],
]

const LONG_CHARACTERS = 4000

export const natureOf = (text: string): DemoNature =>
  text.length > LONG_CHARACTERS ? 'long' : NATURES.find(([, words]) => words.test(text))?.[0] ?? 'general'
