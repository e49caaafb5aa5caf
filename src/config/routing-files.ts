/** Reads the routing file and the files with keys that it names. The only place of this folder that touches the disk at start. */

import { readFileSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { Lookup } from './placeholders.ts'
import type { Variables } from './from-environment.ts'

/** A configuration is text written by people; what is larger is something else. */
export const MAX_FILE_BYTES = 1024 * 1024

/** The text. Throws the file system's error, or one with the code `EFBIG`. */
export const readTextFile = (path: string): string => {
  const { size } = statSync(path)
  if (size > MAX_FILE_BYTES) throw Object.assign(new Error(`larger than ${MAX_FILE_BYTES} bytes`), { code: 'EFBIG' })
  return readFileSync(path, 'utf8')
}

const isNotFound = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'

const readIfThere = (path: string): string | undefined => {
  try {
    return readTextFile(path)
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}

export interface FileLookup extends Lookup {
  /** Absolute paths of the key files that were asked for, whether they exist or not. */
  readonly filesAsked: ReadonlySet<string>
}

/**
 * Variables from the environment; `${file:name}` relative to `$CREDENTIALS_DIRECTORY` (systemd) if it is set and has the file,
 * else to the folder of the routing file.
 */
export const fileLookup = (variables: Variables, routingFile: string): FileLookup => {
  const filesAsked = new Set<string>()
  const candidates = (path: string): string[] => {
    if (isAbsolute(path)) return [path]
    const credentials = variables['CREDENTIALS_DIRECTORY']
    return [...(credentials === undefined || credentials === '' ? [] : [join(credentials, path)]), resolve(dirname(routingFile), path)]
  }
  const file = (path: string): string | undefined => {
    for (const candidate of candidates(path)) {
      filesAsked.add(candidate)
      const content = readIfThere(candidate)
      if (content !== undefined) return content
    }
    return undefined
  }
  return { variable: (name) => variables[name], file, filesAsked }
}

/** Where a routing file is looked for when nobody names one, best first. */
export const usualPaths = (variables: Variables, { workingFolder, homeFolder }: { workingFolder: string; homeFolder: string }): readonly string[] => {
  const xdg = variables['XDG_CONFIG_HOME']
  const folder = xdg !== undefined && isAbsolute(xdg) ? xdg : join(homeFolder, '.config')
  return [join(workingFolder, 'config', 'routing.yaml'), join(folder, 'smart-router', 'routing.yaml')]
}

export const exists = (path: string): boolean => {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}
