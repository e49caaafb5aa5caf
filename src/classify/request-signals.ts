// What the classifier is told of a chat request: the person's last words, and the hints that stand beside them.
import type { ChatRequest, Tool } from '../chat/request.ts'
import type { ClassifierInput } from './classifier.ts'
import { personText } from './person-text.ts'

/** An agent's toolbox has a web search among many tools; only a small set of tools says that searching is meant. */
const MOST_TOOLS_OF_A_SEARCHER = 3

const normalName = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '')

const SEARCH_NAMES: ReadonlySet<string> =
  new Set(['websearch', 'searchweb', 'googlesearch', 'searchgoogle', 'bingsearch', 'bravewebsearch', 'tavilysearch', 'internetsearch', 'webfetch', 'searchinternet', 'duckduckgosearch'])

const isWebSearch = (tool: Tool): boolean =>
  SEARCH_NAMES.has(normalName(tool.name)) || (tool.type === 'server' && normalName(tool.kind).startsWith('websearch'))

const hasWebSearch = ({ needs, tools }: ChatRequest): boolean => {
  if (needs.tools && tools.length > MOST_TOOLS_OF_A_SEARCHER) return false
  return needs.webSearch || (needs.tools && tools.some(isWebSearch))
}

export const classifierInput = (request: ChatRequest): ClassifierInput => ({
  ...personText(request.messages),
  signals: {
    tools: request.needs.tools,
    webSearchTool: hasWebSearch(request),
    thinking: request.reasoning.enabled === true,
    imageOutput: request.needs.imageOutput,
  },
})
