import { afterEach, expect, test } from 'vitest'
import type { CourtesyNote } from '../../shared/domain/journal.ts'
import { required, startTrial, type Trial } from '../testing/trial.ts'

let trial: Trial
afterEach(() => trial.close())

test.each([false, true])(
  'the note before an audit announces what the audit then causes (deep: %s)',
  async (deep) => {
    trial = await startTrial({ accounts: 40, seed: 9 })
    await trial.audit({ kind: 'organization' }, deep)
    const note: CourtesyNote = required(
      await trial.workstation.handlers.runs.courtesyNote({
        scope: { kind: 'organization' },
        deep,
      }),
    )
    await trial.control('DELETE', 'requests')
    await trial.audit({ kind: 'organization' }, deep)
    const requests = await trial.requests()
    const sessions = requests.filter(({ operation }) => operation === 'AssumeRoot')
    // What is denied in an account cannot be known before; each such account causes six events less at most.
    const { accounts } = await trial.truth()
    const denying = accounts.filter(
      ({ assumeRootDenied, scpDeniesRootSessions }) => assumeRootDenied || scpDeniesRootSessions,
    )
    const asRoot = requests.filter(
      ({ operation, accessKeyId }) => operation !== 'AssumeRoot' && accessKeyId.startsWith('ASIA'),
    )
    expect(note.assumeRootEvents).toBe(sessions.length)
    expect(asRoot.length).toBeGreaterThanOrEqual(note.rootEvents - 6 * denying.length)
    expect(note.text).toContain(`${note.assumeRootEvents} AssumeRoot events`)
  },
)
