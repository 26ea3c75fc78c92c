import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'

/** One page of a listing; `next` is null at its end. A page may be empty and have a next one (fact sheet 3). */
export type Page<T> = { readonly items: readonly T[]; readonly next: string | null }

/**
 * Reads a listing to its end. All or nothing: half a list of credentials would read as fewer credentials. A token that comes
 * back a second time would page forever, and is a malformed answer.
 */
export async function allPages<T>(
  page: (token: string | null) => Promise<Outcome<Page<T>>>,
): Promise<Outcome<readonly T[]>> {
  const items: T[] = []
  const seen = new Set<string>()
  let token: string | null = null
  do {
    const outcome: Outcome<Page<T>> = await page(token)
    if (!outcome.ok) return outcome
    items.push(...outcome.value.items)
    token = outcome.value.next
    if (token !== null && seen.has(token)) {
      return fail(
        failureOf('malformed-answer', {
          message: 'AWS gave the same page of a listing again and again.',
        }),
      )
    }
    if (token !== null) seen.add(token)
  } while (token !== null)
  return succeed(items)
}

/** The token of the next page, which an empty text also ends. */
export function nextToken(token: string | undefined): string | null {
  return token === undefined || token === '' ? null : token
}
