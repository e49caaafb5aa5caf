/**
 * Takes secrets out of text, by their exact value and by the shapes that keys have. What may leave the program as text,
 * and was not written by it, passes here.
 */

const MIN_LENGTH = 8
const SHAPES = /\b(?:(?:sk|pk|rk)[-_]|gsk_|xai-|sr_live_|AIza)[-_A-Za-z0-9]{16,}|\bBearer\s+[-._~+/A-Za-z0-9]{16,}=*|\beyJ[-_A-Za-z0-9]{10,}\.[-_A-Za-z0-9]{10,}(?:\.[-_A-Za-z0-9]*)?/g
/** Cheap to look for, and every shape above has one of them. */
const HINTS = ['sk-', 'sk_', 'pk-', 'pk_', 'rk-', 'rk_', 'gsk_', 'xai-', 'sr_live_', 'AIza', 'Bearer', 'eyJ']

/** How a value stands inside a JSON text. */
const inJson = (value: string): string => JSON.stringify(value).slice(1, -1)

export class Scrubber {
  /** Told of each text that a secret was taken out of. */
  onScrubbed: () => void = () => {}
  #values: readonly string[] = []

  /** The values that are live now; they replace the ones before. Short ones are left out: they would eat common words. */
  setLive (values: Iterable<string>): void {
    const live = [...values].filter(value => value.length >= MIN_LENGTH)
    this.#values = [...new Set([...live, ...live.map(inJson)])].sort((a, b) => b.length - a.length)
  }

  readonly scrub = (text: string): string => {
    const clean = this.#clean(text)
    if (clean !== text) this.onScrubbed()
    return clean
  }

  #clean (text: string): string {
    let clean = text
    for (const value of this.#values) if (clean.includes(value)) clean = clean.replaceAll(value, '[secret]')
    return HINTS.some(hint => clean.includes(hint)) ? clean.replace(SHAPES, '[secret]') : clean
  }
}
