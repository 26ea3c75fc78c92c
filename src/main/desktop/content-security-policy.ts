import { documentPath } from '../reports/preview-shelf.ts'
import { appOrigin } from './app-origin.ts'

/**
 * The policy of every document of the window.
 *
 * SECURITY: no inline script, no eval, no string into a script sink, no request out, and no frame but for a document of the shelf. Styles
 * need a nonce because Base UI makes style tags; style attributes are set through the CSSOM, which no
 * policy forbids.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "worker-src 'none'",
    `frame-src ${appOrigin}${documentPath}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}

/** What every answer has. */
const headers = {
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), serial=(), hid=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
} as const

/** The headers of every answer to the window. */
export function securityHeaders(nonce: string): Record<string, string> {
  return {
    ...headers,
    'Content-Security-Policy': contentSecurityPolicy(nonce),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'X-Frame-Options': 'DENY',
  }
}

/**
 * The headers of a report as a document: in a frame of the window, and where it is printed.
 *
 * SECURITY: a report carries names that others chose. Its own policy gives it an origin of its own, no script, no form, no window, no request
 * and no frame, whatever stands in it; styles are inline, because it is one file.
 */
export const documentHeaders: Readonly<Record<string, string>> = {
  ...headers,
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    'sandbox',
  ].join('; '),
  'X-Frame-Options': 'SAMEORIGIN',
}
