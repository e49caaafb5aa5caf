/** Writes `config/routing.schema.json`. Run it after a change of `schema.ts`: `node src/config/write-schema.ts`. */

import { writeFileSync } from 'node:fs'
import { routingSchemaJson } from './routing-schema-json.ts'

writeFileSync(new URL('../../config/routing.schema.json', import.meta.url), routingSchemaJson())
