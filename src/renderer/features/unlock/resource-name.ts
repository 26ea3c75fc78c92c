import type { PolicyService } from '../../state/procedure-place.ts'

/** The name of a bucket or queue: that of a queue is the end of its URL. */
export function resourceName(service: PolicyService, id: string): string {
  return service === 's3' ? id : id.slice(id.lastIndexOf('/') + 1)
}
