/** A tag as it stands in a document: its name, with a slash where it ends something, and the names of its attributes. */
type Tag = { readonly name: string; readonly attributes: readonly string[] }

const tag = /<(\/?[a-z][a-z0-9]*)((?:\s+[a-z][\w-]*(?:="[^"<>]*")?)*)\s*\/?>/gi
const attribute = /\s+([a-z][\w-]*)(?:="[^"]*")?/gi

/** The tags of a document in their order. Throws where something looks like a tag and is none, so that nothing is overlooked. */
export function tagsOf(document: string): Tag[] {
  const body = withoutStyle(document)
  if (/[<>]/.test(body.replaceAll(tag, ''))) throw new Error('a bracket that belongs to no tag')
  return [...body.matchAll(tag)].map(([, name = '', attributes = '']) => ({
    name: name.toLowerCase(),
    attributes: [...attributes.matchAll(attribute)].map(([, each = '']) => each),
  }))
}

/** The words of a document, without what is only there for machines. */
export function wordsOf(document: string): string {
  return withoutStyle(document)
    .replaceAll(/<desc[^>]*>.*?<\/desc>/gs, '')
    .replaceAll(tag, '')
    .replaceAll(/\s+/g, ' ')
}

/** The first page: what stands before the table of contents. */
export function firstPageOf(document: string): string {
  return document.slice(0, document.indexOf('<nav'))
}

/** The numbers that say where in the report they stand. */
export function figuresOf(
  document: string,
): { readonly place: string; readonly value: number; readonly shown: string }[] {
  return [
    ...document.matchAll(/<data value="(\d+)" data-figure="([^"]+)"\s*>([^<]*)<\/data\s*>/g),
  ].map(([, value = '', place = '', shown = '']) => ({ place, value: Number(value), shown }))
}

/** The tables that say which rows of the report they show, with the number of rows in their bodies. */
export function tablesOf(document: string): { readonly place: string; readonly rows: number }[] {
  return [...document.matchAll(/<table[^>]*data-rows="([^"]+)"[^>]*>(.*?)<\/table>/gs)].map(
    ([, place = '', contents = '']) => ({
      place,
      rows: (contents.slice(contents.indexOf('</thead>')).match(/<tr>/g) ?? []).length,
    }),
  )
}

function withoutStyle(document: string): string {
  return document.replace(/^<!doctype html>/, '').replaceAll(/<style>.*?<\/style>/gs, '')
}
