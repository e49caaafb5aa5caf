/**
 * Writes down what tests found out: facts are added to `capabilities.yaml`, newer ones in the place of older ones, comments and
 * the facts of other targets stay. The file is replaced as a whole or not at all.
 */

import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Document, isMap, parseDocument, visit } from 'yaml'
import { parseMeasured, targetFingerprint } from '../../config/measured-capabilities.ts'
import type { MeasuredFile } from '../../config/measured-capabilities.ts'
import { readMeasured } from '../../config/read-measured.ts'
import type { TargetReport } from './test-target.ts'
import { mergeFacts } from './verdict.ts'
import type { Facts } from './verdict.ts'

/** The newest are kept. */
const MAX_TARGETS = 1000

const OPENING = ` What "smart-router providers test" measured: what each target can do and how it wants to be asked.
 The router obeys it, over what it knows of the vendor; what routing.yaml says under "models" wins over it.
 It may be edited by hand; take a fact away, or the whole file, and it was never measured.`

export interface SaveOptions {
  readonly path: string
  readonly version: string
  /** Wall clock. */
  readonly at: Date
  /** What a provider said, as it may stand in a file. */
  readonly plain: (text: string) => string
}

export interface Saved {
  readonly targets: number
  readonly facts: number
  /** Where the old file went, which could not be read. */
  readonly setAside?: string
}

export const factsOf = ({ outcomes }: TargetReport): Facts => mergeFacts([...outcomes.values()].map(({ facts }) => facts))

const countFacts = ({ capabilities = {}, compat = {}, contextWindow }: Facts): number =>
  Object.keys(capabilities).length + Object.keys(compat).length + (contextWindow === undefined ? 0 : 1)

/** What the provider said, beside what follows from it. */
const reasonFor = ({ outcomes }: TargetReport, says: (facts: Facts) => boolean, plain: SaveOptions['plain']): { readonly because?: string } => {
  const reason = [...outcomes.values()].findLast(({ facts }) => says(facts))?.reason ?? ''
  return reason === '' ? {} : { because: plain(reason) }
}

type Path = readonly string[]

class MeasuredDocument {
  readonly #document: Document
  readonly #options: SaveOptions

  constructor (document: Document, options: SaveOptions) {
    this.#document = document
    this.#options = options
    if (!isMap(document.contents)) document.contents = document.createNode({}) as unknown as typeof document.contents
    document.set('version', 1)
    this.#map(['targets'])
  }

  add (report: TargetReport, known: MeasuredFile): void {
    const { target: { id, provider, model } } = report
    const fingerprint = targetFingerprint(provider.dialect, provider.baseUrl, model)
    const place: Path = ['targets', id]
    const before = known.targets.get(id)?.fingerprint
    // What another server could do says nothing of this one.
    if (before !== undefined && before !== fingerprint) this.#document.deleteIn(place)
    this.#map(place)
    this.#document.setIn([...place, 'tested'], this.#options.at.toISOString())
    this.#document.setIn([...place, 'by'], `smart-router ${this.#options.version}`)
    this.#document.setIn([...place, 'fingerprint'], fingerprint)
    this.#addFacts(report, place)
  }

  #addFacts (report: TargetReport, place: Path): void {
    const { capabilities = {}, compat = {}, contextWindow } = factsOf(report)
    const { plain } = this.#options
    for (const [name, supported] of Object.entries(capabilities)) {
      this.#fact([...place, 'capabilities'], name, { supported }, reasonFor(report, facts => facts.capabilities?.[name as keyof typeof capabilities] === supported, plain))
    }
    for (const [name, value] of Object.entries(compat)) this.#fact([...place, 'compat'], name, { value }, reasonFor(report, facts => facts.compat?.[name as keyof typeof compat] === value, plain))
    if (contextWindow !== undefined) this.#fact(place, 'context_window', { tokens: contextWindow }, {})
  }

  #fact (place: Path, name: string, value: object, because: object): void {
    this.#map(place)
    const day = this.#options.at.toISOString().slice(0, 10)
    this.#document.setIn([...place, name], this.#document.createNode({ ...value, measured: day, ...because }, { flow: true }))
  }

  #map (place: Path): void {
    if (!isMap(this.#document.getIn(place, true))) this.#document.setIn(place, this.#document.createNode({}))
  }

  /** The oldest go where there are too many. */
  prune (): void {
    const targets = this.#document.get('targets')
    if (!isMap(targets)) return
    const testedOf = (id: string): string => String(this.#document.getIn(['targets', id, 'tested']) ?? '')
    const ids = targets.items.map(({ key }) => String(key)).toSorted((one, other) => testedOf(one) < testedOf(other) ? -1 : 1)
    for (const id of ids.slice(0, Math.max(0, ids.length - MAX_TARGETS))) this.#document.deleteIn(['targets', id])
  }

  toString (): string { return this.#document.toString({ lineWidth: 0 }) }
}

const newDocument = (value: object = {}): Document => {
  const document = new Document(value, { aliasDuplicateObjects: false })
  document.commentBefore = OPENING
  return document
}

const withReports = (document: Document, reports: readonly TargetReport[], known: MeasuredFile, options: SaveOptions): string => {
  const measured = new MeasuredDocument(document, options)
  for (const report of reports) measured.add(report, known)
  measured.prune()
  return measured.toString()
}

/** What stands for something else cannot be added to without changing that too. */
const hasAliases = (document: Document): boolean => {
  let isFound = false
  visit(document, { Alias: () => { isFound = true; return visit.BREAK } })
  return isFound
}

/** The text that is to be written over `text`. */
const nextText = (text: string, reports: readonly TargetReport[], known: MeasuredFile, options: SaveOptions): string => {
  const present = parseDocument(text)
  if (present.contents === null) return withReports(newDocument(), reports, known, options)
  return withReports(hasAliases(present) ? newDocument(present.toJS() as object) : present, reports, known, options)
}

const replaceFile = async (path: string, text: string): Promise<void> => {
  const temporary = `${path}.${process.pid}.tmp`
  await mkdir(dirname(path), { recursive: true })
  try {
    await writeFile(temporary, text, { flush: true })
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** `undefined`: nothing clear was found out, and nothing was written. Rejects where the file cannot be written. */
export const saveMeasured = async (reports: readonly TargetReport[], options: SaveOptions): Promise<Saved | undefined> => {
  const { path } = options
  const telling = reports.filter(report => countFacts(factsOf(report)) > 0)
  if (telling.length === 0) return undefined
  const known = readMeasured(path, path)
  const setAside = known.warnings.length > 0 ? `${path}.broken` : undefined
  if (setAside !== undefined) await rename(path, setAside)
  const text = nextText(setAside === undefined ? await readFile(path, 'utf8').catch(() => '') : '', telling, known, options)
  // What the router would not obey must never be written.
  const [fault] = parseMeasured(text, path).warnings
  if (fault !== undefined) throw new Error(`what was measured cannot be written down: ${fault.message}`)
  await replaceFile(path, text)
  return { targets: telling.length, facts: telling.reduce((sum, report) => sum + countFacts(factsOf(report)), 0), ...(setAside !== undefined && { setAside }) }
}
