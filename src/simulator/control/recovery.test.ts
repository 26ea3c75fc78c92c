import { CreateLoginProfileCommand, DeleteLoginProfileCommand } from '@aws-sdk/client-iam'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EventRecord } from '../cloudtrail/event-record.ts'
import { startPractice } from '../testing/practice.ts'
import type { Practice } from '../testing/practice.ts'

let practice: Practice
beforeEach(async () => {
  practice = await startPractice()
})
afterEach(() => practice[Symbol.asyncDispose]())

interface Recovered {
  readonly signedInAt: string
  readonly mfaSerialNumber: string | null
}

const recover = async (id: string, body: object = {}) =>
  (await practice.control('POST', `accounts/${id}/recover`, body)) as Recovered
const signIns = async (id: string) =>
  (
    (await practice.control('GET', `cloudtrail?account=${id}`)) as { Records: EventRecord[] }
  ).Records.filter(({ userIdentity }) => userIdentity.accessKeyId === undefined)

describe('the owner of the root mailbox', () => {
  test('can do nothing before a login profile is made, and everything after', async () => {
    const { id, root } = await practice.reachable((account) => !account.root.passwordPresent)
    await expect(recover(id)).rejects.toThrow(`409: account ${id} has no root password`)
    expect(await signIns(id)).toEqual([])
    const iam = practice.iam(await practice.rootSession(id, 'IAMCreateRootUserPassword'))
    await iam.send(new CreateLoginProfileCommand({}))
    const { signedInAt, mfaSerialNumber } = await recover(id, { registerMfa: true })
    expect(await practice.account(id)).toMatchObject({
      root: {
        passwordPresent: true,
        passwordLastUsed: signedInAt,
        mfaDevices: [...root.mfaDevices, { serialNumber: mfaSerialNumber, enabledAt: signedInAt }],
      },
    })
    expect(mfaSerialNumber).toMatch(`arn:aws:iam::${id}:u2f/root/`)
  })

  test('leaves the traces that AWS leaves', async () => {
    const { id } = await practice.reachable(
      ({ root }) => root.passwordPresent && root.mfaDevices.length === 0,
    )
    const { mfaSerialNumber } = await recover(id, { registerMfa: true })
    const events = await signIns(id)
    expect(events.map(({ eventSource, eventName }) => [eventSource, eventName])).toEqual([
      ['signin.amazonaws.com', 'PasswordRecoveryRequested'],
      ['signin.amazonaws.com', 'PasswordRecoveryCompleted'],
      ['signin.amazonaws.com', 'ConsoleLogin'],
      ['iam.amazonaws.com', 'EnableMFADevice'],
    ])
    for (const event of events) {
      expect(event).toMatchObject({
        userIdentity: { type: 'Root', arn: `arn:aws:iam::${id}:root`, accountId: id },
        recipientAccountId: id,
        awsRegion: 'us-east-1',
        readOnly: false,
      })
    }
    expect(events[2]).toMatchObject({
      eventType: 'AwsConsoleSignIn',
      responseElements: { ConsoleLogin: 'Success' },
      additionalEventData: { MFAUsed: 'No' },
    })
    expect(events[3]?.requestParameters).toEqual({ serialNumber: mfaSerialNumber })
    await recover(id)
    const again = (await signIns(id)).filter(({ eventName }) => eventName === 'ConsoleLogin')
    expect(again.at(-1)?.additionalEventData).toMatchObject({ MFAUsed: 'Yes' })
  })

  test('is shut out again once the login profile is deleted', async () => {
    const { id } = await practice.reachable(({ root }) => root.passwordPresent)
    await recover(id)
    const iam = practice.iam(await practice.rootSession(id, 'IAMDeleteRootUserCredentials'))
    await iam.send(new DeleteLoginProfileCommand({}))
    await expect(recover(id)).rejects.toThrow('409')
  })

  test('registers no ninth device, and wrong requests change nothing', async () => {
    const { id } = await practice.reachable(({ root }) => root.passwordPresent)
    const mfaDevices = Array.from({ length: 8 }, (_, index) => ({ serialNumber: `D${index}` }))
    await practice.control('PUT', `accounts/${id}`, { root: { mfaDevices } })
    const before = await practice.account(id)
    await expect(recover(id, { registerMfa: true })).rejects.toThrow('409')
    await expect(recover(id, { registerMFA: true })).rejects.toThrow('400')
    await expect(recover('999999999999')).rejects.toThrow('404')
    expect(await practice.account(id)).toEqual(before)
  })
})
