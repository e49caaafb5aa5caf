/** Sizes in pixels, which some write as `1024x768` and others as `1024*768`. Other words (`auto`) stay as they are. */

export const sizeWith = (mark: 'x' | '*', size: string): string => size.replace(/^(\d+)\s*[x×*]\s*(\d+)$/i, (_whole, width: string, height: string) => `${width}${mark}${height}`)
