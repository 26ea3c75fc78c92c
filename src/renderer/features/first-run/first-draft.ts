import type { Connection } from '../../../shared/domain/connections.ts'
import { partitionOfRegion } from '../../../shared/domain/region-names.ts'
import { emptyDraft, type ConnectionDraft } from '../connections/connection-draft.ts'
import { freeColour, freeName, nameFromStartUrl } from '../connections/connection-words.ts'

/**
 * A connection to IAM Identity Center from its start URL and its Region: the partition follows from the Region, the name from the address.
 * Name and colour are such as no other connection has.
 */
export function firstDraft(
  startUrl: string,
  region: string,
  others: readonly Pick<Connection, 'name' | 'colour'>[],
): ConnectionDraft {
  return {
    ...emptyDraft,
    name: freeName(
      nameFromStartUrl(startUrl),
      others.map(({ name }) => name),
    ),
    colour: freeColour(others.map(({ colour }) => colour)),
    partition: partitionOfRegion(region.trim()),
    startUrl,
    signInRegion: region,
  }
}
