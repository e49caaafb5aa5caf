/** The table of verbs. Each is loaded only when it is called, so that none pays for another. */

import type { Verb } from './verb.ts'

export const VERBS: Readonly<Record<string, Verb>> = {
  start: {
    summary: 'run the router in the foreground',
    usage: '',
    options: {},
    maxPositionals: 0,
    help: ['Reads HOST, PORT, SMART_ROUTER_CONFIG, SMART_ROUTER_DATA, REDIS_URL, LOG_LEVEL and LOG_FORMAT from the environment.', 'With --json the ready line is JSON.'],
    load: async () => (await import('./start.ts')).start,
  },
  check: {
    summary: 'check a routing file before it is saved',
    usage: '[file]',
    options: {},
    maxPositionals: 1,
    help: ['Without a file: the one that "start" would read. Exit code 3 when it has errors.'],
    load: async () => (await import('./check.ts')).check,
  },
  explain: {
    summary: 'say where a prompt would go, and why',
    usage: '"<prompt>"',
    options: { model: { type: 'string' }, task: { type: 'string' }, tools: { type: 'boolean' } },
    maxPositionals: 1,
    help: ['--model M   the model that the client would name (default auto)', '--task T    as the header x-task-type', '--tools     as a request that carries tools'],
    load: async () => (await import('./explain.ts')).explain,
  },
  providers: {
    summary: 'list the targets, or test what they can really do',
    usage: 'list [names] | test [provider | provider/model …]',
    options: { deep: { type: 'boolean' }, 'no-write': { type: 'boolean' }, concurrency: { type: 'string' } },
    maxPositionals: Infinity,
    help: [
      'list            every target with its kind, window, price, capabilities, and when they were measured',
      'test            asks the targets a few short questions each, shows what works, and writes it where the router obeys it',
      '--deep          asks for the largest prompt as well: one very long request for each target, which costs',
      '--no-write      writes nothing down',
      '--concurrency N how many targets at a time (default 4)',
      'Exit code 1 when a target cannot be reached or refuses its key. What a target cannot do is no failure.',
    ],
    load: async () => (await import('./providers.ts')).providers,
  },
  classify: {
    summary: 'classify JSON lines from standard input',
    usage: '< prompts.jsonl',
    options: {},
    maxPositionals: 0,
    help: ['Reads {"text": …, "chars"?: …, "req"?: {"tools"?: true}} lines, writes {"task", "confidence", "scores", "reasons"} lines in their order.'],
    load: async () => (await import('./classify.ts')).classify,
  },
  healthcheck: {
    summary: 'ask a running router whether it is ready',
    usage: '',
    options: {},
    maxPositionals: 0,
    help: ['Asks /readyz at HOST and PORT. Exit code 1 when it is not ready, 4 when nothing answers.'],
    load: async () => (await import('./healthcheck.ts')).healthcheck,
  },
}
