import type { Check } from '../check.ts'
import { caller } from './caller.ts'
import { clock } from './clock.ts'
import { credentials, expiry } from './credentials.ts'
import { dataFolder } from './data-folder.ts'
import { database } from './database.ts'
import { denyRootPolicy } from './deny-root-policy.ts'
import { freeSpace } from './free-space.ts'
import { keyStore } from './key-store.ts'
import { nameResolution } from './name-resolution.ts'
import {
  delegates,
  featureSet,
  organization,
  rootCredentialsManagement,
  rootSessions,
  trustedAccess,
} from './organization.ts'
import { proxy } from './proxy.ts'
import { reach } from './reach.ts'
import { readOrganization } from './read-organization.ts'
import { regions } from './regions.ts'
import { taskPolicies } from './task-policies.ts'
import { tls } from './tls.ts'
import { versions } from './versions.ts'

/** Every check, in the order of `readinessCheckIds`. */
export const checks: readonly Check[] = [
  dataFolder,
  freeSpace,
  database,
  keyStore,
  versions,
  nameResolution,
  proxy,
  reach,
  tls,
  clock,
  credentials,
  expiry,
  caller,
  organization,
  featureSet,
  trustedAccess,
  rootCredentialsManagement,
  rootSessions,
  delegates,
  regions,
  readOrganization,
  ...taskPolicies,
  denyRootPolicy,
]
