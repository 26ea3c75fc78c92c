/** What `requestParameters` and `responseElements` of a CloudTrail record hold. */
export type Element = string | number | boolean | null | readonly Element[] | Elements
export interface Elements {
  readonly [name: string]: Element
}

/** What AWS writes in place of a value that is sensitive. */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS'

/** SECURITY: secrets never reach a record. Real AWS writes the session token of STS answers; here it is hidden too. */
const SENSITIVE: ReadonlySet<string> = new Set([
  'SessionToken',
  'Otp',
  'PrimaryEmail',
  'clientSecret',
  'deviceCode',
  'code',
  'codeVerifier',
  'accessToken',
  'refreshToken',
])
const OMITTED: ReadonlySet<string> = new Set(['SecretAccessKey'])

/** Members that are maps: their keys are data and keep their case. */
const MAPS: ReadonlySet<string> = new Set(['Attributes'])

const NUMBERS: ReadonlySet<string> = new Set([
  'DurationSeconds',
  'MaxItems',
  'MinimumSessionTokenSize',
])

/** Members of a JSON request or of an answer under CloudTrail's names: the first letter small. Null when there are none. */
export function elementsOf(members: Readonly<Record<string, unknown>>): Elements | null {
  const elements: Record<string, Element> = {}
  let found = false
  for (const name of Object.keys(members)) {
    const value = members[name]
    const element = MAPS.has(name) ? (value as Elements) : elementOf(value)
    if (element === undefined || OMITTED.has(name)) continue
    elements[elementName(name)] = SENSITIVE.has(name) ? HIDDEN : element
    found = true
  }
  return found ? elements : null
}

/** Parameters of a Query request: `TaskPolicyArn.arn` becomes `taskPolicyArn: { arn }`. Null when there are none. */
export function formElements(parameters: Iterable<readonly [string, string]>): Elements | null {
  const elements: Record<string, Element> = {}
  for (const [name, text] of parameters) {
    if (name === 'Action' || name === 'Version') continue
    const [first = '', second] = name.split('.')
    const key = elementName(first)
    if (second === undefined) {
      elements[key] = NUMBERS.has(name) && /^\d+$/.test(text) ? Number(text) : text
    } else {
      elements[key] = { ...(elements[key] as Elements | undefined), [elementName(second)]: text }
    }
  }
  return Object.keys(elements).length === 0 ? null : elements
}

function elementOf(value: unknown): Element | undefined {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value
    case 'object':
      if (value === null) return undefined
      if (value instanceof Date) return writtenDate(value)
      if (Array.isArray(value)) {
        return value.map(elementOf).filter((element) => element !== undefined)
      }
      return elementsOf(value as Readonly<Record<string, unknown>>) ?? {}
    default:
      return undefined
  }
}

const elementName = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Oct 25, 2024, 9:07:11 PM`, as AWS writes dates inside of records (fact sheet, section 1.6). */
function writtenDate(date: Date): string {
  const hours = date.getUTCHours()
  const [minutes, seconds] = [date.getUTCMinutes(), date.getUTCSeconds()].map((part) =>
    String(part).padStart(2, '0'),
  )
  const day = `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`
  return `${day}, ${hours % 12 === 0 ? 12 : hours % 12}:${minutes}:${seconds} ${hours < 12 ? 'AM' : 'PM'}`
}
