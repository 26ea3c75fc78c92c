import { plainLine } from './plain-line.ts'

/**
 * The part of Markdown that reports are written in. What people and AWS wrote goes through `plain` or `code`, so that no name becomes a link, an
 * image, a heading or HTML in whatever shows the report.
 */

/** A text as it stands, in one line. */
export function plain(text: string): string {
  return plainLine(text, Number.POSITIVE_INFINITY)
    .replaceAll(/[\\`*_{}[\]<>|~&#!$^]/g, String.raw`\$&`)
    .replace(/^(?=[-+=])/, '\\')
    .replace(/^\d+(?=[.)])/, '$&\\')
}

/** An ID, a hash, a name of the API: in fixed width. */
export function code(text: string): string {
  const line = plainLine(text, Number.POSITIVE_INFINITY)
  if (line === '') return ''
  return /[`|]/.test(line) ? plain(line) : `\`${line}\``
}

/** Several lines as they are, in fixed width. */
export function fenced(text: string, language = ''): string {
  const runs = text.match(/`+/g) ?? []
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)))
  return `${fence}${language}\n${text.replaceAll('\r', '')}\n${fence}`
}

/** A table; nothing where it has no rows. Its cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** The parts of a document, each with an empty line after it. Empty parts are left out. */
export function document(...parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}
