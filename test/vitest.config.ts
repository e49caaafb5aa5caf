/** How the tests run: from source, in real processes and on real sockets, with the coverage that the rules ask for. */

import { defineConfig } from 'vitest/config'

const FULL_BRANCHES = { branches: 100 }

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/no-stray-rejections.ts'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    reporters: ['default', './test/support/closing-line.ts'],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/main.ts', 'src/classify/train/**', 'src/config/write-schema.ts'],
      reporter: ['text-summary', 'json-summary'],
      thresholds: {
        lines: 90,
        'src/routing/**': FULL_BRANCHES,
        'src/protocols/**': FULL_BRANCHES,
        'src/providers/**': FULL_BRANCHES,
      },
    },
  },
})
