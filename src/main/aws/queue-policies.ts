import {
  GetQueueAttributesCommand,
  ListQueuesCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs'
import type { AccountId } from '../../shared/domain/accounts.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { ConnectionEndpoints } from '../../shared/domain/connections.ts'
import type { Queue } from '../../shared/domain/resources.ts'
import { fail, type Outcome } from '../../shared/ipc/result.ts'
import { knownPartitionOf, serviceHost } from '../egress/service-hosts.ts'
import { answered, IncompleteAnswer, required, type Answered } from './answers.ts'
import type { Call, SessionCaller } from './call.ts'
import type { Clients } from './clients.ts'
import { allPages, nextToken } from './paging.ts'
import { isRegionOf, notARegion, partitionOf } from './partition.ts'

/** Which queue, by the URL that `queues` gave. */
export type QueueAddress = { readonly url: string; readonly region: string }

/** The policy of a queue, its text byte for byte; null where there is none. */
export type QueuePolicy = {
  readonly policy: string | null
  readonly arn: string
  readonly requestId: string | null
}

/**
 * Queues and their policies inside a root session (fact sheet 2.5). A change takes up to 60 seconds until every reader sees it.
 * SECURITY: a URL that is not of the session's account, or not of the Region's SQS, is refused before anything is sent.
 */
export type QueuePolicies = {
  /** Every queue of the account in one Region. */
  queues(region: string): Promise<Outcome<readonly Queue[]>>
  queuePolicy(queue: QueueAddress): Promise<Outcome<QueuePolicy>>
  /** Sent once. Null takes the policy away. Fails with `malformed-policy` where SQS does not take the text. */
  setQueuePolicy(queue: QueueAddress, policy: string | null): Promise<Outcome<Answered>>
}

export function createQueuePolicies(deps: {
  readonly clients: Pick<Clients, 'sqs'>
  readonly call: SessionCaller
  readonly accountId: AccountId
  /** The Region of the connection. */
  readonly region: string
  readonly endpoints: ConnectionEndpoints
}): QueuePolicies {
  const { clients, call, accountId, endpoints } = deps
  const partition = partitionOf(deps.region)
  const endpoint = endpoints.all ?? endpoints.sqs
  const custom = endpoint !== null && URL.canParse(endpoint) ? new URL(endpoint).origin : null
  const service = 'sqs'

  /** The name of the queue behind a URL; null where the URL is not of this account and Region. */
  function nameIn({ url, region }: QueueAddress): string | null {
    if (!URL.canParse(url)) return null
    const { origin, pathname, search, hash } = new URL(url)
    const [, account, name, ...more] = pathname.split('/')
    const here = origin === custom || publicOrigins(region).includes(origin)
    const fits = here && account === accountId && more.length === 0
    if (!fits || search !== '' || hash !== '') return null
    return name !== undefined && /^[\w-]{1,80}(\.fifo)?$/.test(name) ? name : null
  }

  async function onQueue<O, T>(
    queue: QueueAddress,
    queueCall: Omit<Call<O, T>, 'session' | 'accountId' | 'service'>,
  ): Promise<Outcome<T>> {
    if (!isRegionOf(partition, queue.region)) return notARegion(queue.region)
    if (nameIn(queue) === null) {
      return fail(
        failureOf('resource-of-another-account', {
          message: `This is not the address of a queue of account ${accountId} in ${queue.region}.`,
        }),
      )
    }
    return call({ service, ...queueCall })
  }

  return {
    async queues(region) {
      if (!isRegionOf(partition, region)) return notARegion(region)
      return allPages((token) =>
        call({
          service,
          operation: 'ListQueues',
          send: (exchange) =>
            clients.sqs(region).send(
              exchange.bind(
                new ListQueuesCommand({
                  // Without it, SQS ends the list after 1,000 and gives no token.
                  MaxResults: 1000,
                  ...(token === null ? {} : { NextToken: token }),
                }),
              ),
              exchange,
            ),
          read: (page) => {
            answered(page)
            // SQS leaves the list out where there are no queues.
            const items = (page.QueueUrls ?? []).map((url) => {
              const name = nameIn({ url, region })
              if (name === null) throw new IncompleteAnswer('QueueUrls[]')
              return { url, name, region }
            })
            return { items, next: nextToken(page.NextToken) }
          },
        }),
      )
    },

    queuePolicy: (queue) =>
      onQueue(queue, {
        operation: 'GetQueueAttributes',
        send: (exchange) =>
          clients.sqs(queue.region).send(
            exchange.bind(
              new GetQueueAttributesCommand({
                QueueUrl: queue.url,
                AttributeNames: ['Policy', 'QueueArn'],
              }),
            ),
            exchange,
          ),
        read: (output) => {
          const { Policy, QueueArn } = required(output.Attributes, 'Attributes')
          // Every queue has an ARN: an answer without it does not say that there is no policy.
          const expected = `:sqs:${queue.region}:${accountId}:${nameIn(queue)}`
          if (QueueArn?.endsWith(expected) !== true) throw new IncompleteAnswer('QueueArn')
          return {
            policy: Policy === undefined || Policy === '' ? null : Policy,
            arn: QueueArn,
            ...answered(output),
          }
        },
      }),

    setQueuePolicy: (queue, policy) =>
      onQueue(queue, {
        operation: 'SetQueueAttributes',
        repeat: 'once',
        send: (exchange) =>
          clients.sqs(queue.region).send(
            exchange.bind(
              new SetQueueAttributesCommand({
                QueueUrl: queue.url,
                Attributes: { Policy: policy ?? '' },
              }),
            ),
            exchange,
          ),
        read: answered,
      }),
  }
}

/** SQS may write a queue's URL with either of its hosts, whichever was asked. */
function publicOrigins(region: string): string[] {
  const partition = knownPartitionOf(region)
  if (partition === null) return []
  return [false, true].map(
    (dualStack) => `https://${serviceHost('sqs', { partition, dualStack }, region)}`,
  )
}
