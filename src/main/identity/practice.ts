import { Worker } from 'node:worker_threads'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../database/store.ts'
import type { Environment } from './connections/environment.ts'
import type { PracticePlace, StartPractice } from './connections/resolved-connection.ts'

/** How large the practice organization is and which one of the many it is. */
export type PracticeOptions = {
  readonly accounts: number
  readonly seed: number
  /** The instant on which the ages of its credentials hang: kept, so that it grows older like a real one. */
  readonly referenceTime: string
  /** The instant at which its clock starts: now, or its sessions would have ended before they began. */
  readonly startTime: string
}

/** Which practice organization this data folder has: as large as the environment says, and older at every start. */
export function practiceOptions(
  environment: Environment,
  settings: Pick<Store['settings'], 'remembered' | 'remember'>,
  clock: Pick<Clock, 'instant'>,
): PracticeOptions {
  const accounts = countFrom(environment['ROOTKEEP_PRACTICE_ACCOUNTS'], 214)
  const seed = countFrom(environment['ROOTKEEP_PRACTICE_SEED'], 7)
  const key = `practice.referenceTime.${accounts}.${seed}`
  const kept = settings.remembered(key)
  const referenceTime = kept ?? clock.instant()
  if (kept === null) settings.remember(key, referenceTime)
  return { accounts, seed, referenceTime, startTime: clock.instant() }
}

function countFrom(text: string | undefined, otherwise: number): number {
  const value = Number(text)
  return text !== undefined && Number.isInteger(value) && value > 0 ? value : otherwise
}

export type Practice = {
  /** Starts it where it does not run yet. */
  readonly start: StartPractice
  close(): Promise<void>
}

type Running = { readonly place: PracticePlace; end(): Promise<void> }

const startLimitMs = 20_000

/** The practice organization of this workstation. */
export function createPractice(worker: URL, options: () => PracticeOptions): Practice {
  let starting: Promise<Outcome<Running>> | null = null

  return {
    async start() {
      starting ??= startThread(worker, options())
      const started = await starting
      if (started.ok) return succeed(started.value.place)
      starting = null
      return started
    },
    async close() {
      const started = await starting
      starting = null
      if (started?.ok) await started.value.end()
    },
  }
}

/**
 * Runs the practice organization in a thread of its own, on a loopback port that the system picks, and
 * hands out the credentials of its operator in the management account.
 */
async function startThread(worker: URL, options: PracticeOptions): Promise<Outcome<Running>> {
  const thread = new Worker(worker, { workerData: options, name: 'practice-organization' })
  try {
    const { endpoint, region, operators } = await firstMessage(thread)
    return succeed({
      place: { endpoint, region, credentials: async () => operators.management },
      end: async () => {
        await thread.terminate()
      },
    })
  } catch (error) {
    await thread.terminate()
    const reason = error instanceof Error ? error.message : 'no reason was given'
    return fail(
      failureOf('internal', { message: `The practice organization did not start: ${reason}` }),
    )
  }
}

type Ready = {
  endpoint: string
  region: string
  operators: {
    management: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
  }
}

function firstMessage(thread: Worker): Promise<Ready> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('it took too long')), startLimitMs)
    const settle = (act: () => void) => {
      clearTimeout(timer)
      act()
    }
    thread.once('message', (ready: Ready) => settle(() => resolve(ready)))
    thread.once('error', (error) => settle(() => reject(error)))
    thread.once('exit', (code) =>
      settle(() => reject(new Error(`its thread ended with code ${code}`))),
    )
  })
}
