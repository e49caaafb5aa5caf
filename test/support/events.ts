/** Single events of both wires, for streams that a script cannot say: broken in the middle, or ended too early. */

const openAi = (choice: object): string => `data: ${JSON.stringify({ id: 'chatcmpl_x', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [choice] })}\n\n`
const anthropic = (event: { readonly type: string, readonly [member: string]: unknown }): string => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`

export interface WireEvents {
  /** What comes before any content. */
  readonly start: string
  text (text: string): string
  /** The reason why it stopped, without the wire's last word. */
  readonly finish: string
  readonly terminal: string
  readonly ping: string
}

export const EVENTS: Readonly<Record<'openai' | 'anthropic', WireEvents>> = {
  openai: {
    start: openAi({ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }),
    text: content => openAi({ index: 0, delta: { content }, finish_reason: null }),
    finish: openAi({ index: 0, delta: {}, finish_reason: 'stop' }),
    terminal: 'data: [DONE]\n\n',
    ping: ': keep-alive\n\n',
  },
  anthropic: {
    start: [
      anthropic({ type: 'message_start', message: { id: 'msg_x', type: 'message', role: 'assistant', model: 'm', content: [], stop_reason: null, stop_sequence: null, usage: { input_tokens: 5, output_tokens: 1 } } }),
      anthropic({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
    ].join(''),
    text: text => anthropic({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }),
    finish: [
      anthropic({ type: 'content_block_stop', index: 0 }),
      anthropic({ type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 4 } }),
    ].join(''),
    terminal: anthropic({ type: 'message_stop' }),
    ping: anthropic({ type: 'ping' }),
  },
}
