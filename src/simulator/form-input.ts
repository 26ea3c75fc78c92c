import type { HttpRequest } from './http-message.ts'

/** The parameters of a Query request, from the body or, for GET, from the query string. */
export interface FormInput {
  /** The value; undefined when it is not there. */
  text(name: string): string | undefined
  /** Every parameter, in the order of the request. */
  entries(): Iterable<readonly [string, string]>
}

export function readForm(request: HttpRequest): FormInput {
  const parameters = new URLSearchParams(
    request.method === 'GET' ? request.query : request.body.toString('utf8'),
  )
  return {
    text: (name) => parameters.get(name) ?? undefined,
    entries: () => parameters.entries(),
  }
}
