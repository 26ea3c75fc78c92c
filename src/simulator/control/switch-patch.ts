import type { FeatureSet, Organization } from '../organization.ts'
import type { Switches } from '../options.ts'
import type { World } from '../world.ts'
import { choiceIn, flagIn, numberIn, objectOf, present } from './shape.ts'

const LIVE = [
  'legacyStatus',
  'staleIssuanceSeconds',
  'queuePropagationSeconds',
  'delegateSelfTarget',
  'rootUserNames',
  'emptyPageEvery',
  'featureSet',
  'wrongRegion',
]

/**
 * Changes switches while the world runs, as `PUT /_sim/switches` does. Features, trusted access and delegates are not among
 * them: they are changed through AWS' own operations.
 */
export function patchSwitches(world: World, value: unknown): void {
  const patch = objectOf(value, 'switches', LIVE)
  const featureSet = choiceIn(patch, 'featureSet', ['ALL', 'CONSOLIDATED_BILLING'])
  const change = present<Switches>({
    ...world.switches,
    legacyStatus: flagIn(patch, 'legacyStatus'),
    staleIssuanceSeconds: numberIn(patch, 'staleIssuanceSeconds', 0, 86_400),
    queuePropagationSeconds: numberIn(patch, 'queuePropagationSeconds', 0, 86_400),
    delegateSelfTarget: flagIn(patch, 'delegateSelfTarget'),
    rootUserNames: flagIn(patch, 'rootUserNames'),
    emptyPageEvery: numberIn(patch, 'emptyPageEvery', 0, 1_000_000),
    wrongRegion: choiceIn(patch, 'wrongRegion', ['redirect', 'malformed']),
    featureSet,
  })
  Object.assign(world.switches, change)
  if (featureSet !== undefined) changeFeatureSet(world.organization, featureSet)
}

/** What takes all features goes with them. */
function changeFeatureSet(organization: Organization, featureSet: FeatureSet): void {
  organization.featureSet = featureSet
  if (featureSet === 'ALL') return
  organization.trustedServices.clear()
  organization.features.clear()
  organization.delegates.clear()
}
