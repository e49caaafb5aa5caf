/** What a client may take: bytes, connections and time. One table, so that a test can make any of it small. */

export interface ClientLimits {
  /** One request body. Anthropic's own limit, which its clients know. */
  readonly bodyBytes: number
  /** All request bodies that are in memory at once; small ones are taken beyond it. */
  readonly allBodiesBytes: number
  readonly headerBytes: number
  /** From the connection, or the answer before, to the end of the headers. */
  readonly headersTimeoutMs: number
  /** From the connection, or the answer before, to the end of the body. */
  readonly requestTimeoutMs: number
  /** How often these two are looked at. */
  readonly checkingIntervalMs: number
  /** `undefined`: as many as there are files to open. */
  readonly maxConnections: number | undefined
  /** Silence inside a stream after which the client gets a sign of life. */
  readonly heartbeatMs: number
  /** How long a client may take nothing of what is ready for it. */
  readonly drainLimitMs: number
}

const MIB = 1024 * 1024

export const CLIENT_LIMITS: ClientLimits = {
  bodyBytes: 32 * MIB,
  allBodiesBytes: 256 * MIB,
  headerBytes: 32 * 1024,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 60_000,
  checkingIntervalMs: 1_000,
  maxConnections: undefined,
  heartbeatMs: 10_000,
  drainLimitMs: 30_000,
}
