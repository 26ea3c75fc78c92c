import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AccountId, OrganizationId } from '../../../shared/domain/accounts.ts'
import type { Plan } from '../../../shared/domain/plans.ts'
import type { Clock } from '../../clock.ts'
import { createApprovals } from '../../database/approvals.ts'
import { createCases } from '../../database/cases.ts'
import { openDatabase } from '../../database/database.ts'
import { createIdentities } from '../../database/identities.ts'
import { createJournalEntries, entryOf } from '../../database/journal-entries.ts'
import { createOperators } from '../../database/operators.ts'
import { createProcedures, type KeptProcedure } from '../../database/procedures.ts'
import { canonicalJson, sha256Hex } from '../../journal/canonical-json.ts'
import { createJournal } from '../../journal/journal.ts'
import { createIdentityService } from '../../operators/identity-service.ts'
import { createTrustedOperators } from '../../operators/trusted-operators.ts'
import type { ConsentQuestion, KeyStore } from '../../shell-services.ts'
import { required } from '../../testing/trial.ts'
import { createApprovalGate } from '../approval-gate.ts'
import { createApprovalService } from '../approval-service.ts'
import { createCaseGate } from '../case-gate.ts'
import { createCaseService } from '../case-service.ts'

export const organizationId = 'o-exampleorg1' as OrganizationId
export const caller = 'arn:aws:sts::111122223333:assumed-role/operator/jane'
export const accountId = (number: number) => String(number).padStart(12, '2') as AccountId

/** A key store of a system: what it seals, only it can open. */
export function newKeyStore(): KeyStore {
  const key = randomBytes(32)
  return {
    backend: 'keychain',
    seal(text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const sealed = Buffer.concat([cipher.update(text), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString()
    },
  }
}

export type DeskOptions = {
  readonly keyStore?: KeyStore | null
  readonly folder?: string
  readonly organization?: OrganizationId | null
  readonly time?: { now: number }
}

export type Desk = ReturnType<typeof openDesk>

/** One operator's workstation, as far as cases and approvals go: real services over a real record and journal. */
export function openDesk(options: DeskOptions = {}) {
  const {
    keyStore = newKeyStore(),
    folder = mkdtempSync(join(tmpdir(), 'rootkeep-desk-')),
    organization = organizationId,
    time = { now: Date.UTC(2026, 10, 22, 12) },
  } = options
  const clock: Clock = { now: () => time.now, instant: () => new Date(time.now).toISOString() }
  const opened = required(openDatabase(folder, new Date(time.now), 'record'))
  const { db } = opened
  const entries = createJournalEntries(db)
  const journal = createJournal({ entries, clock, written() {} })
  const pushed: unknown[] = []
  const pushes = { changed: (topics: readonly string[]) => void pushed.push(topics) }
  const questions: ConsentQuestion[] = []
  const answer = { consents: true, meanwhile: () => {} }
  const shell = {
    keyStore,
    consent(question: ConsentQuestion) {
      questions.push(question)
      answer.meanwhile()
      return Promise.resolve(answer.consents)
    },
  }
  const actor = () => caller
  const entriesNow = () => entries.after(0, 100_000).map(entryOf)

  const identity = createIdentityService({
    identities: createIdentities(db),
    journal,
    clock,
    pushes,
    shell,
  })
  const operators = createOperators(db)
  const trusted = createTrustedOperators({
    operators,
    identity,
    journal,
    clock,
    pushes,
    shell,
    actor,
  })
  const keys = { isOwn: identity.isOwn, operator: operators.get }
  const approvals = createApprovals(db)
  const plans = new Map<string, { plan: Plan; text: string; digest: string }>()
  const approval = createApprovalService({
    approvals,
    identity,
    keys,
    plan: (procedureId) => plans.get(procedureId) ?? null,
    journal,
    clock,
    pushes,
    shell,
    actor,
  })
  const cases = createCases(db)
  const procedures = createProcedures(db)
  const gate = createCaseGate({ cases, clock, organizationId: () => organization })
  const did = { checkpoints: 0, changes: 0 }
  const caseService = createCaseService({
    cases,
    gate,
    procedures,
    approvals,
    journal,
    entriesOf: (caseId) => entriesNow().filter((entry) => entry.caseId === caseId),
    checkpoints: () => [],
    checkpointIfPossible: () => void (did.checkpoints += 1),
    clock,
    pushes,
    changed: () => void (did.changes += 1),
    organizationId: () => organization,
    actor,
    ticketPattern: () => '[A-Z]+-[0-9]+',
  })

  return {
    folder,
    file: opened.file,
    db,
    time,
    clock,
    journal,
    pushed,
    questions,
    answer,
    did,
    keyStore,
    identity,
    trusted,
    operators,
    approvals,
    approval,
    approvalGate: createApprovalGate(approvals, keys),
    plans,
    cases,
    procedures,
    gate,
    caseService,
    entries: entriesNow,
    kinds: () => entriesNow().map(({ kind }) => kind),

    /** Plans a procedure, as the engine keeps it. */
    plan(change: Partial<Plan> = {}) {
      const plan = somePlan(time.now, change)
      const text = canonicalJson(plan)
      plans.set(plan.procedureId, { plan, text, digest: sha256Hex(text) })
      if (!procedures.get(plan.procedureId)) procedures.begin(someProcedure(plan))
      return { plan, digest: sha256Hex(text) }
    },
    /** Closes the record and leaves it where it is. */
    shut: () => opened.close(),
    close() {
      opened.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Closes a desk and opens it again over the same folder, as a new start does. */
export function restart(desk: Desk, change: DeskOptions = {}): Desk {
  desk.shut()
  return openDesk({ keyStore: desk.keyStore, time: desk.time, ...change, folder: desk.folder })
}

/** `one` trusts the owner of `other`'s identity. */
export async function trustCard(one: Desk, other: Desk): Promise<void> {
  const { text } = required(other.identity.card())
  const { fingerprint } = required(one.trusted.readCard({ text }))
  required(await one.trusted.trust({ text, fingerprint }))
}

export function somePlan(now: number, change: Partial<Plan> = {}): Plan {
  const at = new Date(now).toISOString()
  return {
    format: 'rootkeep-plan',
    version: 1,
    procedureId: 'p-1',
    kind: 'delete-root-credentials',
    title: 'Delete root credentials of payments',
    organizationId,
    managementAccountId: accountId(9),
    caller: { arn: caller, accountId: accountId(9) },
    region: 'eu-west-1',
    caseId: null,
    ticket: 'SEC-42',
    reason: 'The key was found in a repository.',
    createdAt: at,
    expiresAt: new Date(now + 24 * 3_600_000).toISOString(),
    phrase: accountId(1),
    targets: [
      {
        accountId: accountId(1),
        accountName: 'payments',
        task: 'IAMDeleteRootUserCredentials',
        seenAt: at,
        wayBack: { provenAt: at, requestId: 'r-1' },
        items: [
          {
            id: 'i-1',
            call: 'iam:DeleteAccessKey',
            arguments: { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
            thing: {
              kind: 'access-key',
              accessKey: {
                id: 'AKIAIOSFODNN7EXAMPLE',
                status: 'Active',
                createdAt: at,
                lastUsed: null,
              },
            },
            acknowledge: null,
          },
        ],
      },
    ],
    leftOut: [],
    waves: [1],
    stopAbovePercent: 10,
    ...change,
  }
}

/** The procedure of a plan, waiting for its approval. */
export function someProcedure(plan: Plan, change: Partial<KeptProcedure> = {}): KeptProcedure {
  return {
    id: plan.procedureId,
    organizationId: plan.organizationId,
    request: {
      kind: 'delete-root-credentials',
      scope: { kind: 'accounts', accountIds: plan.targets.map((target) => target.accountId) },
      credentials: ['access-key'],
      caseId: plan.caseId,
      ticket: plan.ticket,
      reason: plan.reason,
    },
    title: plan.title,
    step: 'approval',
    state: 'waiting',
    checks: [],
    digest: null,
    plannedAt: plan.createdAt,
    expiresAt: plan.expiresAt,
    phrase: plan.phrase,
    rule: { needsCase: false, needsTicket: false, needsApproval: true, maxAccounts: 1000 },
    createdAt: plan.createdAt,
    createdBy: caller,
    confirmedAt: null,
    endedAt: null,
    failure: null,
    rehearsedAt: null,
    approvedBy: null,
    ...change,
  }
}
