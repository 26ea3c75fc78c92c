import type { UnsignedService } from '../service.ts'
import { ssoOidc } from './sso-oidc.ts'
import { ssoPortal } from './sso-portal.ts'

/** The services whose requests are not signed. No two of them have a path in common. */
export const unsignedServices: readonly UnsignedService[] = [ssoOidc, ssoPortal]
