import { describe, expect, test } from 'vitest'
import { cleanApiKey } from '../../src/config/api-key.ts'
import { checkBaseUrl } from '../../src/config/base-url.ts'
import { formatPath } from '../../src/config/config-problem.ts'
import { closestWord, didYouMean, listWords } from '../../src/config/did-you-mean.ts'
import { rankVendors } from '../../src/config/matrix.ts'

describe('an API key', () => {
  test.each([['sk-1', 'sk-1'], ['  sk-1\n', 'sk-1'], ['Bearer sk-1', 'sk-1'], ['bearer   sk-1 ', 'sk-1'], ['bearers', 'bearers']])('%j: is sent as %s', (text, key) => {
    expect(cleanApiKey(text)).toEqual({ ok: true, key })
  })

  test.each(['', '  ', 'Bearer ', 'two words', 'line\nbreak', 'مفتاح', 'nul\u0000', '\u007F'])('%j: is refused', (text) => {
    expect(cleanApiKey(text).ok).toBe(false)
  })
})

describe('a base URL', () => {
  test.each(['http://localhost/v1', 'http://127.9.9.9', 'http://10.0.0.1', 'http://172.31.0.1', 'http://192.168.0.1', 'http://[::1]:81', 'http://[fd00::1]', 'http://ollama:11434', 'http://x.local', 'http://a.svc', 'https://api.example.com', 'https://8.8.8.8'])('%s: travels safely', (url) => {
    expect(checkBaseUrl(url, 'openai')).toEqual({ ok: true, url, isUnsafe: false })
  })

  test.each(['http://example.com', 'http://8.8.8.8', 'http://172.32.0.1', 'http://[2001:db8::1]', 'http://10.example.com'])('%s: is unsafe, and allowed', (url) => {
    expect(checkBaseUrl(url, 'openai')).toEqual({ ok: true, url, isUnsafe: true })
  })

  test.each([
    ['https://h/v1/', 'openai', 'https://h/v1', undefined],
    ['https://h/v1/responses', 'openai', 'https://h/v1', '/responses'],
    ['https://h/anthropic/v1/messages', 'anthropic', 'https://h/anthropic', '/v1/messages'],
    ['https://h/v1', 'openai', 'https://h/v1', undefined],
    ['https://H:443', 'openai', 'https://h', undefined],
  ] as const)('%s for %s: becomes %s', (text, dialect, url, mended) => {
    expect(checkBaseUrl(text, dialect)).toEqual({ ok: true, url, isUnsafe: false, ...(mended === undefined ? {} : { mended }) })
  })

  test.each([
    ['api.example.com/v1', 'write https://api.example.com/v1'],
    ['ollama:11434', 'write http://ollama:11434'],
    ['https://', 'write https://host/v1'],
    ['https://h?key=1', 'put keys under "api_key" and other parts under "headers"'],
    ['file:///etc/passwd', 'write https://host/v1'],
  ])('%s: is refused with "%s"', (text, suggestion) => {
    expect(checkBaseUrl(text, 'openai')).toMatchObject({ ok: false, suggestion })
  })
})

describe('a path in words', () => {
  test.each([[[], ''], [['providers', 'house', 'base_urll'], 'providers.house.base_urll'], [['tasks', 'code', 1], 'tasks.code[1]'], [['aliases', 'claude-*'], 'aliases["claude-*"]'], [['a.b', 0], '["a.b"][0]'], [['مزود'], 'مزود']] as const)('%j: is %s', (path, text) => {
    expect(formatPath(path)).toBe(text)
  })
})

describe('what was meant', () => {
  test.each([['base_urll', 'base_url'], ['BaseURL', 'base_url'], ['api-key', 'api_key'], ['xyz', undefined], ['', undefined]])('by %s: is %s', (word, meant) => {
    expect(closestWord(word, ['base_url', 'api_key'])).toBe(meant)
  })

  test('by a word near two: is the nearer one, as a question', () => {
    expect(didYouMean('models', ['model', 'models_', 'modes'])).toBe('did you mean "models_"?')
    expect(didYouMean('zzz', ['model'])).toBeUndefined()
  })

  test('words in a row: are joined as people do', () => {
    expect([listWords([]), listWords(['a']), listWords(['a', 'b']), listWords(['a', 'b', 'c'], 'and')]).toEqual(['', 'a', 'a or b', 'a, b and c'])
  })
})

test('vendors for a task: the matrix first, whoever is left after it', () => {
  expect(rankVendors('code', ['kimi', 'qwen', 'deepseek'])).toEqual(['deepseek', 'qwen', 'kimi'])
  expect(rankVendors('agent', [])).toEqual([])
})
