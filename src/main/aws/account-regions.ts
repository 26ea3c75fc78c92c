import { ListRegionsCommand } from '@aws-sdk/client-account'
import { z } from 'zod'
import type { Outcome } from '../../shared/ipc/result.ts'
import { parsed, requiredList, requiredText } from './answers.ts'
import type { Caller } from './call.ts'
import type { Clients } from './clients.ts'
import { allPages, nextToken } from './paging.ts'

/** Whether an account has turned a Region on. Only Regions that are on or on by default answer. */
const RegionOptStatus = z.enum([
  'ENABLED',
  'ENABLING',
  'DISABLING',
  'DISABLED',
  'ENABLED_BY_DEFAULT',
])

export type AccountRegion = {
  readonly name: string
  readonly status: z.infer<typeof RegionOptStatus>
}

/** Every Region of the partition, as the account of the operator's credentials has it: Account Management's ListRegions. */
export function createAccountRegions(
  { account }: Pick<Clients, 'account'>,
  call: Caller,
): () => Promise<Outcome<readonly AccountRegion[]>> {
  return () =>
    allPages((token) =>
      call({
        service: 'account',
        operation: 'ListRegions',
        accountId: null,
        send: (exchange) =>
          account.send(
            exchange.bind(
              new ListRegionsCommand({
                MaxResults: 50,
                ...(token === null ? {} : { NextToken: token }),
              }),
            ),
            exchange,
          ),
        read: (page) => ({
          items: requiredList(page.Regions, 'Regions').map(
            ({ RegionName, RegionOptStatus: status }) => ({
              name: requiredText(RegionName, 'Regions[].RegionName'),
              status: parsed(RegionOptStatus, status, 'Regions[].RegionOptStatus'),
            }),
          ),
          next: nextToken(page.NextToken),
        }),
      }),
    )
}
