import { expect, test, vi } from 'vitest'
import { succeed } from '../../shared/ipc/result.ts'
import { FileNotSaved } from '../saved-file.ts'
import { createReportWork, unhurried } from './report-work.ts'

const code = (outcome: { ok: boolean; error?: { code: string } }) => outcome.error?.code ?? 'ok'

/** Work that waits until it is stopped. */
const untilStopped = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error))
  })

test('one piece of work is done at a time, and the next when it is over', async () => {
  const work = createReportWork(() => {})
  const first = work.alone(({ signal }) => untilStopped(signal))
  expect(code(await work.alone(async () => succeed(1)))).toBe('report-in-progress')
  expect(work.cancel()).toBe(true)
  expect(code(await first)).toBe('cancelled')
  expect(code(await work.alone(async () => succeed(1)))).toBe('ok')
  expect(work.cancel()).toBe(false)
})

test('work that is stopped is cancelled, whatever its error was wrapped in', async () => {
  const work = createReportWork(() => {})
  const doing = work.alone(async ({ signal }) => {
    try {
      return await untilStopped(signal)
    } catch (error) {
      throw new FileNotSaved('/a', error)
    }
  })
  work.cancel()
  expect(code(await doing)).toBe('cancelled')
})

test('work that fails by itself keeps its error and lets the next begin', async () => {
  const work = createReportWork(() => {})
  await expect(work.alone(() => Promise.reject(new Error('odd')))).rejects.toThrow('odd')
  expect(code(await work.alone(async () => succeed(1)))).toBe('ok')
})

test('progress is told from the first stage to its end', async () => {
  const told = vi.fn()
  await createReportWork(told).alone(async ({ stage }) => {
    stage('Judging accounts', null)(40)
    stage('Writing CSV', 2, 1)
    return succeed(null)
  })
  expect(told.mock.calls.map(([progress]) => progress as unknown)).toEqual([
    { stage: 'Judging accounts', done: 0, total: null },
    { stage: 'Judging accounts', done: 40, total: null },
    { stage: 'Writing CSV', done: 1, total: 2 },
    null,
  ])
})

test('the window is told of every stage, and not of every step of it', () => {
  const told: (string | null)[] = []
  const tell = unhurried((progress) => told.push(progress && `${progress.stage} ${progress.done}`))
  for (let done = 0; done < 1000; done += 1) tell({ stage: 'Judging accounts', done, total: null })
  tell({ stage: 'Writing CSV', done: 1, total: 2 })
  tell(null)
  tell({ stage: 'Writing CSV', done: 0, total: 2 })
  expect(told.length).toBeLessThan(100)
  expect(told.slice(0, 1)).toEqual(['Judging accounts 0'])
  expect(told.slice(-3)).toEqual(['Writing CSV 1', null, 'Writing CSV 0'])
})

test('closing waits until nothing is half done', async () => {
  const work = createReportWork(() => {})
  let cleaned = false
  void work.alone(async ({ signal }) => {
    try {
      return await untilStopped(signal)
    } finally {
      await new Promise((resolve) => setTimeout(resolve, 5))
      cleaned = true
    }
  })
  await work.close()
  expect(cleaned).toBe(true)
})
