import { AwsError } from '../aws-error.ts'
import type { HttpRequest } from '../http-message.ts'
import type { Service } from '../service.ts'
import { s3Wire } from '../wire/s3-wire.ts'
import { deleteBucketPolicy, getBucketPolicy, putBucketPolicy } from './s3-bucket-policies.ts'
import type { S3Operation } from './s3-operation.ts'
import { s3Parameters } from './s3-parameters.ts'
import { listBuckets } from './s3-list-buckets.ts'

/** Amazon S3, path style: buckets and their policies (fact sheet, section 2.4). */
export const s3: Service = {
  code: 's3',
  doubleEncodedPath: false,
  declaresPayload: true,
  skewMinutes: 15,
  recognizes: () => true,
  wireOf: () => s3Wire,
  open: (request) => {
    const query = new URLSearchParams(request.query)
    const bucket = bucketIn(request.path)
    const [operation, perform] = route(request, bucket, query)
    return {
      operation,
      targetAccountId: null,
      requestParameters: () => s3Parameters(request, query, bucket),
      perform: (call) => perform(call, { request, query, bucket }),
    }
  },
}

function bucketIn(path: string): string {
  const [, bucket = '', ...key] = path.split('/')
  if (key.join('/') !== '') {
    throw new AwsError(
      501,
      'NotImplemented',
      'A header you provided implies functionality that is not implemented.',
    )
  }
  return bucket
}

const POLICY_METHODS: Readonly<Record<string, readonly [string, S3Operation]>> = {
  GET: ['GetBucketPolicy', getBucketPolicy],
  PUT: ['PutBucketPolicy', putBucketPolicy],
  DELETE: ['DeleteBucketPolicy', deleteBucketPolicy],
}

function route(
  { method }: HttpRequest,
  bucket: string,
  query: URLSearchParams,
): readonly [string, S3Operation] {
  if (bucket === '' && method === 'GET') return ['ListBuckets', listBuckets]
  const found = bucket !== '' && query.has('policy') ? POLICY_METHODS[method] : undefined
  if (found === undefined) {
    throw new AwsError(
      501,
      'NotImplemented',
      'A header you provided implies functionality that is not implemented.',
    )
  }
  return found
}
