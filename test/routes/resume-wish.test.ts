import { describe, expect, test } from 'vitest'
import { letsOthersGoOn } from '../../src/routes/resume-wish.ts'

describe('x-smart-router-resume', () => {
  test.each<[string | undefined, boolean]>([[undefined, true], ['', true], ['on', true], ['anything', true], ['off', false], [' OFF ', false], ['false', false], ['no', false], ['0', false]])('%s, lets others go on: %s', (value, expected) => {
    expect(letsOthersGoOn(value === undefined ? {} : { 'x-smart-router-resume': value })).toBe(expected)
  })
})
