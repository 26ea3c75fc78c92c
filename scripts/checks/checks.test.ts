import { describe, expect, it } from 'vitest'
import { dependencyNoteProblems } from './dependency-notes.ts'
import { houseKeepingProblems } from './house-keeping.ts'
import { importsOf, layerBreaks, layerOf } from './layers.ts'
import { isPermitted, licenceProblems } from './licences.ts'
import { securityClaimProblems } from './security-claims.ts'

const file = (path: string, text = '') => ({ path, text })

describe('layer rules', () => {
  it('put a file into the layer with the longest path', () => {
    expect(layerOf('src/main/desktop/window.ts')).toBe('src/main/desktop')
    expect(layerOf('src/main/index.ts')).toBe('src/main/index.ts')
    expect(layerOf('src/main/audit/run.ts')).toBe('src/main')
    expect(layerOf('README.md')).toBeNull()
  })

  it('let only desktop, preload and host import electron', () => {
    const from = (path: string) => layerBreaks([file(path, "import { app } from 'electron'")])
    expect(from('src/main/desktop/window.ts')).toEqual([])
    expect(from('src/preload/index.ts')).toEqual([])
    expect(from('host/app.ts')).toEqual([])
    for (const path of [
      'src/main/workstation.ts',
      'src/renderer/main.tsx',
      'src/shared/ipc/contract.ts',
      'src/cli/index.ts',
    ]) {
      expect(from(path)).toHaveLength(1)
    }
  })

  it('count types, re-exports, dynamic imports and workers as imports', () => {
    const text = `
      import type { Database } from '../main/database/database.ts'
      export { open } from '../main/database/database.ts'
      const later = await import('../main/database/database.ts')
      new Worker(new URL('../main/database/database.ts', import.meta.url))`
    expect(importsOf(file('src/renderer/a.ts', text)).map(({ typeOnly }) => typeOnly)).toEqual([
      true,
      false,
      false,
      false,
    ])
    expect(
      layerBreaks([file('src/renderer/a.ts', text), file('src/main/database/database.ts')]),
    ).toHaveLength(4)
  })

  it('keep src/shared free of Node, and the simulator free of the product', () => {
    expect(
      layerBreaks([file('src/shared/domain/posture.ts', "import { hash } from 'node:crypto'")]),
    ).toHaveLength(1)
    const product = file('src/main/audit/run.ts')
    expect(
      layerBreaks([file('src/simulator/server.ts', "import '../main/audit/run.ts'"), product]),
    ).toHaveLength(1)
    expect(
      layerBreaks([file('src/simulator/server.test.ts', "import '../main/audit/run.ts'"), product]),
    ).toHaveLength(1)
  })

  it('let the command line start the simulator, and no other product code', () => {
    const simulator = file('src/simulator/server.ts')
    const text = "import { serve } from '../../simulator/server.ts'"
    expect(layerBreaks([file('src/cli/practice/start.ts', text), simulator])).toEqual([])
    expect(layerBreaks([file('src/main/audit/run.test.ts', text), simulator])).toEqual([])
    expect(layerBreaks([file('src/main/audit/run.ts', text), simulator])).toEqual([
      'src/main/audit/run.ts imports ../../simulator/server.ts: src/main may not import src/simulator',
    ])
  })

  it('keep what tests share out of the product', () => {
    const trial = file('src/main/testing/trial.ts', "import '../../simulator/server.ts'")
    const simulator = file('src/simulator/server.ts')
    const importing = (path: string) =>
      layerBreaks([trial, simulator, file(path, "import '../testing/trial.ts'")])
    expect(importing('src/main/audit/run.test.ts')).toEqual([])
    expect(importing('src/main/audit/run.ts')).toHaveLength(1)
  })

  it('keep the command line away from the desktop', () => {
    const desktop = file('src/main/desktop/window.ts')
    expect(
      layerBreaks([file('src/cli/index.ts', "import '../main/desktop/window.ts'"), desktop]),
    ).toHaveLength(1)
    expect(
      layerBreaks([
        file('src/cli/index.ts', "import '../main/index.ts'"),
        file('src/main/index.ts'),
      ]),
    ).toHaveLength(1)
  })

  it('find cycles of values, and leave cycles of types alone', () => {
    const b = file('src/main/b.ts', "import { a } from './a.ts'")
    expect(layerBreaks([file('src/main/a.ts', "import { b } from './b.ts'"), b])).toEqual([
      'a cycle: src/main/a.ts → src/main/b.ts → src/main/a.ts',
    ])
    expect(layerBreaks([file('src/main/a.ts', "import type { B } from './b.ts'"), b])).toEqual([])
  })
})

describe('licences', () => {
  it('permit weak copyleft to tools and not to the product', () => {
    const lightningcss = { license: 'MPL-2.0' }
    expect(
      licenceProblems({ packages: { '': {}, 'node_modules/x': { ...lightningcss, dev: true } } }),
    ).toEqual([])
    expect(licenceProblems({ packages: { 'node_modules/x': lightningcss } })).toEqual([
      'x is under MPL-2.0',
    ])
  })

  it('do not permit silence', () => {
    expect(licenceProblems({ packages: { 'node_modules/a/node_modules/@b/c': {} } })).toEqual([
      '@b/c states no licence',
    ])
  })

  it('read expressions: one side of an OR, both of an AND', () => {
    const list = new Set(['MIT', 'ISC'])
    expect(isPermitted('(MIT OR GPL-3.0-only)', list)).toBe(true)
    expect(isPermitted('MIT AND GPL-3.0-only', list)).toBe(false)
    expect(isPermitted('MIT AND ISC', list)).toBe(true)
  })
})

describe('notes on dependencies', () => {
  it('are missing for a new dependency and left over for a removed one', () => {
    const document = '| package | what for |\n|---|---|\n| `zod` | schemas |\n| `lodash` | gone |\n'
    const manifest = { dependencies: { zod: '4.6.7' }, devDependencies: { vitest: '5.1.1' } }
    expect(dependencyNoteProblems(manifest, document)).toEqual([
      'vitest has no row: what for, why this one, how it would be replaced',
      'lodash has a row and is not in package.json',
    ])
  })
})

describe('house-keeping', () => {
  const problems = (path: string, text = '') => houseKeepingProblems([file(path, text)])

  it('refuses names that say nothing, and names that are not in kebab-case', () => {
    expect(problems('src/main/utils.ts')).toHaveLength(1)
    expect(problems('src/renderer/common/button.tsx')).toHaveLength(1)
    expect(problems('src/renderer/ui/TextField.tsx')).toHaveLength(1)
    expect(problems('src/renderer/ui/text-field.module.css')).toEqual([])
    expect(problems('src/simulator/README.md')).toEqual([])
  })

  it('refuses focused tests, and skipped ones without a reason', () => {
    const path = 'src/main/a.test.ts'
    expect(problems(path, "it.only('x', () => {})")).toHaveLength(1)
    expect(problems(path, "describe.skip('x', () => {})")).toHaveLength(1)
    expect(problems(path, "// skipped: needs a second disk\ndescribe.skip('x', () => {})")).toEqual(
      [],
    )
    expect(
      problems('e2e/a.spec.ts', "test.skip(!electron, 'there is no Electron binary here')"),
    ).toEqual([])
    expect(problems('src/main/a.ts', 'run.skip(1)')).toEqual([])
  })

  it('refuses the paths of one machine', () => {
    const [home, users] = ['home', 'Users']
    expect(problems('README.md', `see /${home}/jane/rootkeep`)).toHaveLength(1)
    expect(problems('src/main/a.ts', `const x = '/${users}/jane/x'`)).toHaveLength(1)
    expect(
      problems('README.md', `see /${home}/operator/.aws/config and https://host/${home}/x`),
    ).toEqual([])
  })
})

it('SECURITY.md names files and tests that are there', () => {
  const files = [
    file('src/main/a/lock.ts'),
    file('src/main/a/lock.test.ts', "test('it locks at once', () => {})"),
    file('e2e/security.spec.ts', "test('nothing leaves the page', () => {})"),
  ]
  const row = (kept: string, shown: string) =>
    securityClaimProblems(`| it is so | ${kept} | ${shown} |`, files)
  expect(row('`lock.ts`', '`a/lock.test.ts` "it locks…"; security "nothing leaves…"')).toEqual([])
  expect(row('`key.ts`', '`lock.test.ts`')).toEqual(['SECURITY.md:1: there is no key.ts'])
  expect(row('`lock.ts`', '`lock.test.ts` "it opens…", "nothing leaves…"')).toHaveLength(2)
})
