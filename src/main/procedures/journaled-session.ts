import type { AccountId, OrganizationId } from '../../shared/domain/accounts.ts'
import type { JournalDraft, JournalEntry } from '../../shared/domain/journal.ts'
import { succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { AwsAccess, RootTask } from '../aws/aws-access.ts'
import type { Journal } from '../journal/journal.ts'
import type { OpenedSession } from './procedure-work.ts'

/** What every journal entry of a procedure says of its surroundings. */
export type JournalHeading = Pick<
  JournalDraft,
  'organizationId' | 'procedureId' | 'caseId' | 'actor'
> & { readonly organizationId: OrganizationId; readonly procedureId: string }

/** The item under which the journal keeps AssumeRoot: it belongs to the account, not to one item. */
export const sessionItem = 'session'

/**
 * Opens a root session: the intent is in the journal before AssumeRoot is sent, the access key ID and the end of what was issued after.
 *
 * SECURITY: the access key ID matches CloudTrail; no other part of the credentials is written.
 */
export async function openJournaledSession(
  { journal, access, heading }: { journal: Journal; access: AwsAccess; heading: JournalHeading },
  accountId: AccountId,
  task: RootTask,
): Promise<Outcome<OpenedSession>> {
  const call = 'sts:AssumeRoot'
  const intent = await journal.append({
    ...heading,
    kind: 'call-intent',
    accountId,
    detail: {
      itemId: sessionItem,
      call,
      arguments: { TargetPrincipal: accountId, TaskPolicy: task },
      accessKeyId: null,
    },
  })
  const opened = await access.openRootSession(accountId, task)
  const answer = opened.ok
    ? {
        state: 'done',
        requestId: opened.value.assumeRootRequestId,
        awsCode: null,
        code: null,
        accessKeyId: opened.value.accessKeyId,
        expiresAt: opened.value.expiresAt,
      }
    : {
        state: 'failed',
        requestId: opened.error.requestId ?? null,
        awsCode: opened.error.awsCode ?? null,
        code: opened.error.code,
        accessKeyId: null,
        expiresAt: null,
      }
  try {
    await journal.append({
      ...heading,
      kind: 'call-result',
      accountId,
      detail: { intent: intent.sequence, itemId: sessionItem, call, ...answer },
    })
  } catch (error) {
    // A session that the journal cannot name is not used.
    if (opened.ok) opened.value.close()
    throw error
  }
  return opened.ok
    ? succeed({ session: opened.value, requestId: opened.value.assumeRootRequestId })
    : opened
}

/** True where a procedure has sent a call that changes something, and nobody knows yet whether AWS did it. */
export function isCallInDoubt(journal: Journal, procedureId: string): boolean {
  return journal.openIntents(procedureId).some(({ detail }) => detail['itemId'] !== sessionItem)
}

/** What becomes of an AssumeRoot without an answer: it left at most a session that nobody holds. */
export function lostSession({
  organizationId,
  procedureId,
  caseId,
  accountId,
  actor,
  sequence,
}: JournalEntry): JournalDraft {
  return {
    organizationId,
    procedureId,
    caseId,
    accountId,
    actor,
    kind: 'call-resolved',
    detail: {
      intent: sequence,
      itemId: sessionItem,
      state: 'not-done',
      how: 'If a root session was issued, nobody holds its credentials; it ends within 15 minutes.',
    },
  }
}

/** The item that an intent is for. */
export function itemIdOf({ detail }: Pick<JournalEntry, 'detail'>): string {
  const { itemId } = detail
  return typeof itemId === 'string' ? itemId : ''
}
