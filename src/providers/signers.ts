/** Who signs what a model thinks: a vendor believes the signatures of its own address, and nobody else's. */

import type { Target } from '../config/target.ts'

/** Scheme and host: keys, models and wires of one address share its signatures. */
export const signerOf = ({ provider: { baseUrl } }: Target): string => baseUrl.split('/', 3).join('/')
