import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { everyAccount } from '../../shared/domain/account-query.ts'
import { postures, type Posture } from '../../shared/domain/posture.ts'
import type { QuestionDraft, WrittenFile } from '../../shared/domain/report-jobs.ts'
import { Report, reportFormats } from '../../shared/domain/reports.ts'
import type { Outcome } from '../../shared/ipc/result.ts'
import { expectedPosture, required, startTrial, type Trial } from '../testing/trial.ts'

const everything: QuestionDraft = { at: null, since: null, scope: everyAccount }

let trial: Trial
let folder: string
/** What the person answers when they are asked for a folder, and what the printer does. */
const answers = { folder: null as string | null, print: async (_html: string) => new Uint8Array() }

beforeAll(async () => {
  trial = await startTrial({ accounts: 40, seed: 9 }, 'management', {
    services: {
      chooseFolder: async () => answers.folder,
      printPdf: (html) => answers.print(html),
    },
  })
  await trial.audit()
  // Whatever is asked from here on needs nobody.
  await trial.cutNetwork()
}, 60_000)
afterAll(async () => {
  await trial.mendNetwork()
  await trial.close()
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rootkeep-reports-'))
  answers.folder = folder
  answers.print = async (html) => Buffer.from(`%PDF-${html.length}`)
  return () => rmSync(folder, { recursive: true, force: true })
})

const handlers = () => trial.workstation.handlers.reports
const write = async (change: Partial<Parameters<ReturnType<typeof handlers>['write']>[0]> = {}) =>
  await handlers().write({
    question: everything,
    formats: [...reportFormats],
    paper: 'A4',
    ...change,
  })
const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'ok' : outcome.error.code)
const written = async (change: Parameters<typeof write>[0] = {}): Promise<WrittenFile[]> =>
  required(await write(change)) ?? []
const contentOf = (files: readonly WrittenFile[], kind: WrittenFile['kind']): string =>
  readFileSync(files.find((file) => file.kind === kind)?.path ?? '', 'utf8')

describe('a report that is written', () => {
  test('is one file for each format under one stem, with true sizes and hashes, and in the list', async () => {
    const files = await written()
    expect(files.map(({ kind }) => kind)).toEqual([...reportFormats])
    expect(readdirSync(folder)).toHaveLength(reportFormats.length)
    for (const { path, bytes, sha256 } of files) {
      expect(path).toMatch(/\/rootkeep-o-[a-z0-9]+-\d{4}-\d\d-\d\dT\d{6}Z\.[a-z.]+$/)
      const content = readFileSync(path)
      expect(content.length).toBe(bytes)
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256)
    }
    const listed = required(await handlers().written({ offset: 0, limit: 200 }))
    expect(listed.files).toEqual(expect.arrayContaining(files))
    expect(listed.total).toBe(listed.files.length)
  })

  test('has the numbers of the organization in every format', async () => {
    await trial.mendNetwork()
    const { accounts, organization } = await trial.truth()
    await trial.cutNetwork()
    const expected = Object.fromEntries(postures.map((posture) => [posture, 0])) as Record<
      Posture,
      number
    >
    for (const account of accounts) {
      expected[expectedPosture(account, organization.managementAccountId)] += 1
    }
    const files = await written()
    const report = Report.parse(JSON.parse(contentOf(files, 'json')))
    expect(report.postures).toEqual(expected)
    const csv = contentOf(files, 'csv').trimEnd().split('\r\n')
    expect(csv).toHaveLength(accounts.length + 1)
    for (const { id } of accounts) expect(csv.some((line) => line.includes(id))).toBe(true)
    const nonCompliant = String(expected['non-compliant'])
    expect(contentOf(files, 'html')).toContain(nonCompliant)
    expect(contentOf(files, 'md')).toContain(nonCompliant)
    expect(contentOf(files, 'ocsf').split('\n').length).toBeGreaterThan(1)
  })

  test('is the same, byte for byte, when the same is asked again, beside the one before', async () => {
    const at = new Date(Date.now() - 1).toISOString()
    const question = { ...everything, at }
    const first = await written({ question, formats: ['csv', 'json'] })
    const second = await written({ question, formats: ['csv', 'json'] })
    expect(second.map(({ sha256 }) => sha256)).toEqual(first.map(({ sha256 }) => sha256))
    expect(second.map(({ path }) => path.includes('Z-2.'))).toEqual([true, true])
    expect(readdirSync(folder)).toHaveLength(4)
  })

  test('of a format that was asked for twice is written once', async () => {
    expect(await written({ formats: ['md', 'md'] })).toHaveLength(1)
  })
})

describe('nothing is left, and it is said why, where', () => {
  async function left(code: string, change: Parameters<typeof write>[0] = {}) {
    const outcome = await write(change).catch((error: unknown) => {
      const failure = trial.workstation.explain(error)
      if (!failure) throw error
      return { ok: false as const, error: failure }
    })
    expect(codeOf(outcome)).toBe(code)
    if (existsSync(folder)) expect(readdirSync(folder)).toEqual([])
  }

  test.each([
    ['is not there', 'gone'],
    ['is a file', process.execPath],
    ['cannot be written', '/proc'],
  ])('the folder %s', async (_, place) => {
    answers.folder = resolve(folder, place)
    await left('file-not-saved')
  })

  test('the folder vanishes while the last of the files is made', async () => {
    answers.print = async () => {
      rmSync(folder, { recursive: true })
      return new Uint8Array([1])
    }
    await left('file-not-saved', { formats: ['csv', 'pdf'] })
    mkdirSync(folder)
  })

  test('the document cannot be printed', async () => {
    answers.print = () => Promise.reject(new Error('no paper'))
    await left('print-failed')
  })

  test('the operator stops it half way', async () => {
    answers.print = async () => {
      expect(await handlers().cancel(undefined)).toEqual({ ok: true, value: { stopped: true } })
      return new Uint8Array([1])
    }
    await left('cancelled')
    expect(await handlers().cancel(undefined)).toEqual({ ok: true, value: { stopped: false } })
  })

  test('it would tell of the future, or of a period that ends before it begins', async () => {
    const ahead = new Date(Date.now() + 60_000).toISOString()
    await left('invalid-input', { question: { ...everything, at: ahead } })
    await left('invalid-input', { question: { ...everything, since: ahead } })
  })

  test('the person names no folder', async () => {
    answers.folder = null
    expect(required(await write())).toBeNull()
  })
})

test('one report is written at a time, and what is done is told until its end', async () => {
  const progress: unknown[] = []
  const forget = trial.workstation.subscribe((channel, payload) => {
    if (channel === 'reports.progress') progress.push(payload)
  })
  answers.print = async () => {
    expect(codeOf(await write({ formats: ['md'] }))).toBe('report-in-progress')
    return new Uint8Array([1])
  }
  required(await write())
  forget()
  expect(progress).toContainEqual({ stage: 'Writing CSV', done: 2, total: 6 })
  expect(progress.at(-1)).toBeNull()
})

describe('a preview', () => {
  const preview = (format: (typeof reportFormats)[number], question: QuestionDraft = everything) =>
    handlers().preview({ question, format })

  test.each(['html', 'pdf'] as const)(
    'of %s is a document under an address of its own',
    async (format) => {
      const shown = required(await preview(format))
      expect(shown).toMatchObject({ text: null, cut: false })
      const token = shown.document?.split('/').at(-1) ?? ''
      expect(trial.workstation.document(token)).toMatch(/^<!doctype html>/i)
      expect(trial.workstation.document('another')).toBeNull()
    },
  )

  test.each(['csv', 'json', 'ocsf', 'md'] as const)(
    'of %s is how the file begins',
    async (format) => {
      const shown = required(await preview(format))
      expect(shown.document).toBeNull()
      const file = contentOf(await written({ formats: [format] }), format)
      expect(file.startsWith(shown.text ?? '?')).toBe(true)
      expect(shown.cut).toBe(file !== shown.text)
    },
  )

  test('in another format is the same report, and so is what is written next', async () => {
    const { question } = required(await preview('html'))
    expect(required(await preview('csv')).question).toEqual(question)
    expect((await written({ formats: ['md'] }))[0]?.question).toEqual(question)
  })

  test('of a question about the present tells what changed since the last one', async () => {
    const before = required(await preview('md'))
    const { accounts } = trial.workstation.handlers
    const row = required(
      await accounts.page({
        filter: { ...everyAccount, postures: ['non-compliant'] },
        sort: { key: 'id', descending: false },
        offset: 0,
        limit: 1,
      }),
    ).rows[0]
    const kinds = row?.findings ?? []
    required(
      await trial.workstation.handlers.exemptions.add({
        accountId: row?.id ?? expect.fail('an account holds credentials'),
        kinds,
        owner: 'Kim',
        reason: 'In use until the migration is over',
        ticket: 'SEC-1',
        expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
      }),
    )
    const after = required(await preview('md'))
    expect(after.question.at > before.question.at).toBe(true)
    const report = Report.parse(JSON.parse(contentOf(await written({ formats: ['json'] }), 'json')))
    expect(report.postures.exempt).toBe(1)
  })
})
