import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { everyAccount } from '../../shared/domain/account-query.ts'
import { everyEntry } from '../../shared/domain/journal.ts'
import type { QuestionDraft } from '../../shared/domain/report-jobs.ts'
import type { Outcome } from '../../shared/ipc/result.ts'
import { required, startTrial, type Trial } from '../testing/trial.ts'
import { openBundle } from './bundle/bundle-reader.ts'

const everything: QuestionDraft = { at: null, since: null, scope: everyAccount }

let trial: Trial
let folder: string
const answers = {
  path: null as string | null,
  proposed: '',
  print: async () => new Uint8Array([1]),
}

beforeAll(async () => {
  trial = await startTrial({ accounts: 30, seed: 5 }, 'management', {
    services: {
      // It hides nothing, and need not here.
      keyStore: { backend: 'test', seal: (text) => text, open: (sealed) => sealed },
      async chooseSavePath(name) {
        answers.proposed = name
        return answers.path
      },
      printPdf: () => answers.print(),
    },
  })
  await trial.audit()
  await trial.cutNetwork()
}, 60_000)
afterAll(async () => {
  await trial.mendNetwork()
  await trial.close()
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rootkeep-bundles-'))
  answers.path = join(folder, 'evidence.zip')
  answers.print = async () => new Uint8Array([1])
  trial.person.agrees = true
  trial.person.asked.length = 0
  trial.person.meanwhile = () => {}
  return () => rmSync(folder, { recursive: true, force: true })
})

const handlers = () => trial.workstation.handlers
type Order = Parameters<ReturnType<typeof handlers>['reports']['bundle']>[0]
const write = async (change: Partial<Order> = {}) =>
  await handlers().reports.bundle({
    question: everything,
    formats: ['html', 'csv'],
    paper: 'A4',
    redact: false,
    ...change,
  })
const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'ok' : outcome.error.code)
const signedEntries = async () =>
  required(
    await handlers().journal.page({
      filter: { ...everyEntry, kinds: ['bundle-signed'] },
      offset: 0,
      limit: 100,
    }),
  ).entries

async function left(code: string, change: Partial<Order> = {}) {
  const before = (await signedEntries()).length
  const outcome = await write(change).catch((error: unknown) => {
    const failure = trial.workstation.explain(error)
    if (!failure) throw error
    return { ok: false as const, error: failure }
  })
  expect(codeOf(outcome)).toBe(code)
  if (existsSync(folder)) expect(readdirSync(folder)).toEqual([])
  expect((await signedEntries()).length).toBe(before)
}

describe('without somebody who can sign', () => {
  test('there is no bundle, and nobody is asked', async () => {
    await left('identity-missing')
    required(await handlers().identity.create({ name: 'Ada', passphrase: null }))
    required(await handlers().identity.lock(undefined))
    await left('identity-locked')
    expect(trial.person.asked).toEqual([])
  })
})

describe('a bundle', () => {
  beforeAll(async () => {
    if (required(await handlers().identity.get(undefined)).state === 'none') {
      required(await handlers().identity.create({ name: 'Ada', passphrase: null }))
    }
    required(await handlers().identity.unlock({ passphrase: '' }))
  })

  test('is signed once a person agreed to what is in it, outside of the page', async () => {
    const file = required(await write()) ?? expect.fail('a place was named')
    const { organization } = trial.workstation.session.snapshot()
    expect(trial.person.asked).toHaveLength(1)
    const [{ detail } = { detail: '' }] = trial.person.asked
    expect(detail).toContain(`Organization: ${organization?.id}`)
    expect(detail).toContain('Accounts: all 30 of the organization')
    expect(detail).toMatch(/As of: \d{4}-\d\d-\d\d \d\d:\d\d UTC/)
    expect(detail).toContain('Names, mails and IDs of accounts are in it')
    expect(detail).toContain('File: evidence.zip')
    expect(answers.proposed).toContain(organization?.id)

    const content = readFileSync(file.path)
    expect(file.bytes).toBe(content.length)
    expect(file.sha256).toBe(createHash('sha256').update(content).digest('hex'))
    const listed = required(await handlers().reports.written({ offset: 0, limit: 1 }))
    expect(listed.files).toEqual([file])
  })

  test('is in the journal with the hash of its manifest, and its journal is covered by a checkpoint', async () => {
    const { path } = required(await write()) ?? expect.fail('a place was named')
    const bundle = required(await openBundle(path))
    const [entry] = await signedEntries()
    expect(entry).toMatchObject({
      actor: 'Ada',
      organizationId: bundle.manifest.organizationId,
      detail: {
        name: 'evidence.zip',
        manifest: createHash('sha256').update(bundle.manifestText).digest('hex'),
        at: bundle.manifest.question.at,
        redacted: false,
      },
    })
    const evidence = bundle.evidence()
    const lines = [...evidence.journal()]
    expect(evidence.checkpoints.at(-1)?.count).toBe(lines.length)
    // What was written down of this bundle is signed as well.
    expect(required(await handlers().journal.head(undefined)).sinceCheckpoint).toBe(0)
  })

  test('that is redacted says so before it is signed, and names the organization nowhere', async () => {
    const { organization } = trial.workstation.session.snapshot()
    const file = required(await write({ redact: true })) ?? expect.fail('a place was named')
    expect(trial.person.asked[0]?.detail).toContain('become pseudonyms')
    expect(answers.proposed).not.toContain(organization?.id)
    const { manifest, manifestText } = required(await openBundle(file.path))
    expect(manifest.redacted).toBe(true)
    expect(manifestText).not.toContain(organization?.id)
    expect(file).toMatchObject({ redacted: true, organizationId: organization?.id })
  })

  test('holds the snapshot whose numbers the person was told, whatever happens while they read', async () => {
    trial.person.meanwhile = () => {
      const { store } = trial.workstation
      const id = organizationIdOf(trial)
      const [account] = store.accountTable.worst(id, 1)
      store.inventory.saveEmail(id, account?.id ?? expect.fail(), 'changed@example.com', 'later')
    }
    const { path } = required(await write()) ?? expect.fail('a place was named')
    const accounts = [
      ...required(await openBundle(path))
        .evidence()
        .accounts(),
    ]
    expect(accounts.some(({ account }) => account.email === 'changed@example.com')).toBe(false)
  })

  test('of the operator that was locked while they read is not signed', async () => {
    trial.person.meanwhile = () => void handlers().identity.lock(undefined)
    await left('identity-locked')
    required(await handlers().identity.unlock({ passphrase: '' }))
  })

  test('SECURITY: does not come about by page code alone', async () => {
    trial.person.agrees = false
    await left('not-consented')
  })

  test('is written nowhere where no place is named, and then nobody signs', async () => {
    answers.path = null
    expect(required(await write())).toBeNull()
    expect(trial.person.asked).toEqual([])
  })

  test('leaves nothing where its place cannot be written', async () => {
    answers.path = join(folder, 'gone', 'evidence.zip')
    await left('file-not-saved')
  })

  test('leaves nothing where it is stopped half way', async () => {
    answers.print = async () => {
      void handlers().reports.cancel(undefined)
      return new Uint8Array([1])
    }
    await left('cancelled', { formats: ['pdf'] })
  })

  test('leaves nothing where its pages cannot be printed', async () => {
    answers.print = () => Promise.reject(new Error('no paper'))
    await left('print-failed', { formats: ['pdf'] })
  })

  test('that the journal cannot hold is taken away again', async () => {
    const { record } = trial.workstation.acts
    const add = record.journalEntries.add
    record.journalEntries.add = () => {
      throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' })
    }
    try {
      await left('disk-full')
    } finally {
      record.journalEntries.add = add
    }
  })

  test('takes the place of the file that the person chose to replace only when it is whole', async () => {
    writeFileSync(join(folder, 'evidence.zip'), 'the one before')
    trial.person.agrees = false
    expect(codeOf(await write())).toBe('not-consented')
    expect(readFileSync(join(folder, 'evidence.zip'), 'utf8')).toBe('the one before')
  })
})

function organizationIdOf({ workstation }: Trial) {
  return workstation.session.organizationId() ?? expect.fail('an organization is on screen')
}
