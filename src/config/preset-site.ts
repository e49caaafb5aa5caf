/**
 * Which of a preset's addresses hold for a base URL. A key is only ever sent to the site it belongs to: whoever writes another
 * base URL gets none of the vendor's further addresses.
 */

import type { Compat } from './compat.ts'
import type { Preset, Site } from './presets/index.ts'

/** The vendor's site with this base URL; `undefined` for everybody else's. */
export const siteAt = (preset: Preset | undefined, baseUrl: string | undefined): Site | undefined =>
  preset === undefined ? undefined : [preset, ...preset.otherSites ?? []].find((site) => site.baseUrl === baseUrl)

/** Elsewhere nobody answers what the vendor answers at an address of its own. */
const elsewhere = ({ compat: { continuation, ...compat }, continuationBaseUrl }: Preset): Compat =>
  (continuation === undefined || continuationBaseUrl !== undefined ? compat : { ...compat, continuation })

/** The preset's quirks, with what goes to other addresses of the same site. Without a URL: what holds for a server that resembles the vendor's. */
export const compatAt = (preset: Preset, baseUrl?: string): Compat => {
  const site = siteAt(preset, baseUrl)
  if (site === undefined) return elsewhere(preset)
  const { continuationBaseUrl } = site
  return { ...preset.compat, ...(continuationBaseUrl === undefined ? {} : { continuationBaseUrl }) }
}
