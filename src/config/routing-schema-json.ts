/** `config/routing.schema.json` as text, made from the schema that the program itself checks with. */

import { z } from 'zod'
import { routingFileSchema } from './schema.ts'

export const routingSchemaJson = (): string => {
  // Draft 7 is what the YAML plugins of editors understand whole.
  const { $schema, ...rest } = z.toJSONSchema(routingFileSchema, { io: 'input', target: 'draft-7' })
  const described = {
    $schema,
    title: 'smart-router routing',
    description: 'Providers, tasks and targets of smart-router. Written by "node src/config/write-schema.ts"; do not edit.',
    ...rest,
  }
  return `${JSON.stringify(described, undefined, 2)}\n`
}
