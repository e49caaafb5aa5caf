/** A promise that fails with nobody listening ends a daemon, so it fails the test file that left it. */

import { afterAll, expect } from 'vitest'

const stray: unknown[] = []
process.on('unhandledRejection', (reason) => { stray.push(reason) })

afterAll(() => { expect(stray).toEqual([]) })
