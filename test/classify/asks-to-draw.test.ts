import { describe, expect, it } from 'vitest'
import { asksForWords, asksToDraw } from '../../src/classify/asks-to-draw.ts'

describe('beside a picture', () => {
  it.each([
    'make the background white', 'Turn this into a cartoon', 'Can you remove the person on the left?', 'please add a hat to the cat', 'redraw it as pixel art', 'change the sky to a sunset',
    'restore this old photo', 'colorize it', 'swap the two faces',
    'ارسم هذه القطة بأسلوب كرتوني', 'حوّل الصورة إلى لوحة زيتية', 'غيّر الخلفية إلى الأبيض', 'احذف الشخص من الصورة', 'هل يمكنك أن تضيف قبعة للقطة؟', 'خليها بالأبيض والأسود', 'من فضلك أزل الخلفية', 'لوّن هذه الصورة', 'شيل الخلفية',
    '把背景换成海边', '去掉水印', '把它变成卡通', '可以帮我把天空改成傍晚吗', '给这只猫画一顶帽子', '修复老照片', '抠图',
  ])('«%s» asks to draw', (text) => {
    expect(asksToDraw(text)).toBe(true)
  })

  it.each([
    'What is in this picture?', 'who painted this?', 'describe this image', 'Can you tell me what this is?', 'How many people are there', 'Is this a real photo or was it generated?', 'generate a caption for this picture',
    'convert this screenshot to HTML', 'turn the table in this picture into text', 'make a list of the things you see', 'create a description of the image', 'translate the sign', 'nice cat', 'this one',
    'ما الذي في الصورة؟', 'ما لون السيارة؟', 'صف هذه الصورة', 'هل هذه الصورة حقيقية؟', 'كم عدد الأشخاص في الصورة', 'من رسم هذه اللوحة؟', 'استخرج النص من الصورة', 'حوّل هذه الصورة إلى كود', 'اكتب وصفا لهذه الصورة', 'من فضلك اشرح الصورة', 'اكتب قصة عن هذه الصورة',
    '这是什么?', '图里有几个人', '这幅画是谁画的', '描述一下这张图', '提取图片中的文字', '把截图变成代码', '这张照片是真的吗', '给这张图写个故事',
    '', '!!!',
  ])('«%s» does not', (text) => {
    expect(asksToDraw(text)).toBe(false)
  })
})

describe('alone', () => {
  it.each(['a cyberpunk cat, neon, 4k, bokeh', 'logo for a coffee shop', 'draw a cat', 'ارسم لي قطة', 'قطة فضائية بألوان مائية', '画一只猫', '赛博朋克风格的城市'])('«%s» does not ask for words', (text) => {
    expect(asksForWords(text)).toBe(false)
  })

  it.each(['what makes a good photo?', 'how do I draw a cat', 'كيف أرسم قطة؟', '怎么画猫', 'explain what CogView is'])('«%s» asks for words', (text) => {
    expect(asksForWords(text)).toBe(true)
  })

  it('of a long text the beginning and the end are read', () => {
    expect(asksToDraw(`${'word '.repeat(2_000)} now draw this`)).toBe(true)
    expect(asksToDraw(`${'word '.repeat(1_000)} draw this ${'word '.repeat(1_000)}`)).toBe(false)
  })

  it.each([['letters', 'a'], ['courtesies', 'please '], ['marks', '!'], ['Arabic courtesies', 'من فضلك '], ['Chinese wishes', '可以帮我']])('a megabyte of %s is read soon', (_, hostile) => {
    const started = performance.now()
    asksToDraw(hostile.repeat(1_000_000 / hostile.length))
    expect(performance.now() - started).toBeLessThan(200)
  })
})
