import { iso } from '../clock.ts'
import type { DeviceAuthorization } from '../identity-center/devices.ts'
import { issuerUrl } from '../identity-center/directory.ts'
import type { Assignment, IdentityCenter } from '../identity-center/directory.ts'
import type { PolicyDocument } from '../policy/policy-document.ts'
import type { World } from '../world.ts'

/** The instance as `GET /_sim/state` and `GET /_sim/identity-center` show it. */
export interface IdentityCenterDocument {
  readonly instanceArn: string
  readonly identityStoreId: string
  readonly startUrl: string
  readonly issuerUrl: string
  readonly region: string
  readonly users: readonly {
    readonly userName: string
    readonly displayName: string
    readonly email: string
    readonly enabled: boolean
  }[]
  readonly permissionSets: readonly {
    readonly name: string
    readonly policy: PolicyDocument
    readonly sessionSeconds: number
  }[]
  readonly assignments: readonly Assignment[]
  readonly accessTokenSeconds: number
  readonly pollSeconds: number
}

export function identityCenterDocument(center: IdentityCenter): IdentityCenterDocument {
  return {
    instanceArn: center.instanceArn,
    identityStoreId: center.identityStoreId,
    startUrl: center.startUrl,
    issuerUrl: issuerUrl(center),
    region: center.region,
    users: center.users.map(({ userName, displayName, email, enabled }) => ({
      userName,
      displayName,
      email,
      enabled,
    })),
    permissionSets: center.permissionSets,
    assignments: center.assignments,
    accessTokenSeconds: center.accessTokenSeconds,
    pollSeconds: center.pollSeconds,
  }
}

/** A waiting device as `GET /_sim/devices` shows it: what the person needs, nothing that is secret. */
export function deviceDocument({ signIn }: World, device: DeviceAuthorization) {
  return {
    userCode: device.userCode,
    clientName: signIn.clients.find(device.clientId)?.name ?? null,
    startedAt: iso(device.startedAt),
    expiresAt: iso(device.expiresAt),
    intervalSeconds: device.intervalSeconds,
    decision: device.decision.kind,
  }
}
