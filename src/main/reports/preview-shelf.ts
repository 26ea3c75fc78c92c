import { randomBytes } from 'node:crypto'

/** Where the window's own origin serves the documents of the shelf, each under its token. */
export const documentPath = '/document/'

/**
 * The documents that the window looks at before they are written, in memory. `Workstation.document` hands them to the
 * shell by their token, which answers a frame with them that runs nothing.
 */
export type PreviewShelf = {
  /** Keeps a document, and drops the oldest where there are too many. Returns its address on the window's own origin. */
  put(html: string): string
  /** The document of a token; null where it was dropped, or never was. */
  get(token: string): string | null
}

/** The one that is looked at, and the one that takes its place. */
const kept = 2

/** Makes an empty shelf. */
export function createPreviewShelf(): PreviewShelf {
  const documents = new Map<string, string>()
  return {
    put(html) {
      const token = randomBytes(16).toString('base64url')
      documents.set(token, html)
      for (const oldest of [...documents.keys()].slice(0, -kept)) documents.delete(oldest)
      return `${documentPath}${token}`
    },
    get: (token) => documents.get(token) ?? null,
  }
}
