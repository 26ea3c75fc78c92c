import { canonicalJson } from '../journal/canonical-json.ts'

/**
 * True where two texts say the same policy. AWS hands a policy back in a form of its own: other white space and order of members, a list of one as
 * a value, an account ID as the ARN of its root. So what was written is compared by meaning, and only what was read is compared byte for byte.
 */
export function isSamePolicy(one: string, other: string): boolean {
  const a = normalized(one)
  return a !== null && a === normalized(other)
}

function normalized(text: string): string | null {
  try {
    return canonicalJson(plain(JSON.parse(text)))
  } catch {
    return null
  }
}

function plain(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => plain(item, key))
    if (items.length === 1 && key !== 'Statement') return items[0]
    // The order of values means nothing; that of statements is kept, since people read it.
    return key === 'Statement'
      ? items
      : items.toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1))
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([name, member]) => [name, plain(member, name)])
    const object = Object.fromEntries(entries) as Record<string, unknown>
    const { Statement } = object
    return Statement !== undefined && !Array.isArray(Statement)
      ? { ...object, Statement: [Statement] }
      : object
  }
  if (key === 'AWS' && typeof value === 'string') {
    return value.replace(/^arn:[^:]+:iam::(\d{12}):root$/, '$1')
  }
  // AWS hands numbers and truth values of conditions back as text.
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
}
