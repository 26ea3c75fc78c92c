import { AwsError } from '../aws-error.ts'
import type { AuthenticationFailure } from '../service.ts'

type Row = readonly [status: number, code: string, message: string]

/** The answers of the Query and JSON services to requests that they do not believe. `detail`, where given, is the message. */
const COMMON: Readonly<Record<AuthenticationFailure, Row>> = {
  missing: [403, 'MissingAuthenticationToken', 'Request is missing Authentication Token'],
  incomplete: [
    400,
    'IncompleteSignature',
    'The request signature does not conform to AWS standards.',
  ],
  'unknown-key': [
    403,
    'InvalidClientTokenId',
    'The security token included in the request is invalid.',
  ],
  'wrong-token': [
    403,
    'InvalidClientTokenId',
    'The security token included in the request is invalid.',
  ],
  'wrong-signature': [
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  ],
  'wrong-body-hash': [
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  ],
  'wrong-service': [
    403,
    'SignatureDoesNotMatch',
    'Credential should be scoped to correct service.',
  ],
  skewed: [400, 'RequestExpired', 'Request has expired.'],
  expired: [403, 'ExpiredToken', 'The security token included in the request is expired'],
}

/** What Query services (STS, IAM) answer. */
export const queryDisbelief = disbelief({})

/** What JSON services (Organizations, SQS) answer: they name an unknown key differently. */
export const jsonDisbelief = disbelief({
  'unknown-key': [
    400,
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
  ],
  'wrong-token': [
    400,
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
  ],
  expired: [400, 'ExpiredTokenException', 'The security token included in the request is expired'],
})

/** What REST services with JSON (Account Management) answer. */
export const restJsonDisbelief = disbelief({
  missing: [403, 'MissingAuthenticationTokenException', 'Missing Authentication Token'],
  'unknown-key': [
    403,
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
  ],
  'wrong-token': [
    403,
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
  ],
  expired: [403, 'ExpiredTokenException', 'The security token included in the request is expired'],
})

/** What S3 answers. */
export const s3Disbelief = disbelief({
  missing: [403, 'AccessDenied', 'Access Denied'],
  incomplete: [
    400,
    'AuthorizationHeaderMalformed',
    'The authorization header that you provided is not valid.',
  ],
  'unknown-key': [
    403,
    'InvalidAccessKeyId',
    'The AWS Access Key Id you provided does not exist in our records.',
  ],
  'wrong-token': [400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.'],
  'wrong-signature': [
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  ],
  'wrong-body-hash': [
    400,
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
  ],
  skewed: [
    403,
    'RequestTimeTooSkewed',
    'The difference between the request time and the current time is too large.',
  ],
  expired: [400, 'ExpiredToken', 'The provided token has expired.'],
})

function disbelief(own: Partial<Record<AuthenticationFailure, Row>>) {
  const rows = { ...COMMON, ...own }
  return (failure: AuthenticationFailure, detail: string): AwsError => {
    const [status, code, message] = rows[failure]
    return new AwsError(status, code, detail === '' ? message : detail)
  }
}
