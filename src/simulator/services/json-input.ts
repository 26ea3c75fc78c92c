import { AwsError } from '../aws-error.ts'
import type { HttpRequest } from '../http-message.ts'

/** The members of a JSON request. A member of the wrong type is a SerializationException, as on AWS. */
export interface JsonInput {
  text(name: string): string | undefined
  integer(name: string): number | undefined
  texts(name: string): readonly string[] | undefined
  textMap(name: string): Readonly<Record<string, string>> | undefined
  /** All of them, as they came. */
  readonly members: Readonly<Record<string, unknown>>
}

/** Reads the body; an empty one is an empty object. Throws SerializationException for anything but a JSON object. */
export function readJson(request: HttpRequest): JsonInput {
  const members = parse(request.body.toString('utf8'))

  function member<T>(name: string, isRight: (value: unknown) => value is T): T | undefined {
    const value = members[name]
    if (value === undefined || value === null) return undefined
    if (!isRight(value)) throw serialization()
    return value
  }

  return {
    text: (name) => member(name, isText),
    integer: (name) => member(name, isInteger),
    texts: (name) => member(name, isTexts),
    textMap: (name) => member(name, isTextMap),
    members,
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isInteger = (value: unknown): value is number => Number.isInteger(value)
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText)
const isTextMap = (value: unknown): value is Record<string, string> =>
  isObject(value) && Object.values(value).every(isText)
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parse(text: string): Record<string, unknown> {
  if (text.trim() === '') return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw serialization()
  }
  if (!isObject(value)) throw serialization()
  return value
}

function serialization(): AwsError {
  return new AwsError(400, 'SerializationException', 'The request could not be deserialized.')
}
