/** Every picture API there is, by its name in `compat.imageApi`. A new one is a line here. */

import type { Compat } from '../../config/compat.ts'
import { chatPictures } from './chat-pictures.ts'
import { dashScopeCall, dashScopeTask } from './dashscope.ts'
import { cogViewImages, geminiImages, openAiImages } from './images-endpoint.ts'
import type { PictureApi } from './picture-api.ts'

export const PICTURE_APIS: Readonly<Record<NonNullable<Compat['imageApi']>, PictureApi>> = {
  openai: openAiImages,
  cogview: cogViewImages,
  dashscope: dashScopeTask,
  'dashscope-call': dashScopeCall,
  'gemini-images': geminiImages,
  'gemini-chat': chatPictures,
}
