import { beforeEach, describe, expect, test } from 'vitest'
import { everyAccount } from '../../shared/domain/account-query.ts'
import type { OrganizationId } from '../../shared/domain/accounts.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { ScheduleDraft } from '../../shared/domain/report-jobs.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import { FileNotSaved } from '../saved-file.ts'
import { required } from '../testing/trial.ts'
import { createReportSchedule, type ScheduledWriting } from './report-schedule.ts'

const organizationId = 'o-trial00000' as OrganizationId
const dayMs = 86_400_000

/** A schedule with everything around it, at eight in the morning of a Sunday. */
function startSchedule() {
  const kept = new Map<string, string>()
  const time = { now: new Date(2026, 10, 22, 8).getTime() }
  const written: ScheduledWriting[] = []
  const notified: string[] = []
  const world = {
    folder: '/reports' as string | null,
    printer: true,
    write: (): Promise<Outcome<unknown>> => Promise.resolve(succeed(null)),
  }
  const open = () =>
    createReportSchedule({
      facts: {
        remembered: (key) => kept.get(key) ?? null,
        remember: (key, value) => void kept.set(key, value),
      },
      clock: { now: () => time.now, instant: () => new Date(time.now).toISOString() },
      log: { problem: () => 'log-1' },
      pushes: { changed() {} },
      shell: {
        chooseFolder: async () => world.folder,
        get printPdf() {
          return world.printer ? () => Promise.resolve(new Uint8Array()) : null
        },
        notify: ({ body }) => void notified.push(body),
      },
      write(writing) {
        written.push(writing)
        return world.write()
      },
      explain: (error) => (error instanceof FileNotSaved ? error.failure : null),
    })
  return { kept, time, written, notified, world, open, schedule: open() }
}

const morning: ScheduleDraft = {
  every: 'day',
  weekday: 0,
  minute: 9 * 60,
  formats: ['csv', 'md'],
  paper: 'A4',
  scope: everyAccount,
}

let trial: ReturnType<typeof startSchedule>
beforeEach(() => {
  trial = startSchedule()
})

const local = (day: number, hour: number, minute = 0) =>
  new Date(2026, 10, day, hour, minute).toISOString()
async function plan(draft: Partial<ScheduleDraft> = {}) {
  required(trial.schedule.set(organizationId, { ...morning, ...draft }))
  return required(await trial.schedule.chooseFolder(organizationId))
}
async function lookAt(instant: string) {
  trial.time.now = Date.parse(instant)
  await trial.schedule.look()
}
const now = () => trial.schedule.get(organizationId)

describe('a schedule', () => {
  test('writes nothing where nobody planned anything', async () => {
    expect(now()).toMatchObject({ every: 'never', folder: null, nextAt: null, last: null })
    await lookAt(local(30, 12))
    expect(trial.written).toEqual([])
  })

  test('has no next time until a person has chosen the folder', async () => {
    trial.world.folder = null
    expect((await plan()).nextAt).toBeNull()
    await lookAt(local(30, 12))
    expect(trial.written).toEqual([])
    trial.world.folder = '/reports'
    trial.time.now = Date.parse(local(30, 12))
    expect((await plan()).nextAt).toBe(local(31, 9))
  })

  test('writes at its time, once, and each report tells what happened since the one before', async () => {
    expect((await plan()).nextAt).toBe(local(22, 9))
    await lookAt(local(22, 8, 59))
    expect(trial.written).toEqual([])
    await lookAt(local(22, 9))
    await lookAt(local(22, 9, 1))
    expect(trial.written).toEqual([
      {
        organizationId,
        question: { at: local(22, 9), since: null, scope: everyAccount },
        formats: ['csv', 'md'],
        paper: 'A4',
        folder: '/reports',
      },
    ])
    expect(now()).toMatchObject({ nextAt: local(23, 9), last: { at: local(22, 9), failure: null } })
    await lookAt(local(23, 9, 1))
    expect(trial.written[1]?.question).toMatchObject({ at: local(23, 9, 1), since: local(22, 9) })
  })

  test('makes up once for the times that were missed while nothing ran', async () => {
    await plan()
    trial.schedule = trial.open()
    await lookAt(local(27, 14))
    await lookAt(local(27, 15))
    expect(trial.written.map(({ question }) => question.at)).toEqual([local(27, 14)])
    expect(now().nextAt).toBe(local(28, 9))
  })

  test('does not make up for times before it was planned', async () => {
    trial.time.now = Date.parse(local(22, 12))
    await plan()
    await lookAt(local(22, 12, 1))
    expect(trial.written).toEqual([])
  })

  test('keeps a failure, says it, and tries again at its next time', async () => {
    await plan()
    trial.world.write = () => Promise.reject(new FileNotSaved('/reports/a.csv', { code: 'ENOENT' }))
    await lookAt(local(22, 9))
    await lookAt(local(22, 10))
    expect(trial.written).toHaveLength(1)
    expect(now().last).toMatchObject({ at: local(22, 9), failure: { code: 'file-not-saved' } })
    expect(trial.notified).toEqual([
      'The file /reports/a.csv was not saved: that place cannot be written (ENOENT).',
    ])
    trial.world.write = () => Promise.resolve(succeed(null))
    await lookAt(local(23, 9))
    // Nothing was told of the time since the last report that was written: there was none.
    expect(trial.written[1]?.question.since).toBeNull()
    expect(now().last).toMatchObject({ failure: null })
  })

  test('waits while another report is written', async () => {
    await plan()
    trial.world.write = () => Promise.resolve(fail(failureOf('report-in-progress')))
    await lookAt(local(22, 9))
    expect(now()).toMatchObject({ last: null, nextAt: local(22, 9) })
    trial.world.write = () => Promise.resolve(succeed(null))
    await lookAt(local(22, 9, 1))
    expect(trial.written).toHaveLength(2)
    expect(trial.notified).toEqual([])
  })

  test('that the operator stops is over for this time, and nobody is notified', async () => {
    await plan()
    trial.world.write = () => Promise.resolve(fail(failureOf('cancelled')))
    await lookAt(local(22, 9))
    await lookAt(local(22, 9, 1))
    expect(trial.written).toHaveLength(1)
    expect(now().last).toMatchObject({ failure: { code: 'cancelled' } })
    expect(trial.notified).toEqual([])
  })

  test('that ends with the program is made up for at the next start', async () => {
    await plan()
    let stop = () => {}
    trial.world.write = () =>
      new Promise((resolve) => {
        stop = () => resolve(fail(failureOf('cancelled')))
      })
    trial.time.now = Date.parse(local(22, 9))
    const looking = trial.schedule.look()
    const closing = trial.schedule.close()
    stop()
    await Promise.all([looking, closing])
    trial.world.write = () => Promise.resolve(succeed(null))
    trial.schedule = trial.open()
    await lookAt(local(22, 11))
    expect(trial.written).toHaveLength(2)
  })

  test('that a crash cut short is not begun again and again, and says what became of it', async () => {
    await plan()
    trial.world.write = () => new Promise(() => {})
    trial.time.now = Date.parse(local(22, 9))
    void trial.schedule.look()
    // What is kept is all that a new process finds.
    trial.schedule = trial.open()
    await lookAt(local(22, 10))
    expect(trial.written).toHaveLength(1)
    expect(now().last?.failure?.message).toMatch(/ended before/)
  })

  test('keeps what the operator changed while it wrote', async () => {
    await plan()
    trial.world.write = async () => {
      required(trial.schedule.set(organizationId, { ...morning, every: 'week', weekday: 3 }))
      return succeed(null)
    }
    await lookAt(local(22, 9))
    expect(now()).toMatchObject({ every: 'week', nextAt: local(25, 9), last: { failure: null } })
  })

  test('is kept for each organization', async () => {
    await plan()
    const other = 'o-other00000' as OrganizationId
    expect(trial.schedule.get(other).every).toBe('never')
    required(trial.schedule.set(other, { ...morning, every: 'week', weekday: 1 }))
    expect(now().every).toBe('day')
  })

  test('is refused where it could not be kept', () => {
    const code = (draft: Partial<ScheduleDraft>) => {
      const outcome = trial.schedule.set(organizationId, { ...morning, ...draft })
      return outcome.ok ? 'ok' : outcome.error.code
    }
    trial.world.printer = false
    expect(code({ formats: [] })).toBe('invalid-input')
    expect(code({ formats: ['pdf'] })).toBe('printer-missing')
    expect(code({ formats: [], every: 'never' })).toBe('ok')
  })

  test('survives a clock that was years ahead for a while', async () => {
    trial.time.now += 4000 * dayMs
    await plan()
    await lookAt(local(23, 8))
    expect(now().nextAt).toBe(local(23, 9))
  })

  test('that another version wrote is none', async () => {
    await plan()
    trial.kept.set('report.schedules', '{"o-trial00000":{"every":"hour"}}')
    await lookAt(local(30, 12))
    expect(trial.written).toEqual([])
  })
})
