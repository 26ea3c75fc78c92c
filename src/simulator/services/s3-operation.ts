import { refusalOf } from '../authorization.ts'
import type { Intention } from '../authorization.ts'
import { AwsError } from '../aws-error.ts'
import type { HttpRequest } from '../http-message.ts'
import type { Call } from '../service.ts'
import type { S3Result } from '../wire/s3-wire.ts'

export interface S3Input {
  readonly request: HttpRequest
  readonly query: URLSearchParams
  /** Empty for ListBuckets. */
  readonly bucket: string
}

export type S3Operation = (call: Call, input: S3Input) => S3Result

/** Throws S3's AccessDenied unless the caller may. S3 puts the resource into quotation marks. */
export function authorizeS3(call: Call, intention: Intention): void {
  const refusal = refusalOf(call, intention)
  if (refusal === null) return
  throw new AwsError(
    403,
    'AccessDenied',
    refusal.replace(
      ` on resource: ${intention.resource} `,
      ` on resource: "${intention.resource}" `,
    ),
  )
}
