import { HttpRequest } from '@smithy/core/protocols'
import { expect, test } from 'vitest'
import { nameOf } from './request-name.ts'

const scope = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=AKIA/20260101/eu-west-1/${service}/aws4_request, Signature=aa`

test.each([
  [
    'a query service by its signature and Action',
    {
      hostname: '127.0.0.1',
      headers: { Authorization: scope('sts') },
      body: 'Version=2011-06-15&Action=AssumeRole&RoleArn=a',
    },
    { service: 'sts', operation: 'AssumeRole', region: 'eu-west-1' },
  ],
  [
    'a JSON service by its target',
    {
      hostname: 'organizations.us-east-1.amazonaws.com',
      headers: {
        authorization: scope('organizations'),
        'X-Amz-Target': 'AWSOrganizationsV20161128.ListRoots',
      },
    },
    { service: 'organizations', operation: 'ListRoots', region: 'eu-west-1' },
  ],
  [
    'a query service without a signature by its host',
    {
      hostname: 'sts.eu-north-1.amazonaws.com',
      headers: {},
      body: 'Action=AssumeRoleWithWebIdentity&WebIdentityToken=secret',
    },
    { service: 'sts', operation: 'AssumeRoleWithWebIdentity', region: 'eu-north-1' },
  ],
  [
    'a call of the portal by its path',
    {
      hostname: 'portal.sso.eu-central-1.amazonaws.com',
      method: 'GET',
      path: '/federation/credentials',
      query: { account_id: '111122223333' },
      headers: { 'x-amz-sso_bearer_token': 'secret' },
    },
    { service: 'sso', operation: 'GetRoleCredentials', region: 'eu-central-1' },
  ],
  [
    'what nobody knows by host and method',
    { hostname: '127.0.0.1', method: 'PUT', path: '/secret', headers: {} },
    { service: 'unknown', operation: 'PUT', region: null },
  ],
])('a request is named: %s', (_name, options, expected) => {
  expect(nameOf(new HttpRequest({ protocol: 'https:', method: 'POST', ...options }))).toEqual(
    expected,
  )
})
