import { describe, expect, test } from 'vitest'
import type { BreakGlassCase } from '../../shared/domain/cases.ts'
import type { JournalEntry } from '../../shared/domain/journal.ts'
import type { ItemOutcome } from '../../shared/domain/procedures.ts'
import { caseReport, type CaseRecord } from './case-report.ts'
import { accountId, caller, organizationId, somePlan, someProcedure } from './testing/desk.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 12, minute)).toISOString()
const plan = somePlan(Date.UTC(2026, 10, 22, 12), { caseId: 'c-1' })
const [target] = plan.targets
const item = (change: Partial<ItemOutcome> = {}): ItemOutcome => ({
  itemId: 'i-1',
  state: 'done',
  note: null,
  failure: null,
  requestId: 'req-77',
  at: at(20),
  ...change,
})
const told: BreakGlassCase = {
  id: 'c-1',
  organizationId,
  scenario: 'locked-out-account',
  reason: 'The last <b>administrator</b> role | was deleted.',
  ticket: 'SEC-42',
  openedAt: at(0),
  openedBy: caller,
  until: at(60),
  state: 'closed',
  closedAt: at(95),
  outcome: 'The role was restored.',
  reopened: [
    {
      accountId: accountId(1),
      accountName: 'payments',
      procedureId: 'p-0',
      reopenedAt: at(5),
      steps: [{ step: 'password-reset', by: 'Kim', at: at(9) }],
      closedAt: at(45),
      closedByProcedureId: 'p-1',
    },
  ],
  procedureIds: ['p-1'],
}
const entry = (sequence: number, change: Partial<JournalEntry>): JournalEntry => ({
  sequence,
  at: at(sequence),
  kind: 'call-result',
  organizationId,
  accountId: accountId(1),
  procedureId: 'p-1',
  caseId: 'c-1',
  actor: caller,
  detail: {},
  previous: '',
  hash: `hash-of-${sequence}`,
  ...change,
})
const record = (change: Partial<CaseRecord> = {}): CaseRecord => ({
  case: told,
  entries: [
    entry(7, { kind: 'case-opened', detail: { scenario: 'locked-out-account', ticket: 'SEC-42' } }),
    entry(8, { kind: 'call-intent', detail: { call: 'iam:DeleteAccessKey' } }),
    entry(9, {
      detail: {
        call: 'iam:DeleteAccessKey',
        intent: 8,
        state: 'done',
        requestId: 'req-77',
        accessKeyId: 'ASIA77',
      },
    }),
  ],
  procedures: [
    {
      procedure: someProcedure(plan, {
        state: 'completed',
        digest: 'd'.repeat(64),
        confirmedAt: at(18),
        endedAt: at(45),
      }),
      targets: target ? [{ target, outcome: outcomeOf() }] : [],
      approval: null,
    },
  ],
  checkpoint: null,
  writtenAt: at(100),
  ...change,
})
const outcomeOf = (change: Partial<ItemOutcome> = {}, verifiedAt: string | null = at(45)) => ({
  accountId: accountId(1),
  state: 'done' as const,
  note: null,
  failure: null,
  startedAt: at(19),
  endedAt: at(45),
  verifiedAt,
  items: [item(change)],
})
const withOutcome = (outcome: ReturnType<typeof outcomeOf>) => {
  const [procedure] = record().procedures
  if (!procedure || !target) throw new Error('the record has one')
  return textOf({ procedures: [{ ...procedure, targets: [{ target, outcome }] }] })
}
const textOf = (change: Partial<CaseRecord> = {}) => caseReport(record(change)).text

describe('the post-incident report', () => {
  test('says what, who, when, how long, and how it ended', () => {
    const text = textOf()
    for (const said of [
      '# Post-incident report: Nobody can get into the account',
      '| Ticket | SEC-42 |',
      `| Opened | 2026-11-22 12:00 UTC by arn:aws:sts::111122223333:assumed-role/operator/jane |`,
      '| Closed | 2026-11-22 13:35 UTC |',
      '| Duration | 1 h 35 min, 35 min longer than its time box |',
      '| Outcome | The role was restored. |',
    ]) {
      expect(text).toContain(said)
    }
    expect(caseReport(record()).name).toBe('rootkeep-case-SEC-42-c-1.md')
  })

  test('says of each account when it was opened and closed, by what, and the human steps', () => {
    const text = textOf()
    expect(text).toContain(`### ${accountId(1)} payments`)
    expect(text).toContain('| Opened | 2026-11-22 12:05 UTC, by procedure `p-0` |')
    expect(text).toContain('2026-11-22 12:45 UTC, by procedure `p-1`: read back')
    expect(text).toContain('| Open for | 40 min |')
    expect(text).toContain(
      '| The password was reset by “Forgot password” | Kim | 2026-11-22 12:09:00 |',
    )
  })

  test('has before and after, each call with its request ID, and the digest of the plan', () => {
    const text = textOf()
    expect(text).toContain(
      `| ${accountId(1)} payments | \`iam:DeleteAccessKey\` | access key \`AKIAIOSFODNN7EXAMPLE\`, Active | gone, read back 2026-11-22 12:45 UTC | done | \`req-77\` |`,
    )
    expect(text).toContain(
      `| 2026-11-22 12:09:00 | ${accountId(1)} | \`iam:DeleteAccessKey\` | done | \`req-77\` | \`ASIA77\` |`,
    )
    expect(text).toContain(`| Digest of the plan | \`${'d'.repeat(64)}\` |`)
  })

  test('never calls gone what was not read back, or did not come out', () => {
    expect(withOutcome(outcomeOf({}, null))).toContain('gone (**not read back**)')
    for (const state of [
      'failed',
      'in-doubt',
      'skipped',
      'changed',
      'pending',
      'not-run',
    ] as const) {
      const text = withOutcome(outcomeOf({ state }, null))
      expect(text).toContain('as before, as far as is known')
      expect(text).not.toContain('| gone')
    }
  })

  test('says what is not finished: an open case, an account left open, a call without an answer', () => {
    const open = { ...told, state: 'open' as const, closedAt: null, outcome: null }
    const [account] = told.reopened
    const text = textOf({
      case: {
        ...open,
        reopened: account ? [{ ...account, closedAt: null, closedByProcedureId: null }] : [],
      },
      entries: [entry(8, { kind: 'call-intent', detail: { call: 'iam:CreateLoginProfile' } })],
    })
    expect(text).toContain(
      '**Not closed.** As of 2026-11-22 13:40 UTC, with one account still open',
    )
    expect(text).toContain('**Not stated yet.**')
    expect(text).toContain('**Still open:**')
    expect(text).toContain('**no answer is known**')
  })

  test('names the approval, and what proves the record', () => {
    const [procedure] = record().procedures
    if (!procedure) throw new Error('the record has one')
    const approver = { name: 'Bob', fingerprint: '7K3F-9QXM', publicKey: '' }
    const approval = {
      format: 'rootkeep-approval' as const,
      version: 1 as const,
      id: 'a-1',
      procedureId: 'p-1',
      digest: 'd'.repeat(64),
      requesterFingerprint: '',
      approver,
      note: 'Looked at it.',
      approvedAt: at(17),
      expiresAt: at(60),
      signature: '',
    }
    const checkpoint = {
      format: 'rootkeep-checkpoint' as const,
      version: 1 as const,
      count: 12,
      head: 'hash-of-12',
      at: at(96),
      fingerprint: '9QXM-7K3F',
      publicKey: '',
      signature: '',
    }
    const text = textOf({ procedures: [{ ...procedure, approval }], checkpoint })
    expect(text).toContain('2026-11-22 12:17 UTC by Bob, `7K3F-9QXM`: Looked at it.')
    expect(text).toContain('from number 7 to number 9. The hash of the last is `hash-of-9`.')
    expect(text).toContain('12 entries, head `hash-of-12`, signed by `9QXM-7K3F`')
    expect(textOf()).toContain('**No signed checkpoint covers the end of this case yet.**')
  })

  test('shows policies before and after in full', () => {
    const [procedure] = record().procedures
    if (!procedure || !target) throw new Error('the record has one')
    const [first] = target.items
    if (!first) throw new Error('the target has one')
    const thing = {
      kind: 'bucket-policy' as const,
      bucket: 'logs',
      region: 'eu-west-1',
      before: { text: '{"Version":"2008-10-17"}', sha256: 'b'.repeat(64) },
      after: null,
    }
    const text = textOf({
      procedures: [
        {
          ...procedure,
          targets: [{ target: { ...target, items: [{ ...first, thing }] }, outcome: outcomeOf() }],
        },
      ],
    })
    expect(text).toContain('Policy of `logs` before:\n\n```json\n{"Version":"2008-10-17"}\n```')
    expect(text).toContain(`policy with SHA-256 \`${'b'.repeat(64)}\` | no policy, read back`)
  })

  test('lets no text of a person become markup', () => {
    expect(textOf()).toContain(String.raw`The last \<b\>administrator\</b\> role \| was deleted.`)
  })

  test('is the same for the same record', () => {
    expect(caseReport(record())).toEqual(caseReport(record()))
  })
})
