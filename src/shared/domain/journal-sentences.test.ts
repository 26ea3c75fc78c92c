import { describe, expect, test } from 'vitest'
import { caseScenarios, recoverySteps } from './cases.ts'
import { sentenceOf } from './journal-sentences.ts'
import { journalKinds } from './journal.ts'

describe('every kind of entry', () => {
  test.each(journalKinds.filter((kind) => kind !== 'case-note'))(
    '%s is a sentence, also where its detail says nothing',
    (kind) => {
      const text = sentenceOf({ kind, detail: {} })
      expect(text).toMatch(/^[A-Z].*[.!?]$/)
      expect(text).not.toMatch(/undefined|null|NaN|: \.|: ,|\.\./)
    },
  )

  test.each([
    [
      'case-opened',
      {
        scenario: 'exercise',
        reason: 'A drill.',
        ticket: 'SEC-1',
        until: '2026-11-22T13:00:00.000Z',
      },
      'Opened: Exercise. A drill. Ticket SEC-1, until 2026-11-22 13:00 UTC.',
    ],
    [
      'case-step',
      { step: 'signed-out', by: 'Kim', accountName: 'payments' },
      'The root user signed out: by Kim, payments.',
    ],
    [
      'call-result',
      { call: 'iam:DeleteAccessKey', state: 'done' },
      'iam:DeleteAccessKey was done.',
    ],
    [
      'call-result',
      { call: 'iam:DeleteAccessKey', state: 'failed', awsCode: 'AccessDenied' },
      'iam:DeleteAccessKey failed: AccessDenied.',
    ],
    [
      'call-result',
      { call: 'iam:DeleteAccessKey', state: 'already-so' },
      'iam:DeleteAccessKey: it was so already.',
    ],
    [
      'call-result',
      { call: 'iam:DeleteAccessKey', state: 'in-doubt' },
      'iam:DeleteAccessKey was sent, and no answer told whether AWS did it.',
    ],
    [
      'call-result',
      { call: 'sts:AssumeRoot', state: 'done', accessKeyId: 'ASIA1' },
      'A root session was opened: ASIA1.',
    ],
    [
      'connection-kept',
      { name: 'Prod', isNew: true, changes: ['Proxy: none → http://proxy:3128'] },
      'The connection “Prod” was kept: Proxy: none → http://proxy:3128.',
    ],
    ['connection-kept', { name: 'Prod', changes: [] }, 'The connection “Prod” was changed.'],
    [
      'signed-in',
      { name: 'Prod', kind: 'identity-center', as: '111122223333/RootAccess' },
      'Signed in through “Prod”: as 111122223333/RootAccess.',
    ],
    [
      'signed-out',
      { name: 'Prod', ended: false },
      'Signed out through “Prod”: here alone: AWS could not be told.',
    ],
    [
      'bundle-signed',
      {
        name: 'evidence.zip',
        at: '2026-11-22T13:00:00.000Z',
        manifest: '9f86d081884c7d65',
        redacted: true,
      },
      'A redacted evidence bundle was signed: evidence.zip, as of 2026-11-22 13:00 UTC, manifest 9f86d081….',
    ],
    [
      'call-resolved',
      { how: 'Read back: it is gone.' },
      'What was in doubt was settled by reading AWS: Read back: it is gone.',
    ],
    [
      'procedure-planned',
      { digest: 'abcdef1234', accounts: 1, items: 3, leftOut: 0 },
      'It was planned: 1 account, 3 calls, digest abcdef12….',
    ],
    [
      'procedure-ended',
      { state: 'completed', accounts: { total: 2, done: 1, failed: 1 } },
      'It came to its end: 2 accounts, 1 done, 1 failed.',
    ],
    [
      'procedure-opened',
      { procedure: 'unlock-bucket-policy', reason: 'Logs are stuck.' },
      'A procedure was opened, unlock bucket policy: Logs are stuck.',
    ],
    [
      'procedure-confirmed',
      { digest: 'abcdef1234', approval: 'a-1' },
      'The plan was confirmed: digest abcdef12…, with the approval of a second operator.',
    ],
    [
      'procedure-refused',
      { code: 'wrong-phrase' },
      'It was refused to run: What was typed is not the phrase of this plan.',
    ],
    ['procedure-ended', { state: 'cancelled' }, 'It was cancelled.'],
    [
      'procedure-stopped',
      { code: 'in-doubt', message: 'A call is in doubt.' },
      'It stopped: A call is in doubt.',
    ],
    ['verification', { noCredentialLeft: true }, 'AWS was read back: no root credential is left.'],
    [
      'approval-accepted',
      { approverName: 'Bob', digest: 'abcdef1234', note: '' },
      'Bob approved the plan: digest abcdef12….',
    ],
    ['case-closed', { outcome: 'The role was restored.' }, 'Closed: The role was restored.'],
  ] as const)('%s says %j', (kind, detail, text) => {
    expect(sentenceOf({ kind, detail })).toBe(text.replace('….', '…'))
  })

  test('knows every scenario and every human step by its words', () => {
    const texts = [
      ...caseScenarios.map((scenario) => sentenceOf({ kind: 'case-opened', detail: { scenario } })),
      ...recoverySteps.map((step) => sentenceOf({ kind: 'case-step', detail: { step } })),
    ]
    expect(new Set(texts).size).toBe(caseScenarios.length + recoverySteps.length)
  })
})
