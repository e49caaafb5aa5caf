import { describe, expect, test } from 'vitest'
import { normalUrl } from '../../src/routes/normal-url.ts'

const CHAT = '/v1/chat/completions'

describe('normalUrl', () => {
  test.each([
    // What clients make of the base URLs that people type.
    ['/v1/chat/completions', CHAT], ['/chat/completions', CHAT], ['/v1/v1/chat/completions', CHAT], ['/v1/v1/v1/chat/completions', CHAT],
    ['//v1/chat/completions', CHAT], ['/v1//chat/completions', CHAT], ['/v1//v1/chat/completions', CHAT], ['/v1/chat/completions/', CHAT], ['//chat//completions//', CHAT],
    ['/messages', '/v1/messages'], ['/v1/v1/messages?beta=true', '/v1/messages?beta=true'], ['/messages/count_tokens?beta=true', '/v1/messages/count_tokens?beta=true'],
    ['/models', '/v1/models'], ['/models/a%2Fb', '/v1/models/a%2Fb'], ['/v1/models/', '/v1/models'], ['/route', '/v1/route'],
    // What is not of the API stays where it is.
    ['/', '/'], ['', '/'], ['//', '/'], ['/livez', '/livez'], ['/readyz?verbose', '/readyz?verbose'], ['/v1', '/v1'], ['/modelsx', '/modelsx'], ['/v1x/messages', '/v1x/messages'],
    // A query is never touched.
    ['/v1/models?a=//b/', '/v1/models?a=//b/'], ['/?x=/v1/v1', '/?x=/v1/v1'],
    // The absolute form loses its origin.
    ['http://127.0.0.1:4747/v1/models', '/v1/models'], ['HTTPS://EXAMPLE.TEST//models', '/v1/models'], ['http://127.0.0.1', '/'], ['http://127.0.0.1?x', '/?x'],
    // Nothing is resolved, and nothing without a slash becomes the root.
    ['/v1/../livez', '/v1/../livez'], ['/%2e%2e/livez', '/%2e%2e/livez'], ['*', '/*'],
  ])('%s, as it was sent, is routed as %s', (sent, routed) => {
    expect(normalUrl(sent)).toBe(routed)
    expect(normalUrl(routed)).toBe(routed)
  })
})
