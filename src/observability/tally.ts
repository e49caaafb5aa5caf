/**
 * Counts by labels, gathered in plain numbers and told to a Prometheus counter when somebody looks: the counter itself makes
 * more garbage for each count than a request is worth. There are never more sums than the counter has series.
 */

import type { Counter } from 'prom-client'

type Labels = Readonly<Record<string, string | number>>

interface Sum { readonly labels: Labels, total: number }

export class Tally {
  readonly #counter: Counter
  readonly #sums = new Map<string, Sum>()

  constructor (counter: Counter) { this.#counter = counter }

  /** `key` says the same as the labels; these are made only for a key that is new. */
  add (key: string, labelsOf: () => Labels, by = 1): void {
    const sum = this.#sums.get(key)
    if (sum === undefined) this.#sums.set(key, { labels: labelsOf(), total: by })
    else sum.total += by
  }

  tell (): void {
    for (const { labels, total } of this.#sums.values()) this.#counter.inc({ ...labels }, total)
    this.#sums.clear()
  }
}
