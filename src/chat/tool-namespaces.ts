/**
 * Tools of the Responses wire may stand in a namespace; every other wire has one flat list of names. The flat name is
 * computed from the two alone, so that a call in the history gets it although its tool is declared no longer.
 */

const SEPARATOR = '__'
/** What few providers accept in the name of a tool. */
const UNUSUAL = /[^\w-]/g

/** Of a tool without a namespace its own name. Two tools may come to one flat name; who declares them keeps them apart. */
export const flatToolName = (name: string, namespace: string | undefined): string => {
  if (namespace === undefined || namespace === '') return name
  return `${namespace}${namespace.endsWith(SEPARATOR) ? '' : SEPARATOR}${name}`.replace(UNUSUAL, '_')
}
