import {
  anyOf,
  conditionKey,
  endpoint,
  fixed,
  internetAddress,
  missing,
  occasional,
  principalArns,
  unheardOf,
  uniqueIds,
  type ConditionKey,
  type KeyTraits,
  type Scene,
} from './condition-key.ts'
import { unlikely } from './policy-context.ts'

/**
 * What is known of a condition key in requests of one kind (IAM User Guide, global condition context keys,
 * with the availability of each; Service Authorization Reference for the keys of S3).
 */
export function conditionKeyOf(name: string, scene: Scene): ConditionKey {
  const id = name.toLowerCase()
  const traits = table[id] ?? families.find(({ begins }) => id.startsWith(begins))?.traits
  return conditionKey(name, (traits ?? unheardOf)(scene))
}

type Traits = (scene: Scene) => KeyTraits

const ofTheOrganization: Traits = (scene) => {
  const { organizationId } = scene.context
  return organizationId === null
    ? {
        sure: false,
        who: (values) => `members of the organization ${anyOf(values ?? ['of the account'])}`,
      }
    : {
        ...fixed(organizationId, `the account is a member of ${organizationId}`, scene),
        who: (values) => `members of the organization ${anyOf(values ?? [organizationId])}`,
      }
}

const pathOfTheOrganization: Traits = ({ context: { organizationId } }) => ({
  ordinary: organizationId === null ? [] : [`${organizationId}/r-${unlikely}/ou-${unlikely}/`],
  isPossible: (value) =>
    value === null
      ? organizationId === null
      : organizationId === null || value.startsWith(`${organizationId}/`),
  sure: false,
  who: (values) => `accounts below ${anyOf(values ?? ['the organization'])}`,
  why: `the account is a member of ${organizationId ?? 'another organization'}`,
})

const sentByServices =
  'only AWS services send this key, when they act for another resource: nobody who manages the policy does'
const fromServices: Traits = (scene) =>
  missing(
    sentByServices,
    (values) => `AWS services that act for ${anyOf(values ?? ['a resource'])}`,
    scene,
  )
const throughServices: Traits = () =>
  occasional((values) => `calls that ${anyOf(values ?? ['an AWS service'])} makes for somebody`)
const ofTheResource: Traits = (scene) => ({
  ...fixed(scene.context.accountId, `the owner is account ${scene.context.accountId}`, scene),
  isPossible: () => false,
  constant: true,
})
const freelySent: Traits = () => ({ ordinary: [null], chosen: true, free: true })
const ofData =
  (capability: 'write-data' | 'any'): Traits =>
  (scene) =>
    scene.request.capability === 'write-data' || (capability === 'any' && !scene.request.onPolicy)
      ? freelySent(scene)
      : {
          ordinary: [null],
          isPossible: () => false,
          why: 'such requests never carry this key',
        }

const isBoolean = (value: string | null) => value === 'true' || value === 'false'

const table: Readonly<Record<string, Traits>> = {
  'aws:sourcevpce': () => endpoint('the VPC endpoint'),
  'aws:sourcevpc': () => endpoint('an endpoint of the VPC'),
  'aws:sourcevpcarn': () => endpoint('an endpoint of the VPC'),
  'aws:vpcsourceip': () => endpoint('a VPC endpoint, from'),
  'aws:vpceaccount': () => endpoint('VPC endpoints of account'),
  'aws:vpceorgid': () => endpoint('VPC endpoints of the organization'),
  'aws:vpceorgpaths': () => endpoint('VPC endpoints of accounts below'),
  'aws:sourceip': internetAddress,
  'aws:securetransport': () => ({
    ordinary: ['true'],
    chosen: true,
    isPossible: isBoolean,
    others: [{ value: 'false', text: null }],
    who: () => 'requests without TLS',
    why: 'the key is true or false',
    how: 'by using TLS',
  }),
  's3:tlsversion': () => ({
    ordinary: ['1.2', '1.3'],
    chosen: true,
    sure: false,
    how: 'by using TLS 1.2 or later',
  }),
  's3:authtype': () => ({ ordinary: ['REST-HEADER', 'REST-QUERY-STRING'], chosen: true }),
  's3:signatureversion': () => ({ ordinary: ['AWS4-HMAC-SHA256'], chosen: true, sure: false }),
  's3:signatureage': () => ({ ordinary: ['1000', null], chosen: true, sure: false }),
  's3:x-amz-content-sha256': freelySent,
  's3:resourceaccount': ofTheResource,
  's3:prefix': ofData('any'),
  's3:delimiter': ofData('any'),
  's3:max-keys': ofData('any'),
  's3:versionid': ofData('any'),
  's3:object-lock-mode': ofData('write-data'),
  's3:object-lock-legal-hold': ofData('write-data'),
  's3:object-lock-retain-until-date': ofData('write-data'),
  's3:object-lock-remaining-retention-days': ofData('write-data'),
  's3:if-match': ofData('write-data'),
  's3:if-none-match': ofData('write-data'),
  's3:objectcreationoperation': ofData('write-data'),
  'aws:useragent': () => ({ ordinary: [unlikely], chosen: true }),
  'aws:referer': () =>
    occasional((values) => `requests with the Referer ${anyOf(values ?? ['of a page'])}`),
  'aws:currenttime': ({ context }) => ({
    ordinary: [context.now],
    isPossible: () => false,
    why: `it is ${context.now.slice(0, 10)} now`,
    constant: true,
  }),
  'aws:epochtime': ({ context }) => ({
    ordinary: [String(Math.floor(Date.parse(context.now) / 1_000))],
    isPossible: () => false,
    why: `it is ${context.now.slice(0, 10)} now`,
    constant: true,
  }),
  'aws:tokenissuetime': ({ context }) => ({
    ordinary: [context.now, null],
    isPossible: () => false,
    whoOrdinary: (value) =>
      value === null ? 'whoever uses a long-term access key' : 'whoever signs in anew',
    why: 'sessions are never older than a day and a half',
    how: 'by signing in anew',
  }),
  'aws:principalarn': principalArns,
  'aws:userid': uniqueIds,
  'aws:username': () => ({
    ordinary: [null, unlikely],
    isPossible: (value) => value !== null && !/[*?]/.test(value),
    who: (values) => (values ? `IAM users named ${anyOf(values)}` : 'IAM users'),
    whoOrdinary: (value) => (value === null ? 'roles' : 'IAM users'),
  }),
  'aws:principaltype': ({ request }) => ({
    ordinary: ['AssumedRole', 'User'],
    isPossible: (value) =>
      value === 'FederatedUser' ||
      (!request.onPolicy && (value === 'Account' || value === 'Anonymous')),
    others: [{ value: 'FederatedUser', text: 'FederatedUser' }],
    who: (values) => `principals of the type ${anyOf(values ?? [])}`,
    whoOrdinary: (value) => (value === 'User' ? 'IAM users' : 'roles'),
    why: 'administrators are users and roles',
  }),
  'aws:principalaccount': (scene) => ({
    ...fixed(
      scene.context.accountId,
      `only principals of account ${scene.context.accountId} may read or change the policy`,
      scene,
    ),
    who: (values) => `principals of account ${anyOf(values ?? [scene.context.accountId])}`,
  }),
  'aws:principalorgid': ofTheOrganization,
  'aws:principalorgpaths': pathOfTheOrganization,
  'aws:resourceaccount': ofTheResource,
  'aws:resourceorgid': ofTheOrganization,
  'aws:resourceorgpaths': pathOfTheOrganization,
  'aws:principalisawsservice': (scene) => ({
    ...fixed('false', 'whoever manages the policy is not an AWS service', scene),
    others: [{ value: 'true', text: null }],
    who: () => 'AWS services',
  }),
  'aws:principalservicename': fromServices,
  'aws:principalservicenameslist': fromServices,
  'aws:sourcearn': fromServices,
  'aws:sourceaccount': fromServices,
  'aws:sourceowner': fromServices,
  'aws:sourceorgid': fromServices,
  'aws:sourceorgpaths': fromServices,
  'aws:viaawsservice': () => ({
    ordinary: ['false'],
    chosen: true,
    isPossible: isBoolean,
    others: [{ value: 'true', text: null }],
    who: () => 'calls that an AWS service makes for somebody',
    why: 'the key is true or false',
  }),
  'aws:calledvia': throughServices,
  'aws:calledviafirst': throughServices,
  'aws:calledvialast': throughServices,
  'aws:multifactorauthpresent': () => ({
    ordinary: ['true', 'false', null],
    isPossible: () => false,
    whoOrdinary: (value) =>
      value === 'true'
        ? 'whoever signed in with MFA'
        : value === 'false'
          ? 'whoever signed in without MFA'
          : 'whoever uses a long-term access key',
    why: 'the key is true or false',
  }),
  'aws:multifactorauthage': () => ({
    ordinary: ['1', null],
    sure: false,
    whoOrdinary: (value) =>
      value === null ? 'whoever did not sign in with MFA' : 'whoever signed in with MFA just now',
  }),
  'aws:assumedroot': () => ({
    ordinary: [null],
    isPossible: () => false,
    why: 'only the root user has a root session',
  }),
  'aws:sourceidentity': () =>
    occasional((values) => `sessions with the source identity ${anyOf(values ?? ['of a person'])}`),
  'aws:federatedprovider': () =>
    occasional((values) => `sessions that began at ${anyOf(values ?? ['an identity provider'])}`),
  'aws:signinsessionarn': () => occasional(() => 'sessions that began with a sign-in'),
  'aws:ec2instancesourcevpc': () =>
    occasional((values) => `instances in ${anyOf(values ?? ['a VPC'])}`),
  'aws:ec2instancesourceprivateipv4': () =>
    occasional((values) => `instances with the address ${anyOf(values ?? ['of a VPC'])}`),
  'aws:chatbotsourcearn': () => occasional(() => 'requests from a chat channel'),
  'aws:tagkeys': ofData('write-data'),
  'aws:requestedregion': ({ context }) => {
    const [, , , region = ''] = context.resourceArn.split(':')
    return region === ''
      ? { sure: false, isPossible: (value) => value !== null }
      : {
          ordinary: [region],
          isPossible: () => false,
          why: `the queue is in ${region}`,
          constant: true,
        }
  },
}

const families: readonly { readonly begins: string; readonly traits: Traits }[] = [
  {
    begins: 'aws:principaltag/',
    traits: () => ({ ordinary: [null], sure: false }),
  },
  { begins: 'aws:requesttag/', traits: ofData('write-data') },
  { begins: 's3:requestobjecttag', traits: ofData('write-data') },
  { begins: 's3:existingobjecttag/', traits: ofExistingObjects },
  { begins: 's3:x-amz-', traits: ofData('write-data') },
  { begins: 's3:dataaccesspoint', traits: ofAccessPoints },
  { begins: 's3:accesspoint', traits: ofAccessPoints },
]

function ofExistingObjects({ request }: Scene): KeyTraits {
  return request.onPolicy
    ? { ordinary: [null], isPossible: () => false, why: 'a policy has no object tags' }
    : { sure: false, who: (values) => `objects tagged ${anyOf(values ?? [])}` }
}

function ofAccessPoints({ request }: Scene): KeyTraits {
  return request.onPolicy
    ? {
        ordinary: [null],
        isPossible: () => false,
        why: 'a bucket policy is never read or changed through an access point',
      }
    : occasional((values) => `requests through access points ${anyOf(values ?? ['of the bucket'])}`)
}
