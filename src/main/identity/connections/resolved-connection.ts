import type { Connection, ConnectionSettings } from '../../../shared/domain/connections.ts'
import type { Partition } from '../../../shared/domain/regions.ts'
import { partitionOfRegion } from '../../../shared/domain/region-names.ts'
import type { Outcome } from '../../../shared/ipc/result.ts'
import type { CredentialSource } from '../../aws/operator-credentials.ts'

/** A connection with everything that it takes to open it, without its secrets. */
export type ResolvedConnection = {
  readonly connection: Connection
  readonly settings: ConnectionSettings
  /** Whose STS is called. */
  readonly region: string
  /** Other Regions whose sign-in services are needed. */
  readonly signInRegions: readonly string[]
}

/** The practice organization, started. */
export type PracticePlace = {
  readonly endpoint: string
  readonly region: string
  readonly credentials: CredentialSource
}

/** Starts the practice organization where it does not run yet. */
export type StartPractice = () => Promise<Outcome<PracticePlace>>

/** Where nobody says otherwise. */
const firstRegion: Readonly<Record<Partition, string>> = {
  aws: 'us-east-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-cn': 'cn-north-1',
  'aws-eusc': 'eusc-de-east-1',
}

/** The first of these Regions that lies in the partition, else the partition's first. */
export function regionAmong(partition: Partition, named: readonly (string | null)[]): string {
  const fitting = named.find((region) => region !== null && partitionOfRegion(region) === partition)
  return fitting ?? firstRegion[partition]
}
