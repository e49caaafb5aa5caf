/** How a rule looks at a request: it finds what is wrong, or nothing. */

import type { VendorRequest } from '../vendor-request.ts'

/** What was found, by the names that the rule's words use in braces. */
export type Finding = Readonly<Record<string, string | number>>

export type Check<Parameters> = (request: VendorRequest, parameters: Parameters) => Finding | undefined

/** One check for each rule of a table of parameters. */
export type Checks<Rules> = { readonly [Name in keyof Rules]: Check<Rules[Name]> }

/** What a rule without parameters has. */
export type NoParameters = Readonly<Record<never, never>>

/** The first thing that is found in a list. */
export const firstFinding = <Item>(items: readonly Item[], find: (item: Item, index: number) => Finding | undefined): Finding | undefined => {
  for (const [index, item] of items.entries()) {
    const finding = find(item, index)
    if (finding !== undefined) return finding
  }
  return undefined
}

export const foundIf = (isWrong: boolean, finding: Finding = {}): Finding | undefined => isWrong ? finding : undefined
