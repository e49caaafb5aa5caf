import { describe, expect, test } from 'vitest'
import { isContent } from '../../src/chat/part.ts'
import { isPictureUrl, markdownPicture, picturesIn, withoutPictureData } from '../../src/chat/picture.ts'
import { addPart, emptyResult } from '../../src/chat/result.ts'

const DATA = 'data:image/png;base64,iVBORw0KGgo='

describe('a picture in Markdown', () => {
  test.each([
    [{ url: 'https://p.test/a.png' }, '![image](https://p.test/a.png)'],
    [{ url: DATA, description: undefined }, `![image](${DATA})`],
    [{ url: 'https://p.test/a (1)<b>\\c\n.png?x=(y)' }, '![image](https://p.test/a%20%281%29%3Cb%3E%5Cc%0A.png?x=%28y%29)'],
    [{ url: DATA, description: 'A grey cat' }, `![A grey cat](${DATA})`],
    [{ url: DATA, description: ' a [link](javascript:x)\n*now*\u0000' }, `![a link javascript:x now](${DATA})`],
    [{ url: DATA, description: '[]()' }, `![image](${DATA})`],
    [{ url: DATA, description: '😀'.repeat(500) }, `![${'😀'.repeat(160)}](${DATA})`],
  ])('of %j is one that stands on one line and ends where it should', (picture, markdown) => {
    expect(markdownPicture(picture)).toBe(markdown)
  })

  test.each([[DATA, true], ['http://p.test', true], ['HTTPS://p.test', true], ['javascript:alert(1)', false], ['data:text/html,x', false], ['', false], [5, false], [undefined, false]])('an address like %s may be shown: %s', (url, isOne) => {
    expect(isPictureUrl(url)).toBe(isOne)
  })
})

describe('pictures in a text', () => {
  test('are found in their order, and nothing else is', () => {
    expect(picturesIn(`Here: ![a](https://p.test/1) and ![](${DATA}) [link](https://p.test/3) ![x](ftp://p.test/4) ![y](broken`)).toEqual(['https://p.test/1', DATA])
    expect(picturesIn('no picture')).toEqual([])
  })

  test('lose their data, and addresses stay', () => {
    expect(withoutPictureData(`Here: ![A cat](${DATA}) and ![b](https://p.test/1)`)).toBe('Here: [image] and ![b](https://p.test/1)')
    expect(withoutPictureData('![b](https://p.test/1)')).toBe('![b](https://p.test/1)')
  })

  test.each([['openings', '!['], ['half pictures', '![](data:image/'], ['brackets', '['], ['marks', ']('], ['half addresses', '![](https://']])('are looked for in a megabyte of %s without delay', (_, hostile) => {
    const text = hostile.repeat(1_000_000 / hostile.length)
    const started = performance.now()
    picturesIn(text)
    withoutPictureData(text)
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})

describe('a picture in an answer', () => {
  test('is content, and a block of its own in the result', () => {
    const part = { type: 'image', choice: 0, block: 1, url: DATA, mediaType: 'image/png' } as const
    expect(isContent(part)).toBe(true)
    const result = emptyResult()
    addPart(result, { type: 'text-delta', choice: 0, block: 0, text: 'Here' })
    addPart(result, part)
    expect(result.choices[0]?.blocks).toEqual([{ type: 'text', text: 'Here' }, { type: 'image', url: DATA, mediaType: 'image/png', description: undefined }])
    expect(() => { addPart(result, { type: 'text-delta', choice: 0, block: 1, text: 'x' }) }).toThrow('which is image')
  })
})
