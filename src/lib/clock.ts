/** Time as durations see it: monotonic milliseconds, deaf to changes of the wall clock. Handed in where tests turn it. */

export type Clock = () => number

export const monotonic: Clock = () => performance.now()
