/** Speaks to the inspector of a node process that was started with `--inspect`, to profile its CPU for a while. */

export interface CpuProfile {
  readonly nodes: readonly ProfileNode[]
  readonly samples: readonly number[]
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[]
}

export interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string, readonly url: string, readonly lineNumber: number }
}

const samplingMicroseconds = 200

export class Inspector {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>()
  #lastId = 0

  private constructor (socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => { this.#answered(JSON.parse(String(data)) as InspectorAnswer) })
    socket.addEventListener('close', () => { this.#failAll() })
  }

  static async connect (port: number): Promise<Inspector> {
    const [target] = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json() as { webSocketDebuggerUrl: string }[]
    if (target === undefined) throw new Error('the inspector knows no process')
    const socket = new WebSocket(target.webSocketDebuggerUrl)
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve, { once: true })
      socket.addEventListener('error', () => { reject(new Error('no connection to the inspector')) }, { once: true })
    })
    return new Inspector(socket)
  }

  async startProfiling (): Promise<void> {
    await this.#send('Profiler.enable')
    await this.#send('Profiler.setSamplingInterval', { interval: samplingMicroseconds })
    await this.#send('Profiler.start')
  }

  async stopProfiling (): Promise<CpuProfile> {
    const { profile } = await this.#send('Profiler.stop') as { profile: CpuProfile }
    return profile
  }

  close (): void {
    this.#socket.close()
  }

  #send (method: string, params: object = {}): Promise<unknown> {
    const answer = Promise.withResolvers<unknown>()
    this.#waiting.set(++this.#lastId, answer)
    this.#socket.send(JSON.stringify({ id: this.#lastId, method, params }))
    return answer.promise
  }

  #answered ({ id, result, error }: InspectorAnswer): void {
    const answer = id === undefined ? undefined : this.#waiting.get(id)
    if (id === undefined || answer === undefined) return
    this.#waiting.delete(id)
    if (error === undefined) answer.resolve(result)
    else answer.reject(new Error(`the inspector: ${error.message}`))
  }

  #failAll (): void {
    for (const answer of this.#waiting.values()) answer.reject(new Error('the inspected process closed the connection'))
    this.#waiting.clear()
  }
}

interface InspectorAnswer {
  readonly id?: number
  readonly result?: unknown
  readonly error?: { readonly message: string }
}
