/**
 * A preset as it looks to who says another `dialect` than its usual one: that wire's addresses and quirks become the usual ones, and
 * what was usual becomes an endpoint.
 */

import { lasting } from './other-wires.ts'
import type { KeyVariable, Preset, PresetModel, Site } from './presets/index.ts'
import type { DialectName } from './target.ts'

/** `undefined` where the site does not speak that wire. */
const siteOn = ({ baseUrl, endpoints = {} }: Site, usual: DialectName, dialect: DialectName): Site | undefined => {
  const { [dialect]: address, ...others } = endpoints
  return address === undefined ? undefined : { baseUrl: address, endpoints: { ...others, [usual]: baseUrl } }
}

const modelOn = ({ compat = {}, endpointCompat = {}, ...facts }: PresetModel, usual: DialectName, dialect: DialectName): PresetModel =>
  ({ ...facts, compat: { ...lasting(compat), ...endpointCompat[dialect] }, endpointCompat: { ...endpointCompat, [usual]: compat } })

const variableOn = ({ name, baseUrl }: KeyVariable, sites: readonly Site[], onSite: (site: Site) => Site | undefined): KeyVariable => {
  const site = sites.find((each) => each.baseUrl === baseUrl)
  const moved = site === undefined ? undefined : onSite(site)
  return { name, ...(moved === undefined ? {} : { baseUrl: moved.baseUrl }) }
}

/** `baseUrl` is empty where the vendor has no address of that wire. */
export const presetOn = (preset: Preset, dialect: DialectName): Preset => {
  const { dialect: usual, compat, endpointCompat = {}, otherSites = [] } = preset
  if (dialect === usual) return preset
  const onSite = (site: Site): Site | undefined => siteOn(site, usual, dialect)
  const { continuationBaseUrl: _continuation, taskParameters: _parameters, ...rest } = preset
  return {
    ...rest,
    dialect,
    ...onSite(preset) ?? { baseUrl: '', endpoints: {} },
    otherSites: otherSites.flatMap((site) => onSite(site) ?? []),
    keyVariables: preset.keyVariables.map((variable) => variableOn(variable, otherSites, onSite)),
    compat: { ...lasting(compat), ...endpointCompat[dialect] },
    endpointCompat: { ...endpointCompat, [usual]: compat },
    models: preset.models.map((model) => modelOn(model, usual, dialect)),
  }
}
