import type { SessionSnapshot } from '../../shared/domain/connections.ts'
import type { JournalDraft } from '../../shared/domain/journal.ts'

/** The entry that somebody signed in, and as whom. SECURITY: a snapshot holds no secret. */
export function signedInEntry({
  connection,
  caller,
  organization,
}: Pick<SessionSnapshot, 'connection' | 'caller' | 'organization'>): JournalDraft {
  return {
    ...nothingElse,
    kind: 'signed-in',
    organizationId: organization?.id ?? null,
    actor: caller?.arn ?? 'operator',
    detail: { name: connection?.name ?? '', kind: connection?.kind ?? '', as: caller?.arn ?? '' },
  }
}

/** The entry that somebody signed out. `ended` is whether AWS ended the sign-in as well, and not this computer alone. */
export function signedOutEntry(name: string, actor: string, ended: boolean): JournalDraft {
  return {
    ...nothingElse,
    kind: 'signed-out',
    organizationId: null,
    actor,
    detail: { name, ended },
  }
}

const nothingElse = { accountId: null, procedureId: null, caseId: null } as const
