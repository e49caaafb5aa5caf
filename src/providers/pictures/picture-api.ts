/**
 * The seam to an API that draws: how it is asked, what of a request it takes, and how its answers are read. A row of the
 * table in `picture-apis.ts` is one of these; none of them does I/O.
 */

import type { ChatPart, Usage } from '../../chat/part.ts'
import type { Picture } from '../../chat/picture.ts'
import type { JsonObject } from '../../chat/request.ts'
import type { AnswerReading } from '../dialect.ts'
import type { PictureRequest } from './picture-request.ts'

/** What an API may take besides the words. What the client gave and the API does not take is told. */
export type PictureSetting = 'n' | 'size' | 'quality' | 'image' | 'image_config'

export type PictureAnswer =
  | { readonly kind: 'pictures', readonly pictures: readonly Picture[], readonly usage?: Usage | undefined }
  /** A whole chat answer, its end included. */
  | { readonly kind: 'parts', readonly parts: readonly ChatPart[] }
  /** Still at work: ask again at this path. */
  | { readonly kind: 'task', readonly path: string }

export interface PictureApi {
  /** Where it is, from its provider's own address; absent: there. Not asked where the configuration says where. */
  readonly baseUrl?: (providerUrl: string) => string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly takes: ReadonlySet<PictureSetting>
  /** `parameters` are the matrix's own and win. */
  encode (asked: PictureRequest, model: string, parameters: JsonObject): JsonObject
  /** Throws `ProviderError` for an answer that is an error or holds no picture. */
  decode (body: Buffer, reading: AnswerReading): PictureAnswer
}
