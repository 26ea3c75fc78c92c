import { inflateSync } from 'node:zlib'

/** What a PDF of Chromium's says of itself. */
export type PrintedPages = {
  /** Width × height of each page, in points. */
  readonly sizes: readonly string[]
  /** The text of each page that has any, as a reader would copy it; true only for documents in one font. */
  readonly texts: readonly string[]
  /** The objects, with their streams laid open. */
  readonly objects: string
}

/** Reads a PDF without the engine that printed it. */
export function readPrintedPages(pdf: Uint8Array): PrintedPages {
  const raw = Buffer.from(pdf).toString('latin1')
  const streams = [...raw.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, body = '']) =>
    opened(body),
  )
  const objects = [raw, ...streams].join('\n')
  const characters = charactersOf(objects)
  const sizes = [...objects.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(
    ([, width, height]) => `${Math.round(Number(width))} × ${Math.round(Number(height))}`,
  )
  const texts = streams.flatMap((stream) => {
    const lines = [...stream.matchAll(/<([0-9A-F]+)> Tj/g)].map(([, glyphs = '']) =>
      (glyphs.match(/.{4}/g) ?? []).map((glyph) => characters.get(glyph) ?? '\uFFFD').join(''),
    )
    return lines.length > 0 ? [lines.join('\n')] : []
  })
  return { sizes, texts, objects }
}

/** A stream, where it is a compressed one; of pictures and fonts nothing is read. */
function opened(body: string): string {
  try {
    return inflateSync(Buffer.from(body, 'latin1')).toString('latin1')
  } catch {
    return ''
  }
}

/** The characters that glyphs stand for (ToUnicode), by the glyph in hexadecimal. */
function charactersOf(objects: string): Map<string, string> {
  const characters = new Map<string, string>()
  const note = (glyph: number, code: number): void => {
    characters.set(glyph.toString(16).toUpperCase().padStart(4, '0'), String.fromCodePoint(code))
  }
  const hex = (text = ''): number => Number.parseInt(text, 16)
  for (const [, , body = ''] of objects.matchAll(/begin(bfchar|bfrange)([\s\S]*?)endbf/g)) {
    for (const line of body.split('\n')) {
      const [first, second, third] = (line.match(/[0-9A-F]{4}/g) ?? []).map(hex)
      if (first === undefined || second === undefined) continue
      if (third === undefined) note(first, second)
      else for (let at = 0; at <= second - first; at += 1) note(first + at, third + at)
    }
  }
  return characters
}
