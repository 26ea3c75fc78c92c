import { opaque } from './clients.ts'

export type DeviceDecision =
  | { readonly kind: 'pending' }
  | { readonly kind: 'allowed'; readonly userName: string }
  | { readonly kind: 'denied' }
  | { readonly kind: 'used' }

/** A device that shows a code and waits. Times in simulated milliseconds. */
export interface DeviceAuthorization {
  readonly deviceCode: string
  /** `ABCD-EFGH` */
  readonly userCode: string
  readonly clientId: string
  readonly startedAt: number
  expiresAt: number
  /** Seconds that have to lie between two questions; five more after each that came too early (RFC 8628). */
  intervalSeconds: number
  lastAskedAt: number | null
  /** Whether the next question is answered as one that came too early. */
  slowsDown: boolean
  decision: DeviceDecision
}

export const DEVICE_SECONDS = 600

export interface Devices {
  start(clientId: string, intervalSeconds: number, now: number): DeviceAuthorization
  byDeviceCode(deviceCode: string): DeviceAuthorization | undefined
  /** However it was typed: in small letters, without the hyphen. */
  byUserCode(userCode: string): DeviceAuthorization | undefined
  all(): readonly DeviceAuthorization[]
}

/** Consonants only, so that no code is a word, and none is taken for a digit. */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'

/** `drawText` draws characters from an alphabet. */
export function createDevices(drawText: (alphabet: string, length: number) => string): Devices {
  const devices = new Map<string, DeviceAuthorization>()
  return {
    start: (clientId, intervalSeconds, now) => {
      const device: DeviceAuthorization = {
        deviceCode: opaque(64),
        userCode: `${drawText(LETTERS, 4)}-${drawText(LETTERS, 4)}`,
        clientId,
        startedAt: now,
        expiresAt: now + DEVICE_SECONDS * 1000,
        intervalSeconds,
        lastAskedAt: null,
        slowsDown: false,
        decision: { kind: 'pending' },
      }
      devices.set(device.deviceCode, device)
      return device
    },
    byDeviceCode: (deviceCode) => devices.get(deviceCode),
    byUserCode: (userCode) => {
      const letters = lettersOf(userCode)
      return [...devices.values()].findLast((device) => lettersOf(device.userCode) === letters)
    },
    all: () => [...devices.values()],
  }
}

/** Notes a question of the device; true when it came too early. */
export function asksTooEarly(device: DeviceAuthorization, now: number): boolean {
  const early =
    device.lastAskedAt !== null && now - device.lastAskedAt < device.intervalSeconds * 1000
  const slow = early || device.slowsDown
  device.lastAskedAt = now
  device.slowsDown = false
  if (slow) device.intervalSeconds += 5
  return slow
}

const lettersOf = (code: string): string => code.toUpperCase().replaceAll(/[^A-Z]/g, '')
