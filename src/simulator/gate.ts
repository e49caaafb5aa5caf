/** A door that a test opens: what waits for it goes on at that moment, so that no test has to sleep. */

export interface Gate {
  readonly promise: Promise<void>
  readonly isOpen: boolean
  /** Opening twice is harmless. */
  open (): void
}

export const createGate = (): Gate => {
  const { promise, resolve } = Promise.withResolvers<void>()
  let isOpen = false
  return {
    promise,
    get isOpen () { return isOpen },
    open: () => { isOpen = true; resolve() },
  }
}
