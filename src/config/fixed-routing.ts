/** A source whose snapshot never changes, for runs without a file and for tests. */

import type { ConfigSource, RoutingConfig } from './snapshot.ts'

export const fixedRouting = (config: RoutingConfig): ConfigSource => ({
  current: () => config,
  subscribe: () => () => undefined,
  close: () => Promise.resolve(),
})
