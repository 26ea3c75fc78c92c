/** A value with the line that it stands in, counted from 1. */
export type IniValue = { readonly value: string; readonly line: number }

export type IniSection = {
  /** What stands between the brackets, without quotation marks: `profile audit`, `sso-session corp`, `default`. */
  readonly name: string
  readonly line: number
  readonly values: ReadonlyMap<string, IniValue>
}

/** A line that cannot be understood. SECURITY: what stands in it is never said; it may be a secret. */
export type IniProblem = {
  readonly line: number
  readonly says: string
  /** The section that it stands in; null before the first. */
  readonly section: string | null
}

export type IniFile = {
  readonly sections: readonly IniSection[]
  readonly problems: readonly IniProblem[]
}

/**
 * Reads a config file of the AWS tools: the same values as the SDK's own reader, which a test compares, and what that reader passes over in silence: each
 * line that is neither a section, a setting, nor the continuation of one. A section that stands there twice is one, as there, and a problem besides.
 *
 * SECURITY: behind a section that cannot be read settings belong to nobody; the SDK's reader gives them to the section before, which would then sign in as
 * somebody else.
 */
export function readIni(text: string): IniFile {
  const sections = new Map<string, { line: number; values: Map<string, IniValue> }>()
  const problems: IniProblem[] = []
  let section: string | null = null
  /** Whether it was said that the settings from here on belong to no section. */
  let strayed = false
  /** The setting without a value whose indented lines are settings of its own. */
  let parent: string | null = null

  for (const [index, whole] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = index + 1
    const problem = (says: string) => problems.push({ line, says, section })
    const words = (whole.split(/(?:^|\s)[;#]/)[0] ?? '').trim()
    if (words === '') continue
    if (words.startsWith('[')) {
      parent = null
      section = sectionName(words)
      const known = section === null ? undefined : sections.get(section)
      if (section === null) problem('the section has no closing bracket, or no name')
      else if (known) problem(`the section stands in line ${known.line} already`)
      else sections.set(section, { line, values: new Map() })
      strayed = section === null
      continue
    }
    const equals = words.indexOf('=')
    if (equals < 1) {
      problem('neither a section in brackets nor “key = value”')
      continue
    }
    const values = section === null ? undefined : sections.get(section)?.values
    if (!values) {
      if (!strayed) problem('a setting that stands in no section')
      strayed = true
      continue
    }
    const key = words.slice(0, equals).trim()
    const value = words.slice(equals + 1).trim()
    if (value === '') {
      parent = key
      continue
    }
    if (!/^\s/.test(whole)) parent = null
    values.set(parent === null ? key : `${parent}.${key}`, { value, line })
  }
  return {
    sections: [...sections].map(([name, { line, values }]) => ({ name, line, values })),
    problems,
  }
}

/** `[profile "audit"]` → `profile audit`; null where the brackets do not close or nothing is in them. */
function sectionName(words: string): string | null {
  if (!words.endsWith(']')) return null
  const name = words.slice(1, -1).trim()
  const quoted = /^([\w-]+)\s+(["'])(.+)\2$/.exec(name)
  const plain = quoted ? `${quoted[1]} ${quoted[3]}` : name.replace(/\s+/, ' ')
  return plain === '' ? null : plain
}
