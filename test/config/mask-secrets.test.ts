import { expect, test } from 'vitest'
import { maskSecrets } from '../../src/config/mask-secrets.ts'

test.each([
  ['a key in clear', '    api_key: sk-live-1234567890', '    api_key: ******************'],
  ['a quoted key in a flow map', '  a: { preset: openai, api_key: "hello-key", priority: 3 }', '  a: { preset: openai, api_key: "*********", priority: 3 }'],
  ['a list of keys', '  api_keys: [abc, "${B}", def] # two', '  api_keys: [***, "${B}", ***] # two'],
  ['a misspelt key name', '    apikey: topsecret', '    apikey: *********'],
  ['headers of a flow map', '  a: { headers: { x-a: one, x-b: "${TWO}" }, priority: 3 }', '  a: { headers: { **** ***, **** "${TWO}" }, priority: 3 }'],
  ['a login in a URL', 'base_url: https://user:pass@host/v1', 'base_url: https://*********@host/v1'],
  ['a key that looks like one anywhere', 'name: AIzaSyA1234567890abcdef', 'name: ***********************'],
  ['a long run of letters and digits', 'name: 0123456789abcdef0123456789abcdef.Xy12', 'name: *************************************'],
])('a shown line with %s: the secret becomes stars and columns stay', (_what, line, masked) => {
  expect(maskSecrets(line)).toBe(masked)
})

test.each([
  '  deepseek: { preset: deepseek, api_key: "${DEEPSEEK_API_KEY}" }',
  '  xai: { preset: xai, api_key: "${XAI_API_KEY}" }',
  '  code: [anthropic/claude-haiku-4-5-20251001, qwen/qwen3-235b-a22b-instruct-2507]',
  '    max_output_tokens: 8192',
  '  long_tokens: 4000 # estimated tokens',
  '    base_url: https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
])('a shown line without a secret: stays as it is (%s)', (line) => {
  expect(maskSecrets(line)).toBe(line)
})

test('a line that is known to hold a secret, whatever it looks like: only its name stays', () => {
  expect(maskSecrets('      - plain', true)).toBe('      - *****')
  expect(maskSecrets('      x-team: blue ${TEAM:-red}', true)).toBe('      x-team: **** ${TEAM:-red}')
  expect(maskSecrets('  h: {base_url: "http://h/v1", api_key: "secret"}', true)).toBe('  h: {base_url: "http://h/v1", api_key: "******"}')
})
