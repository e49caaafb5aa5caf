/** The table of `docs/resume.md` is what the presets say: whoever changes a preset changes the page, or this fails. */

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Compat } from '../src/config/compat.ts'
import { type Preset, type PresetModel, PRESETS } from '../src/config/presets/index.ts'
import { type ContinuationForm, continuationOf } from '../src/providers/continuation.ts'

const PAGE = readFileSync(new URL('../docs/resume.md', import.meta.url), 'utf8')

const FORMS: Readonly<Record<ContinuationForm, string>> = {
  prefill: 'goes on from the assistant\'s text',
  prefix: 'goes on, `prefix: true`',
  partial: 'goes on, `partial: true`',
  words: 'asked in words',
}

const formOf = (compat: Compat): ContinuationForm => continuationOf({ continuation: 'text' }, { compat })?.form ?? 'words'

const ownForm = ({ compat, models }: Preset): ContinuationForm => models.some(({ kind, compat: own }) => kind === 'chat' && formOf({ ...compat, ...own }) === formOf(compat)) || models.length === 0
  ? formOf(compat)
  : formOf({ ...compat, ...models.find(({ kind }) => kind === 'chat')?.compat })

const exceptionsOf = (preset: Preset): string => {
  const usual = ownForm(preset)
  const others = preset.models.filter(({ kind }) => kind === 'chat').map((model: PresetModel) => ({ id: model.id, form: formOf({ ...preset.compat, ...model.compat }) })).filter(({ form }) => form !== usual)
  return others.map(({ id, form }) => `${id}: ${FORMS[form]}`).join('; ')
}

const rowOf = (preset: Preset): string => {
  const usual = ownForm(preset)
  const notes = [
    preset.continuationBaseUrl === undefined || usual === 'words' ? '' : `at ${preset.continuationBaseUrl}`,
    preset.compat.continuationEchoes === true ? 'says the first half again, which is taken out' : '',
    exceptionsOf(preset),
  ]
  return `| ${preset.name} | ${FORMS[usual]} | ${notes.filter(note => note !== '').join('; ')} |`
}

/** Of whom the page has to say anything: everybody else is asked in words. */
const isSpecial = (preset: Preset): boolean => ownForm(preset) !== 'words' || exceptionsOf(preset) !== ''

describe('the page on answers that break', () => {
  test('its table, of every preset that is not only asked in words, says how its models go on', () => {
    const rows = PAGE.split('\n').filter(line => /^\| [a-z0-9-]+ \|/u.test(line) && PRESETS.has(line.split(' ')[1] as string))
    expect(rows).toEqual([...PRESETS.values()].filter(isSpecial).map(rowOf))
  })

  test('what it names, of headers and settings, exists', () => {
    for (const word of ['x-smart-router-resume: off', 'resume: false', 'smart_router_resumes_total', 'max_billed_attempts', 'total_timeout_ms', 'continuation_base_url', 'service_used', 'usage_source']) expect(PAGE).toContain(word)
  })
})
