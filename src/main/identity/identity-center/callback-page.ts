import { hash } from 'node:crypto'

/** What the browser is told. */
export type CallbackWord = 'answered' | 'denied' | 'refused' | 'used' | 'stranger' | 'nothing-here'

/** A small page without script that says where to go on. Nothing of the request stands in it. */
export function callbackPage(word: CallbackWord): string {
  const { title, sentence } = words[word]
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style></head>
<body><main><h1>${title}</h1>
<p>${sentence}</p></main></body>
</html>
`
}

const words: Readonly<Record<CallbackWord, { title: string; sentence: string }>> = {
  answered: {
    title: 'Return to Rootkeep',
    sentence: 'Your answer has arrived. You can close this tab; Rootkeep finishes the sign-in.',
  },
  denied: {
    title: 'The sign-in was denied',
    sentence: 'You can close this tab and return to Rootkeep. Nothing was signed in.',
  },
  refused: {
    title: 'The sign-in was refused',
    sentence: 'You can close this tab. Return to Rootkeep, which says what can be done.',
  },
  used: {
    title: 'Already used',
    sentence: 'This sign-in has been answered already. Close this tab and return to Rootkeep.',
  },
  stranger: {
    title: 'Not the sign-in that Rootkeep waits for',
    sentence:
      'This page belongs to another sign-in, or was changed on its way. Close it, and return to Rootkeep: it can open the right page once more.',
  },
  'nothing-here': {
    title: 'Nothing here',
    sentence: 'Close this tab and return to Rootkeep.',
  },
}

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem;color-scheme:light dark}'

/**
 * SECURITY: the address of this page holds the code. Nothing is loaded, run, framed, kept in a cache, or told where it came from.
 */
export const callbackHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${hash('sha256', style, 'base64')}'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  connection: 'close',
} as const
