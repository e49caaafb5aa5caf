/** `GET /`: a page for whoever opens the address in a browser, and the connectivity probes of clients. */

import type { FastifyPluginCallback } from 'fastify'
import type { ConfigSource } from '../config/snapshot.ts'

export interface WelcomeOptions { readonly config: ConfigSource, readonly version: string }

const escaped = (text: string): string => text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.6 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1rem}
pre{padding:.8rem 1rem;border:1px solid color-mix(in srgb,currentColor 25%,transparent);border-radius:.5rem;overflow-x:auto}
td,th{padding:.2rem 1rem .2rem 0;text-align:start}aside{border-inline-start:.3rem solid #d97706;padding-inline-start:1rem}`

const curl = (origin: string): string => `curl ${origin}/v1/chat/completions -H 'content-type: application/json' \\
  -d '{"model":"auto","messages":[{"role":"user","content":"اكتب function python"}]}'`

const page = (origin: string, version: string, { current }: ConfigSource): string => {
  const { targets, source, revision } = current()
  const isDemo = [...targets.values()].some(({ provider }) => provider.isDemo)
  const rows = [...targets.values()].map(({ id, contextWindow }) => `<tr><td><code>${escaped(id)}</code></td><td>${contextWindow?.toLocaleString('en') ?? ''}</td></tr>`)
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>smart-router</title><style>${STYLE}</style>
<h1>smart-router ${escaped(version)}</h1>
${isDemo ? '<aside><p><strong>Demonstration.</strong> No provider key was found, so built-in demo providers answer. Put a key such as <code>DEEPSEEK_API_KEY</code> into the environment and start again.</p></aside>' : ''}
<p>Base URL for OpenAI clients: <code>${escaped(origin)}/v1</code> · for Anthropic clients and Claude Code: <code>${escaped(origin)}</code></p>
<pre>${escaped(curl(origin))}</pre>
<pre>ANTHROPIC_BASE_URL=${escaped(origin)} ANTHROPIC_AUTH_TOKEN=any claude</pre>
<p>See <a href="/v1/models">models</a>, <a href="/readyz?verbose">readiness</a>, <a href="/metrics">metrics</a>; <code>POST /v1/route</code> explains a request without sending it.</p>
<h2>Targets</h2><p>Configuration revision ${revision} from <code>${escaped(source)}</code>.</p>
<table><tr><th>Target</th><th>Context window (tokens)</th></tr>${rows.join('')}</table></html>`
}

export const welcomeRoutes: FastifyPluginCallback<WelcomeOptions> = (app, { config, version }, done) => {
  app.head('/', async (_request, reply) => { reply.code(200); return '' })
  app.get('/', async (request, reply) => {
    reply.type('text/html; charset=utf-8').headers({ 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'", 'x-content-type-options': 'nosniff' })
    return page(`http://${request.headers.host ?? 'localhost'}`, version, config)
  })
  app.route({ method: ['GET', 'HEAD'], url: '/api/hello', handler: async () => ({ status: 'ok' }) })
  done()
}
