/**
 * The tool calls that a person's words ask for, made with whichever tools are offered. Words are `read the file PATH`, `run
 * the command` with the command in back quotes, and `demo:tool NAME {json}`; `then` begins another round.
 */

import { markedToolCalls } from '../demo-tool-call.ts'
import { sampleJson } from '../json-sample.ts'
import { declarationOf, isRecord, recordOf, type JsonRecord } from './vendor-request.ts'

export interface RequestedCall {
  readonly name: string
  readonly argumentsText: string
}

/** A kind of work, the tools that do it in known clients, and the argument that says what to do it on. */
interface Skill {
  readonly words: RegExp
  /** Names in lower case, without `_` and `-`. */
  readonly tools: readonly string[]
  readonly argumentNames: readonly string[]
  /** Where the argument is more than what the words say. */
  readonly write?: (words: string) => string
}

const SHELL: Skill = {
  words: /run the command `([^`]+)`/giu,
  tools: ['bash', 'runshellcommand', 'shell', 'execcommand', 'shellcommand', 'runcommand'],
  argumentNames: ['command', 'cmd'],
}
/** A shell that is only to be had from within a program, as Codex has it for some models. */
const CODE: Skill = {
  words: SHELL.words,
  tools: ['functionsexec'],
  argumentNames: ['input'],
  write: command => `text(await tools.exec_command({ cmd: ${JSON.stringify(command)} }))`,
}
const READ: Skill = {
  words: /read the file (\S+?)(?=[.,;]?(?:\s|$))/giu,
  tools: ['read', 'readfile'],
  argumentNames: ['file_path', 'filePath', 'absolute_path', 'path'],
}

const plainName = (name: unknown): string => String(name).toLowerCase().replaceAll(/[_-]/gu, '')

const toolFor = ({ tools: names }: Skill, offered: readonly JsonRecord[]): JsonRecord | undefined =>
  offered.find(tool => names.includes(plainName(declarationOf(tool).name)))

/** What has to be said beside it; nothing is switched on that nobody asked for. */
const otherArguments = (schema: JsonRecord): JsonRecord => Object.fromEntries(
  Object.entries(recordOf(sampleJson({ type: 'object', ...schema }, 'simulated'))).map(([name, value]) => [name, value === true ? false : value]),
)

const callWith = (skill: Skill, tool: JsonRecord, words: string): RequestedCall => {
  const { name, schema } = declarationOf(tool)
  const value = skill.write?.(words) ?? words
  const properties = recordOf(recordOf(schema)['properties'])
  const argumentName = skill.argumentNames.find(each => each in properties) ?? skill.argumentNames[0] ?? 'input'
  const isList = recordOf(properties[argumentName])['type'] === 'array'
  const given = { [argumentName]: isList ? ['sh', '-c', value] : value }
  return { name: String(name), argumentsText: JSON.stringify({ ...otherArguments(recordOf(schema)), ...given }) }
}

/** Who has no tool to read with reads with the shell. */
const readCall = (path: string, offered: readonly JsonRecord[]): readonly RequestedCall[] => {
  const tool = toolFor(READ, offered)
  return tool === undefined ? shellCall(`cat ${path}`, offered) : [callWith(READ, tool, path)]
}

const shellCall = (command: string, offered: readonly JsonRecord[]): readonly RequestedCall[] => {
  const skill = [SHELL, CODE].find(each => toolFor(each, offered) !== undefined)
  const tool = skill && toolFor(skill, offered)
  return skill === undefined || tool === undefined ? [] : [callWith(skill, tool, command)]
}

const markedCalls = (words: string, offered: readonly JsonRecord[]): readonly RequestedCall[] =>
  markedToolCalls(words).filter(({ name }) => offered.some(tool => declarationOf(tool).name === name))

const callsIn = (words: string, offered: readonly JsonRecord[]): readonly RequestedCall[] => [
  ...[...words.matchAll(READ.words)].flatMap(([, path = '']) => readCall(path, offered)),
  ...[...words.matchAll(SHELL.words)].flatMap(([, command = '']) => shellCall(command, offered)),
  ...markedCalls(words, offered),
]

/** The calls of a round, counted from 0; none where the words ask for no more. */
export const requestedCalls = (words: string, offered: readonly JsonRecord[], round: number): readonly RequestedCall[] =>
  words.split(/\bthen\b/iu).map(part => callsIn(part, offered)).filter(calls => calls.length > 0)[round] ?? []

/** What a client forces is called with whatever its schema accepts. */
export const forcedCall = (choice: unknown, offered: readonly JsonRecord[]): RequestedCall | undefined => {
  const { type = choice, name, function: named } = recordOf(choice)
  const isAny = type === 'required' || type === 'any'
  const wanted = name ?? (isRecord(named) ? named['name'] : undefined)
  const tool = offered.find(each => isAny || declarationOf(each).name === wanted)
  return tool === undefined || (!isAny && wanted === undefined) ? undefined : sampleCall(tool)
}

export const sampleCall = (tool: JsonRecord): RequestedCall => {
  const { name, schema } = declarationOf(tool)
  return { name: String(name), argumentsText: JSON.stringify(sampleJson({ type: 'object', ...recordOf(schema) }, 'simulated')) }
}
