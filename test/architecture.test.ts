/** The house rules that a compiler does not know, held by reading the source: layers, cycles, names, sizes, openings. */

import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = new URL('../src/', import.meta.url).pathname

/** Top layer first. Whoever stands on one line never imports another on that line. */
const LAYERS: ReadonlyArray<readonly string[]> = [
  ['main.ts'],
  ['cli'],
  ['app.ts'],
  ['server.ts'],
  ['routes'],
  ['workspace'],
  ['operations'],
  ['gateway'],
  ['routing'],
  ['classify', 'sessions', 'records', 'protocols', 'providers', 'cache'],
  ['bus', 'secrets', 'config'],
  ['storage', 'observability'],
  ['chat', 'wire'],
  ['lib', 'simulator'],
]

/** The one pair on a line of which the first may import the second. */
const ALLOWED_SIBLINGS: ReadonlySet<string> = new Set(['simulator > lib'])

const LONGEST_FILE_LINES = 300
/** Tables of words are long by nature. */
const TABLES = 'classify/train/templates/'

interface SourceFile {
  /** Below `src/`. */
  readonly path: string
  readonly text: string
  readonly code: string
  /** Paths below `src/` that it imports, types included. */
  readonly imports: readonly string[]
}

const IMPORTS = /(?:\bfrom|\bimport)\s*\(?\s*'(\.{1,2}\/[^']+)'/g
const COMMENTS = /\/\*[\s\S]*?\*\/|(?<=^|[\s;{}(),])\/\/.*$/gm
const STRINGS = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`/g

const readSource = (path: string): SourceFile => {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const uncommented = text.replace(COMMENTS, '')
  const imports = [...uncommented.matchAll(IMPORTS)].map(([, specifier = '']) => normalize(join(dirname(path), specifier)))
  return { path, text, code: uncommented.replace(STRINGS, '\'\''), imports }
}

const files: readonly SourceFile[] = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.ts'))
  .sort()
  .map(readSource)

/** The folder that a layer names, or the file itself at the top. */
const placeOf = (path: string): string => path.split('/', 1)[0] ?? path

const layerOf = (place: string): number => LAYERS.findIndex(places => places.includes(place))

/** Why a file may not import another; `undefined` where it may. */
const objection = (from: string, to: string): string | undefined => {
  const [importer, imported] = [placeOf(from), placeOf(to)]
  if (importer === imported || ALLOWED_SIBLINGS.has(`${importer} > ${imported}`)) return undefined
  const [above, below] = [layerOf(importer), layerOf(imported)]
  if (above < below) return undefined
  return `${from} imports ${to}, which is ${above === below ? 'beside' : 'above'} it`
}

/** Each cycle once, as the path that closes it. */
const findCycles = (): readonly string[] => {
  const byPath = new Map(files.map(file => [file.path, file]))
  const finished = new Set<string>()
  const cycles: string[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) { cycles.push([...trail.slice(trail.indexOf(path)), path].join(' > ')); return }
    if (finished.has(path)) return
    for (const imported of byPath.get(path)?.imports ?? []) visit(imported, [...trail, path])
    finished.add(path)
  }
  for (const { path } of files) visit(path, [])
  return cycles
}

/** `[path] what` for every file about which `find` finds something. */
const offenders = (find: (file: SourceFile) => readonly string[]): readonly string[] =>
  files.flatMap(file => find(file).map(what => `${file.path}: ${what.trim()}`))

const matchesIn = (text: string, pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].map(([match]) => match)

describe('the house', () => {
  test('source files, when they are read, are there, and so is what they import', () => {
    expect(files.length).toBeGreaterThan(100)
    const paths = new Set(files.map(({ path }) => path))
    expect(offenders(({ imports }) => imports.filter(path => path.endsWith('.ts') && !paths.has(path)))).toEqual([])
  })

  test('places, each of them, stand in a layer', () => {
    expect([...new Set(files.map(({ path }) => placeOf(path)))].filter(place => layerOf(place) < 0)).toEqual([])
  })

  test('imports, of values and of types, lead to the own folder or further down', () => {
    const objections = files.flatMap(({ path, imports }) => imports.map(imported => objection(path, imported)))
    expect(objections.filter(each => each !== undefined)).toEqual([])
  })

  test('imports, of values and of types, never lead back', () => {
    expect(findCycles()).toEqual([])
  })

  test('imports, of our own files, name them with their ending', () => {
    expect(offenders(({ imports }) => imports.filter(path => !/\.(?:ts|json)$/.test(path)))).toEqual([])
  })
})

describe('names', () => {
  const VAGUE_WORDS = /^(?:managers?|services?|helpers?|utils?|impl|common|misc)$/
  const VAGUE_CLASS = /\bexport (?:abstract )?class (?:\w*(?:Manager|Service|Helper|Util|Utils|Impl|Common|Base)(?![a-z])\w*)/g

  test('files, whatever they hold, are called after it in kebab case and never vaguely', () => {
    expect(files.map(({ path }) => basename(path)).filter(name => !/^[a-z0-9]+(?:-[a-z0-9]+)*\.ts$/.test(name))).toEqual([])
    const isVague = (path: string): boolean => {
      const words = basename(path, '.ts').split('-')
      return words.some(word => VAGUE_WORDS.test(word)) || words.at(-1) === 'base'
    }
    expect(files.map(({ path }) => path).filter(isVague)).toEqual([])
  })

  test('classes, whatever they do, are never called vaguely', () => {
    expect(offenders(({ code }) => matchesIn(code, VAGUE_CLASS))).toEqual([])
  })
})

describe('files', () => {
  test('openings, of every file, say in a comment what it owns', () => {
    expect(files.filter(({ text }) => !/^(?:#!.*\n)?\/[/*]/.test(text)).map(({ path }) => path)).toEqual([])
  })

  test('lengths, but of tables, stay readable', () => {
    const lengths = files.filter(({ path }) => !path.startsWith(TABLES)).map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    expect(lengths.filter(({ lines }) => lines > LONGEST_FILE_LINES)).toEqual([])
  })
})

describe('language', () => {
  test.each([
    ['any', /(?::|\bas|<|,|\||&|=>|\bextends|=)\s*any\b(?!\s*[\w(])/g],
    ['an enum', /^\s*(?:export )?(?:declare )?(?:const )?enum \w+/gm],
    ['a namespace', /^\s*(?:export )?(?:declare )?(?:namespace|module) \w+/gm],
    ['a default export', /^export default\b/gm],
    ['a decorator', /^\s*@\w+(?:\(|\s*$)/gm],
    ['a switched-off check', /@ts-(?:ignore|nocheck|expect-error)/g],
  ])('%s, in any file, is not there', (_, pattern) => {
    expect(offenders(({ code, text }) => matchesIn(pattern.source.includes('@ts') ? text : code, pattern))).toEqual([])
  })
})

describe('these rules themselves', () => {
  test.each<[string, string, string | undefined]>([
    ['routing/router.ts', 'providers/attempt.ts', undefined],
    ['routing/router.ts', 'routing/verdicts.ts', undefined],
    ['simulator/gate.ts', 'lib/clock.ts', undefined],
    ['app.ts', 'server.ts', undefined],
    ['lib/clock.ts', 'simulator/gate.ts', 'beside'],
    ['providers/openai.ts', 'protocols/index.ts', 'beside'],
    ['chat/part.ts', 'wire/openai.ts', 'beside'],
    ['config/target.ts', 'routing/router.ts', 'above'],
    ['server.ts', 'app.ts', 'above'],
  ])('%s, when it imports %s, is objected to as %s', (from, to, why) => {
    if (why === undefined) expect(objection(from, to)).toBeUndefined()
    else expect(objection(from, to)).toContain(why)
  })

  test('imports, over lines, of types and on the way, are all found', () => {
    const text = 'import type {\n  A,\n} from \'./a.ts\'\nexport * from \'../b.ts\'\nconst c = await import(\'./c.ts\')\nimport \'./d.ts\'\n// from \'./e.ts\'\nimport f from \'f\''
    expect([...text.replace(COMMENTS, '').matchAll(IMPORTS)].map(([, path]) => path)).toEqual(['./a.ts', '../b.ts', './c.ts', './d.ts'])
  })
})
