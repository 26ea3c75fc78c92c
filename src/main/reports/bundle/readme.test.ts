import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everyAccount } from '../../../shared/domain/account-query.ts'
import { sampleEvidence } from '../testing/sample-evidence.ts'
import { readManifest } from './manifest.ts'
import { missingTools, skipNote } from './testing/found-tools.ts'
import { checkpointed, sampleFiles, sampleOrder, unpacked } from './testing/sample-bundle.ts'
import { sampleSigner } from './testing/sample-signer.ts'

const missing = missingTools('bash', 'minisign', 'jq', 'python3', 'openssl', 'sha256sum')

type JournalLink = Record<'sequence' | 'previous' | 'hash', unknown>

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rootkeep-readme-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The commands of a README, to the letter: what stands between two broken lines. */
function commandsIn(readme: string): string[] {
  return [...readme.matchAll(/^[- ]+ copy\n([^]*?\n)[- ]+ end$/gm)].map(([, text]) => text ?? '')
}

/** Writes a bundle of a signer whose name is no plain word, and unpacks it. */
async function unpackedBundle(name: string, redacted = false) {
  const at = join(folder, name)
  mkdirSync(at)
  const signer = sampleSigner(`Zoë\nFingerprint: 0000${'!'.repeat(40)}`)
  const evidence = checkpointed(
    sampleEvidence({ accounts: 60, seed: 11, hostileNames: true }),
    signer,
  )
  const order = sampleOrder(folder, { path: join(at, 'bundle.zip'), signer, evidence, redacted })
  const files = await sampleFiles(order)
  const unpackedAt = join(at, 'unpacked')
  for (const [path, content] of files) {
    mkdirSync(dirname(join(unpackedAt, path)), { recursive: true })
    writeFileSync(join(unpackedAt, path), content)
  }
  const readme = readFileSync(join(unpackedAt, 'README.txt'), 'utf8')
  return { at: unpackedAt, order, readme, commands: commandsIn(readme) }
}

function run(at: string, command: string) {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], {
    cwd: at,
    encoding: 'utf8',
    input: '',
  })
  return { ok: status === 0, output: stdout + stderr }
}

/** The one command of a README that has these words in it. */
function commandWith(commands: readonly string[], words: string): string {
  const found = commands.filter((command) => command.includes(words))
  expect(found, words).toHaveLength(1)
  return found[0] ?? ''
}

// skipped: where a tool of an auditor is missing and cannot be installed unasked (scripts/setup/auditor-tools.mjs)
describe.skipIf(missing.length > 0)(`README.txt by itself${skipNote(missing)}`, () => {
  test('leads an auditor without Rootkeep through the whole bundle', async () => {
    const { at, order, readme, commands } = await unpackedBundle('whole')
    expect(commands).toHaveLength(11)
    const outputs = commands.map((command) => {
      const { ok, output } = run(at, command)
      expect(ok, `${command}\n${output}`).toBe(true)
      return output
    })
    const outputOf = (words: string) =>
      outputs[commands.indexOf(commandWith(commands, words))] ?? ''

    expect(outputOf('hashlib.sha256(key)').trim()).toBe(order.signer.fingerprint)
    expect(outputOf('-P RW')).toContain('Signature and comment signature verified')
    expect(outputOf('-p rootkeep.pub')).toContain('o-exampleorgid')
    const { files } = readManifest(readFileSync(join(at, 'manifest.json'), 'utf8'))
    for (const words of ["jq -r '.files", 'grep -o']) {
      expect(outputOf(words).trim().split('\n')).toEqual(files.map(({ path }) => `${path}: OK`))
    }
    expect(outputOf('os.walk')).toContain('no file more and no file less')
    const entries = [...order.evidence.journal()].length
    expect(outputOf('evidence/journal.jsonl')).toContain(
      `${entries} entries, ${entries} whole: the chain holds`,
    )
    expect(outputOf('openssl')).toContain('Signature Verified Successfully')
    expect(outputOf('openssl')).toContain('signed with the key of step 1: yes')
    const report = JSON.parse(readFileSync(join(at, 'reports/report.json'), 'utf8')) as {
      holding: number
    }
    expect(report.holding).toBeGreaterThan(5)
    expect(Number(outputOf('] | length'))).toBe(report.holding)
    expect(readme).toContain(`\nGood: ${report.holding}.\n`)
    expect(JSON.parse(outputOf('completeness'))).toMatchObject({ holding: report.holding })
    expect(JSON.parse(outputOf('head -n 1'))).toEqual([...order.evidence.accounts()][0])
  })

  test('SECURITY: shows who tampered with what', async () => {
    const { at, commands } = await unpackedBundle('altered')
    const succeeds = (words: string) => run(at, commandWith(commands, words)).ok
    const touch = (path: string, change: (text: string) => string) => {
      const before = readFileSync(join(at, path), 'utf8')
      const after = change(before)
      expect(after).not.toBe(before)
      writeFileSync(join(at, path), after)
      return () => writeFileSync(join(at, path), before)
    }

    const mend = touch('evidence/journal.jsonl', (text) => text.replace('kim', 'tim'))
    expect(succeeds("jq -r '.files")).toBe(false)
    expect(succeeds('grep -o')).toBe(false)
    expect(succeeds('evidence/journal.jsonl')).toBe(false)
    mend()
    touch('evidence/journal.jsonl', (text) => `${text.split('\n').slice(0, -2).join('\n')}\n`)
    expect(succeeds('evidence/journal.jsonl')).toBe(false)
    touch('evidence/checkpoints.jsonl', (text) => text.replace('"count":', '"count":1'))
    expect(succeeds('openssl')).toBe(false)
    appendFileSync(join(at, 'manifest.json'), ' ')
    expect(succeeds('-P RW')).toBe(false)
    expect(succeeds('-p rootkeep.pub')).toBe(false)
    writeFileSync(join(at, 'reports', 'note.txt'), 'all clean')
    expect(succeeds('os.walk')).toBe(false)
  })

  test('SECURITY: shows that an entry which is withheld was exchanged', async () => {
    const { at, commands } = await unpackedBundle('withheld')
    const journal = commandWith(commands, 'evidence/journal.jsonl')
    const path = join(at, 'evidence/journal.jsonl')
    const withheld = readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => {
        const { sequence, previous, hash } = (JSON.parse(line) as { entry: JournalLink }).entry
        return `${JSON.stringify({ withheld: { sequence, previous, hash }, shown: null })}\n`
      })
    writeFileSync(path, withheld.join(''))
    expect(run(at, journal).output).toContain(' 0 whole: the chain holds')
    const exchanged = withheld[0]?.replace(/"hash":"[0-9a-f]{8}/, '"hash":"00000000') ?? ''
    writeFileSync(path, [exchanged, ...withheld.slice(1)].join(''))
    const { ok, output } = run(at, journal)
    expect(ok).toBe(false)
    expect(output).toContain('broken at 2')
  })

  test('SECURITY: runs nothing that lies in the folder', async () => {
    const { at, commands } = await unpackedBundle('planted')
    for (const name of ['json', 'hashlib', 'base64']) {
      writeFileSync(join(at, `${name}.py`), 'raise SystemExit("planted")\n')
    }
    for (const command of commands) expect(run(at, command).output).not.toContain('planted')
    const { ok, output } = run(at, commandWith(commands, 'os.walk'))
    expect(ok).toBe(false)
    expect(output).toContain('json.py')
  })

  test('SECURITY: tells a checkpoint of another key', async () => {
    const { at, commands } = await unpackedBundle('another-key')
    const path = join(at, 'evidence/checkpoints.jsonl')
    const point = JSON.parse(readFileSync(path, 'utf8').trim().split('\n').at(-1) ?? '') as object
    const { publicKey } = sampleSigner('Eve')
    writeFileSync(path, `${JSON.stringify({ ...point, publicKey })}\n`)
    expect(run(at, commandWith(commands, 'openssl')).output).toContain('step 1: NO')
  })

  test('needs nothing of ours to be unpacked', async () => {
    const { order } = await unpackedBundle('container')
    const { ok, output } = run(folder, `python3 -m zipfile -t '${order.path}'`)
    expect(output).toContain('Done testing')
    expect(ok).toBe(true)
    expect((await unpacked(order.path)).has('README.txt')).toBe(true)
  })
})

describe('README.txt', () => {
  test('is plain ASCII of at most 78 columns, whatever the signer is called', async () => {
    for (const redacted of [false, true]) {
      const { readme } = await unpackedBundle(`columns-${redacted}`, redacted)
      expect(readme).toMatch(/^[\n\x20-\x7e]+$/)
      expect(readme.split('\n').filter((line) => line.length > 78)).toEqual([])
      expect(readme).toContain('Signed by      Zo? Fingerprint: 0000!')
    }
  })

  test('says what a bundle without a checkpoint and one of some accounts do not show', async () => {
    const path = join(folder, 'partial.zip')
    const files = await sampleFiles(
      sampleOrder(folder, {
        path,
        evidence: sampleEvidence({ accounts: 12, seed: 3 }),
        formats: [],
        question: {
          at: '2026-11-22T12:00:00.000Z',
          since: null,
          scope: { ...everyAccount, search: 'prod' },
        },
      }),
    )
    const readme = Buffer.from(files.get('README.txt') ?? '').toString('utf8')
    expect(readme).toContain('no signed checkpoint yet')
    expect(readme).not.toContain('openssl pkeyutl')
    expect(readme).toContain('does not cover the whole organization')
  })
})
