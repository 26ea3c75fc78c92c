import { documentPath } from '../reports/preview-shelf.ts'

/** The window's own origin. Standard and secure, served by main from the folder of the built renderer. */
export const appScheme = 'app'
export const appOrigin = 'app://rootkeep'

/**
 * True where a URL is one of the window's own. Compared as text: `new URL` gives such schemes the
 * origin `null`, and `blob:app://…` or `app://rootkeep.elsewhere/` must not pass.
 */
export function isOwnUrl(url: string): boolean {
  return url.startsWith(`${appOrigin}/`)
}

/** True for the address of a document that the window may show in a frame, at whatever place in it. */
export function isDocumentUrl(url: string): boolean {
  const documents = `${appOrigin}${documentPath}`
  return url.startsWith(documents) && /^[\w-]+(#.*)?$/s.test(url.slice(documents.length))
}
