import { z } from 'zod'

// SECURITY: the policy of the page forbids making code from text. Zod tries that once to see whether it
// can compile its checks, which is refused and reported; told so beforehand, it never tries. Hence this
// is the first import of the window: schemas ask at the moment they are made.
z.config({ jitless: true })

/** The nonce that main wrote into index.html: the only style tags that the policy lets in carry it. */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content
