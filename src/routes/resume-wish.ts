/** `x-smart-router-resume`, the client's word on whether other targets may go on with an answer that breaks. */

import type { IncomingHttpHeaders } from 'node:http'

/** `off` forbids it; anything else leaves it to the configuration. */
export const letsOthersGoOn = (headers: IncomingHttpHeaders): boolean => {
  const wish = headers['x-smart-router-resume']
  return typeof wish !== 'string' || !/^(?:off|false|no|0)$/i.test(wish.trim())
}
