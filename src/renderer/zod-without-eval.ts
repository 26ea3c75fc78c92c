import { z } from 'zod'

// SECURITY: the page's policy forbids making code from text. Zod tries that once to see whether it can
// compile its checks, which is refused and reported; told so beforehand, it never tries. Must be the
// first import of the window, since schemas ask at the moment they are made.
z.config({ jitless: true })
