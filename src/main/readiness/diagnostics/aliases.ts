import { isIP } from 'node:net'

/** A text that names somebody, and of what kind it is: `proxy`, `profile`. */
export type Named = { readonly kind: string; readonly text: string }

/**
 * Replaces whatever names an organization, an account, a person, a machine or a credential by an alias: `account-1` is the same account in all texts that
 * one of these replaced, and nothing leads back to it.
 *
 * SECURITY: what has a form is found by its form, wherever it stands, whether or not it is known here; names have none, so those that the connection
 * knows are given. Forms are looked for from the one that holds others to those that it may hold (an ARN has an account ID in it).
 */
export function createAliases(names: readonly Named[]): (text: string) => string {
  const given = new Map<string, string>()
  const counts = new Map<string, number>()

  function alias(kind: string, value: string): string {
    const key = `${kind} ${value.toLowerCase()}`
    const known = given.get(key)
    if (known !== undefined) return known
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    const made = `${kind}-${count}`
    given.set(key, made)
    return made
  }

  const known = names
    .filter(({ text }) => text.trim() !== '')
    .toSorted((a, b) => b.text.length - a.text.length)
    .map(({ kind, text }) => ({ kind, text, pattern: standingAlone(text) }))

  return (text) => {
    const unnamed = known.reduce(
      (kept, { kind, text: name, pattern }) => kept.replace(pattern, () => alias(kind, name)),
      text,
    )
    return forms.reduce(
      (kept, { kind, pattern, spares }) =>
        kept.replace(pattern, (found) => (spares?.(found) ? found : alias(kind, found))),
      unnamed,
    )
  }
}

type Form = {
  readonly kind: string
  readonly pattern: RegExp
  /** True for what has the form and names nobody. */
  readonly spares?: (found: string) => boolean
}

const forms: readonly Form[] = [
  { kind: 'email', pattern: /[^\s"'<>()@,;:=\\]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/gu },
  {
    kind: 'arn',
    pattern: /arn:aws[\w-]*:[^\s"'<>()]*[^\s"'<>().,;:]/g,
    // A managed policy of AWS, and a pattern for every account.
    spares: (found) => /^arn:aws[\w-]*:iam::(?:aws:policy\/[\w/-]+|\*:root)$/.test(found),
  },
  { kind: 'home', pattern: /(?:[A-Za-z]:)?[\\/](?:home|users)[\\/]+[^\s\\/"']+/gi },
  { kind: 'organization', pattern: /(?<![\w-])o-[a-z0-9]{10,32}(?![\w-])/g },
  {
    kind: 'unit',
    pattern: /(?<![\w-])(?:ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})(?![\w-])/g,
  },
  { kind: 'key', pattern: /(?<![A-Za-z0-9])A[A-Z]{3}[A-Z0-9]{12,124}(?![A-Za-z0-9])/g },
  { kind: 'account', pattern: /(?<!\d)\d{12}(?!\d)|(?<!\d)\d{4}-\d{4}-\d{4}(?!\d)/g },
  {
    kind: 'address',
    pattern:
      /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\w)|(?<![\w:])[\da-f]*:[\da-f:]*:[\da-f:.]*[\da-f](?![\w:])/gi,
    spares: (found) => isIP(found) === 0 || /^(?:127\.|0\.0\.0\.0$|::1?$)/.test(found),
  },
  {
    kind: 'host',
    pattern: /(?<![\p{L}\p{N}_-])(?:[\p{L}\p{N}_-]+\.)+\p{L}[\p{L}\p{N}-]*(?![\p{L}\p{N}_-])/gu,
    spares: (found) => awsHost.test(found) || file.test(found),
  },
]

/** A service of AWS: in it stands what is called and where, and nobody's name. */
const awsHost =
  /^(?:(?:sts|iam|organizations|account|s3|sqs|oidc|portal\.sso|signin|sso)(?:[.-](?:dualstack|fips|us-gov|\*|[a-z]{2,4}(?:-[a-z]+){1,2}-\d{1,2}))*\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|api\.aws|api\.amazonwebservices\.com\.cn))$/
/** A file of Rootkeep, or of what it runs on. */
const file = /\.(?:ts|js|mjs|cjs|json|db|log|md|html|css|node|asar)$/

function standingAlone(text: string): RegExp {
  const literal = text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
  return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'giu')
}
