import type { AccountId, OrganizationId } from '../shared/domain/accounts.ts'
import { everyAccount } from '../shared/domain/account-query.ts'
import type { RootCredentials } from '../shared/domain/credentials.ts'
import { failureOf } from '../shared/domain/failure-catalogue.ts'
import { findingsOf } from '../shared/domain/findings.ts'
import { isJudged, type Posture } from '../shared/domain/posture.ts'
import type { Store } from '../main/database/store.ts'

/** One account as the command line prints it. */
export type PrintedAccount = {
  readonly id: AccountId
  readonly name: string
  readonly email: string
  readonly state: string
  readonly path: string
  readonly posture: Posture
  readonly findings: readonly { kind: string; severity: string; items: readonly string[] }[]
  /** What was seen; null where nothing is known now. A list is null where its items could not be read. */
  readonly credentials: PrintedCredentials | null
  readonly reason: {
    code: string
    awsCode: string | null
    message: string
    requestId: string | null
  } | null
}

type PrintedCredentials = {
  readonly password: boolean
  readonly passwordLastUsed: string | null
  readonly accessKeys: readonly unknown[] | null
  readonly mfaDevices: readonly unknown[] | null
  readonly signingCertificates: readonly unknown[] | null
  readonly observedAt: string
}

/** The members of the organization as the cache knows them, by ID. */
export function printedAccounts(store: Store, organizationId: OrganizationId): PrintedAccount[] {
  const ids = store.accountTable.ids(organizationId, everyAccount, { key: 'id', descending: false })
  return ids.flatMap((id) => {
    const known = store.accountTable.get(organizationId, id)
    if (!known) return []
    const { account, row } = known
    const observation = store.observations.history(organizationId, id, 1)[0] ?? null
    const failed = store.observations.failedAttempt(organizationId, id)
    const shown = row.posture === 'unknown' ? null : observation
    return [
      {
        id,
        name: account.name,
        email: account.email,
        state: account.state,
        path: account.path,
        posture: row.posture,
        findings:
          shown && isJudged(row.posture)
            ? findingsOf(shown.credentials).map(({ kind, severity, items }) => ({
                kind,
                severity,
                items,
              }))
            : [],
        credentials: shown ? printedCredentials(shown.credentials, shown.lastSeenAt) : null,
        reason:
          row.posture === 'unknown'
            ? reasonOf(failed?.failure ?? failureOf('not-yet-observed'))
            : null,
      },
    ]
  })
}

function printedCredentials(
  { present, details, detailsMissing }: RootCredentials,
  observedAt: string,
): PrintedCredentials {
  const items = (kind: 'accessKeys' | 'mfaDevices' | 'signingCertificates') =>
    details ? details[kind] : present[kind] && detailsMissing ? null : []
  return {
    password: present.password,
    passwordLastUsed: details?.passwordLastUsed ?? null,
    accessKeys: items('accessKeys'),
    mfaDevices: items('mfaDevices'),
    signingCertificates: items('signingCertificates'),
    observedAt,
  }
}

function reasonOf(failure: {
  code: string
  message: string
  awsCode?: string | undefined
  requestId?: string | undefined
}): PrintedAccount['reason'] {
  return {
    code: failure.code,
    awsCode: failure.awsCode ?? null,
    message: failure.message,
    requestId: failure.requestId ?? null,
  }
}
