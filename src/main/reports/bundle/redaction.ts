import { everyAccount } from '../../../shared/domain/account-query.ts'
import type { Account } from '../../../shared/domain/accounts.ts'
import type { BreakGlassCase } from '../../../shared/domain/cases.ts'
import type { RootCredentials } from '../../../shared/domain/credentials.ts'
import type {
  AccountEvidence,
  Evidence,
  OrganizationEvidence,
  RunRecord,
} from '../../../shared/domain/evidence.ts'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import type { Failure } from '../../../shared/domain/failure.ts'
import type { LedgerEntry } from '../../../shared/domain/ledger.ts'
import type { ReportQuestion } from '../../../shared/domain/reports.ts'
import { fail, succeed, type Outcome } from '../../../shared/ipc/result.ts'
import { finished, type Steps } from '../pace.ts'
import { redactedLine } from './journal-redaction.ts'
import { createPseudonyms, isAccountId, type Pseudonyms } from './pseudonyms.ts'

/** What stands where people wrote freely. */
const withheld = '(withheld)'

/**
 * The same evidence with pseudonyms for whatever names or identifies the organization, its accounts, its people and their credentials
 * (docs/redaction.md). What is counted, dated and judged stays, so that a report of it has the same numbers.
 *
 * @param secret 32 bytes of this workstation: the same secret gives the same pseudonyms.
 */
export function redacted(evidence: Evidence, secret: Uint8Array): Evidence {
  return finished(redactionSteps(evidence, secret))
}

/** The same in steps. The accounts are gone through at once: their order, too, must become that of the pseudonyms. */
export function* redactionSteps(evidence: Evidence, secret: Uint8Array): Steps<Evidence> {
  const pseudonyms = createPseudonyms(secret)
  const accounts: { readonly id: string; readonly text: string }[] = []
  for (const account of evidence.accounts()) {
    const hidden = redactedAccount(account, pseudonyms)
    // As text it is a fifth of its size in memory.
    accounts.push({ id: hidden.account.id, text: JSON.stringify(hidden) })
    yield accounts.length
  }
  accounts.sort((a, b) => (a.id < b.id ? -1 : 1))
  return {
    organization: redactedOrganization(evidence.organization, pseudonyms),
    runs: evidence.runs.map((run) => redactedRun(run, pseudonyms)),
    cases: evidence.cases.map((opened) => redactedCase(opened, pseudonyms)),
    checkpoints: evidence.checkpoints,
    *accounts() {
      for (const { text } of accounts) yield JSON.parse(text) as AccountEvidence
    },
    *calls() {
      for (const call of evidence.calls()) yield redactedCall(call, pseudonyms)
    },
    *journal() {
      for (const line of evidence.journal()) yield redactedLine(line, pseudonyms)
    },
  }
}

/**
 * The question that finds the same accounts in redacted evidence. Errors: `invalid-input` where it searches for words: pseudonyms do not contain them.
 */
export function redactedQuestion(
  question: ReportQuestion,
  secret: Uint8Array,
): Outcome<ReportQuestion> {
  const { unitId, tag, search } = question.scope
  if (search.trim() !== everyAccount.search) {
    const message =
      'What is redacted cannot be searched for words: choose accounts by unit, tag, posture or state.'
    return fail(failureOf('invalid-input', { message }))
  }
  const pseudonyms = createPseudonyms(secret)
  const scope = {
    ...question.scope,
    unitId: unitId && pseudonyms.unitId(unitId),
    tag: tag && pseudonyms.tag(tag),
  }
  return succeed({ ...question, scope })
}

function redactedOrganization(
  { organization, past, listedAt, units, attestations, freshnessDays }: OrganizationEvidence,
  pseudonyms: Pseudonyms,
): OrganizationEvidence {
  return {
    organization: {
      ...organization,
      id: pseudonyms.organizationId(organization.id),
      managementAccountId: pseudonyms.accountId(organization.managementAccountId),
    },
    past,
    listedAt,
    units: units
      .map(({ id, name, parentId }) => ({
        id: pseudonyms.unitId(id),
        name: pseudonyms.unitPath(name),
        parentId: parentId && pseudonyms.unitId(parentId),
      }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    attestations: attestations.map((attestation) => ({
      ...attestation,
      id: pseudonyms.recordId(attestation.id),
      by: pseudonyms.actor(attestation.by),
      statement: withheld,
    })),
    freshnessDays,
  }
}

function redactedAccount(evidence: AccountEvidence, pseudonyms: Pseudonyms): AccountEvidence {
  const { account, unitPath, tags, past, observations, failures, changes, exemptions } = evidence
  const id = pseudonyms.accountId(account.id)
  const listed = <T extends Pick<Account, 'name' | 'email' | 'path' | 'parentId'>>(of: T): T => ({
    ...of,
    name: pseudonyms.accountName(account.id),
    email: pseudonyms.email(of.email),
    path: pseudonyms.path(of.path),
    parentId: pseudonyms.unitId(of.parentId),
  })
  return {
    account: { ...listed(account), id },
    unitPath: pseudonyms.unitPath(unitPath),
    tags:
      tags &&
      tags
        .map(({ key, value }) => ({ key: pseudonyms.tag(key), value: pseudonyms.tag(value) }))
        // The order of the real ones would tell something of them.
        .toSorted((a, b) => (`${a.key} ${a.value}` < `${b.key} ${b.value}` ? -1 : 1)),
    past: past.map(listed),
    observations: observations.map((observation) => ({
      ...observation,
      runId: pseudonyms.recordId(observation.runId),
      credentials: redactedCredentials(observation.credentials, pseudonyms),
    })),
    failures: failures.map((span) => ({
      ...span,
      runId: pseudonyms.recordId(span.runId),
      failure: redactedFailure(span.failure),
    })),
    changes: changes.map((change) => ({
      ...change,
      runId: pseudonyms.recordId(change.runId),
    })),
    exemptions: exemptions.map((exemption) => ({
      ...exemption,
      id: pseudonyms.recordId(exemption.id),
      accountId: id,
      owner: pseudonyms.actor(exemption.owner),
      reason: withheld,
      ticket: pseudonyms.ticket(exemption.ticket),
    })),
  }
}

function redactedCredentials(
  { present, details, detailsMissing }: RootCredentials,
  pseudonyms: Pseudonyms,
): RootCredentials {
  return {
    present,
    details: details && {
      ...details,
      accessKeys: details.accessKeys.map((key) => ({
        ...key,
        id: pseudonyms.accessKeyId(key.id),
      })),
      mfaDevices: details.mfaDevices.map((device) => ({
        ...device,
        serialNumber: pseudonyms.mfaSerial(device.serialNumber),
      })),
      signingCertificates: details.signingCertificates.map((certificate) => ({
        ...certificate,
        id: pseudonyms.certificateId(certificate.id),
      })),
    },
    detailsMissing,
  }
}

function redactedRun(run: RunRecord, pseudonyms: Pseudonyms): RunRecord {
  const { scope, callerArn, organizationId, failure } = run
  return {
    ...run,
    id: pseudonyms.recordId(run.id),
    organizationId: pseudonyms.organizationId(organizationId),
    callerArn: pseudonyms.actor(callerArn),
    scope:
      scope.kind === 'organization'
        ? scope
        : { ...scope, accountIds: scope.accountIds.map(pseudonyms.accountId).toSorted() },
    failure: failure && redactedFailure(failure),
  }
}

function redactedCase(opened: BreakGlassCase, pseudonyms: Pseudonyms): BreakGlassCase {
  return {
    ...opened,
    id: pseudonyms.recordId(opened.id),
    organizationId: pseudonyms.organizationId(opened.organizationId),
    reason: withheld,
    ticket: pseudonyms.ticket(opened.ticket),
    openedBy: pseudonyms.actor(opened.openedBy),
    outcome: opened.outcome && withheld,
    reopened: opened.reopened.map((account) => ({
      ...account,
      accountId: pseudonyms.accountId(account.accountId),
      accountName: pseudonyms.accountName(account.accountId),
      procedureId: pseudonyms.recordId(account.procedureId),
      steps: account.steps.map((done) => ({ ...done, by: pseudonyms.actor(done.by) })),
      closedByProcedureId:
        account.closedByProcedureId && pseudonyms.recordId(account.closedByProcedureId),
    })),
    procedureIds: opened.procedureIds.map(pseudonyms.recordId),
  }
}

function redactedCall(call: LedgerEntry, pseudonyms: Pseudonyms): LedgerEntry {
  const { accountId, requestId, errorCode } = call
  return {
    ...call,
    accountId:
      accountId !== null && isAccountId(accountId) ? pseudonyms.accountId(accountId) : null,
    requestId: wireWord(requestId) ?? null,
    errorCode: wireWord(errorCode) ?? null,
  }
}

/** The catalogue's sentence instead of what was said of this one; the codes and the request ID stay. */
function redactedFailure({ code, awsCode, requestId }: Failure): Failure {
  return failureOf(code, { awsCode: wireWord(awsCode), requestId: wireWord(requestId) })
}

/** A code or an ID of AWS. SECURITY: an answer could have put a sentence there. */
function wireWord(text: string | null | undefined): string | undefined {
  return typeof text === 'string' && /^[\w:.+/=-]{1,128}$/.test(text) ? text : undefined
}
