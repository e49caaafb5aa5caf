/** What a test opens and need not close itself. */

import { onTestFinished } from 'vitest'

/** Closes the resource when the running test is over, whether it passed or failed. */
export const closesAfterTest = async <Resource extends { close (): Promise<void> }>(starting: Promise<Resource>): Promise<Resource> => {
  const resource = await starting
  onTestFinished(() => resource.close())
  return resource
}
