import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { everyAccount } from '../../shared/domain/account-query.ts'
import type { ScheduleDraft } from '../../shared/domain/report-jobs.ts'
import { required, startTrial, type Trial } from '../testing/trial.ts'

const dayMs = 86_400_000
const daily: ScheduleDraft = {
  every: 'day',
  weekday: 0,
  minute: 0,
  formats: ['csv', 'md'],
  paper: 'A4',
  scope: everyAccount,
}

let trial: Trial
let folder: string
const notified: string[] = []

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rootkeep-scheduled-'))
  notified.length = 0
  trial = await startTrial({ accounts: 12, seed: 4 }, 'management', {
    services: {
      chooseFolder: async () => folder,
      notify: ({ body }) => void notified.push(body),
    },
  })
})
afterEach(async () => {
  await trial.close()
  rmSync(folder, { recursive: true, force: true })
})

const reports = () => trial.workstation.handlers.reports

test('what is scheduled is written into the chosen folder when its time has come, also after a new start without a connection', async () => {
  await trial.audit()
  required(await reports().setSchedule(daily))
  required(await reports().chooseScheduleFolder(undefined))
  const { lookAtSchedule } = trial.workstation.reports
  await lookAtSchedule()
  expect(readdirSync(folder)).toEqual([])

  await trial.pass(dayMs)
  await trial.reopen()
  await trial.workstation.reports.lookAtSchedule()
  const { files } = required(await reports().written({ offset: 0, limit: 10 }))
  expect(files.map(({ kind }) => kind).toSorted()).toEqual(['csv', 'md'])
  expect(files.every(({ scheduled }) => scheduled)).toBe(true)
  expect(files.map(({ path }) => path).toSorted()).toEqual(
    readdirSync(folder)
      .map((name) => join(folder, name))
      .toSorted(),
  )
  expect(required(await reports().schedule(undefined)).last).toMatchObject({ failure: null })
})

test('a folder that has vanished is said, and nothing is left where it was', async () => {
  await trial.audit()
  required(await reports().setSchedule(daily))
  required(await reports().chooseScheduleFolder(undefined))
  rmSync(folder, { recursive: true })
  await trial.pass(dayMs)
  await trial.workstation.reports.lookAtSchedule()
  const { last } = required(await reports().schedule(undefined))
  expect(last?.failure?.code).toBe('file-not-saved')
  expect(notified).toEqual([last?.failure?.message])
  expect(required(await reports().written({ offset: 0, limit: 10 })).total).toBe(0)
})

test('where the cache knows no organization there is nothing to report, and it is said', async () => {
  const asked = { question: { at: null, since: null, scope: everyAccount }, paper: 'A4' as const }
  const outcomes = [
    await reports().preview({ question: asked.question, format: 'html' }),
    await reports().write({ ...asked, formats: ['csv'] }),
    await reports().bundle({ ...asked, formats: ['csv'], redact: false }),
    await reports().schedule(undefined),
    await reports().setSchedule(daily),
  ]
  expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code))).toEqual(
    outcomes.map(() => 'nothing-to-report'),
  )
  expect(required(await reports().written({ offset: 0, limit: 10 })).total).toBe(0)
})

test('a report of an organization that was listed and never audited says so, and calls nothing clean', async () => {
  required(await trial.connect())
  const shown = required(
    await reports().preview({
      question: { at: null, since: null, scope: everyAccount },
      format: 'md',
    }),
  )
  expect(shown.caveats.length).toBeGreaterThan(0)
  expect(shown.completeness.observed).toBe(0)
})
