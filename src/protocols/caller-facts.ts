/** Who asks, from the headers that clients send by themselves. Anything odd in them is passed over: they are hints, not orders. */

import type { CallerFacts } from '../chat/request.ts'
import type { RequestHeaders } from './passed-headers.ts'

const NOBODY: CallerFacts = Object.freeze({})

export const callerFacts = (_headers: RequestHeaders): CallerFacts => NOBODY
