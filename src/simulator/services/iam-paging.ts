import { AwsError } from '../aws-error.ts'
import type { FormInput } from '../form-input.ts'
import { atLeast, atMost, enforce, readInteger } from './constraints.ts'

/** IAM's paging: MaxItems 1..1000 (default 100), and a Marker that is opaque to clients. */
export function pageOf<T>(items: readonly T[], input: FormInput) {
  const maxItems = readInteger(input.text('MaxItems')) ?? 100
  enforce([atMost('maxItems', maxItems, 1000), atLeast('maxItems', maxItems, 1)])
  const marker = input.text('Marker')
  const start = marker === undefined ? 0 : readMarker(marker)
  const end = start + maxItems
  const more = end < items.length
  return {
    items: items.slice(start, end),
    position: {
      IsTruncated: more,
      Marker: more ? Buffer.from(`item ${end}`).toString('base64') : null,
    },
  }
}

function readMarker(marker: string): number {
  const match = /^item (\d+)$/.exec(Buffer.from(marker, 'base64').toString('utf8'))
  if (match === null) throw new AwsError(400, 'ValidationError', 'Invalid Marker.')
  return Number(match[1])
}
