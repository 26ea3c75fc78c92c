import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser'

/** A stretch of the text: UTF-16 units from its start. */
export type Span = { readonly offset: number; readonly length: number }

/** A value of strict JSON that knows where it stands in the text. */
export type JsonNode =
  | { readonly type: 'object'; readonly span: Span; readonly members: readonly JsonMember[] }
  | { readonly type: 'array'; readonly span: Span; readonly items: readonly JsonNode[] }
  | { readonly type: 'string'; readonly span: Span; readonly value: string }
  | { readonly type: 'number'; readonly span: Span; readonly value: number }
  | { readonly type: 'boolean'; readonly span: Span; readonly value: boolean }
  | { readonly type: 'null'; readonly span: Span }

export type JsonMember = {
  readonly name: string
  /** Of the name with its quotation marks. */
  readonly nameSpan: Span
  readonly value: JsonNode
}

export type JsonFault = {
  readonly kind: 'empty' | 'too-deep' | 'syntax'
  readonly message: string
  readonly span: Span
}

export type JsonTree =
  | { readonly ok: true; readonly root: JsonNode }
  | { readonly ok: false; readonly faults: readonly JsonFault[] }

/** Deeper than any policy: a statement's condition values stand at level 6. Guards the parser's recursion. */
const mostLevels = 64
/** The same guard for a text whose nesting cannot be told, since it is not JSON: far more than any policy has. */
const mostOpeners = 1_000

const byteOrderMark = '\uFEFF'

/**
 * Parses strict JSON (RFC 8259: no comments, no trailing commas) and keeps the place of every value. All
 * faults are named, not only the first. A byte order mark is passed over; offsets count it.
 */
export function parseJsonTree(text: string): JsonTree {
  const json = text.startsWith(byteOrderMark) ? ` ${text.slice(1)}` : text
  if (json.trim() === '') {
    return failed('empty', 'The text is empty.', { offset: 0, length: text.length })
  }
  const strict = isStrictJson(json)
  const tooDeepAt = strict ? offsetBelow(json, mostLevels) : null
  if (tooDeepAt !== null) {
    return failed('too-deep', `Nested more than ${mostLevels} levels deep.`, {
      offset: tooDeepAt,
      length: 1,
    })
  }
  if (!strict && countOpeners(json) > mostOpeners) return notJson(text)
  const errors: ParseError[] = []
  const root = parseTree(json, errors, {
    disallowComments: true,
    allowTrailingComma: false,
    allowEmptyContent: false,
  })
  if (errors.length > 0) return { ok: false, faults: errors.map(faultOf) }
  if (root === undefined || !strict) return notJson(text)
  return { ok: true, root: jsonNodeOf(root) }
}

/** The member with this name; the last one where there are several, as JSON readers have it. */
export function memberOf(node: JsonNode, name: string): JsonMember | null {
  if (node.type !== 'object') return null
  return node.members.findLast((member) => member.name === name) ?? null
}

export function endOf({ offset, length }: Span): number {
  return offset + length
}

function failed(kind: JsonFault['kind'], message: string, span: Span): JsonTree {
  return { ok: false, faults: [{ kind, message, span }] }
}

function notJson(text: string): JsonTree {
  return failed('syntax', 'This is not JSON.', { offset: 0, length: text.length })
}

/** The standard parser has the last word on what JSON is. */
function isStrictJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function countOpeners(text: string): number {
  return text.split(/[{[]/).length - 1
}

/** Where the nesting of strict JSON exceeds so many levels; null where it does not. */
function offsetBelow(text: string, levels: number): number | null {
  let level = 0
  let quoted = false
  for (let offset = 0; offset < text.length; offset += 1) {
    const character = text[offset]
    if (quoted) {
      if (character === '\\') offset += 1
      else if (character === '"') quoted = false
    } else if (character === '"') {
      quoted = true
    } else if (character === '{' || character === '[') {
      level += 1
      if (level > levels) return offset
    } else if (character === '}' || character === ']') {
      level -= 1
    }
  }
  return null
}

function jsonNodeOf(node: Node): JsonNode {
  const span = { offset: node.offset, length: node.length }
  switch (node.type) {
    case 'object':
      return { type: 'object', span, members: (node.children ?? []).map(jsonMemberOf) }
    case 'array':
      return { type: 'array', span, items: (node.children ?? []).map(jsonNodeOf) }
    case 'string':
      return { type: 'string', span, value: String(node.value) }
    case 'number':
      return { type: 'number', span, value: Number(node.value) }
    case 'boolean':
      return { type: 'boolean', span, value: node.value === true }
    case 'null':
      return { type: 'null', span }
    case 'property':
      throw new Error('a property stands in an object only')
  }
}

function jsonMemberOf({ children }: Node): JsonMember {
  const [name, value] = children ?? []
  if (!name || !value) throw new Error('a property without a fault has a name and a value')
  return {
    name: String(name.value),
    nameSpan: { offset: name.offset, length: name.length },
    value: jsonNodeOf(value),
  }
}

function faultOf({ error, offset, length }: ParseError): JsonFault {
  return {
    kind: 'syntax',
    message: messages[printParseErrorCode(error)] ?? 'This is not JSON.',
    span: { offset, length },
  }
}

const messages: Readonly<Record<string, string>> = {
  InvalidSymbol: 'This is not a JSON value.',
  InvalidNumberFormat: 'This is not a JSON number.',
  PropertyNameExpected: 'A name in quotation marks is expected here.',
  ValueExpected: 'A value is expected here.',
  ColonExpected: 'A colon is expected here.',
  CommaExpected: 'A comma is expected here.',
  CloseBraceExpected: 'A closing brace is expected here.',
  CloseBracketExpected: 'A closing bracket is expected here.',
  EndOfFileExpected: 'Nothing may follow the policy.',
  InvalidCommentToken: 'JSON has no comments.',
  UnexpectedEndOfComment: 'JSON has no comments.',
  UnexpectedEndOfString: 'A text is not closed with a quotation mark.',
  UnexpectedEndOfNumber: 'A number ends too early.',
  InvalidUnicode: 'This escape is not a Unicode character.',
  InvalidEscapeCharacter: 'JSON does not know this escape.',
  InvalidCharacter: 'A control character must be escaped.',
}
