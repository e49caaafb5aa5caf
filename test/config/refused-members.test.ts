/** That a preset leaves out what its vendor, as the simulator knows it, refuses of the usual members of a request. */

import { describe, expect, test } from 'vitest'
import { gemini } from '../../src/config/presets/gemini.ts'
import { glm, zhipu } from '../../src/config/presets/glm.ts'
import { mistral } from '../../src/config/presets/mistral.ts'
import { CHAT_MEMBERS } from '../../src/simulator/vendors/chat-rules.ts'
import { gemini as simulatedGemini } from '../../src/simulator/vendors/gemini.ts'
import { glm as simulatedGlm } from '../../src/simulator/vendors/glm.ts'
import { mistral as simulatedMistral } from '../../src/simulator/vendors/mistral.ts'
import type { Vendor } from '../../src/simulator/vendors/vendor.ts'

/** Other flags see to these. */
const SEEN_TO = ['stream_options', 'max_completion_tokens', 'web_search_options']
/** Without these it would be another request: who asks for them is better refused, and answered by somebody else. */
const ESSENTIAL = ['functions', 'function_call', 'modalities', 'audio']

const knownTo = ({ rules }: Vendor, name: 'unknown-member' | 'unknown-message-member' | 'unknown-tool-member'): readonly string[] =>
  rules.flatMap(rule => rule.rule === name ? rule.known : [])

describe.each([[gemini, simulatedGemini], [mistral, simulatedMistral]] as const)('$name', ({ compat = {} }, vendor) => {
  test('members of a request, where the vendor refuses them, are left out, and no others', () => {
    const known = knownTo(vendor, 'unknown-member')
    const refused = CHAT_MEMBERS.filter(name => !known.includes(name) && !SEEN_TO.includes(name) && !ESSENTIAL.includes(name))
    expect([...compat.droppedFields ?? []].sort()).toEqual(refused.sort())
  })
})

test.each([[glm, simulatedGlm], [zhipu, simulatedGlm], [mistral, simulatedMistral]] as const)('$name, members of a message and of a tool that it knows, are never left out', ({ compat = {} }, vendor) => {
  const known = [...knownTo(vendor, 'unknown-message-member'), ...knownTo(vendor, 'unknown-tool-member').filter(name => name !== 'name')]
  const usual = ['name', 'refusal', 'annotations', 'reasoning', 'reasoning_details'].filter(name => !knownTo(vendor, 'unknown-message-member').includes(name))
  expect(compat.droppedMessageMembers).toEqual(usual)
  expect(known.filter(name => compat.droppedToolMembers?.includes(name))).toEqual([])
})

test.each([glm, zhipu])('$name: leaves strict out of its tools', ({ compat }) => { expect(compat?.droppedToolMembers).toEqual(['strict']) })
