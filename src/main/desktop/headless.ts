import type { Overview } from '../../shared/domain/overview.ts'
import { describeCompleteness, postures } from '../../shared/domain/posture.ts'
import type { Run } from '../../shared/domain/runs.ts'
import type { SessionSnapshot } from '../../shared/domain/connections.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { Workstation } from '../workstation.ts'

export type HeadlessParts = {
  readonly workstation: Pick<
    Workstation,
    'handlers' | 'onRunEnded' | 'openFirstConnection' | 'audits'
  >
  /** What is opened: the ID of a connection, or its name. */
  readonly connection: string
  readonly dataFolder: string
  /** Takes the picture, and says where it was written. */
  capture(): Promise<string>
  print(line: string): void
}

/** How long the names of the units are waited for, so that the picture shows them. */
const settleMs = 10_000

/**
 * A start with no window: connects, waits for an audit run to end (and starts or resumes one where none is
 * under way), prints what it saw, and leaves a picture of the Overview.
 */
export async function runHeadless(parts: HeadlessParts): Promise<Outcome<void>> {
  const { workstation, connection, dataFolder, capture, print } = parts
  const { handlers } = workstation
  const ended = new Promise<Run>((resolve) => workstation.onRunEnded(resolve))
  const connected = await workstation.openFirstConnection(connection)
  if (!connected.ok) return connected
  const begun = await beginRun(handlers)
  if (!begun.ok) return begun
  const { failure } = await ended
  if (failure) return fail(failure)
  await workstation.audits.settle(settleMs)

  const [overview, session] = await Promise.all([
    handlers.overview.get(undefined),
    handlers.session.snapshot(undefined),
  ])
  if (!overview.ok) return overview
  if (!session.ok) return session
  const picture = await capture()
  for (const line of summary(overview.value, session.value)) print(line)
  print('')
  print(`Picture:     ${picture}`)
  print(`Data folder: ${dataFolder}`)
  print('To open the window, run npm start where there is a display (or: xvfb-run -a npm start).')
  return succeed(undefined)
}

/** Makes sure that a run is under way. The first connection to the practice organization begins one itself. */
async function beginRun(handlers: Workstation['handlers']): Promise<Outcome<unknown>> {
  const active = await handlers.runs.active(undefined)
  if (!active.ok) return active
  if (active.value?.state === 'running') return active
  const begun = active.value
    ? await handlers.runs.resume({ runId: active.value.runId })
    : await handlers.runs.start({ scope: { kind: 'organization' }, deep: false })
  return begun.ok || begun.error.code === 'run-in-progress' ? succeed(undefined) : begun
}

/** The posture of the organization in a few lines of text. */
export function summary(overview: Overview, session: SessionSnapshot): string[] {
  const practice =
    session.connection?.kind === 'practice'
      ? ' (practice organization: these accounts are simulated)'
      : ''
  const width = Math.max(...postures.map((posture) => posture.length))
  return [
    `Organization ${session.organization?.id ?? 'not yet described'}${practice}`,
    `Caller       ${session.caller?.arn ?? 'unknown'}`,
    `Completeness ${describeCompleteness(overview.completeness)}`,
    '',
    ...postures.map(
      (posture) => `  ${posture.padEnd(width)}  ${String(overview.postures[posture]).padStart(6)}`,
    ),
  ]
}
