/** What is installed to be tested: exact versions of published clients. Everything below one name goes into one folder. */

export interface Installation {
  readonly packages: Readonly<Record<string, string>>
  /** A script of the package that puts its program in its place; npm runs none here. */
  readonly prepare?: string
}

const claudeCode = (version: string): Installation =>
  ({ packages: { '@anthropic-ai/claude-code': version }, prepare: '@anthropic-ai/claude-code/install.cjs' })

export const INSTALLATIONS = {
  'claude-code': claudeCode('2.1.328'),
  'claude-code-2.1.197': claudeCode('2.1.197'),
  codex: { packages: { '@openai/codex': '0.169.0' } },
  opencode: { packages: { 'opencode-ai': '1.18.33' }, prepare: 'opencode-ai/postinstall.mjs' },
  'qwen-code': { packages: { '@qwen-code/qwen-code': '0.24.4' } },
  libraries: {
    packages: {
      openai: '7.55.0',
      '@anthropic-ai/sdk': '1.11.0',
      ai: '7.0.173',
      '@ai-sdk/openai': '4.0.118',
      '@ai-sdk/anthropic': '4.0.105',
      '@ai-sdk/openai-compatible': '3.0.92',
      '@langchain/core': '1.2.13',
      '@langchain/openai': '1.6.0',
      '@langchain/anthropic': '1.5.11',
      zod: '4.6.7',
    },
  },
} as const satisfies Readonly<Record<string, Installation>>

export type InstallationName = keyof typeof INSTALLATIONS
