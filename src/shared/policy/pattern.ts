/**
 * A text of a policy with its wildcards: `*` stands for any run of characters, `?` for one. Kept as UTF-16
 * codes, so that a literal asterisk (`${*}`) can stand beside a wildcard.
 */
export type Pattern = readonly number[]

const anyRun = -1
const oneCharacter = -2
const colon = 58

/** Reads `*` and `?` as wildcards. */
export function patternOf(text: string): Pattern {
  const codes: number[] = []
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    codes.push(code === 42 ? anyRun : code === 63 ? oneCharacter : code)
  }
  return codes
}

/** Every character stands for itself. */
export function literalOf(text: string): Pattern {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
}

/** Whether the whole text fits. Case-sensitive; at worst quadratic, whatever the pattern. */
export function fits(pattern: Pattern, text: string): boolean {
  let at = 0
  let position = 0
  let runAt = -1
  let runPosition = 0
  while (position < text.length) {
    const code = pattern[at]
    if (code === anyRun) {
      runAt = at
      runPosition = position
      at += 1
    } else if (code === oneCharacter || code === text.charCodeAt(position)) {
      at += 1
      position += 1
    } else if (runAt >= 0) {
      runPosition += 1
      position = runPosition
      at = runAt + 1
    } else {
      return false
    }
  }
  while (pattern[at] === anyRun) at += 1
  return at === pattern.length
}

/** Whether an action fits a pattern of actions. Neither knows upper and lower case. */
export function actionFits(pattern: string, action: string): boolean {
  const wanted = pattern.toLowerCase()
  const given = action.toLowerCase()
  return wanted === given || (/[*?]/.test(wanted) && fits(patternOf(wanted), given))
}

/** A pattern of ARNs in its parts; a part without wildcards is a text. */
export type ArnPattern = readonly (string | Pattern)[]

/**
 * The parts of a pattern of ARNs: a wildcard in one of them does not reach over a colon, except in the last
 * (IAM User Guide, ARN condition operators).
 */
export function arnPartsOf(pattern: Pattern): ArnPattern {
  const parts: number[][] = [[]]
  for (const code of pattern) {
    if (code === colon && parts.length < 6) parts.push([])
    else parts.at(-1)?.push(code)
  }
  return parts.map((part) => plainText(part) ?? part)
}

/** The six parts of an ARN; fewer where it is none. */
export function arnTextsOf(arn: string): string[] {
  const parts = arn.split(':')
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')]
}

/**
 * Whether an ARN fits, part by part. Null where the pattern has fewer parts than an ARN, unless it is `*`
 * alone: what AWS makes of that is not documented.
 */
export function arnFits(pattern: ArnPattern, arn: readonly string[]): boolean | null {
  const [first] = pattern
  if (pattern.length === 1 && first?.length === 1 && first[0] === anyRun) return true
  if (pattern.length < 6) return null
  return (
    arn.length === 6 &&
    pattern.every((part, index) => {
      const text = arn[index] ?? ''
      return typeof part === 'string' ? part === text : fits(part, text)
    })
  )
}

/** A text that fits both patterns, one of the shortest; null where none does. */
export function commonText(a: Pattern, b: Pattern): string | null {
  const plain = plainText(a) ?? plainText(b)
  if (plain !== null) return fits(a, plain) && fits(b, plain) ? plain : null
  const width = b.length + 1
  const goal = a.length * width + b.length
  // By state, how far each pattern is used up: the state before it, and the code that led there.
  const cameFrom = new Int32Array(goal + 1).fill(unvisited)
  const came = new Int32Array(goal + 1)
  const queue = [0]
  const visit = (state: number, from: number, code: number) => {
    if (cameFrom[state] !== unvisited) return
    cameFrom[state] = from
    came[state] = code
    queue.push(state)
  }
  // Grows while it is walked: breadth first.
  for (const state of queue) {
    if (state === goal) return textTo(goal, cameFrom, came)
    const i = Math.floor(state / width)
    const left = a[i]
    const right = b[state - i * width]
    if (left === anyRun) visit(state + width, state, nothing)
    if (right === anyRun) visit(state + 1, state, nothing)
    if (left === undefined || right === undefined) continue
    const code = commonCode(left, right)
    if (code === null) continue
    visit(state + (left === anyRun ? 0 : width) + (right === anyRun ? 0 : 1), state, code)
  }
  return null
}

const unvisited = -1
const nothing = -1

/** The text of a pattern without wildcards; null of one with any. */
function plainText(pattern: Pattern): string | null {
  return pattern.every((code) => code >= 0) ? String.fromCharCode(...pattern) : null
}

function textTo(goal: number, cameFrom: Int32Array, came: Int32Array): string {
  const codes: number[] = []
  for (let state = goal; state > 0; state = cameFrom[state] ?? 0) {
    const code = came[state] ?? nothing
    if (code !== nothing) codes.push(code)
  }
  return String.fromCharCode(...codes.toReversed())
}

const filler = 'x'.charCodeAt(0)

function commonCode(a: number, b: number): number | null {
  if (a < 0) return b < 0 ? filler : b
  return b < 0 || a === b ? a : null
}
