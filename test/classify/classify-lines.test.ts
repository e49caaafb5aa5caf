import { describe, expect, it } from 'vitest'
import { createClassifier } from '../../src/classify/classifier.ts'
import { classifyLines } from '../../src/classify/classify-lines.ts'

const classifier = createClassifier()

async function * linesOf (...lines: readonly string[]): AsyncIterable<string> {
  yield * lines
}

const answersTo = async (...lines: readonly string[]): Promise<Record<string, unknown>[]> => {
  const answers: Record<string, unknown>[] = []
  for await (const line of classifyLines(linesOf(...lines), classifier)) answers.push(JSON.parse(line) as Record<string, unknown>)
  return answers
}

describe('classifyLines', () => {
  it('answers each line in order, when all are well-formed, with task, confidence, scores and reasons', async () => {
    const answers = await answersTo('{"text":"اكتب function python"}', '{"text":"Will it rain in Paris tomorrow?"}')
    expect(answers.map(({ task }) => task)).toEqual(['code', 'search'])
    expect(Object.keys(answers[0] ?? {})).toEqual(['task', 'confidence', 'scores', 'reasons'])
    const scores = Object.values((answers[0]?.['scores'] ?? {}) as Record<string, number>)
    expect(scores).toHaveLength(7)
    expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 2)
    expect(String(answers[0]?.['confidence'])).toMatch(/^[01](\.\d{1,4})?$/)
  })

  it('puts an error in its place, when a line is malformed, and goes on', async () => {
    const answers = await answersTo('{"text":"hi"}', '', '{"text":', '[]', '{"text":5}', '{"text":"hello","chars":"9"}', '{"text":"hello"}')
    expect(answers).toHaveLength(6)
    expect(answers[1]).toMatchObject({ error: { code: 'invalid_json', message: expect.stringMatching(/^line 3: /) } })
    expect(answers[2]).toMatchObject({ error: { message: 'line 4: expected an object' } })
    expect(answers[3]).toMatchObject({ error: { message: 'line 5: "text" must be a string' } })
    expect(answers[4]).toMatchObject({ error: { message: 'line 6: "chars" must be a number' } })
    expect(answers[5]).toMatchObject({ task: 'general' })
  })

  it('uses the full length, when only head and tail are given, and says long', async () => {
    expect(await answersTo('{"text":"Some passage about rivers.","chars":40000}')).toMatchObject([{ task: 'long' }])
  })

  it('heeds the signals, when a line tells them, in the scores', async () => {
    const [bare, withTools, image] = await answersTo('{"text":"the report"}', '{"text":"the report","req":{"tools":true}}', '{"text":"the report","req":{"imageOutput":true}}')
    const agentScore = (answer: Record<string, unknown> | undefined): number => ((answer?.['scores'] ?? {}) as Record<string, number>)['agent'] ?? 0
    expect(agentScore(withTools)).toBeGreaterThan(agentScore(bare))
    expect(image).toMatchObject({ task: 'image' })
  })
})
