import { hash } from 'node:crypto'
import { AwsError } from '../aws-error.ts'
import type { Bucket } from '../organization.ts'
import type { Call } from '../service.ts'
import type { S3Result } from '../wire/s3-wire.ts'
import { element, xml } from '../wire/xml.ts'
import { authorizeS3 } from './s3-operation.ts'
import type { S3Input } from './s3-operation.ts'

/**
 * ListBuckets. `BucketRegion` and paging come only with max-buckets or another of the newer parameters; without
 * them the answer is the old one (fact sheet, section 2.4).
 */
export function listBuckets(call: Call, { query }: S3Input): S3Result {
  authorizeS3(call, { action: 's3:ListAllMyBuckets', resource: 'arn:aws:s3:::*' })
  const { world, caller } = call
  const prefix = query.get('prefix')
  const region = query.get('bucket-region')
  const limit = readLimit(query.get('max-buckets'))
  const after = readToken(query.get('continuation-token'))
  const isNewForm = [...query.keys()].some((name) =>
    ['max-buckets', 'prefix', 'bucket-region', 'continuation-token'].includes(name),
  )

  const owned = world.organization.accountsById.get(caller.accountId)?.buckets ?? []
  const found = owned
    .filter(
      (bucket) =>
        (prefix === null || bucket.name.startsWith(prefix)) &&
        (region === null || bucket.region === region),
    )
    .filter((bucket) => after === null || bucket.name > after)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const page = found.slice(0, limit)
  const last = page.at(-1)
  const more = page.length < found.length && last !== undefined

  const body =
    element('Owner', element('ID', hash('sha256', `canonical user ${caller.accountId}`, 'hex'))) +
    element('Buckets', page.map((bucket) => bucketElement(bucket, isNewForm)).join('')) +
    (more ? element('ContinuationToken', writeToken(last.name)) : '') +
    (prefix === null ? '' : element('Prefix', xml(prefix)))
  return {
    status: 200,
    contentType: 'application/xml',
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${body}</ListAllMyBucketsResult>`,
  }
}

function bucketElement({ name, createdAt, region }: Bucket, withRegion: boolean): string {
  const fields = {
    Name: name,
    CreationDate: `${new Date(createdAt).toISOString().slice(0, 19)}.000Z`,
    BucketRegion: withRegion ? region : null,
  }
  return element('Bucket', xml(fields))
}

function readLimit(text: string | null): number {
  if (text === null) return 10_000
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000) {
    throw new AwsError(
      400,
      'InvalidArgument',
      'Argument max-buckets must be an integer between 1 and 10000',
      { ArgumentName: 'max-buckets', ArgumentValue: text },
    )
  }
  return limit
}

const writeToken = (name: string): string => Buffer.from(`after ${name}`).toString('base64')

function readToken(token: string | null): string | null {
  if (token === null) return null
  const text = Buffer.from(token, 'base64').toString('utf8')
  if (!text.startsWith('after ')) {
    throw new AwsError(400, 'InvalidArgument', 'The continuation token provided is incorrect', {
      ArgumentName: 'continuation-token',
    })
  }
  return text.slice('after '.length)
}
