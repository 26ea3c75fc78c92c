import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { expectedSignature, readSignatureHeader, signingTime } from './signature.ts'

test("AWS' own worked example gives AWS' signature", () => {
  const authorization =
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7'
  const request = {
    method: 'GET',
    path: '/',
    query: 'Action=ListUsers&Version=2010-05-08',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      host: 'iam.amazonaws.com',
      'x-amz-date': '20150830T123600Z',
      authorization,
    },
    body: Buffer.alloc(0),
    remoteAddress: '127.0.0.1',
  }
  const header = readSignatureHeader(authorization)
  const signature = expectedSignature({
    request,
    header: header!,
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    time: signingTime(request)!,
    payloadHash: createHash('sha256').update('').digest('hex'),
    doubleEncodedPath: true,
  })
  expect(signature).toBe(header?.signature)
})

test.each([
  '',
  'Bearer abc',
  'AWS AKIDEXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=',
  'AWS4-HMAC-SHA256 Credential=AKID/20150830/us-east-1/iam/aws4_request, SignedHeaders=host',
  'AWS4-HMAC-SHA256 Credential=AKID/20150830/us-east-1/aws4_request, SignedHeaders=host, Signature=00',
])('%j is not a complete signature header', (authorization) => {
  expect(readSignatureHeader(authorization)).toBeNull()
})
