/** The few request headers that a provider of the same wire may see. Credentials and everything about the client are not among them. */

const PASSED = ['anthropic-version', 'anthropic-beta'] as const
const NONE: Readonly<Record<string, string>> = Object.freeze({})

export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>

export const passedHeaders = (headers: RequestHeaders): Readonly<Record<string, string>> => {
  let passed: Record<string, string> | undefined
  for (const name of PASSED) {
    const value = headers[name]
    if (value !== undefined && value !== '') (passed ??= {})[name] = Array.isArray(value) ? value.join(',') : value
  }
  return passed ?? NONE
}
