/** What the OpenAI wire's specification bounds. */

export const DEFAULT_TOOL_NAME_LENGTH = 64
export const MAX_STOP_SEQUENCES = 4
