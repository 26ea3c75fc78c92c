import type { AccountDetail } from '../../../shared/domain/account-detail.ts'
import { dayOf } from '../../format/instant.ts'
import { stateLabel } from '../../format/labels.ts'
import { Copyable } from '../../ui/copyable.tsx'
import { Fact, FactList } from '../../ui/fact-list.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { AccountTags } from './account-tags.tsx'

/** What Organizations says about the account. */
export function AccountFacts({ detail }: { readonly detail: AccountDetail }) {
  const { account, observation } = detail
  return (
    <FactList>
      <Fact name="E-mail">
        <Copyable value={account.email} what="e-mail address" />
      </Fact>
      <Fact name="Unit">{detail.unitPath ?? 'Not known yet'}</Fact>
      <Fact name="State">
        {stateLabel[account.state]}
        {account.isDelegatedAdministrator ? ', delegated administrator' : ''}
        {account.leftAt === null ? '' : `, left ${dayOf(account.leftAt)}`}
      </Fact>
      <Fact name="Observed">
        {observation === null ? 'Never' : <RelativeTime at={observation.lastSeenAt} />}
      </Fact>
      <Fact name="Tags">
        <AccountTags accountId={account.id} tags={detail.tags} />
      </Fact>
    </FactList>
  )
}
