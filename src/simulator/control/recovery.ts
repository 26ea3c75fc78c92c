import { recoveryEvents } from '../cloudtrail/sign-in-event.ts'
import { drawHex } from '../identifiers.ts'
import type { Account, MfaDevice } from '../organization.ts'
import type { World } from '../world.ts'
import { flagIn, objectOf } from './shape.ts'

export type Recovery =
  | { readonly ok: true; readonly signedInAt: number; readonly device: MfaDevice | null }
  | { readonly ok: false; readonly reason: string }

/** AWS allows a root user this many. */
const MAXIMUM_DEVICES = 8

/**
 * Plays the owner of the root mailbox, as `POST /_sim/accounts/:id/recover` does: asks for a new password, sets it, signs in,
 * and registers an MFA device when told so. Throws a ShapeError when the request is wrong.
 */
export function recoverRoot(world: World, account: Account, value: unknown): Recovery {
  const registers = flagIn(objectOf(value, 'a recovery', ['registerMfa']), 'registerMfa') ?? false
  const { root } = account
  if (root.passwordSetAt === null) {
    const reason = `account ${account.id} has no root password: nobody can recover it`
    return { ok: false, reason }
  }
  if (registers && root.mfaDevices.length >= MAXIMUM_DEVICES) {
    const reason = `the root user of ${account.id} has ${MAXIMUM_DEVICES} MFA devices already`
    return { ok: false, reason }
  }
  const signedInAt = world.clock.now()
  const device = registers ? drawDevice(world, account.id, signedInAt) : null
  const signIn = {
    accountId: account.id,
    at: signedInAt,
    mfaUsed: root.mfaDevices.length > 0,
    registeredDevice: device?.serialNumber ?? null,
  }
  for (const event of recoveryEvents(signIn)) world.trail.add(event)
  account.root = {
    ...root,
    passwordLastUsed: signedInAt,
    mfaDevices: device === null ? root.mfaDevices : [...root.mfaDevices, device],
  }
  return { ok: true, signedInAt, device }
}

function drawDevice({ random }: World, accountId: string, enabledAt: number): MfaDevice {
  const key = drawHex(random, 16).toUpperCase()
  return { serialNumber: `arn:aws:iam::${accountId}:u2f/root/passkey-${key}`, enabledAt }
}
