/**
 * Who may answer when a picture is to be drawn, and who may not when nobody asked for one. A model that only talks never
 * stands in for one that draws: it would pretend.
 */

import type { RoutingConfig } from '../config/snapshot.ts'
import type { Target } from '../config/target.ts'

/** A picture is to be drawn. */
export interface Drawing {
  /** From pictures that came with the words. */
  readonly startsFromPictures: boolean
}

const draws = ({ kind, capabilities }: Target): boolean => kind === 'image' || (kind === 'chat' && capabilities?.has('image_output') === true)

const talks = ({ kind }: Target): boolean => kind === 'chat'

/** Where nobody draws at all, those who talk may: they write pictures as code, or say what they cannot. */
export const mayAnswer = ({ targets }: Pick<RoutingConfig, 'targets'>, drawing: Drawing | undefined): (target: Target) => boolean =>
  drawing !== undefined && [...targets.values()].some(draws) ? draws : talks

const edits = ({ entry: { target: { capabilities } } }: { readonly entry: { readonly target: Target } }): boolean => capabilities?.has('images') === true

/** Who is known to start from pictures goes before who would have to leave them out. */
export const editorsFirst = <Item extends { readonly entry: { readonly target: Target } }>(items: readonly Item[], drawing: Drawing | undefined): readonly Item[] =>
  drawing?.startsFromPictures === true ? [...items.filter(edits), ...items.filter(item => !edits(item))] : items
