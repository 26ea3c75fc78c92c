import { Worker } from 'node:worker_threads'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { SignIn } from './credentials.ts'

/** How large the practice organization is and which one of the many it is. */
export type PracticeOptions = {
  readonly accounts: number
  readonly seed: number
  /** The instant on which the ages of its credentials hang: kept, so that it grows older like a real one. */
  readonly referenceTime: string
  /** The instant at which its clock starts: now, or its sessions would have ended before they began. */
  readonly startTime: string
}

export type PracticeOrganization = {
  readonly signIn: SignIn
  close(): Promise<void>
}

const startLimitMs = 20_000

/**
 * Runs the practice organization in a thread of its own, on a loopback port that the system picks, and
 * hands out the credentials of its operator in the management account.
 */
export async function startPractice(
  worker: URL,
  options: PracticeOptions,
): Promise<Outcome<PracticeOrganization>> {
  const thread = new Worker(worker, { workerData: options, name: 'practice-organization' })
  try {
    const ready = await firstMessage(thread)
    const operator = ready.operators.management
    return succeed({
      signIn: {
        credentials: async () => operator,
        region: ready.region,
        endpoint: ready.endpoint,
      },
      close: async () => {
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
