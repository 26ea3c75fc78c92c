/** A pattern with `*` (any run of characters) and `?` (one character), ready to be matched. */
export interface WildcardPattern {
  readonly codes: readonly number[]
}

const ANY = -1
const ONE = -2

/**
 * Compiles a pattern. `literal` runs (the values of policy variables) can be added with {@link appendLiteral}: their
 * asterisks are then only asterisks.
 */
export function compileWildcard(pattern: string): WildcardPattern {
  const codes: number[] = []
  appendPattern(codes, pattern)
  return { codes }
}

/** Adds pattern text to a pattern under construction. */
export function appendPattern(codes: number[], pattern: string): void {
  for (let index = 0; index < pattern.length; index += 1) {
    const code = pattern.charCodeAt(index)
    codes.push(code === 42 ? ANY : code === 63 ? ONE : code)
  }
}

/** Adds text that stands for itself to a pattern under construction. */
export function appendLiteral(codes: number[], text: string): void {
  for (let index = 0; index < text.length; index += 1) codes.push(text.charCodeAt(index))
}

/** Whether the whole text fits the pattern. Case-sensitive; quadratic at worst, never exponential. */
export function matchesWildcard({ codes }: WildcardPattern, text: string): boolean {
  let at = 0
  let position = 0
  let starAt = -1
  let starPosition = 0
  while (position < text.length) {
    const code = codes[at]
    if (code === ANY) {
      starAt = at
      starPosition = position
      at += 1
    } else if (code === ONE || code === text.charCodeAt(position)) {
      at += 1
      position += 1
    } else if (starAt >= 0) {
      starPosition += 1
      position = starPosition
      at = starAt + 1
    } else {
      return false
    }
  }
  while (codes[at] === ANY) at += 1
  return at === codes.length
}
