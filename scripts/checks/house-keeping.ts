import type { SourceFile } from './source-files.ts'

const ourCode = /^(src|host|e2e|bench|crash|scripts)\//

/** Names that say nothing about what is inside. */
const emptyNames = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'manager', 'misc'])
const kebabCase = /^\.?[a-z0-9]+(-[a-z0-9]+)*$/

const focused = /\b(?:describe|suite|it|test)(?:\.\w+)*\.only\b|\bf(?:describe|it)\(/
const skipped =
  /\b(?:describe|suite|it|test)(?:\.\w+)*\.(?:skip|skipIf|runIf|todo|fixme)\b|\bx(?:describe|it)\(/
/** `test.skip(condition, 'reason')` says why by itself. */
const reasonInCall = /\.(?:skip|fixme)\([^'"`]*,\s*['"`][^'"`]{10,}/
const reasonAbove = /\/\/ skipped: \S.{9,}/

/** Folders of one person's or one machine's disk. `operator` is the person in our examples. */
const machinePath =
  /(?<![\w.:/-])(?:\/(?:home|Users)\/(?!operator\b)[\w.-]+|\/(?:work|root|workspace)\/[\w.-]+|[A-Z]:\\Users\\(?!operator\b)\w+)/

/** Small promises about the files themselves; each problem with its place. */
export function houseKeepingProblems(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => [...nameProblems(file.path), ...lineProblems(file)])
}

function nameProblems(path: string): string[] {
  if (!ourCode.test(path)) return []
  const names = path.split('/').map((part) => part.replace(/(?!^)\..*$/, ''))
  return names.flatMap((name) => {
    if (emptyNames.has(name)) return [`${path}: "${name}" says nothing about what is inside`]
    return kebabCase.test(name) || /\.(md|json)$/.test(path)
      ? []
      : [`${path}: "${name}" is not in kebab-case`]
  })
}

function lineProblems({ path, text }: SourceFile): string[] {
  const isTest = /\.(test|spec)\.tsx?$/.test(path)
  // The checks and their tests spell out what they look for.
  if (path.startsWith('scripts/checks/')) return []
  const lines = text.split('\n')
  return lines.flatMap((line, index) => {
    const place = `${path}:${index + 1}`
    const problems: string[] = []
    if (machinePath.test(line)) problems.push(`${place}: a path of one machine`)
    if (isTest && focused.test(line)) {
      problems.push(`${place}: a focused test leaves the others out`)
    }
    const above = lines[index - 1] ?? ''
    if (isTest && skipped.test(line) && !reasonInCall.test(line) && !reasonAbove.test(above)) {
      problems.push(`${place}: a skipped test without a reason (put "// skipped: why" above it)`)
    }
    return problems
  })
}
