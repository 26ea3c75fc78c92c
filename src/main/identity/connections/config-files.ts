import { open } from 'node:fs/promises'
import { configPathsOf, type Environment } from './environment.ts'
import { readIni, type IniFile, type IniValue } from './ini-file.ts'

/** A section of the config files by its name, with the place of each setting. */
export type ConfigSection = {
  readonly name: string
  readonly values: ReadonlyMap<string, PlacedValue>
  /** Where it begins: `AWS config file, line 12`. */
  readonly place: string
  /** What in it cannot be understood, a phrase each with its place. */
  readonly problems: readonly string[]
}
export type PlacedValue = { readonly value: string; readonly place: string }

/** What the config files of the AWS tools hold. */
export type ConfigFiles = {
  readonly profiles: ReadonlyMap<string, ConfigSection>
  readonly ssoSessions: ReadonlyMap<string, ConfigSection>
  /** Everything that cannot be understood, a sentence each with file and line. Never what stands there. */
  readonly problems: readonly string[]
}

type FileName = 'config' | 'credentials'

/** More than thousands of profiles need; bytes. */
const mostBytes = 4_000_000
/** How many lines of a file are named: whoever has more did not mean this file. */
const namedMost = 100

/** Reads both files; one that is not there holds nothing, and one that cannot be read is a problem. */
export async function readConfigFiles(environment: Environment): Promise<ConfigFiles> {
  const paths = configPathsOf(environment)
  const [config, credentials] = await Promise.all([
    textOf(paths.config, 'config'),
    textOf(paths.credentials, 'credentials'),
  ])
  const profiles = new Map<string, ConfigSection>()
  const ssoSessions = new Map<string, ConfigSection>()
  const problems = [config, credentials].flatMap(({ problem }) => problem ?? [])
  for (const [file, { text }] of [
    ['config', config],
    ['credentials', credentials],
  ] as const) {
    const ini = readIni(text)
    problems.push(...problemsOf(ini, file))
    for (const section of sectionsOf(ini, file)) {
      const kind = kindOf(section.name, file)
      if (kind === null) {
        problems.push(`${section.place}: in this file a profile is written ${spelling[file]}.`)
      } else if (kind.of === 'profile') {
        profiles.set(kind.name, merged(profiles.get(kind.name), section, kind.name))
      } else if (kind.of === 'sso-session') {
        ssoSessions.set(kind.name, { ...section, name: kind.name })
      }
    }
  }
  return { profiles, ssoSessions, problems }
}

const spelling = { config: '[profile name]', credentials: '[name]' } as const

async function textOf(path: string, file: FileName) {
  try {
    const text = await contentOf(path)
    const problem = `The AWS ${file} file is too large to be one (more than ${mostBytes / 1e6} MB).`
    return text === null ? { text: '', problem } : { text, problem: null }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
    const missing = code === 'ENOENT' || code === 'ENOTDIR'
    return { text: '', problem: missing ? null : `The AWS ${file} file cannot be read (${code}).` }
  }
}

/** Null where it is too large: a device, named by mistake, would never end. */
async function contentOf(path: string): Promise<string | null> {
  const file = await open(path)
  try {
    const parts: Buffer[] = []
    let size = 0
    for await (const part of file.createReadStream({ end: mostBytes }) as AsyncIterable<Buffer>) {
      parts.push(part)
      size += part.length
    }
    return size > mostBytes ? null : Buffer.concat(parts).toString('utf8')
  } finally {
    await file.close()
  }
}

function problemsOf({ problems }: IniFile, file: FileName): string[] {
  const named = problems
    .slice(0, namedMost)
    .map(({ line, says }) => `${placeOf(file, line)}: ${says}.`)
  const others = problems.length - named.length
  return others === 0
    ? named
    : [...named, `AWS ${file} file: ${others} more lines cannot be understood.`]
}

function sectionsOf(ini: IniFile, file: FileName): ConfigSection[] {
  const problems = Map.groupBy(ini.problems, ({ section }) => section)
  return ini.sections.map(({ name, line, values }) => ({
    name,
    place: placeOf(file, line),
    values: new Map([...values].map(([key, value]) => [key, placed(value, file)])),
    problems: (problems.get(name) ?? []).map(
      (problem) => `${placeOf(file, problem.line)}: ${problem.says}`,
    ),
  }))
}

function placed({ value, line }: IniValue, file: FileName): PlacedValue {
  return { value, place: placeOf(file, line) }
}

function placeOf(file: FileName, line: number): string {
  return `AWS ${file} file, line ${line}`
}

/** What a section is about; null where it is none that the AWS tools read. */
function kindOf(
  section: string,
  file: FileName,
): { of: 'profile' | 'sso-session' | 'other'; name: string } | null {
  const [prefix = '', name] = section.split(/ (.*)/)
  if (name === undefined) {
    return section === 'default' || file === 'credentials'
      ? { of: 'profile', name: section }
      : section === 'preview' || section === 'plugins'
        ? { of: 'other', name: section }
        : null
  }
  if (file === 'credentials') return null
  if (prefix === 'profile' || prefix === 'sso-session') return { of: prefix, name }
  return { of: 'other', name }
}

/** One profile out of both files: as in the AWS tools, what the credentials file says holds. */
function merged(
  before: ConfigSection | undefined,
  section: ConfigSection,
  name: string,
): ConfigSection {
  return {
    name,
    place: before?.place ?? section.place,
    values: new Map([...(before?.values ?? []), ...section.values]),
    problems: [...(before?.problems ?? []), ...section.problems],
  }
}
