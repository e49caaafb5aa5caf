// Rows of our own: requests written for this classifier as templates, expanded the same way every time.
import { TASKS } from '../../chat/request.ts'
import type { Task } from '../../chat/request.ts'
import type { Language } from '../language.ts'
import { createRandom } from './fit.ts'
import type { Row } from './pool.ts'
import { arabicEveryday } from './templates/arabic-everyday.ts'
import { arabic } from './templates/arabic.ts'
import { arabicChats, chineseChats, englishChats } from './templates/chats.ts'
import { arabicContrasts, chineseContrasts, englishContrasts } from './templates/contrasts.ts'
import { chineseEveryday } from './templates/chinese-everyday.ts'
import { chinese } from './templates/chinese.ts'
import { englishEveryday } from './templates/english-everyday.ts'
import { english } from './templates/english.ts'
import { manners } from './templates/manners.ts'
import { arabicSlots, chineseSlots, englishSlots } from './templates/slots.ts'
import type { Slots } from './templates/slots.ts'

const SEED = 20
const MOST_OF_ONE = 10
const MANNERS_SHARE = 0.2
const TOOLS_SHARE = 0.6
const TOOLS_SHARE_ELSEWHERE = 0.05

const pick = <T>(choices: readonly T[], random: () => number): T | undefined => choices[Math.floor(random() * choices.length)]

interface Parsed { readonly text: string; readonly end: number }

/** Reads one template from `from` to its end or to the bracket that closes it; brackets without '|' are text. */
const choose = (template: string, from: number, random: () => number): Parsed => {
  const choices = ['']
  let at = from
  for (; at < template.length && template[at] !== ')'; at++) {
    const last = choices.length - 1
    if (template[at] === '|') choices.push('')
    else if (template[at] === '(') {
      const inner = choose(template, at + 1, random)
      choices[last] = (choices[last] ?? '') + inner.text
      at = inner.end
    } else choices[last] = (choices[last] ?? '') + (template[at] ?? '')
  }
  const isChoice = choices.length > 1
  const text = isChoice ? pick(choices, random) ?? '' : from === 0 ? choices[0] ?? '' : `(${choices[0] ?? ''})`
  return { text, end: at }
}

const resolve = (template: string, random: () => number): string => {
  const { text, end } = choose(template, 0, random)
  return end < template.length ? `${text})${resolve(template.slice(end + 1), random)}` : text
}

const expand = (template: string, slots: Slots, random: () => number): string => {
  const filled = resolve(template, random).replaceAll('\\n', '\n').replaceAll('\\$', '$')
    .replaceAll(/\{(\w+)\}/g, (whole, name: string) => pick(slots[name] ?? [], random) ?? whole)
  return filled.replaceAll(/ {2,}/g, ' ').replaceAll(' ,', ',').trim()
}

const variants = (template: string): number => {
  const choices = template.split(/[|{]/).length - 1
  return Math.min(MOST_OF_ONE, 1 + Math.ceil(choices * 0.8))
}

/** The same request with a word before or after it. */
const withManners = (text: string, lang: Language, random: () => number): string => {
  const { openers, closers } = manners[lang]
  const [opens, closes] = random() < 0.5 ? [true, random() < 0.3] : [false, true]
  return `${opens ? `${pick(openers, random) ?? ''} ` : ''}${text}${closes ? ` ${pick(closers, random) ?? ''}` : ''}`
}

type Templates = Readonly<Record<Task, string>>
interface Family { readonly source: string; readonly lang: Language; readonly templates: Templates; readonly slots: Slots }

const inAllLanguages = (source: string, [en, ar, zh]: readonly [Templates, Templates, Templates]): Family[] => [
  { source, lang: 'en', templates: en, slots: englishSlots },
  { source, lang: 'ar', templates: ar, slots: arabicSlots },
  { source, lang: 'zh', templates: zh, slots: chineseSlots },
]

/** Four sets of templates a language, each a source of its own, so that any can be held out. */
const families: readonly Family[] = [
  ...inAllLanguages('our-own', [english, arabic, chinese]),
  ...inAllLanguages('our-own-everyday', [englishEveryday, arabicEveryday, chineseEveryday]),
  ...inAllLanguages('our-own-contrasts', [englishContrasts, arabicContrasts, chineseContrasts]),
  ...inAllLanguages('our-own-chats', [englishChats, arabicChats, chineseChats]),
]

const rowsOf = (task: Task, { source, lang, templates, slots }: Family): Row[] => {
  const random = createRandom(SEED + TASKS.indexOf(task))
  const texts = new Set<string>()
  for (const template of templates[task].split('\n').filter(line => line.trim() !== '')) {
    for (let variant = 0; variant < variants(template); variant++) texts.add(expand(template, slots, random))
  }
  for (const text of [...texts]) if (random() < MANNERS_SHARE) texts.add(withManners(text, lang, random))
  return [...texts].map(text => {
    const tools = random() < (task === 'agent' ? TOOLS_SHARE : TOOLS_SHARE_ELSEWHERE)
    return { text, label: task.toUpperCase(), lang, source, chars: text.length, ...(tools ? { req: { tools } } : {}) }
  })
}

export const authoredRows = (): Row[] => TASKS.flatMap(task => families.flatMap(family => rowsOf(task, family)))
