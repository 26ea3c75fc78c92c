/** What a control request got wrong, in a sentence: becomes a 400. */
export class ShapeError extends Error {}

export type JsonObject = Readonly<Record<string, unknown>>

/** An object with no other members than `known`. `what` names it in the message. */
export function objectOf(value: unknown, what: string, known?: readonly string[]): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ShapeError(`${what} must be an object`)
  }
  const unknown =
    known === undefined ? undefined : Object.keys(value).find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw new ShapeError(
      `${what} has an unknown member "${unknown}"; known are ${(known ?? []).join(', ')}`,
    )
  }
  return value as JsonObject
}

/** The member when it is there and a text. */
export function textIn(object: JsonObject, name: string): string | undefined {
  return memberIn(object, name, 'a text', (value) => typeof value === 'string')
}

/** The member when it is there and a boolean. */
export function flagIn(object: JsonObject, name: string): boolean | undefined {
  return memberIn(object, name, 'true or false', (value) => typeof value === 'boolean')
}

/** The member when it is there and a number within the bounds, both included. */
export function numberIn(
  object: JsonObject,
  name: string,
  low: number,
  high: number,
): number | undefined {
  const inBounds = (value: unknown): value is number =>
    typeof value === 'number' && value >= low && value <= high
  return memberIn(object, name, `a number from ${low} to ${high}`, inBounds)
}

/** The member when it is there and one of the choices. */
export function choiceIn<T extends string>(
  object: JsonObject,
  name: string,
  choices: readonly T[],
): T | undefined {
  return memberIn(object, name, `one of ${choices.join(', ')}`, (value) =>
    choices.some((choice) => choice === value),
  ) as T | undefined
}

/** The member when it is there and a list, each item read by `read`. */
export function listIn<T>(
  object: JsonObject,
  name: string,
  read: (item: unknown) => T,
): readonly T[] | undefined {
  const list = memberIn(object, name, 'a list', (value) => Array.isArray(value)) as
    | readonly unknown[]
    | undefined
  return list?.map(read)
}

/** The member when it is there and an ISO instant, in milliseconds; null stays null where it may be. */
export function instantIn(object: JsonObject, name: string): number | null | undefined {
  if (object[name] === null) return null
  const text = textIn(object, name)
  if (text === undefined) return undefined
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw new ShapeError(`"${name}" must be an ISO instant`)
  return time
}

/** Copies what is there: absent members stay absent, so that defaults hold. */
export function present<T extends object>(members: {
  readonly [K in keyof T]: T[K] | undefined
}): Partial<T> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  ) as Partial<T>
}

function memberIn<T>(
  object: JsonObject,
  name: string,
  kind: string,
  isRight: (value: unknown) => value is T,
): T | undefined
function memberIn(
  object: JsonObject,
  name: string,
  kind: string,
  isRight: (value: unknown) => boolean,
): unknown
function memberIn(
  object: JsonObject,
  name: string,
  kind: string,
  isRight: (value: unknown) => boolean,
): unknown {
  const value = object[name]
  if (value === undefined) return undefined
  if (!isRight(value)) throw new ShapeError(`"${name}" must be ${kind}`)
  return value
}
