/**
 * Pictures on the chat completions wire. The wire itself knows none, so each is told twice: as Markdown in the content, which
 * every chat front end shows, and in `images`, the member that OpenRouter's clients read. Data is no exception: a front end
 * that looks at one of the two alone must find the whole picture there.
 */

import type { Picture } from '../../chat/picture.ts'

/** Between a picture and what stands before or after it. */
export const PICTURE_SEPARATOR = '\n\n'

export const imageMember = ({ url }: Picture): object => ({ type: 'image_url', image_url: { url } })
