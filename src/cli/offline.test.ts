import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everyAccount } from '../shared/domain/account-query.ts'
import type { OrganizationId } from '../shared/domain/accounts.ts'
import type { BundleComparison, BundleVerification } from '../shared/domain/bundles.ts'
import { findingKinds } from '../shared/domain/findings.ts'
import type { Report } from '../shared/domain/reports.ts'
import { sha256Hex } from '../main/journal/canonical-json.ts'
import { signManifest } from '../main/reports/bundle/bundle-signature.ts'
import { manifestText, readManifest } from '../main/reports/bundle/manifest.ts'
import { keyWord, minisignKeyOf } from '../main/reports/bundle/minisign.ts'
import { repacked, unpacked, type Unpacked } from '../main/reports/bundle/testing/sample-bundle.ts'
import { sampleSigner } from '../main/reports/bundle/testing/sample-signer.ts'
import { expectedPosture, required, startTrial, type Trial } from '../main/testing/trial.ts'
import { networkUsed, rootkeepOffline, type Ended } from './testing/offline-command.ts'

const passphrase = 'correct horse battery staple'

let trial: Trial
let folder = ''
let firstAt = ''
let asked = 0
const rootkeep = (...words: string[]) => rootkeepOffline(trial.home, words)
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rootkeep-offline-'))
  trial = await startTrial({ accounts: 30, seed: 5 })
  await trial.audit()
  // The names of the units are read behind it.
  await trial.workstation.audits.settle(20_000)
  firstAt = new Date().toISOString()
  asked = (await trial.requests()).length
}, 60_000)
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await trial.close()
})

function organizationId(): OrganizationId {
  const id = trial.workstation.session.organizationId()
  if (id === null) throw new Error('the trial is connected')
  return id
}

describe('report, beside a workstation that is open', () => {
  test('writes every format, agrees with the truth, and exits 2 where some are unknown', async () => {
    const { code, stdout, stderr } = await rootkeep(
      'report',
      '--format',
      'html,csv,json,ocsf,md',
      '--since',
      '30d',
      '--out',
      at('reports'),
    )
    expect(stderr).toMatch(/^observed \d+ of \d+, \d+ unknown/)
    expect(code).toBe(2)
    const files = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('  '))
    expect(files).toHaveLength(5)
    for (const [hash, path = ''] of files) {
      expect(sha256Hex(readFileSync(path, 'utf8'))).toBe(hash)
    }
    const json = files.find(([, path]) => path?.endsWith('.json'))?.[1] ?? ''
    const report = JSON.parse(readFileSync(json, 'utf8')) as Report
    const truth = await trial.truth()
    expect(report.accounts.map(({ id, posture }) => `${id} ${posture}`)).toEqual(
      truth.accounts
        .toSorted((a, b) => a.id.localeCompare(b.id))
        .map((one) => `${one.id} ${expectedPosture(one, truth.organization.managementAccountId)}`),
    )
  })

  test('exits 0 where all that was asked for was observed', async () => {
    const { code, stdout } = await rootkeep(
      'report',
      '--format',
      'md',
      '--scope',
      'posture=compliant',
      '--out',
      at('compliant'),
    )
    expect(code).toBe(0)
    expect(stdout).toMatch(/^[0-9a-f]{64} {2}.*\.md\n$/)
  })

  test('without a browser writes the other formats, says so, and exits 1', async () => {
    const { code, stderr } = await rootkeepOffline(
      trial.home,
      ['report', '--format', 'pdf,md', '--out', at('no-pdf')],
      { ROOTKEEP_CHROMIUM: at('no-browser') },
    )
    expect(code).toBe(1)
    expect(stderr).toContain('PDF is printed by a browser engine, and none was found here.')
    expect(readdirSync(at('no-pdf'))).toEqual([expect.stringMatching(/\.md$/)])
  })

  test('exits 1 with a sentence, and writes nothing, where it cannot', async () => {
    const refused = async (words: string[], sentence: string) => {
      const { code, stdout, stderr } = await rootkeep('report', ...words)
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toContain(sentence)
    }
    await Promise.all([
      refused([], 'report needs --out'),
      refused(['--at', 'yesterday', '--out', at('x')], '--at takes a time such as'),
      refused(['--profile', 'nobody', '--out', at('x')], 'of the connection profile:nobody'),
      refused(['--out', '/dev/null/reports'], 'report writes into a folder'),
      refused(['--scope', 'filter=Mine', '--out', at('x')], 'None is saved'),
    ])
    expect(existsSync(at('x'))).toBe(false)
  })

  test('an empty data folder has nothing to report, and stays empty', async () => {
    const home = mkdtempSync(join(tmpdir(), 'rootkeep-empty-'))
    const { code, stderr } = await rootkeepOffline(home, ['report', '--out', at('none')])
    expect(code).toBe(1)
    expect(stderr).toContain('The cache knows no organization')
    expect(readdirSync(home)).toEqual([])
    rmSync(home, { recursive: true })
  })
})

describe('bundle, verify and diff', () => {
  let files: Unpacked
  const made: Record<string, Ended> = {}

  beforeAll(async () => {
    made['unsigned'] = await rootkeep('bundle', '--out', at('unsigned.zip'))
    const { acts, store } = trial.workstation
    required(await acts.identity.create({ name: 'Ada\u009b2J \u202e', passphrase }))
    writeFileSync(at('passphrase'), `${passphrase}\n`)
    writeFileSync(at('wrong'), 'something else\n')
    const bundle = (...words: string[]) =>
      rootkeep('bundle', '--passphrase-file', at('passphrase'), ...words)
    made['first'] = await bundle('--at', firstAt, '--out', at('first.zip'))

    const descending = { key: 'id', descending: false } as const
    const filter = { ...everyAccount, postures: ['non-compliant' as const] }
    const [holder] = store.accountTable.ids(organizationId(), filter, descending)
    if (holder === undefined) throw new Error('somebody holds credentials')
    await trial.workstation.handlers.exemptions.add({
      accountId: holder,
      kinds: [...findingKinds],
      owner: 'Grace',
      reason: 'until spring',
      ticket: 'T-1',
      expiresAt: '2099-01-01T00:00:00.000Z',
    })
    const [whole, redacted] = await Promise.all([
      bundle('--out', at('whole.zip')),
      bundle('--redact', '--format', 'json', '--out', at('redacted.zip')),
    ])
    Object.assign(made, { whole, redacted })
    files = await unpacked(at('whole.zip'))
  }, 60_000)

  async function verified(path: string, ...words: string[]) {
    const { code, stdout, stderr } = await rootkeep('verify', path, '--format', 'json', ...words)
    expect(stderr).toBe('')
    return { code, ...(JSON.parse(stdout) as BundleVerification) }
  }

  test('bundle exits 2 where some are unknown, names file and hash, and needs an identity', () => {
    expect(made['unsigned']).toMatchObject({ code: 1, stdout: '' })
    expect(made['unsigned']?.stderr).toContain('no operator identity yet')
    for (const name of ['first', 'whole', 'redacted']) {
      expect(made[name]?.code).toBe(2)
      const hash = createHash('sha256')
        .update(readFileSync(at(`${name}.zip`)))
        .digest('hex')
      expect(made[name]?.stdout).toBe(`${hash}  ${at(`${name}.zip`)}\n`)
    }
  })

  test('what was signed here is verified here: 0, with names that do not steer the terminal', async () => {
    const { code, stdout, stderr } = await rootkeep('verify', at('whole.zip'))
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Verdict +verified$/m)
    expect(stdout).toMatch(/^Signer +fits +The key [0-9A-Z-]+ is that of Ada 2J , the identity/m)
    expect(stdout).not.toMatch(/[\u0080-\u009f\u202e]/)
    expect(await verified(at('redacted.zip'))).toMatchObject({ code: 0, verdict: 'verified' })
  })

  test('a bundle stands in the journal and in the list of what was written', async () => {
    const { store } = trial.workstation
    const kinds = store.writtenFiles.page(organizationId(), 0, 10).files.map(({ kind }) => kind)
    expect(kinds).toEqual(['bundle', 'bundle', 'bundle'])
    const { code, stdout } = await rootkeep('journal', 'export')
    expect(code).toBe(0)
    expect(stdout.match(/"kind":"bundle-signed"/g)).toHaveLength(3)
  })

  test('with the key that was given: 0 for the right one, as word or file, 2 for another', async () => {
    const { signer } = readManifest(Buffer.from(files.get('manifest.json') ?? '').toString())
    writeFileSync(at('key.pub'), Buffer.from(files.get('rootkeep.pub') ?? ''))
    const word = keyWord(minisignKeyOf(signer.publicKey))
    const other = keyWord(minisignKeyOf(sampleSigner().publicKey))
    const [byWord, byFile, wrong, none] = await Promise.all([
      verified(at('whole.zip'), '--key', word),
      verified(at('whole.zip'), '--key', at('key.pub')),
      verified(at('whole.zip'), '--key', other),
      rootkeep('verify', at('whole.zip'), '--key', 'nonsense'),
    ])
    expect(byWord).toMatchObject({ code: 0, knownAs: 'the key that was given' })
    expect(byFile.code).toBe(0)
    expect(wrong).toMatchObject({ code: 2, verdict: 'contradicted', knownAs: null })
    expect(none).toMatchObject({ code: 1, stdout: '' })
    expect(none.stderr).toContain('nonsense is no public key of minisign')
  })

  test('signed anew by somebody else, or altered: 2; in a newer format: 4; not there: 1', async () => {
    const stranger = sampleSigner('Ada')
    const { name, fingerprint, publicKey } = stranger
    const before = readManifest(Buffer.from(files.get('manifest.json') ?? '').toString())
    const manifest = { ...before, signer: { name, fingerprint, publicKey } }
    const text = manifestText(manifest)
    const { signatureFile, keyFile } = signManifest(text, manifest, stranger)
    const pack = (place: string, changes: readonly (readonly [string, string])[]) => {
      const changed = changes.map(([path, content]) => [path, Buffer.from(content)] as const)
      writeFileSync(at(place), readFileSync(repacked(new Map([...files, ...changed]), folder)))
      return at(place)
    }
    const forged = pack('stranger.zip', [
      ['manifest.json', text],
      ['manifest.json.minisig', signatureFile],
      ['rootkeep.pub', keyFile],
    ])
    const newer = text.replace('"version":1}', '"version":2}')
    const [foreign, altered, tomorrow, nowhere] = await Promise.all([
      verified(forged),
      verified(pack('altered.zip', [['reports/report.md', '# All is well\n']])),
      verified(pack('newer.zip', [['manifest.json', newer]])),
      rootkeep('verify', at('nowhere.zip')),
    ])
    // Nobody knows the key, and the README still tells of the one that signed before.
    expect(foreign).toMatchObject({ code: 2, knownAs: null })
    expect(foreign.checks).toContainEqual(
      expect.objectContaining({ check: 'signer', state: 'unknown' }),
    )
    expect(altered).toMatchObject({ code: 2, verdict: 'contradicted' })
    expect(tomorrow).toMatchObject({ code: 4, verdict: 'not-judged' })
    expect(nowhere).toMatchObject({ code: 1, stdout: '' })
    expect(nowhere.stderr).toContain('cannot be read (ENOENT)')
  })

  test('a genuine bundle is by a signer not known to another data folder: 3', async () => {
    const home = mkdtempSync(join(tmpdir(), 'rootkeep-auditor-'))
    const { code, stdout } = await rootkeepOffline(home, ['verify', at('whole.zip')])
    expect(code).toBe(3)
    expect(stdout).toMatch(/^Verdict +whole and borne out, by a SIGNER NOT KNOWN here$/m)
    expect(readdirSync(home)).toEqual([])
    rmSync(home, { recursive: true })
  })

  test('diff exits 0 where nothing changed, 2 where something did, and 1 where it cannot tell', async () => {
    const [same, turned, csv, hidden, none] = await Promise.all([
      rootkeep('diff', at('whole.zip'), at('whole.zip')),
      rootkeep('diff', at('whole.zip'), at('first.zip'), '--format', 'json'),
      rootkeep('diff', at('first.zip'), at('whole.zip'), '--format', 'csv'),
      rootkeep('diff', at('first.zip'), at('redacted.zip')),
      rootkeep('diff', at('first.zip'), at('passphrase')),
    ])
    expect(same).toMatchObject({ code: 0, stderr: '' })
    expect(same.stdout).toMatch(/^Accounts +0 worse, 0 better/m)
    expect(same.stdout).not.toMatch(/[\u0080-\u009f\u202e]/)
    expect(turned.code).toBe(2)
    expect(turned.stderr).toContain('The second is the earlier one')
    const { counts, accounts } = JSON.parse(turned.stdout) as BundleComparison
    expect(counts).toMatchObject({ better: 1, worse: 0, joined: 0, left: 0 })
    expect(accounts[0]?.after?.posture).toBe('exempt')
    expect(csv.code).toBe(2)
    expect(csv.stdout.split('\r\n')).toHaveLength(3)
    expect(hidden.code).toBe(2)
    expect(hidden.stdout).toContain('One of the two is redacted')
    expect(none.code).toBe(1)
    expect(none.stderr).toMatch(/\S\.\n/)
  })

  test('bundle exits 1 with a sentence, and leaves nothing, where it cannot', async () => {
    const refused = async (words: string[], sentence: string) => {
      const { code, stdout, stderr } = await rootkeep('bundle', ...words)
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toContain(sentence)
    }
    const out = ['--out', at('b.zip')]
    const right = ['--passphrase-file', at('passphrase')]
    await Promise.all([
      refused([...out, '--passphrase-file', at('wrong')], 'does not open the key'),
      refused([...out, '--passphrase-file', at('nowhere')], 'cannot be read (ENOENT)'),
      refused(out, 'name the file that holds it (--passphrase-file)'),
      refused(
        [...out, ...right, '--redact', '--scope', 'search=x'],
        'cannot be searched for words',
      ),
      refused(['--out', at('no/place/b.zip'), ...right], 'was not saved'),
    ])
    expect(readdirSync(folder).filter((name) => /^b\.zip|\.part$/.test(name))).toEqual([])
  })
})

test('a command that calls AWS does not get past the guard that all these ran under', async () => {
  const keys = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' }
  const { code, stderr } = await rootkeepOffline(at('nobody'), ['audit'], keys)
  expect(code).toBe(networkUsed)
  expect(stderr).toContain('THE NETWORK WAS USED')
})

test('none of all this made a call', async () => {
  expect((await trial.requests()).length).toBe(asked)
})
