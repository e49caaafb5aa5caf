/** The command-line clients, each in its print mode: telemetry and updates off, every permission given beforehand. */

import { join } from 'node:path'
import type { Client, ClientRun } from './client.ts'
import type { InstallationName } from './packages.ts'

const TIMEOUT_MS = 90_000

const inModules = ({ installed }: ClientRun, path: string): string => join(installed.folder, 'node_modules', path)

const wholeOutput = (stdout: string): readonly string[] => [stdout]

const claudeCode = (name: InstallationName): Client => ({
  name,
  installation: name,
  settings: 'claude-code',
  wire: 'anthropic-messages',
  timeoutMs: TIMEOUT_MS,
  command: run => ({
    command: [inModules(run, '@anthropic-ai/claude-code/bin/claude.exe'), '-p', run.prompt, '--permission-mode', 'acceptEdits', '--allowedTools', 'Bash,Read,Write,Edit'],
    environment: { DISABLE_TELEMETRY: '1', DISABLE_AUTOUPDATER: '1', DISABLE_ERROR_REPORTING: '1', CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1' },
  }),
  answers: wholeOutput,
})

const codex: Client = {
  name: 'codex',
  installation: 'codex',
  settings: 'codex',
  wire: 'openai-responses',
  timeoutMs: TIMEOUT_MS,
  command: run => ({
    command: [
      process.execPath, inModules(run, '@openai/codex/bin/codex.js'), 'exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox',
      '-c', 'check_for_update_on_startup=false', '-c', 'analytics.enabled=false', '-c', 'features.plugins=false', '-c', 'features.apps=false', '-c', 'features.remote_plugin=false', run.prompt,
    ],
  }),
  answers: wholeOutput,
}

const opencode: Client = {
  name: 'opencode',
  installation: 'opencode',
  settings: 'opencode',
  wire: 'openai-chat',
  timeoutMs: TIMEOUT_MS,
  command: run => ({
    command: [inModules(run, 'opencode-ai/bin/opencode.exe'), 'run', run.prompt],
    environment: {
      OPENCODE_DISABLE_AUTOUPDATE: '1', OPENCODE_DISABLE_MODELS_FETCH: '1', OPENCODE_DISABLE_LSP_DOWNLOAD: '1', OPENCODE_DISABLE_DEFAULT_PLUGINS: '1', OPENCODE_PURE: '1', npm_config_offline: 'true', npm_config_fetch_retries: '0',
      OPENCODE_PERMISSION: JSON.stringify({ '*': 'allow' }),
    },
  }),
  answers: wholeOutput,
}

const qwenCode: Client = {
  name: 'qwen-code',
  installation: 'qwen-code',
  settings: 'qwen-code',
  wire: 'openai-chat',
  timeoutMs: TIMEOUT_MS,
  command: run => ({
    command: [process.execPath, inModules(run, '@qwen-code/qwen-code/cli-entry.js'), '-p', run.prompt, '--yolo'],
    environment: { QWEN_CODE_SUPPRESS_YOLO_WARNING: '1', QWEN_TELEMETRY_ENABLED: 'false' },
  }),
  answers: wholeOutput,
}

export const COMMAND_LINE_CLIENTS: readonly Client[] = [claudeCode('claude-code'), claudeCode('claude-code-2.1.197'), codex, opencode, qwenCode]
