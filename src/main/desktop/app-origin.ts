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
