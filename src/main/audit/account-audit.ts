import type { AccountId } from '../../shared/domain/accounts.ts'
import {
  hasAny,
  type CredentialDetails,
  type Presence,
  type RootCredentials,
} from '../../shared/domain/credentials.ts'
import { succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { AwsAccess, RootSession } from '../aws/aws-access.ts'

/** Looks at the root user of one member account in a session of its own: one AssumeRoot, and what `auditInSession` reads. */
export async function auditAccount(
  access: AwsAccess,
  accountId: AccountId,
  deep: boolean,
): Promise<Outcome<RootCredentials>> {
  const opened = await access.openRootSession(accountId, 'IAMAuditRootUserCredentials')
  if (!opened.ok) return opened
  const session = opened.value
  return await auditInSession(session, deep).finally(() => session.close())
}

/**
 * Looks at the root user in a session of the Audit task: one GetAccountSummary. Only where something is present, or where `deep` asks
 * for it, the details are read as well.
 *
 * Where the presence is known and the details fail, the look still counts: that something is there must
 * not be lost because its age could not be read.
 */
export async function auditInSession(
  session: RootSession,
  deep: boolean,
): Promise<Outcome<RootCredentials>> {
  const summary = await session.summary()
  if (!summary.ok) return summary
  const present = summary.value
  if (!hasAny(present) && !deep) {
    return succeed({ present, details: null, detailsMissing: false })
  }
  const details = await readDetails(session)
  if (!details.ok) {
    if (!hasAny(present) || details.error.code === 'cancelled') return details
    return succeed({ present, details: null, detailsMissing: true })
  }
  return succeed({
    present: confirmed(present, details.value),
    details: details.value,
    detailsMissing: false,
  })
}

/**
 * Looks at the operator's own account with the operator's own credentials: the one way for the
 * management account, which cannot be the target of a root session (fact sheet 0.4 and 2.3).
 */
export async function auditOwnAccount(access: AwsAccess): Promise<Outcome<RootCredentials>> {
  const summary = await access.organization.ownPresence()
  if (!summary.ok) return summary
  return succeed({ present: summary.value, details: null, detailsMissing: hasAny(summary.value) })
}

/** The details of the root user, complete or failed; the Audit and the Delete task allow these reads. */
export async function readDetails(session: RootSession): Promise<Outcome<CredentialDetails>> {
  const [user, profile, accessKeys, mfaDevices, signingCertificates] = await Promise.all([
    session.user(),
    session.loginProfile(),
    session.accessKeys(),
    session.mfaDevices(),
    session.signingCertificates(),
  ])
  if (!user.ok) return user
  if (!profile.ok) return profile
  if (!accessKeys.ok) return accessKeys
  if (!mfaDevices.ok) return mfaDevices
  if (!signingCertificates.ok) return signingCertificates
  return succeed({
    userCreatedAt: user.value.createdAt,
    passwordCreatedAt: profile.value?.createdAt ?? null,
    passwordLastUsed: user.value.passwordLastUsed,
    accessKeys: [...accessKeys.value],
    mfaDevices: [...mfaDevices.value],
    signingCertificates: [...signingCertificates.value],
  })
}

/** What either the summary or the lists show is present: a doubt never reads as clean. */
function confirmed(summary: Presence, details: CredentialDetails): Presence {
  return {
    password: summary.password || details.passwordCreatedAt !== null,
    accessKeys: summary.accessKeys || details.accessKeys.length > 0,
    mfaDevices: summary.mfaDevices || details.mfaDevices.length > 0,
    signingCertificates: summary.signingCertificates || details.signingCertificates.length > 0,
  }
}
