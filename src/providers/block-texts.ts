/** Words for what a provider cannot be given as it is: documents, pictures, sounds, references, results. */

import type { ContentBlock, MediaSource } from '../chat/request.ts'

export const INTERRUPTED_RESULT = '(no result: the call was interrupted)'
const EMPTY_RESULT = '(no output)'

const decodedText = (source: MediaSource): string | undefined => {
  if (source.kind === 'text') return source.text
  const isText = source.kind === 'base64' && source.mediaType.startsWith('text/')
  return isText ? Buffer.from(source.data, 'base64').toString() : undefined
}

const nameOf = (source: MediaSource): string => {
  switch (source.kind) {
    case 'base64': return source.mediaType
    case 'url': return source.url
    case 'file': return source.fileId
    case 'text': return 'text'
  }
}

const documentText = (block: Extract<ContentBlock, { type: 'document' }>): string => {
  const title = block.title ?? 'untitled'
  const text = decodedText(block.source)
  return text === undefined ? `[document left out, this model cannot read it: ${title}, ${nameOf(block.source)}]` : `[document: ${title}]\n${text}`
}

/** What a block says in words; `undefined` where it says nothing that another wire could carry. */
export const blockText = (block: ContentBlock): string | undefined => {
  switch (block.type) {
    case 'text': return block.text
    case 'refusal': return block.text
    case 'document': return documentText(block)
    case 'image': return `[image left out, this model cannot see it: ${nameOf(block.source)}]`
    case 'audio': return `[audio left out, this model cannot hear it: ${block.format}]`
    case 'tool-reference': return `Tool ${block.name} is loaded; you can call it now.`
    case 'reasoning': case 'redacted-reasoning': case 'tool-call': case 'tool-result': case 'opaque': return undefined
  }
}

/** A tool result in words, never empty; what `isLeftOut` says of is told elsewhere. */
export const resultText = (content: readonly ContentBlock[], isError: boolean, isLeftOut: (block: ContentBlock) => boolean): string => {
  const texts = content.filter(block => !isLeftOut(block)).map(blockText).filter(text => text !== undefined && text !== '')
  const text = texts.length === 0 ? EMPTY_RESULT : texts.join('\n')
  return isError ? `Error: ${text}` : text
}
