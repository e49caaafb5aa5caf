/** Captured answers of providers, whole and broken, and every way to cut them into network reads. */

import { readFileSync, readdirSync } from 'node:fs'

export type FixtureFolder = 'openai' | 'anthropic' | 'openai-responses' | 'sidecars'

const folderUrl = (folder: FixtureFolder): URL => new URL(`../fixtures/${folder}/`, import.meta.url)

/** Names of a folder's files with an ending (`.sse`). */
export const fixtureNames = (folder: FixtureFolder, ending: string): readonly string[] =>
  readdirSync(folderUrl(folder)).filter(name => name.endsWith(ending))

export const fixture = (folder: FixtureFolder, name: string): Buffer => readFileSync(new URL(name, folderUrl(folder)))

/** The bytes in two chunks, once for every place between two bytes, and last in chunks of one byte. */
export function * cutsOf (bytes: Buffer): Generator<readonly Buffer[]> {
  for (let cut = 1; cut < bytes.length; cut++) yield [bytes.subarray(0, cut), bytes.subarray(cut)]
  yield [...bytes].map(byte => Buffer.from([byte]))
}

export async function * chunksOf (chunks: readonly Buffer[]): AsyncGenerator<Buffer> { yield * chunks }
