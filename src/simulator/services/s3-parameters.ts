import type { Element, Elements } from '../cloudtrail/elements.ts'
import type { HttpRequest } from '../http-message.ts'
import { policyContent } from './s3-bucket-policies.ts'

/** What CloudTrail writes of a bucket call: the bucket, its virtual host, the query, and a policy as JSON where it is JSON. */
export function s3Parameters(
  request: HttpRequest,
  query: URLSearchParams,
  bucket: string,
): Elements {
  const parameters: Record<string, Element> = {}
  if (bucket !== '') parameters['bucketName'] = bucket
  parameters['Host'] = bucket === '' ? 's3.amazonaws.com' : `${bucket}.s3.amazonaws.com`
  for (const [name, value] of query) {
    if (name !== 'x-id') parameters[name] = value
  }
  const policy = request.method === 'PUT' ? parsed(policyContent(request)) : null
  return policy === null ? parameters : { ...parameters, bucketPolicy: policy }
}

function parsed(content: Buffer | null): Element {
  try {
    return JSON.parse(content?.toString('utf8') ?? '') as Element
  } catch {
    return null
  }
}
