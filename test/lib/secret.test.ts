import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { Secret } from '../../src/lib/secret.ts'

const VALUE = 'sk-acme-0123456789'

describe('a secret', () => {
  test('its value, when it is asked for, is given', () => {
    expect(new Secret(VALUE).reveal()).toBe(VALUE)
  })

  test.each<[string, (secret: Secret) => string]>([
    ['text', secret => String(secret)],
    ['a template', secret => `${secret}`],
    ['JSON', secret => JSON.stringify({ secret })],
    ['an inspection', secret => inspect({ secret }, { depth: 9, showHidden: true })],
    ['its own members', secret => JSON.stringify(Object.getOwnPropertyNames(secret))],
  ])('its value, as %s, does not show', (_, show) => {
    const shown = show(new Secret(VALUE))
    expect(shown).not.toContain('sk-acme')
    expect(shown).not.toContain('01234')
  })

  test('its hint, of a long value, is the last four characters, of a short one nothing', () => {
    expect(new Secret(VALUE).hint).toBe('…6789')
    expect(new Secret('short').hint).toBe('…')
    expect(new Secret(VALUE).toString()).toBe('[secret …6789]')
  })

  test('equals, of the same and of other values, tells them apart', () => {
    const secret = new Secret(VALUE)
    expect([secret.equals(new Secret(VALUE)), secret.equals(new Secret('other')), secret.equals(undefined)]).toEqual([true, false, false])
  })
})
