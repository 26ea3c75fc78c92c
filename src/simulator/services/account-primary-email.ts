import { refusalOf, unexplainedRefusal } from '../authorization.ts'
import { AwsError } from '../aws-error.ts'
import { drawOneTimeCode } from '../identifiers.ts'
import { ACCOUNT_SERVICE_PRINCIPAL, isDelegate } from '../organization.ts'
import type { Account } from '../organization.ts'
import type { Call } from '../service.ts'
import type { JsonInput } from './json-input.ts'

/** How long a code is good for [INF]. */
const CODE_MILLISECONDS = 30 * 60_000

/** The address of a member account's root user. */
export function getPrimaryEmail(call: Call, input: JsonInput): unknown {
  return { PrimaryEmail: member(call, input, 'GetPrimaryEmail').email }
}

/** Sends a code to the new address. A further start replaces the earlier one, whose code is then worth nothing. */
export function startPrimaryEmailUpdate(call: Call, input: JsonInput): unknown {
  const email = newEmail(input)
  const account = member(call, input, 'StartPrimaryEmailUpdate', email)
  refuseTaken(call, email)
  const { world, now } = call
  const code = drawOneTimeCode(world.random)
  account.emailUpdate = { email, code, expiresAt: now + CODE_MILLISECONDS }
  world.letters.add({
    at: now,
    to: email,
    accountId: account.id,
    subject: `Verify your email address for AWS account ${account.id}`,
    code,
  })
  return { Status: 'PENDING' }
}

/** Changes the address, given the code that was sent to it. Each code works once. */
export function acceptPrimaryEmailUpdate(call: Call, input: JsonInput): unknown {
  const email = newEmail(input)
  const code = matching(input, 'Otp', /^[a-zA-Z0-9]{6}$/, 'six letters or digits')
  const account = member(call, input, 'AcceptPrimaryEmailUpdate', email)
  const update = account.emailUpdate
  if (update === null) {
    throw new AwsError(
      404,
      'ResourceNotFoundException',
      `No primary email update is in progress for account ${account.id}.`,
    )
  }
  if (update.email !== email) {
    throw invalid('The primary email does not match the one that the update was started with.')
  }
  if (call.now >= update.expiresAt) throw invalid('The one-time password has expired.')
  if (update.code !== code) throw invalid('The one-time password is not valid.')
  refuseTaken(call, email)
  account.email = email
  account.emailUpdate = null
  return { Status: 'ACCEPTED' }
}

/** The account that the request names, once everything has been asked that can refuse the call. Order and texts are inferred [INF]. */
export function member(call: Call, input: JsonInput, operation: string, email?: string): Account {
  const id = matching(input, 'AccountId', /^\d{12}$/, 'twelve digits')
  const { organization } = call.world
  const { managementAccountId } = organization
  const intention = {
    action: `account:${operation}`,
    resource: `arn:aws:account::${managementAccountId}:account/${organization.id}/${id}`,
    resourceAccount: id,
    context:
      email === undefined ? {} : { 'account:emailtargetdomain': email.split('@').at(-1) ?? '' },
  }
  const refusal = refusalOf(call, intention)
  if (refusal !== null) throw denied(refusal)
  const { accountId } = call.caller
  const maySpeak =
    accountId === managementAccountId ||
    isDelegate(organization, accountId, ACCOUNT_SERVICE_PRINCIPAL)
  if (!maySpeak) throw denied(unexplainedRefusal(call.caller, intention))
  if (!organization.trustedServices.has(ACCOUNT_SERVICE_PRINCIPAL)) {
    throw denied(
      `User: ${call.caller.arn} is not authorized to perform: ${intention.action} (Your organization must first enable trusted access with AWS Account Management.)`,
    )
  }
  if (id === managementAccountId) {
    throw denied(
      `User: ${call.caller.arn} is not authorized to perform: ${intention.action} (The management account can only be managed using the standalone context from the management account.)`,
    )
  }
  const account = organization.accountsById.get(id)
  if (account === undefined || !account.inOrganization) {
    throw new AwsError(
      404,
      'ResourceNotFoundException',
      `Account ${id} is not a member of the organization.`,
    )
  }
  return account
}

/** An address belongs to one AWS account in the world. */
function refuseTaken({ world }: Call, email: string): void {
  const wanted = email.toLowerCase()
  if (world.organization.accounts.some((account) => account.email.toLowerCase() === wanted)) {
    throw new AwsError(
      409,
      'ConflictException',
      'The email address is already in use by an AWS account.',
    )
  }
}

function newEmail(input: JsonInput): string {
  return matching(
    input,
    'PrimaryEmail',
    /^(?=.{5,64}$)[^\s@]+@[^\s@]+\.[^\s@]+$/,
    'an email address of 5 to 64 characters',
  )
}

function matching(input: JsonInput, name: string, pattern: RegExp, form: string): string {
  const value = input.text(name)
  if (value === undefined || !pattern.test(value)) throw invalid(`${name} must be ${form}.`)
  return value
}

export function denied(message: string): AwsError {
  return new AwsError(403, 'AccessDeniedException', message)
}

export function invalid(message: string): AwsError {
  return new AwsError(400, 'ValidationException', message, { reason: 'fieldValidationFailed' })
}
