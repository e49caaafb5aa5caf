/** A picture of a number and a document with a word in it, small enough to cost next to nothing and impossible to guess. */

export const PICTURED_NUMBER = '472'

/** PNG, 256 × 128, one bit a dot: the number in large digits. */
export const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAQAAAACAAQAAAADMzoqnAAAAYklEQVR42u3WQQqAMAxE0YEezKvnYELEVEuFgrsE5c+qHd6uDFT+EgEAXwTW3Hdt7qZIXKWzAVSBHmvR9B5QCJ4SkA3GXq5yloBUML/RAPcBUAQW8wEUg2lKgHTA3x7wH3AA2Dg4rCpYuPoAAAAASUVORK5CYII='

export const WRITTEN_WORD = 'marigold'

const PAGE = `BT /F1 36 Tf 40 90 Td (The code word is ${WRITTEN_WORD}.) Tj ET`

const OBJECTS: readonly string[] = [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 520 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
  `<< /Length ${PAGE.length} >>\nstream\n${PAGE}\nendstream`,
  '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
]

/** A PDF is its objects and a table of where each begins. */
const writePdf = (): string => {
  const starts: number[] = []
  const body = OBJECTS.reduce((text, object, index) => {
    starts.push(text.length)
    return `${text}${index + 1} 0 obj\n${object}\nendobj\n`
  }, '%PDF-1.4\n')
  const table = starts.map(start => `${String(start).padStart(10, '0')} 00000 n \n`).join('')
  const size = OBJECTS.length + 1
  return `${body}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
}

/** PDF of one page, base64. */
export const DOCUMENT = Buffer.from(writePdf(), 'latin1').toString('base64')
