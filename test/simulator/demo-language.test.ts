import { describe, expect, test } from 'vitest'
import { type DemoLanguage, type DemoNature, PHRASES, languageOf, natureOf } from '../../src/simulator/demo-language.ts'

describe('the language of a prompt', () => {
  test.each<[string, DemoLanguage]>([
    ['Write a poem', 'english'], ['', 'english'], ['12345 !?', 'english'], ['Bonjour le monde', 'english'],
    ['اكتب function python', 'arabic'], ['ما معنى كلمة hello؟', 'arabic'], ['What does مرحبا mean?', 'english'], ['OK اكتب لي قصيدة طويلة', 'arabic'],
    ['写一首诗', 'chinese'], ['Python 写一个排序函数', 'chinese'], ['What does 你好 mean in English?', 'english'],
  ])('%s, as written, is %s', (prompt, language) => {
    expect(languageOf(prompt)).toBe(language)
  })
})

describe('the nature of a prompt', () => {
  test.each<[string, DemoNature]>([
    ['Write a python function', 'code'], ['اكتب function python', 'code'], ['写一个排序函数', 'code'], ['Draw a cat', 'image'], ['ارسم قطة', 'image'],
    ['ابحث عن آخر الأخبار', 'search'], ['لخّص هذا النص', 'long'], ['why is the sky blue', 'thinking'], ['为什么天是蓝的', 'thinking'], ['hello', 'general'],
    ['Automate my deployment', 'agent'], ['a'.repeat(5000), 'long'],
  ])('%s, as written, is %s', (prompt, nature) => {
    expect(natureOf(prompt)).toBe(nature)
  })
})

describe('counted nouns', () => {
  test.each([[1, 'صورة واحدة'], [2, 'صورتين'], [3, '3 صور'], [11, '11 صورة'], [100, '100 صورة']])('%d images, in Arabic, are %s', (count, words) => {
    expect(PHRASES.arabic.images(count)).toContain(`${words}،`)
  })

  test('one and two images, in English, are singular and plural', () => {
    expect([PHRASES.english.images(1), PHRASES.english.images(2)].map(text => text.split(' and')[0])).toEqual(['I was given 1 image', 'I was given 2 images'])
  })
})

describe('the phrases', () => {
  test.each(Object.entries(PHRASES))('in %s, every one, takes what it is told into its sentence', (_language, phrases) => {
    const { label, seems, images, documents, unknownTool, realKey, toolSaid, thought } = phrases
    for (const sentence of [label('NAME'), seems('KIND', 'NAME'), unknownTool('NAME'), realKey('NAME'), toolSaid('NAME'), thought('NAME')]) expect(sentence).toContain('NAME')
    for (const sentence of [images(7), documents(12)]) expect(sentence).toMatch(/\b(?:7|12)\b/u)
  })
})
