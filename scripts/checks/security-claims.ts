import type { SourceFile } from './source-files.ts'

/**
 * Files and tests that a row of SECURITY.md names and that are not there. A file is named by the end of its path, a test by the beginning of its title
 * in quotation marks beside its file; *security* alone is `e2e/security.spec.ts`.
 *
 * @param document SECURITY.md
 */
export function securityClaimProblems(document: string, files: readonly SourceFile[]): string[] {
  const named = (end: string) => files.filter(({ path }) => `/${path}`.endsWith(`/${end}`))
  return document.split('\n').flatMap((line, index) => {
    if (!line.startsWith('| ')) return []
    const place = `SECURITY.md:${index + 1}`
    const ends = [...line.matchAll(/`([\w./-]+\.tsx?)`/g)].map(([, end = '']) =>
      end.replace(/^(?:\.\.\/)+/, ''),
    )
    const shown = line.split(' | ').at(-1) ?? ''
    const tests = [...ends, ...(/\bsecurity\b/.test(shown) ? ['e2e/security.spec.ts'] : [])]
      .filter((end) => shown.includes(end) || end.startsWith('e2e/'))
      .flatMap((end) => named(end))
    const titles = [...shown.matchAll(/"([^"]+?)…?"/g)].map(([, title = '']) => title)
    return [
      ...ends.filter((end) => named(end).length === 0).map((end) => `${place}: there is no ${end}`),
      ...titles
        .filter((title) => !tests.some(({ text }) => text.includes(title)))
        .map((title) => `${place}: no test named there is called “${title}”`),
    ]
  })
}
