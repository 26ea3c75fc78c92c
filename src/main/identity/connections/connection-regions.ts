import type { ConnectionSettings } from '../../../shared/domain/connections.ts'
import { regionOf, type Environment } from './environment.ts'
import { signInRegionsOf, type ProfileChain } from './profile-chain.ts'
import { regionAmong, type ResolvedConnection } from './resolved-connection.ts'

/**
 * Whose STS a connection calls, and the Regions whose sign-in services it needs. `chain` is that of its profile, where it has one.
 *
 * What the settings do not say the sign-in does; of a profile as in the AWS tools: AWS_REGION, then the profile, then AWS_DEFAULT_REGION.
 */
export function regionsOf(
  { region, partition, signIn }: ConnectionSettings,
  chain: ProfileChain | null,
  environment: Environment,
): Pick<ResolvedConnection, 'region' | 'signInRegions'> {
  const home = region ?? regionAmong(partition, named(signIn, chain, environment))
  return { region: home, signInRegions: chain === null ? [] : signInRegionsOf(chain, home) }
}

function named(
  signIn: ConnectionSettings['signIn'],
  chain: ProfileChain | null,
  environment: Environment,
): (string | null)[] {
  switch (signIn.kind) {
    case 'identity-center':
      return [signIn.region]
    case 'keys':
      return []
    default:
      return [
        environment['AWS_REGION'] ?? null,
        chain?.region ?? null,
        regionOf(environment),
        chain?.source.kind === 'sso' ? chain.source.region : null,
      ]
  }
}
