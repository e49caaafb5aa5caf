/** What the Anthropic wire's specification bounds and demands. */

export const DEFAULT_VERSION = '2023-06-01'
export const DEFAULT_TOOL_NAME_LENGTH = 128
/** Where neither the client nor the configuration says. */
export const DEFAULT_MAX_TOKENS = 8192
export const MIN_THINKING_BUDGET = 1024
