import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AccountId } from '../../shared/domain/accounts.ts'
import type { LedgerEntry } from '../../shared/domain/ledger.ts'
import type { AwsAccess } from './aws-access.ts'
import { isInDoubt } from './in-doubt.ts'
import { failureIn, startPractice, valueOf, type Practice } from './testing/practice.ts'

let practice: Practice
let access: AwsAccess
let ledger: LedgerEntry[]
let memberId: AccountId
let managementAccountId: AccountId
beforeAll(async () => {
  practice = await startPractice({ accounts: 40, seed: 5 })
  const { organization, accounts } = await practice.truth()
  managementAccountId = organization.managementAccountId
  memberId = accounts.find(({ id, state }) => id !== managementAccountId && state === 'ACTIVE')!.id
})
afterAll(() => practice.close())
beforeEach(async () => {
  await practice.control('POST', 'reset')
  ;({ access, ledger } = practice.connect())
})
afterEach(() => practice.disconnect())

const address = 'root-mailbox@example.org'
const emailNow = async () => (await practice.account(memberId)).email
/** The code of the newest letter to the new address. */
async function mailedCode(): Promise<string> {
  const letters = await practice.control<{ to: string; code: string }[]>('GET', 'mailboxes')
  return letters.findLast(({ to }) => to === address)!.code
}
const anotherThan = (code: string) => (code === 'aaaaaa' ? 'bbbbbb' : 'aaaaaa')

test('the address changes with the code that AWS mailed to the new one', async () => {
  const { rootMailbox } = access
  expect(valueOf(await rootMailbox.primaryEmail(memberId))).toBe(await emailNow())
  expect(valueOf(await rootMailbox.startUpdate(memberId, address)).status).toBe('PENDING')
  expect(valueOf(await rootMailbox.primaryEmail(memberId))).not.toBe(address)
  const accepted = valueOf(await rootMailbox.acceptUpdate(memberId, address, await mailedCode()))
  expect(accepted.status).toBe('ACCEPTED')
  expect(accepted.requestId).not.toBe('')
  expect(valueOf(await rootMailbox.primaryEmail(memberId))).toBe(address)
})

describe('a change is refused, and certainly not done', () => {
  test.each([
    ['a wrong code', 'wrong-code', 0],
    ['a code that has expired', 'code-expired', 86_400],
  ])('with %s', async (_name, expected, laterSeconds) => {
    const before = await emailNow()
    valueOf(await access.rootMailbox.startUpdate(memberId, address))
    const code = await mailedCode()
    await practice.control('PUT', 'clock', { advanceSeconds: laterSeconds })
    const tried = laterSeconds > 0 ? code : anotherThan(code)
    const failure = failureIn(await access.rootMailbox.acceptUpdate(memberId, address, tried))
    expect(failure.code).toBe(expected)
    expect(isInDoubt(failure)).toBe(false)
    expect(await emailNow()).toBe(before)
  })

  test('where none was begun', async () => {
    const failure = failureIn(await access.rootMailbox.acceptUpdate(memberId, address, 'aaaaaa'))
    expect(failure.code).toBe('code-expired')
    expect(isInDoubt(failure)).toBe(false)
  })

  test.each([
    ['an address that an account has', 'email-in-use', () => memberId, emailNow],
    ['no address', 'invalid-input', () => memberId, () => 'not an address'],
    ['the management account', 'mailbox-access-denied', () => managementAccountId, () => address],
    ['a stranger', 'account-not-found', () => '000000000000' as AccountId, () => address],
  ])('for %s', async (_name, expected, id, email) => {
    const failure = failureIn(await access.rootMailbox.startUpdate(id(), await email()))
    expect(failure.code).toBe(expected)
    expect(isInDoubt(failure)).toBe(false)
  })

  test('to who is neither the management account nor its delegate for accounts', async () => {
    const { access: delegated } = practice.connect('delegated')
    const failure = failureIn(await delegated.rootMailbox.primaryEmail(memberId))
    expect(failure.code).toBe('mailbox-access-denied')
  })
})

test('a cut answer leaves the change in doubt, sent once', async () => {
  const { rootMailbox } = access
  valueOf(await rootMailbox.startUpdate(memberId, address))
  const code = await mailedCode()
  await practice.control('PUT', 'faults', [
    { operation: 'AcceptPrimaryEmailUpdate', probability: 1, truncate: true },
  ])
  const failure = failureIn(await rootMailbox.acceptUpdate(memberId, address, code))
  expect(isInDoubt(failure)).toBe(true)
  expect(await practice.count('AcceptPrimaryEmailUpdate')).toBe(1)
  expect(JSON.stringify([failure, ledger])).not.toContain(code)
  await practice.control('PUT', 'faults', [])
  expect(valueOf(await rootMailbox.primaryEmail(memberId))).toBe(address)
})
