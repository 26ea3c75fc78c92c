import { randomBytes } from 'node:crypto'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import {
  publicEndpoints,
  type ConnectionSettings,
  type GivenSecrets,
} from '../../../shared/domain/connections.ts'
import type { Failure } from '../../../shared/domain/failure.ts'
import { createSignInClient } from '../../../simulator/testing/sign-in.ts'
import { until } from '../../procedures/testing/deletion-trial.ts'
import type { KeyStore } from '../../shell-services.ts'
import { required, type Trial } from '../../testing/trial.ts'

type Sent = { readonly accessKeyId: string; readonly callerArn: string | null }

/** The pages that the workstation opens, for `services` of a trial. */
export function openedPages() {
  const pages: string[] = []
  return { pages, openBrowser: async (page: string) => pages.push(page) > 0 }
}

/** A key store that seals with a key of its own, and can be locked. */
export function openKeyring() {
  const key = randomBytes(32)
  const given: string[] = []
  const masked = (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => byte ^ (key[at % 32] ?? 0)))
  const keyring = {
    locked: false,
    /** What it was given to seal. */
    given: (): readonly string[] => given,
    keyStore: {
      backend: 'keyring',
      seal(text: string) {
        refuseLocked()
        given.push(text)
        return masked(Buffer.from(text)).toString('base64')
      },
      open(sealed: string) {
        refuseLocked()
        return masked(Buffer.from(sealed, 'base64')).toString()
      },
    } satisfies KeyStore,
  }
  function refuseLocked(): void {
    if (keyring.locked) throw new Error('the keyring is locked')
  }
  return keyring
}

/** A person who signs in to the Identity Center of a trial in a browser, as an administrator behind a role on the way. */
export async function signInDesk(trial: Trial, pages: readonly string[]) {
  const { identityCenter, organization } = (await trial.control('GET', 'state')) as {
    identityCenter: { startUrl: string; region: string; assignments: readonly object[] }
    organization: { managementAccountId: AccountId }
  }
  const { startUrl, region, assignments } = identityCenter
  const accountId = organization.managementAccountId
  const role = (await trial.control('PUT', 'roles', {
    accountId,
    name: 'RootkeepOperator',
    trustPolicy: allowing({ AWS: `arn:aws:iam::${accountId}:root` }, [
      'sts:AssumeRole',
      'sts:SetSourceIdentity',
    ]),
    policy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    },
  })) as { arn: string }
  const way = {
    kind: 'identity-center',
    startUrl,
    region,
    accountId,
    roleName: 'OrganizationAdministrator',
  } as const
  const standing: ConnectionSettings = {
    name: 'Production',
    colour: 'violet',
    partition: 'aws',
    signIn: way,
    region: null,
    hopRole: { roleArn: role.arn, externalId: null, sourceIdentity: 'sam.okafor' },
    endpoints: { ...publicEndpoints, all: trial.endpoint },
    proxy: null,
    caBundle: null,
  }

  /** What the person sees of the sign-in. */
  const shown = () => trial.workstation.session.snapshot().signIn

  return {
    way,
    roleArn: role.arn,
    assignments,

    /** Keeps the connection, with these changes. Gives its ID. */
    async keep(
      change: Partial<ConnectionSettings> = {},
      secrets: GivenSecrets = {},
      id: string | null = null,
    ): Promise<string> {
      const settings = { ...standing, ...change }
      const { connections } = trial.workstation.handlers
      return required(await connections.save({ id, settings, secrets })).id
    },

    /** Begins, and comes back when the person may answer: with the page. */
    async begin(connectionId: string): Promise<string> {
      const before = pages.length
      required(await trial.workstation.handlers.signIn.begin({ connectionId, means: 'browser' }))
      await until(() => pages.length > before || shown()?.state === 'failed')
      const failure = shown()?.failure
      if (failure) throw new Error(`${failure.code}: ${failure.message}`)
      return pages.at(-1) ?? ''
    },

    /** Begins what cannot be begun, and clears it away. Gives the reason. */
    async failing(connectionId: string): Promise<Failure> {
      required(await trial.workstation.handlers.signIn.begin({ connectionId, means: 'browser' }))
      await until(() => shown()?.state === 'failed')
      const failure = shown()?.failure
      if (!failure) throw new Error('it failed without a reason')
      void trial.workstation.handlers.signIn.cancel(undefined)
      return failure
    },

    /** Answers a page at AWS: gives the address that the browser goes to then. */
    answer: (page: string, decision: 'allow' | 'deny' = 'allow') =>
      answered(trial.endpoint, startUrl, page, decision),

    /** Signs in from beginning to end. */
    async signIn(connectionId: string): Promise<void> {
      await fetch(await this.answer(await this.begin(connectionId)))
      await until(() => shown() === null || shown()?.state === 'failed')
    },

    /** The same with a device code: for a trial in which ten minutes pass at once. */
    async signInWithCode(connectionId: string): Promise<void> {
      required(await trial.workstation.handlers.signIn.begin({ connectionId, means: 'device' }))
      await until(() => shown()?.state === 'waiting')
      const decided = { decision: 'allow', userName: 'sam.okafor' }
      await trial.control('POST', `devices/${shown()?.verification?.userCode}`, decided)
      await until(() => shown() === null || shown()?.state === 'failed')
    },

    /** AWS ends all sign-ins, and what was drawn from them. */
    async revoke(): Promise<void> {
      await trial.control('POST', 'tokens/revoke', {})
      await this.endCredentials()
    },

    /** The credentials that were drawn from sign-ins end; the sign-ins do not. */
    async endCredentials(): Promise<void> {
      const sent = (await trial.control('GET', 'requests')) as Sent[]
      // Root sessions live on to their own end.
      const drawn = sent.filter(({ callerArn }) => callerArn?.includes(':assumed-role/'))
      const ended = [...new Set(drawn.map(({ accessKeyId }) => accessKeyId))].map((key) =>
        trial.control('PUT', `operators/${key}`, { expiresInSeconds: -1 }),
      )
      await Promise.all(ended)
    },
  }
}

/** What a person does at the page of AWS: gives the address that the browser goes to then. */
export async function answered(
  endpoint: string,
  startUrl: string,
  page: string,
  decision: 'allow' | 'deny',
): Promise<string> {
  const browser = createSignInClient(endpoint, startUrl, new URL(page).host)
  const { headers } = await browser.press(await browser.open(page), decision, 'sam.okafor')
  return String(headers['location'])
}

function allowing(Principal: object, Action: readonly string[]) {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action }] }
}
