/** The documentation of clients and the tests of clients say the same: every snippet is the settings' own, and none is missing. */

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { COMMAND_LINE_CLIENTS } from './command-line-clients.ts'
import { LIBRARY_CLIENTS } from './library-clients.ts'
import { INSTALLATIONS } from './packages.ts'
import { SETTINGS_NAMES, USUAL_PLACE, blocksOf, settingsAt } from './settings.ts'

const DOCUMENTATION = readFileSync(new URL('../../docs/clients.md', import.meta.url), 'utf8')
const MANIFEST = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { readonly scripts: Readonly<Record<string, string>>, readonly devDependencies: Readonly<Record<string, string>> }
const CLIENTS = [...COMMAND_LINE_CLIENTS, ...LIBRARY_CLIENTS]

const FENCED = /^```\w+\n[\s\S]*?^```$/gm

/** The text below a heading, up to the next one. */
const sectionOf = (title: string): string => DOCUMENTATION.split(/^## /m).find(section => section.startsWith(`${title}\n`)) ?? ''

describe.each(SETTINGS_NAMES)('%s', (name) => {
  const settings = settingsAt(name, USUAL_PLACE)

  test('its section, when it is read, shows what the tests run with and nothing else', () => {
    expect(sectionOf(settings.title).match(FENCED)).toEqual(blocksOf(settings))
  })

  test('its settings, wherever the router is, name that place and no other', () => {
    const elsewhere = JSON.stringify(settingsAt(name, { origin: 'http://127.0.0.1:9', model: 'a/b' }))
    expect(elsewhere).toContain('http://127.0.0.1:9')
    expect(elsewhere).toContain('a/b')
    expect(elsewhere).not.toMatch(/\{\{|4747/)
  })

  test('clients, when they are run, use them', () => {
    expect(CLIENTS.filter(client => client.settings === name)).not.toEqual([])
  })
})

test('snippets of the documentation, all of them, belong to a client', () => {
  const known = SETTINGS_NAMES.flatMap(name => blocksOf(settingsAt(name, USUAL_PLACE)))
  expect(DOCUMENTATION.match(FENCED)?.filter(block => !known.includes(block))).toEqual([])
})

test('versions, when they are pinned, are exact, and those of packages that are tested here as well are the same', () => {
  for (const { packages } of Object.values(INSTALLATIONS)) for (const version of Object.values(packages)) expect(version).toMatch(/^\d+\.\d+\.\d+$/)
  for (const name of ['openai', '@anthropic-ai/sdk'] as const) expect(INSTALLATIONS.libraries.packages[name]).toBe(MANIFEST.devDependencies[name])
})

test('the script, when it is looked up, is there', () => {
  expect(MANIFEST.scripts['test:clients']).toBe('node test/clients/run.ts')
})
