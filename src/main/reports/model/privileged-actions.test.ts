import { describe, expect, test } from 'vitest'
import type { OrganizationId } from '../../../shared/domain/accounts.ts'
import type { JournalLine } from '../../../shared/domain/evidence.ts'
import type { JournalDraft } from '../../../shared/domain/journal.ts'
import { chainedEntry, headOf } from '../../journal/chain.ts'
import { accountId, organizationId } from '../../testing/kept-organization.ts'
import { day, reportOn, someAccount, someEvidence } from '../testing/some-evidence.ts'

type Draft = Pick<JournalDraft, 'kind' | 'detail'> & Partial<JournalDraft> & { on: number }

function journalOf(...drafts: Draft[]): JournalLine[] {
  const lines: { entry: ReturnType<typeof chainedEntry> }[] = []
  for (const { on, ...draft } of drafts) {
    const entry = chainedEntry(
      {
        organizationId,
        accountId: accountId(1),
        procedureId: 'p-1',
        caseId: null,
        actor: 'arn:aws:iam::100000000000:user/kim',
        ...draft,
      },
      day(on),
      headOf(lines.at(-1)?.entry ?? null),
    )
    lines.push({ entry })
  }
  return lines
}
const call = 'iam:DeleteAccessKey'
const intent = (on: number, draft: Partial<Draft> = {}): Draft => ({
  on,
  kind: 'call-intent',
  detail: { itemId: 'key', call, arguments: {}, accessKeyId: 'ASIA1' },
  ...draft,
})
const result = (on: number, of: number, state: string): Draft => ({
  on,
  kind: 'call-result',
  detail: {
    intent: of,
    itemId: 'key',
    call,
    state,
    requestId: `r-${of}`,
    awsCode: state === 'failed' ? 'AccessDenied' : null,
  },
})
const resolved = (on: number, of: number, state: string): Draft => ({
  on,
  kind: 'call-resolved',
  detail: { intent: of, itemId: 'key', state, how: 'Read back.' },
})

/** The actions from day 10 to day 20. */
function actionsOf(lines: readonly JournalLine[], filter = {}) {
  const accounts = [someAccount(0), someAccount(1), someAccount(2)]
  const evidence = someEvidence(accounts, { journal: () => lines })
  return reportOn(evidence, 20, { since: day(10), filter }).actions ?? []
}

describe('the privileged actions of a period', () => {
  test('are the calls that were sent in it, with how they came out', () => {
    const lines = journalOf(
      intent(12),
      result(12, 1, 'done'),
      intent(13),
      result(13, 3, 'failed'),
      intent(14),
      result(14, 5, 'already-so'),
      intent(15),
      result(15, 7, 'in-doubt'),
      intent(16),
    )
    expect(
      actionsOf(lines).map(({ sequence, outcome, requestId, awsCode }) => [
        sequence,
        outcome,
        requestId,
        awsCode,
      ]),
    ).toEqual([
      [1, 'done', 'r-1', null],
      [3, 'failed', 'r-3', 'AccessDenied'],
      [5, 'not-done', 'r-5', null],
      [7, 'in-doubt', 'r-7', null],
      [9, 'in-doubt', null, null],
    ])
  })

  test('that were settled by reading AWS are told as that found it', () => {
    const settled = (state: string) =>
      actionsOf(journalOf(intent(12), result(12, 1, 'in-doubt'), resolved(13, 1, state)))[0]
    expect(settled('done')).toMatchObject({ outcome: 'done', requestId: 'r-1' })
    expect(settled('not-done')).toMatchObject({ outcome: 'not-done' })
    expect(settled('overtaken')).toMatchObject({ outcome: 'in-doubt' })
  })

  test('are in doubt where the answer came only after the instant of the report', () => {
    expect(actionsOf(journalOf(intent(19), result(21, 1, 'done')))).toMatchObject([
      { outcome: 'in-doubt', requestId: null },
    ])
  })

  test('leave out what was sent before the period or after it', () => {
    expect(
      actionsOf(journalOf(intent(10), result(12, 1, 'done'), intent(21), result(21, 3, 'done'))),
    ).toEqual([])
  })

  test('leave out other organizations, and take what may be seen of an entry that is withheld', () => {
    const other = 'o-other00000' as OrganizationId
    expect(actionsOf(journalOf(intent(12, { organizationId: other })))).toEqual([])
    const [line] = journalOf(intent(12))
    if (!line || !('entry' in line)) throw new Error('one entry was written')
    const { previous, hash, ...shown } = line.entry
    const withheld = { sequence: 1, previous, hash }
    expect(actionsOf([{ withheld, shown }])).toMatchObject([{ call, sequence: 1 }])
    expect(actionsOf([{ withheld, shown: null }])).toEqual([])
  })

  test('of a narrower scope are those in its accounts', () => {
    const lines = journalOf(intent(12), intent(13, { accountId: accountId(2) }))
    expect(actionsOf(lines, { search: accountId(2) })).toMatchObject([{ accountId: accountId(2) }])
  })

  test('an entry that another version wrote tells of no call, and breaks nothing', () => {
    const odd: Draft = { on: 12, kind: 'call-intent', detail: { calling: 1 } }
    const answer: Draft = { on: 12, kind: 'call-result', detail: { intent: 'one' } }
    expect(actionsOf(journalOf(odd, answer, intent(13)))).toHaveLength(1)
  })
})
