/** The demonstration's providers as they would be, without starting them. */

import type { DemoProvider } from '../config/demo-routing.ts'
import { DEMO_PROFILES } from '../simulator/demo-profiles.ts'

export const unstartedDemo = async (): Promise<readonly DemoProvider[]> => DEMO_PROFILES.map(({ name, dialect, models }) => ({ name, dialect, models, baseUrl: 'http://127.0.0.1:9' }))
