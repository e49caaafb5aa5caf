/** What targets cost, as one number to compare them by. */

import type { Target } from '../config/target.ts'

/** Conversations read several times what they write. */
const READ_PER_WRITTEN = 3

/** US dollars; `undefined` where nobody told: such a target is not taken for free. */
export const comparablePrice = ({ price }: Pick<Target, 'price'>): number | undefined =>
  price === undefined ? undefined : price.input * READ_PER_WRITTEN + price.output
