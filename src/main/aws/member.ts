import type { Account as ListedAccount } from '@aws-sdk/client-organizations'
import { AccountId, accountStateOf, type Account } from '../../shared/domain/accounts.ts'
import { instantOrNull, parsed } from './answers.ts'

/** A member account as Organizations lists it. `path` and `parentId` are `''` where the listing has no path. */
export type Member = Pick<
  Account,
  'id' | 'name' | 'email' | 'state' | 'path' | 'parentId' | 'joinedMethod' | 'joinedAt'
>

/** Reads one account of a listing; throws `IncompleteAnswer` where it has no account ID. */
export function memberOf(listed: ListedAccount): Member {
  const id = parsed(AccountId, listed.Id, 'Accounts[].Id')
  const path = listed.Paths?.[0] ?? ''
  const joinedMethod = listed.JoinedMethod
  return {
    id,
    name: listed.Name ?? '',
    email: listed.Email ?? '',
    state: accountStateOf(listed),
    path,
    parentId: path.split('/').filter(Boolean).at(-2) ?? '',
    joinedMethod: joinedMethod === 'INVITED' || joinedMethod === 'CREATED' ? joinedMethod : null,
    joinedAt: instantOrNull(listed.JoinedTimestamp),
  }
}
