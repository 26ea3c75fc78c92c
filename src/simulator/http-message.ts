import type { IncomingHttpHeaders } from 'node:http'

/** A request as it came over the wire: path and query still encoded, the body complete. */
export interface HttpRequest {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** Address of the other end of the connection. */
  readonly remoteAddress: string
}

/** An answer ready to be sent. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The header's value, or undefined; lists are joined as HTTP joins them. */
export function headerOf(request: HttpRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(',') : value
}
