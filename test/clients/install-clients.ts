/** Installs published clients from npm into a folder of their own outside the repository, once for each set of versions. */

import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { INSTALLATIONS, type Installation, type InstallationName } from './packages.ts'

const run = promisify(execFile)

const INSTALL_TIMEOUT_MS = 300_000

export const clientsFolder = (): string => process.env['SMART_ROUTER_CLIENTS_DIR'] ?? join(tmpdir(), 'smart-router-clients')

export interface Installed {
  /** Where `node_modules` is. */
  readonly folder: string
  /** What could only be had in another version than asked for. */
  readonly substitutes: readonly string[]
}

/** This Node in front, and nothing of the npm that may have started this program. */
const environment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'))),
  PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
})

const npmInstall = async (folder: string, specifiers: readonly string[]): Promise<void> => {
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--save-exact', '--loglevel=error', ...specifiers], { cwd: folder, env: environment(), timeout: INSTALL_TIMEOUT_MS })
}

/** From the version that was asked for to its nearest ones. */
const nearby = (version: string): readonly string[] => [version, `~${version}`, `^${version}`, 'latest']

const isMissing = (error: unknown): boolean => /ETARGET|E404|notarget/u.test(String((error as { readonly stderr?: unknown }).stderr ?? error))

const installPackage = async (folder: string, name: string, version: string): Promise<string | undefined> => {
  for (const range of nearby(version)) {
    try {
      await npmInstall(folder, [`${name}@${range}`])
      return range === version ? undefined : `${name}@${version} is not to be had: ${range} in its place`
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }
  throw new Error(`no version of ${name} is to be had`)
}

/** All at once; one by one where one of them is missing. */
const installPackages = async (folder: string, { packages }: Installation): Promise<readonly string[]> => {
  const entries = Object.entries(packages)
  try {
    await npmInstall(folder, entries.map(([name, version]) => `${name}@${version}`))
    return []
  } catch (error) {
    if (!isMissing(error)) throw error
  }
  const substitutes: string[] = []
  for (const [name, version] of entries) {
    const substitute = await installPackage(folder, name, version)
    if (substitute !== undefined) substitutes.push(substitute)
  }
  return substitutes
}

const readMarker = async (path: string): Promise<Installed | undefined> => {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Installed
  } catch {
    return undefined
  }
}

const versionOf = ({ packages }: Installation): string => Object.values(packages)[0] ?? ''

export const installClients = async (name: InstallationName): Promise<Installed> => {
  const installation: Installation = INSTALLATIONS[name]
  const folder = join(clientsFolder(), `${name}@${versionOf(installation)}`)
  const marker = join(folder, 'installed.json')
  const wanted = JSON.stringify(installation.packages)
  const known = await readMarker(marker)
  if (known !== undefined && 'wanted' in known && known.wanted === wanted) return known
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
  const substitutes = await installPackages(folder, installation)
  if (installation.prepare !== undefined) {
    const script = join(folder, 'node_modules', installation.prepare)
    await run(process.execPath, [script], { cwd: dirname(script), env: environment(), timeout: INSTALL_TIMEOUT_MS })
  }
  const installed = { folder, substitutes }
  await writeFile(marker, JSON.stringify({ ...installed, wanted }))
  return installed
}
