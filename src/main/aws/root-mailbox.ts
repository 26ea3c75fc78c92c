import {
  AcceptPrimaryEmailUpdateCommand,
  GetPrimaryEmailCommand,
  StartPrimaryEmailUpdateCommand,
} from '@aws-sdk/client-account'
import { z } from 'zod'
import type { AccountId } from '../../shared/domain/accounts.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { fail, type Outcome } from '../../shared/ipc/result.ts'
import { answered, parsed, requiredText, type Answered } from './answers.ts'
import type { Caller } from './call.ts'
import type { Clients } from './clients.ts'

/** How far a change of the root mailbox is. */
const MailboxUpdateStatus = z.enum(['PENDING', 'ACCEPTED', 'COMPLETED', 'FAILED'])
export type MailboxUpdateStatus = z.infer<typeof MailboxUpdateStatus>

export type MailboxUpdate = Answered & { readonly status: MailboxUpdateStatus }

/**
 * The e-mail address of a member account's root user, through the Account Management API, with the operator's credentials (fact
 * sheet 5): the management account or a delegate of account.amazonaws.com, and never for the management account itself.
 */
export type RootMailbox = {
  primaryEmail(accountId: AccountId): Promise<Outcome<string>>
  /** Sent once. AWS mails a code to the new address; nothing has changed yet. Fails with `email-in-use`. */
  startUpdate(accountId: AccountId, email: string): Promise<Outcome<MailboxUpdate>>
  /**
   * Sent once. Completes the change with the code from the new mailbox. Fails with `wrong-code`, `code-expired`,
   * `too-many-codes`. SECURITY: no failure of it holds any words of AWS, which might quote the code.
   */
  acceptUpdate(accountId: AccountId, email: string, code: string): Promise<Outcome<MailboxUpdate>>
}

export function createRootMailbox(
  { account }: Pick<Clients, 'account'>,
  call: Caller,
): RootMailbox {
  const service = 'account'
  const updateOf = (
    output: Parameters<typeof answered>[0] & { readonly Status?: string | undefined },
  ): MailboxUpdate => ({
    ...answered(output),
    status: parsed(MailboxUpdateStatus, output.Status, 'Status'),
  })

  return {
    primaryEmail: (accountId) =>
      call({
        service,
        operation: 'GetPrimaryEmail',
        accountId,
        send: (exchange) =>
          account.send(
            exchange.bind(new GetPrimaryEmailCommand({ AccountId: accountId })),
            exchange,
          ),
        read: ({ PrimaryEmail }) => requiredText(PrimaryEmail, 'PrimaryEmail'),
      }),

    startUpdate: (accountId, email) =>
      call({
        service,
        operation: 'StartPrimaryEmailUpdate',
        accountId,
        repeat: 'once',
        send: (exchange) =>
          account.send(
            exchange.bind(
              new StartPrimaryEmailUpdateCommand({ AccountId: accountId, PrimaryEmail: email }),
            ),
            exchange,
          ),
        read: updateOf,
      }),

    async acceptUpdate(accountId, email, code) {
      if (!/^[A-Za-z0-9]{6}$/.test(code)) {
        return fail(failureOf('wrong-code', { message: 'The code has six letters or digits.' }))
      }
      const outcome = await call({
        service,
        operation: 'AcceptPrimaryEmailUpdate',
        accountId,
        repeat: 'once',
        send: (exchange) =>
          account.send(
            exchange.bind(
              new AcceptPrimaryEmailUpdateCommand({
                AccountId: accountId,
                PrimaryEmail: email,
                Otp: code,
              }),
            ),
            exchange,
          ),
        read: updateOf,
      })
      if (outcome.ok) return outcome
      const { code: failureCode, awsCode, requestId, logId } = outcome.error
      return fail(failureOf(failureCode, { awsCode, requestId, logId }))
    },
  }
}
