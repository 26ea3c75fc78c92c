/** package-lock.json, as far as licences go. */
export type Lockfile = {
  readonly packages: Readonly<Record<string, { readonly license?: string; readonly dev?: boolean }>>
}

/** Licences under which a package may be part of Rootkeep: permissive ones. */
const permitted = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense',
  'Zlib',
])

/** Fine for tools that build and test Rootkeep and are never part of it: weak copyleft, and data with a credit. */
const permittedForTools = new Set([...permitted, 'CC-BY-4.0', 'MPL-2.0'])

/**
 * The locked packages whose licence is not permitted, or not stated. Optional packages for other platforms
 * count too: somebody installs them.
 */
export function licenceProblems({ packages }: Lockfile): string[] {
  return Object.entries(packages).flatMap(([path, { license, dev }]) => {
    if (path === '') return []
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    if (license === undefined) return [`${name} states no licence`]
    return isPermitted(license, dev === true ? permittedForTools : permitted)
      ? []
      : [`${name} is under ${license}`]
  })
}

/** Reads SPDX expressions as far as npm has them: of an OR one side must be permitted, of an AND both. */
export function isPermitted(expression: string, list: ReadonlySet<string>): boolean {
  return expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((alternative) => alternative.split(' AND ').every((licence) => list.has(licence.trim())))
}
