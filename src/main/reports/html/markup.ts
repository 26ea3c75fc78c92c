import { countOf } from '../../../shared/format/count.ts'

/**
 * A piece of HTML. Only `html` and `verbatim` make one, so that whatever is put into a piece has gone through `escaped`, or is a piece itself.
 */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What may stand in a template: text is escaped, numbers get their thousands apart, null is nothing. */
type Inserted = string | number | Markup | readonly Markup[] | null

/** HTML with values in it. SECURITY: text becomes text, in content as in quoted attributes. */
export function html(strings: TemplateStringsArray, ...values: readonly Inserted[]): Markup {
  const parts = partsOf(strings)
  let text = parts[0] ?? ''
  for (let at = 0; at < values.length; at += 1) {
    text += inserted(values[at] ?? null) + (parts[at + 1] ?? '')
  }
  return new Markup(text)
}

const knownParts = new WeakMap<TemplateStringsArray, readonly string[]>()

/** The parts of a template without the line breaks and indents of the source, which mean a space at most. */
function partsOf(strings: TemplateStringsArray): readonly string[] {
  const known = knownParts.get(strings)
  if (known) return known
  const parts = strings.map((part) => part.replaceAll(/\s*\n\s*/g, ' '))
  knownParts.set(strings, parts)
  return parts
}

/** A text of this program that is HTML already: style sheets, drawings. Never something that was read. */
export function verbatim(text: string): Markup {
  return new Markup(text)
}

export const nothing = new Markup('')

/** Pieces with something between them. */
export function joined(pieces: readonly Markup[], between: string): Markup {
  return new Markup(pieces.map(({ text }) => text).join(escaped(between)))
}

const special = /[&<>"']|\p{Cc}/u
const everySpecial = new RegExp(special, 'gu')
const shownAs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\t': '\t',
  '\n': '\n',
  '\r': '\r',
}

/** A text as HTML shows it, in content or in a quoted attribute. What HTML cannot hold (control characters, half a character) is shown as U+FFFD. */
export function escaped(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed()
  return special.test(whole)
    ? whole.replace(everySpecial, (character) => shownAs[character] ?? '\ufffd')
    : whole
}

function inserted(value: Inserted): string {
  if (value === null) return ''
  if (typeof value === 'string') return escaped(value)
  if (typeof value === 'number') return countOf(value)
  if (value instanceof Markup) return value.text
  return value.map(({ text }) => text).join('')
}
