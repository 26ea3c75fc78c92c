import { AccountClient } from '@aws-sdk/client-account'
import { IAMClient } from '@aws-sdk/client-iam'
import { OrganizationsClient } from '@aws-sdk/client-organizations'
import { S3Client } from '@aws-sdk/client-s3'
import { SQSClient } from '@aws-sdk/client-sqs'
import { SSOClient } from '@aws-sdk/client-sso'
import { SSOOIDCClient } from '@aws-sdk/client-sso-oidc'
import { STSClient } from '@aws-sdk/client-sts'
import { describe, expect, test } from 'vitest'
import { publicEndpoints, type SignInWay } from '../../shared/domain/connections.ts'
import { contactsOf, type ContactsAsked } from './contacts.ts'
import { homeRegion, knownPartitionOf, serviceHost } from './service-hosts.ts'

type Asked = Partial<ContactsAsked['settings']> & Partial<Omit<ContactsAsked, 'settings'>>

function contactsFor({ region = 'eu-west-1', signInRegions = [], ...settings }: Asked = {}) {
  return contactsOf({
    settings: {
      partition: knownPartitionOf(region) ?? 'aws',
      signIn: { kind: 'environment' },
      endpoints: publicEndpoints,
      proxy: null,
      ...settings,
    },
    region,
    signInRegions,
  })
}
const hosts = (asked?: Asked) => contactsFor(asked).map(({ host }) => host)

const identityCenter: SignInWay = {
  kind: 'identity-center',
  startUrl: 'https://d-1234567890.awsapps.com/start',
  region: 'eu-central-1',
  accountId: null,
  roleName: null,
}

describe('what a connection may contact', () => {
  test('is STS of its Region, the services of the organization, and nothing else', () => {
    expect(hosts()).toEqual([
      'sts.eu-west-1.amazonaws.com',
      'iam.amazonaws.com',
      'organizations.us-east-1.amazonaws.com',
      'account.us-east-1.amazonaws.com',
      's3.*.amazonaws.com',
      'sqs.*.amazonaws.com',
    ])
    for (const contact of contactsFor()) {
      expect(contact).toMatchObject({ port: 443, protocol: 'https', via: 'direct' })
    }
  })

  test('with Identity Center its sign-in and portal, and what the browser opens, marked as that', () => {
    const more = contactsFor({ signIn: identityCenter }).slice(6)
    expect(more.map(({ host, via }) => [host, via])).toEqual([
      ['oidc.eu-central-1.amazonaws.com', 'direct'],
      ['portal.sso.eu-central-1.amazonaws.com', 'direct'],
      ['oidc.eu-central-1.amazonaws.com', 'browser'],
      ['d-1234567890.awsapps.com', 'browser'],
    ])
  })

  test('with a profile the STS and sign-in services of the Regions that it names', () => {
    const signIn: SignInWay = { kind: 'profile', profile: 'audit' }
    expect(hosts({ signIn, signInRegions: ['eu-west-1', 'us-east-2', 'cn-north-1'] })).toEqual([
      ...hosts(),
      'eu-west-1.signin.aws.amazon.com',
      'oidc.eu-west-1.amazonaws.com',
      'portal.sso.eu-west-1.amazonaws.com',
      'sts.us-east-2.amazonaws.com',
      'us-east-2.signin.aws.amazon.com',
      'oidc.us-east-2.amazonaws.com',
      'portal.sso.us-east-2.amazonaws.com',
    ])
  })

  test('through a proxy is the proxy, and by it the rest but for this computer', () => {
    const contacts = contactsFor({
      proxy: { url: 'http://proxy.example:3128', user: 'jane' },
      endpoints: { ...publicEndpoints, sqs: 'http://localhost:9324' },
    })
    expect(contacts[0]).toMatchObject({
      host: 'proxy.example',
      port: 3128,
      protocol: 'http',
      via: 'direct',
    })
    expect(contacts.filter(({ via }) => via === 'direct').map(({ host }) => host)).toEqual([
      'proxy.example',
      'localhost',
    ])
    expect(JSON.stringify(contacts)).not.toContain('jane')
  })

  test('with endpoints of its own is these instead, each once with all that it is for', () => {
    const vpce = 'https://vpce-0a1b.sts.eu-west-1.vpce.amazonaws.com'
    expect(
      hosts({ endpoints: { ...publicEndpoints, sts: vpce, s3: 'https://s3.corp:8443' } }),
    ).toEqual([
      'vpce-0a1b.sts.eu-west-1.vpce.amazonaws.com',
      ...hosts().slice(1, 4),
      's3.corp',
      'sqs.*.amazonaws.com',
    ])
    const [one, ...others] = contactsFor({
      endpoints: { ...publicEndpoints, all: 'http://127.0.0.1:4599' },
    })
    expect(others).toEqual([])
    expect(one).toMatchObject({ host: '127.0.0.1', port: 4599, protocol: 'http' })
    expect(one?.what).toMatch(/STS.*IAM.*Organizations.*S3.*SQS/)
  })
})

describe.each([false, true])('with dual stack %j', (dualStack) => {
  test.each([
    'us-east-1',
    'eu-west-1',
    'ap-southeast-7',
    'us-gov-west-1',
    'us-gov-east-1',
    'cn-north-1',
    'cn-northwest-1',
    'eusc-de-east-1',
  ])('the hosts of %s are what the endpoint rules of the SDK lead to', (region) => {
    const partition = knownPartitionOf(region)
    if (partition === null) throw new Error('no partition')
    const parameters = { Region: region, UseFIPS: false, UseDualStack: dualStack }
    const settings = { region, ignoreConfiguredEndpointUrls: true }
    const endpoints = {
      sts: new STSClient(settings).config.endpointProvider({
        ...parameters,
        UseGlobalEndpoint: false,
      }),
      iam: new IAMClient(settings).config.endpointProvider(parameters),
      organizations: new OrganizationsClient(settings).config.endpointProvider(parameters),
      account: new AccountClient(settings).config.endpointProvider(parameters),
      s3: new S3Client(settings).config.endpointProvider({
        ...parameters,
        Bucket: 'a-bucket',
        ForcePathStyle: true,
        UseGlobalEndpoint: false,
      }),
      sqs: new SQSClient(settings).config.endpointProvider(parameters),
      oidc: new SSOOIDCClient(settings).config.endpointProvider(parameters),
      portal: new SSOClient(settings).config.endpointProvider(parameters),
    } as const
    for (const service of Object.keys(endpoints) as (keyof typeof endpoints)[]) {
      expect([service, serviceHost(service, { partition, dualStack }, region)]).toEqual([
        service,
        endpoints[service].url.host,
      ])
    }
    for (const service of ['iam', 'organizations', 'account'] as const) {
      expect(endpoints[service].properties?.['authSchemes']).toMatchObject([
        { signingRegion: homeRegion(service, partition) },
      ])
    }
  })
})
