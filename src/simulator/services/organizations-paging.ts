import { AwsError } from '../aws-error.ts'
import type { Call } from '../service.ts'
import type { JsonInput } from './json-input.ts'

export interface OrganizationsPage<T> {
  readonly items: readonly T[]
  readonly NextToken?: string
}

/** Organizations' pages hold at most this many (fact sheet, section 3). */
const MAXIMUM_PAGE = 20

/**
 * One page of `items` that `belongs` keeps. `list` names what is paged, so that a token of one list is refused by another.
 * Now and then a page is empty and carries a token all the same, as on AWS: clients that stop there miss accounts.
 */
export function organizationsPage<T>(
  { world }: Call,
  input: JsonInput,
  list: string,
  items: readonly T[],
  belongs: (item: T) => boolean = () => true,
): OrganizationsPage<T> {
  const size = pageSize(input)
  const position = readToken(input.text('NextToken'), list)
  const every = world.switches.emptyPageEvery
  if (every > 0 && !position.rested && position.page % every === Math.min(3, every - 1)) {
    return { items: [], NextToken: writeToken(list, { ...position, rested: true }) }
  }
  const page: T[] = []
  let at = position.start
  for (; at < items.length && page.length < size; at += 1) {
    const item = items[at] as T
    if (belongs(item)) page.push(item)
  }
  while (at < items.length && !belongs(items[at] as T)) at += 1
  if (at >= items.length) return { items: page }
  return {
    items: page,
    NextToken: writeToken(list, { start: at, page: position.page + 1, rested: false }),
  }
}

interface Position {
  /** Index of the first item of the page. */
  readonly start: number
  readonly page: number
  /** Whether the empty page before this one has been given. */
  readonly rested: boolean
}

function pageSize(input: JsonInput): number {
  const size = input.integer('MaxResults')
  if (size === undefined) return MAXIMUM_PAGE
  if (size > MAXIMUM_PAGE) {
    throw invalidInput(
      'MAX_VALUE_EXCEEDED',
      'You specified an invalid value for MaxResults: it must be at most 20.',
    )
  }
  if (size < 1) {
    throw invalidInput(
      'MIN_VALUE_EXCEEDED',
      'You specified an invalid value for MaxResults: it must be at least 1.',
    )
  }
  return size
}

const writeToken = (list: string, { start, page, rested }: Position): string =>
  Buffer.from(JSON.stringify([list, start, page, rested])).toString('base64url')

function readToken(token: string | undefined, list: string): Position {
  if (token === undefined) return { start: 0, page: 0, rested: false }
  const fields = parseToken(token)
  const [name, start, page, rested] = fields
  if (
    name !== list ||
    typeof start !== 'number' ||
    typeof page !== 'number' ||
    typeof rested !== 'boolean'
  ) {
    throw invalidInput('INVALID_NEXT_TOKEN', 'You specified an invalid value for NextToken.')
  }
  return { start, page, rested }
}

function parseToken(token: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}

/** InvalidInputException with its Reason (fact sheet, section 3). */
export function invalidInput(reason: string, message: string): AwsError {
  return new AwsError(400, 'InvalidInputException', message, { Reason: reason })
}

/** A member that has to be there. */
export function requiredInput(input: JsonInput, name: string): string {
  const value = input.text(name)
  if (value === undefined || value === '') {
    throw invalidInput('INPUT_REQUIRED', `You must specify a value for ${name}.`)
  }
  return value
}
