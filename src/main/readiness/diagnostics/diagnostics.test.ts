import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ReadinessResult } from '../../../shared/domain/readiness.ts'
import { connection, disconnected } from '../testing/stage.ts'
import { publicEndpoints } from '../../../shared/domain/connections.ts'
import { createAliases } from './aliases.ts'
import { diagnosticsFile, type DiagnosticsAsked } from './diagnostics.ts'

const at = '2026-11-22T10:15:00.000Z'
const letters = (alphabet: string, minLength: number, maxLength = minLength) =>
  fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), minLength, maxLength })
const lower = 'abcdefghijklmnopqrstuvwxyz'
const upper = lower.toUpperCase()
const digits = '0123456789'

/** Everything that may not be read in what is handed to a colleague. */
const organization = fc.record({
  accountIds: fc.array(letters(digits, 12), { minLength: 1, maxLength: 4 }),
  organizationId: letters(lower + digits, 10, 32).map((id) => `o-${id}`),
  unitId: letters(lower + digits, 8, 12).map((id) => `ou-ab12-${id}`),
  email: fc
    .tuple(letters(lower, 6, 12), letters(lower, 6, 12))
    .map(([user, host]) => `aws+${user}@${host}.example`),
  keyId: letters(`${upper}234567`, 16).map((id) => `AKIA${id}`),
  role: letters(lower, 8, 14).map((name) => `Operator${name}`),
  proxyHost: letters(lower, 8, 12).map((name) => `${name}.corp.example`),
  name: letters(lower, 8, 12).map((name) => `Org${name}`),
  user: letters(lower, 8, 12),
  address: fc
    .tuple(fc.integer({ min: 16, max: 255 }), fc.integer({ min: 16, max: 255 }))
    .map(([b, c]) => `10.${b}.${c}.77`),
})

test('no account, organization, person, host or key of an organization survives, wherever it stood', () => {
  fc.assert(
    fc.property(organization, (told) => {
      const {
        accountIds,
        organizationId,
        unitId,
        email,
        keyId,
        role,
        proxyHost,
        name,
        user,
        address,
      } = told
      const said = accountIds.flatMap((id) => [
        `User: arn:aws:sts::${id}:assumed-role/${role}/${email} is not authorized on arn:aws:iam::${id}:root.`,
        `${id} in ${organizationId}/${unitId}, key ${keyId}, by ${email}; ${proxyHost}:3128 (${address}) under /home/${user}/.aws/config`,
        `“${name}” ${id}.`,
      ])
      const { text } = diagnosticsFile(asked(said.join(' '), told))
      for (const secret of [
        ...accountIds,
        organizationId,
        unitId,
        email,
        keyId,
        role,
        proxyHost,
        name,
        user,
        address,
      ]) {
        expect(text).not.toContain(secret)
      }
      expect(() => JSON.parse(text) as unknown).not.toThrow()
    }),
    { numRuns: 60 },
  )
})

function asked(
  evidence: string,
  told: { proxyHost: string; name: string; user: string },
): DiagnosticsAsked {
  const result: ReadinessResult = {
    id: 'caller',
    group: 'identity',
    title: 'Caller',
    state: 'failed',
    evidence,
    consequence: null,
    remedy: evidence,
    handout: { title: '', text: evidence },
    at,
    durationMs: 3,
  }
  return {
    at,
    about: {
      version: '0.1.0',
      shell: 'electron',
      shellVersion: '44',
      nodeVersion: '24.11.0',
      sqliteVersion: '3.51.0',
      dataFolder: `/home/${told.user}/.config/rootkeep`,
      sandboxed: true,
    },
    readiness: {
      revision: 1,
      connectionId: 'c',
      checks: [
        { id: 'caller', group: 'identity', title: 'Caller', about: '', result, running: false },
      ],
      probeAccountId: null,
    },
    session: { ...disconnected('eu-west-1'), connection: { ...connection, name: told.name } },
    way: {
      settings: {
        partition: 'aws',
        signIn: { kind: 'profile', profile: told.name },
        endpoints: { ...publicEndpoints, sts: `https://vpce-1.${told.proxyHost}` },
        proxy: { url: `http://${told.proxyHost}:3128`, user: told.user },
        caBundle: null,
      },
      region: 'eu-west-1',
    },
    operations: [
      {
        service: 'sts',
        operation: 'AssumeRoot',
        errorCode: evidence,
        count: 2,
        averageMs: 4,
        longestMs: 9,
      },
    ],
    refused: [{ at, host: told.proxyHost, port: 443, by: 'unknown', count: 1 }],
    log: [{ at, level: 'problem', area: 'aws', message: evidence, logId: 'ab', error: null }],
  }
}

test('one thing has one alias, and what helps a colleague stays readable', () => {
  const named = createAliases([])
  expect(
    named(
      '111122223333 and 444455556666, again 111122223333; sts.eu-west-1.amazonaws.com at 2026-11-22T10:15:00.000Z from 127.0.0.1, iam.amazonaws.com, aws-access.ts:12, arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy, request 2ec08e61-4c60-4ed8-b973-3e7cb1723857, Node 24.11.0',
    ),
  ).toBe(
    'account-1 and account-2, again account-1; sts.eu-west-1.amazonaws.com at 2026-11-22T10:15:00.000Z from 127.0.0.1, iam.amazonaws.com, aws-access.ts:12, arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy, request 2ec08e61-4c60-4ed8-b973-3e7cb1723857, Node 24.11.0',
  )
  expect(
    named(
      'portal acme.awsapps.com, d-1234567890.awsapps.com, vpce-0ab-c.sts.eu-west-1.vpce.amazonaws.com, fe80::1ff:fe23:4567:890a',
    ),
  ).toBe('portal host-1, host-2, host-3, address-1')
})
