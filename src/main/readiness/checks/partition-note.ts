import { partitionOf } from '../../aws/partition.ts'

/** What is special about centralized root access in a partition. */
export type PartitionNote = { readonly applies: boolean; readonly sentence: string }

/**
 * What AWS says of centralized root access in the partition of a Region (fact sheet 5); null where there is nothing special. Where it is not offered but
 * might answer, it is asked all the same.
 *
 * @param credentials whether it is about root credentials, not about unlocking.
 */
export function partitionNote(region: string, credentials: boolean): PartitionNote | null {
  switch (partitionOf(region)) {
    case 'aws-us-gov':
      return credentials
        ? {
            applies: false,
            sentence:
              'In AWS GovCloud (US) root credentials are not managed centrally: only buckets and queues can be unlocked.',
          }
        : null
    case 'aws-cn':
      return {
        applies: true,
        sentence:
          'AWS does not say that it offers centralized root access in the China Regions: do not rely on it.',
      }
    case 'aws-eusc':
      return {
        applies: true,
        sentence: 'AWS has not confirmed centralized root access for the European Sovereign Cloud.',
      }
    default:
      return null
  }
}
