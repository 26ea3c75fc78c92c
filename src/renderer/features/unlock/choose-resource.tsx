import type { AccountId } from '../../../shared/domain/accounts.ts'
import type { PolicyService } from '../../state/procedure-place.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Panel } from '../../ui/panel.tsx'
import { RadioChoice } from '../../ui/radio-choice.tsx'
import { AccountPicker } from '../accounts/account-picker.tsx'
import { BackToProcedures } from '../procedures/back-to-procedures.tsx'
import { BucketChoice } from './bucket-choice.tsx'
import { QueueChoice } from './queue-choice.tsx'
import { RecentChanges } from './recent-changes.tsx'
import { replaceSubject, showResource, type UnlockSubject } from './unlock-place.ts'
import { unlockTitle } from './unlock-words.ts'
import { UnlockTrail } from './unlock-trail.tsx'
import styles from './unlock-screen.module.css'

/** Which account, and which of its buckets or queues. */
export function ChooseResource(subject: UnlockSubject) {
  const { service, accountId, caseId } = subject
  const change = (part: Partial<UnlockSubject>) => replaceSubject({ ...subject, ...part })
  return (
    <div className={styles.screen}>
      <div className={styles.scroll}>
        <BackToProcedures />
        <header className={styles.header}>
          <h1 className={styles.title}>{unlockTitle[service]}</h1>
          <UnlockTrail at={accountId === null ? 'account' : 'resource'} service={service} />
        </header>
        <Panel title="Where">
          <div ref={accountId === null ? focusAccount : null} className={styles.where}>
            <AccountPicker
              label="Account"
              value={accountId}
              onChange={(picked) => change({ accountId: picked })}
              hint="Whose bucket or queue it is. A root session is opened in it, to read."
            />
            <RadioChoice<PolicyService>
              label="What is locked"
              value={service}
              onChange={(chosen) => change({ service: chosen })}
              options={[
                { value: 's3', label: 'An S3 bucket' },
                { value: 'sqs', label: 'An SQS queue' },
              ]}
            />
          </div>
        </Panel>
        {accountId === null ? (
          <>
            <RecentChanges caseId={caseId} />
            <Panel title={service === 's3' ? 'Which bucket' : 'Which queue'}>
              <EmptyState title="Choose the account first">
                Then its {service === 's3' ? 'buckets' : 'queues'} are listed here. Somebody who was
                locked out sees “AccessDenied” with the number of the account in the ARN.
              </EmptyState>
            </Panel>
          </>
        ) : (
          <Resources key={`${service} ${accountId}`} {...subject} accountId={accountId} />
        )}
      </div>
    </div>
  )
}

function Resources(subject: UnlockSubject & { readonly accountId: AccountId }) {
  const { service, accountId } = subject
  const Choice = service === 's3' ? BucketChoice : QueueChoice
  return (
    <Choice
      accountId={accountId}
      onChoose={({ id, region }) => showResource(subject, { id, region })}
    />
  )
}

/** Without an account it is what comes first. */
function focusAccount(fields: HTMLElement | null): void {
  fields?.querySelector('input')?.focus({ preventScroll: true })
}
