/** Which methods each path is served with, so that a wrong method is not told that the path does not exist. */

export class RouteTable {
  readonly #methods = new Map<string, Set<string>>()

  /** `pattern`: a path, or a path with `*` for its rest. */
  add (pattern: string, methods: string | readonly string[]): void {
    const known = this.#methods.get(pattern) ?? new Set()
    for (const method of typeof methods === 'string' ? [methods] : methods) known.add(method)
    this.#methods.set(pattern, known)
  }

  /** Of a path without its query; none where nothing is served. */
  methodsAt (path: string): readonly string[] {
    const exact = this.#methods.get(path)
    if (exact !== undefined) return [...exact]
    for (const [pattern, methods] of this.#methods) {
      if (pattern.endsWith('*') && path.length >= pattern.length && path.startsWith(pattern.slice(0, -1))) return [...methods]
    }
    return []
  }
}
