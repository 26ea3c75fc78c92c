import type { RootCredentials } from '../../../shared/domain/credentials.ts'
import type { AccountEvidence } from '../../../shared/domain/evidence.ts'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import { daysAgo } from './sample-setting.ts'

/**
 * Gives the first members a part each, so that no sample is without them, however small and whatever its seed: an access key beside a password, a look that a
 * policy denies, a suspended account, an exempted password, a clean one.
 */
export function castAccount(number: number, drawn: AccountEvidence): AccountEvidence {
  const part = parts[number]
  if (!part) return drawn
  const { account } = drawn
  const plain: AccountEvidence = {
    ...drawn,
    account: {
      ...account,
      state: 'ACTIVE',
      firstSeenAt: daysAgo(10),
      lastSeenAt: daysAgo(0),
      leftAt: null,
    },
    past: [],
    observations: [],
    failures: [],
    changes: [],
    exemptions: [],
  }
  return { ...plain, ...part(plain) }
}

const parts: { readonly [number: number]: (plain: AccountEvidence) => Partial<AccountEvidence> } = {
  2: ({ account }) => ({ observations: seen(holding(account.id)) }),
  3: ({ account }) => ({
    failures: [
      {
        firstAt: daysAgo(10, 3),
        lastAt: daysAgo(0, 3),
        runId: 'run-10',
        failure: failureOf('denied-by-scp', {
          awsCode: 'AccessDenied',
          requestId: `request-${account.id}`,
        }),
      },
    ],
  }),
  4: ({ account }) => ({ account: { ...account, state: 'SUSPENDED' } }),
  5: ({ account }) => ({
    observations: seen(holding(null)),
    exemptions: [
      {
        id: `exemption-${account.id}`,
        accountId: account.id,
        kinds: ['password-without-mfa'],
        owner: 'Grace Hopper',
        reason: 'Held until the billing contract ends, "as agreed".',
        ticket: 'SEC-4711',
        createdAt: daysAgo(9),
        expiresAt: daysAgo(-30),
        revokedAt: null,
      },
    ],
  }),
  6: () => ({
    observations: seen({
      present: {
        password: false,
        accessKeys: false,
        mfaDevices: false,
        signingCertificates: false,
      },
      details: null,
      detailsMissing: false,
    }),
  }),
}

function seen(credentials: RootCredentials): AccountEvidence['observations'] {
  return [{ firstSeenAt: daysAgo(10, 3), lastSeenAt: daysAgo(0, 3), runId: 'run-10', credentials }]
}

/** A password without MFA, with the access key of an account where one is named. */
function holding(keyOf: string | null): RootCredentials {
  return {
    present: {
      password: true,
      accessKeys: keyOf !== null,
      mfaDevices: false,
      signingCertificates: false,
    },
    details: {
      userCreatedAt: daysAgo(900),
      passwordCreatedAt: daysAgo(800),
      passwordLastUsed: daysAgo(40),
      accessKeys:
        keyOf === null
          ? []
          : [
              {
                id: `AKIAA${keyOf}EXA`,
                status: 'Active',
                createdAt: daysAgo(700),
                lastUsed: { at: daysAgo(12), service: 's3', region: 'eu-central-1' },
              },
            ],
      mfaDevices: [],
      signingCertificates: [],
    },
    detailsMissing: false,
  }
}
