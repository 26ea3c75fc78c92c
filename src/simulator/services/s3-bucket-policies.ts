import { decodeAwsChunked } from '../aws-chunked.ts'
import { AwsError } from '../aws-error.ts'
import { mismatchedChecksum } from '../checksums.ts'
import { headerOf } from '../http-message.ts'
import type { HttpRequest } from '../http-message.ts'
import type { Account, Bucket } from '../organization.ts'
import type { Call } from '../service.ts'
import type { S3Result } from '../wire/s3-wire.ts'
import { policyProblem } from './resource-policy-check.ts'
import { authorizeS3 } from './s3-operation.ts'
import type { S3Input } from './s3-operation.ts'

/** Bucket policies are limited to 20 KB. */
const MAXIMUM_POLICY_BYTES = 20_480

/** The policy as it was stored, byte for byte. */
export function getBucketPolicy(call: Call, input: S3Input): S3Result {
  const { bucket } = allowed(call, input, 's3:GetBucketPolicy')
  if (bucket.policy === null) {
    throw new AwsError(404, 'NoSuchBucketPolicy', 'The bucket policy does not exist', {
      BucketName: bucket.name,
    })
  }
  return { status: 200, contentType: 'application/json', body: bucket.policy }
}

/** Stores a policy after the checks that S3 makes. */
export function putBucketPolicy(call: Call, input: S3Input): S3Result {
  const { owner, bucket } = allowed(call, input, 's3:PutBucketPolicy')
  const content = policyContent(input.request)
  if (content === null) {
    throw new AwsError(400, 'IncompleteBody', 'The request body terminated unexpectedly.')
  }
  const mismatch = mismatchedChecksum(input.request, content)
  if (mismatch !== null) {
    throw new AwsError(
      400,
      'BadDigest',
      `The ${mismatch} you specified did not match the calculated checksum.`,
    )
  }
  if (content.length > MAXIMUM_POLICY_BYTES) {
    throw new AwsError(400, 'PolicyTooLarge', 'Policy exceeds the maximum allowed document size.')
  }
  const policy = content.toString('utf8')
  const problem = policyProblem(policy, [
    `arn:aws:s3:::${bucket.name}`,
    `arn:aws:s3:::${bucket.name}/`,
  ])
  if (problem !== null) throw new AwsError(400, 'MalformedPolicy', problem)
  replacePolicy(owner, bucket, policy)
  return { status: 204, body: '' }
}

/** The policy that a request carries, freed of its chunks; null when they do not fit together. */
export function policyContent(request: HttpRequest): Buffer | null {
  const isChunked = (headerOf(request, 'x-amz-content-sha256') ?? '').startsWith('STREAMING-')
  return isChunked ? decodeAwsChunked(request.body) : request.body
}

/** Succeeds also when there is none. */
export function deleteBucketPolicy(call: Call, input: S3Input): S3Result {
  const { owner, bucket } = allowed(call, input, 's3:DeleteBucketPolicy')
  replacePolicy(owner, bucket, null)
  return { status: 204, body: '' }
}

interface Found {
  readonly owner: Account
  readonly bucket: Bucket
}

/**
 * The bucket, once everything that can refuse the call has been asked: permission, existence, ownership, expected owner
 * and Region. The bucket's own policy is not asked: root of the owner's account may always change it (fact sheet, section 2.4).
 */
function allowed(call: Call, { request, bucket: name }: S3Input, action: string): Found {
  const { world, caller, region } = call
  const owner = world.bucketOwners.get(name)
  const intention = { action, resource: `arn:aws:s3:::${name}` }
  authorizeS3(call, owner === undefined ? intention : { ...intention, resourceAccount: owner.id })
  const bucket = owner?.buckets.find((candidate) => candidate.name === name)
  if (owner === undefined || bucket === undefined) {
    throw new AwsError(404, 'NoSuchBucket', 'The specified bucket does not exist', {
      BucketName: name,
    })
  }
  const expectedOwner = headerOf(request, 'x-amz-expected-bucket-owner')
  if (expectedOwner !== undefined && expectedOwner !== owner.id) {
    throw new AwsError(403, 'AccessDenied', 'Access Denied')
  }
  if (owner.id !== caller.accountId) {
    throw new AwsError(
      405,
      'MethodNotAllowed',
      'The specified method is not allowed against this resource.',
    )
  }
  if (bucket.region !== region) throw wrongRegion(call, bucket)
  return { owner, bucket }
}

function wrongRegion({ world, region }: Call, bucket: Bucket): AwsError {
  const headers = { 'x-amz-bucket-region': bucket.region }
  if (world.switches.wrongRegion === 'malformed') {
    const message = `The authorization header is malformed; the region '${region}' is wrong; expecting '${bucket.region}'`
    return new AwsError(
      400,
      'AuthorizationHeaderMalformed',
      message,
      { Region: bucket.region },
      headers,
    )
  }
  return new AwsError(
    301,
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    { Endpoint: `s3.${bucket.region}.amazonaws.com`, Bucket: bucket.name },
    headers,
  )
}

function replacePolicy(owner: Account, bucket: Bucket, policy: string | null): void {
  owner.buckets = owner.buckets.map((candidate) =>
    candidate.name === bucket.name ? { ...candidate, policy } : candidate,
  )
}
