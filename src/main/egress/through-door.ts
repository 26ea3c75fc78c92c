/** Whether a socket may be opened to there. */
export type Admits = (host: string, port: number) => boolean

/**
 * Stands in the options of every connection that a door opens, and says where that door leads: what the process guard asks for
 * (process-guard.ts). A symbol, as only that survives the copies that `https.Agent`, `tls.connect` and the proxy agent make.
 *
 * SECURITY: it tells our connections from those that a dependency opens by itself. It is no wall against code that was written to find it.
 */
export const throughDoor: unique symbol = Symbol('through a door')
