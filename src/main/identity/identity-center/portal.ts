import {
  GetRoleCredentialsCommand,
  ListAccountRolesCommand,
  ListAccountsCommand,
  LogoutCommand,
  type SSOClient,
} from '@aws-sdk/client-sso'
import { AccountId } from '../../../shared/domain/accounts.ts'
import type { PortalAccount } from '../../../shared/domain/sign-in.ts'
import { fail, succeed, type Outcome } from '../../../shared/ipc/result.ts'
import { parsed, required, requiredList, requiredText } from '../../aws/answers.ts'
import type { Sleep } from '../../aws/limiter.ts'
import { allPages, nextToken, type Page } from '../../aws/paging.ts'
import type { SigningCredentials } from '../../aws/signing.ts'
import type { PortalPlace } from '../identity-ports.ts'
import { patiently } from './patience.ts'
import { openPortalClient } from './sso-clients.ts'
import { portalFailure, type PortalOperation } from './sso-failures.ts'
import type { Tokens } from './tokens.ts'

/** The most of a page that the portal gives. */
const maxResults = 100

/** The access portal: what the token may see, and the credentials of roles (fact sheet 4.2). Each function never rejects. */
export type Portal = ReturnType<typeof createPortal>

export function createPortal({
  tokens,
  sleep,
}: {
  readonly tokens: Tokens
  readonly sleep: Sleep
}) {
  /** Sends with a token that is good; with another one where AWS does not accept it, once. */
  async function ask<O, T>(
    at: PortalPlace,
    asked: {
      readonly operation: PortalOperation
      readonly accountId?: string
      readonly roleName?: string
    },
    send: (client: SSOClient, accessToken: string) => Promise<O>,
    read: (output: O) => T,
  ): Promise<Outcome<T>> {
    const client = openPortalClient(at)
    const sent = (accessToken: string) =>
      patiently(async (): Promise<Outcome<T>> => {
        try {
          return succeed(read(await send(client, accessToken)))
        } catch (error) {
          return fail(portalFailure(error, asked.operation, asked))
        }
      }, sleep)

    const token = await tokens.current(at)
    if (!token.ok) return token
    const first = await sent(token.value)
    if (first.ok || first.error.code !== 'token-revoked') return first
    const another = await tokens.instead(at, token.value)
    if (!another.ok) return another
    const second = await sent(another.value)
    if (!second.ok && second.error.code === 'token-revoked') tokens.revoked(at, another.value)
    return second
  }

  return {
    async accounts(at: PortalPlace): Promise<Outcome<PortalAccount[]>> {
      const all = await allPages((token) =>
        ask(
          at,
          { operation: 'ListAccounts' },
          (client, accessToken) =>
            client.send(
              new ListAccountsCommand({ accessToken, maxResults, nextToken: token ?? undefined }),
            ),
          ({ accountList, nextToken: next }): Page<PortalAccount> => ({
            items: requiredList(accountList, 'list of accounts').map((account) => {
              const accountId = parsed(AccountId, account.accountId, 'account ID')
              return {
                accountId,
                name: account.accountName ?? accountId,
                email: account.emailAddress ?? '',
              }
            }),
            next: nextToken(next),
          }),
        ),
      )
      return all.ok ? succeed([...all.value]) : all
    },

    async roles(at: PortalPlace, accountId: AccountId): Promise<Outcome<string[]>> {
      const all = await allPages((token) =>
        ask(
          at,
          { operation: 'ListAccountRoles', accountId },
          (client, accessToken) =>
            client.send(
              new ListAccountRolesCommand({
                accessToken,
                accountId,
                maxResults,
                nextToken: token ?? undefined,
              }),
            ),
          ({ roleList, nextToken: next }): Page<string> => ({
            items: requiredList(roleList, 'list of roles').map(({ roleName }) =>
              requiredText(roleName, 'role name'),
            ),
            next: nextToken(next),
          }),
        ),
      )
      return all.ok ? succeed([...all.value]) : all
    },

    roleCredentials(
      at: PortalPlace,
      accountId: AccountId,
      roleName: string,
    ): Promise<Outcome<SigningCredentials & { readonly expiration: Date }>> {
      return ask(
        at,
        { operation: 'GetRoleCredentials', accountId, roleName },
        (client, accessToken) =>
          client.send(new GetRoleCredentialsCommand({ accessToken, accountId, roleName })),
        ({ roleCredentials }) => ({
          accessKeyId: requiredText(roleCredentials?.accessKeyId, 'access key ID'),
          secretAccessKey: requiredText(roleCredentials?.secretAccessKey, 'secret access key'),
          sessionToken: requiredText(roleCredentials?.sessionToken, 'session token'),
          expiration: new Date(required(roleCredentials?.expiration, 'end of the credentials')),
        }),
      )
    },

    /** Ends the sign-in with all its tokens. */
    logout: (at: PortalPlace): Promise<Outcome<null>> =>
      ask(
        at,
        { operation: 'Logout' },
        (client, accessToken) => client.send(new LogoutCommand({ accessToken })),
        () => null,
      ),
  }
}
