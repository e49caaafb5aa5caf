// What people put before and after any request: greetings, thanks, haste, a word about themselves. It says nothing of the
// task, and rows that carry it teach just that.
import type { Language } from '../../language.ts'

interface Manners { readonly openers: readonly string[]; readonly closers: readonly string[] }

const list = (text: string): string[] => text.split(';').map(item => item.trim())

export const manners: Readonly<Record<Language, Manners>> = {
  en: {
    openers: list('Hi,; hey,; Hello!; hi there; Good morning.; hey so; ok so; Quick question:; sorry to bother you,; Please; pls; I need help.; Hey, quick one -; yo; thanks for earlier.; One more thing:; I am a student.; I work in an office and; Task:; Question:; User:; alright,; next:; also,'),
    closers: list('thanks; thank you!; please; pls; asap; :); thx in advance; 🙏; Thank you so much; ok?; be quick; (sorry for my english); help; !!; ...; ??; I would appreciate it.'),
  },
  ar: {
    openers: list('مرحبا،; السلام عليكم،; هلا; لو سمحت; من فضلك; صباح الخير، ; يا صديقي; طيب; سؤال سريع:; عندي طلب:; بليز; معلش; أخوي; يا ريت; hi; شكرا على المساعدة،; كمان; أهلا; سلام; السؤال:; تمام،; أنا طالب،; عفاك; الله يعافيك'),
    closers: list('شكرا; لو سمحت; من فضلك; بسرعة; 🙏; وشكرا مقدما; الله يخليك; please; ضروري; يعطيك العافية; عفاك; ؟؟; ..; بليز; تسلم'),
  },
  zh: {
    openers: list('你好，; 您好，; 请问; 嗨，; 麻烦你，; 那个，; 在吗，; 问一下，; 帮个忙，; 好的，; 早上好，; 亲，; 问题：; 我是学生，; 急！; 另外，; 哈喽，; 老师，; 接下来，'),
    closers: list('谢谢; ，谢谢！; ，急; ，麻烦了; 🙏; ，在线等; ~; ，拜托; 啊; ，感谢; ，快点; 。。。; ？？'),
  },
}
