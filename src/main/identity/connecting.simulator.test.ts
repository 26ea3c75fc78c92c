import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { publicEndpoints, type ConnectionSettings } from '../../shared/domain/connections.ts'
import { everyEntry, type JournalKind } from '../../shared/domain/journal.ts'
import { until } from '../procedures/testing/deletion-trial.ts'
import {
  prepared,
  reachable,
  confirmed,
  startProcedures,
  type ProcedureTrial,
} from '../procedures/testing/procedure-trial.ts'
import type { KeyStore } from '../shell-services.ts'
import { required } from '../testing/trial.ts'

let trial: ProcedureTrial
afterEach(() => trial.close())

/** What was given to the key store, as it was. */
const given: string[] = []
const keyStore: KeyStore = {
  backend: 'keychain',
  seal(text) {
    given.push(text)
    return Buffer.from(text).toString('hex')
  },
  open: (sealed) => Buffer.from(sealed, 'hex').toString(),
}

const allowed = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
}

async function keepIdentityCenter(): Promise<string> {
  const { identityCenter, organization } = (await trial.control('GET', 'state')) as {
    identityCenter: { startUrl: string; region: string }
    organization: { managementAccountId: string }
  }
  const { managementAccountId: accountId } = organization
  const role = (await trial.control('PUT', 'roles', {
    accountId,
    name: 'RootkeepOperator',
    trustPolicy: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${accountId}:root` },
          Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
        },
      ],
    },
    policy: allowed,
  })) as { arn: string }
  const { startUrl, region } = identityCenter
  const settings: ConnectionSettings = {
    name: 'Production',
    colour: 'violet',
    partition: 'aws',
    signIn: { kind: 'identity-center', startUrl, region, accountId: null, roleName: null },
    region: null,
    hopRole: { roleArn: role.arn, externalId: null, sourceIdentity: 'sam.okafor' },
    endpoints: { ...publicEndpoints, all: trial.endpoint },
    proxy: null,
    caBundle: null,
  }
  const { connections } = trial.workstation.handlers
  return required(await connections.save({ id: null, settings, secrets: {} })).id
}

/** Begins with a device code, which Sam allows in a browser somewhere. */
async function signIn(connectionId: string): Promise<void> {
  const { handlers, session } = trial.workstation
  required(await handlers.signIn.begin({ connectionId, means: 'device' }))
  await until(() => session.snapshot().signIn?.state === 'waiting')
  const code = session.snapshot().signIn?.verification?.userCode ?? ''
  await trial.control('POST', `devices/${code}`, { decision: 'allow', userName: 'sam.okafor' })
}

function told(...kinds: JournalKind[]) {
  const { record } = trial.workstation.acts
  return record.journalPages(null, { ...everyEntry, kinds }, 0, 50).entries
}

test('from a sign-in in a browser to a procedure under its ticket, over the end of the sign-in, to signing out; no secret is left anywhere', async () => {
  trial = await startProcedures({ accounts: 14, services: { keyStore } })
  const { handlers, session, audits, dataFolder } = trial.workstation
  const id = await keepIdentityCenter()
  const early = await handlers.session.connect({ connectionId: id })
  expect(!early.ok && early.error.code).toBe('sign-in-needed')
  expect(session.snapshot()).toMatchObject({
    connection: { id, needsSignIn: true },
    connectionState: 'failed',
  })

  await signIn(id)
  await until(() => session.snapshot().signIn?.state === 'choosing')
  const { managementAccountId: accountId } = (await trial.truth()).organization
  const accounts = required(await handlers.signIn.accounts(undefined))
  expect(accounts.map((account) => account.accountId)).toContain(accountId)
  const chosen = accounts.find((account) => account.accountId === accountId)?.accountId
  const as = { accountId: chosen!, roleName: 'OrganizationAdministrator', remember: true }
  required(await handlers.signIn.choose(as))
  expect(session.snapshot()).toMatchObject({
    connectionState: 'connected',
    renewal: 'automatic',
    signIn: null,
    caller: { arn: expect.stringMatching(/assumed-role\/RootkeepOperator\/rootkeep$/) as string },
    lock: { storage: 'sealed', backend: 'keychain' },
  })
  expect(told('signed-in')).toMatchObject([{ detail: { name: 'Production' } }])

  const [target] = await reachable(trial)
  const look = { kind: 'audit-root-credentials', accountId: target!.id } as const
  const asked = { ...look, caseId: null, ticket: 'SEC-42', reason: 'a test' }
  expect(await confirmed(trial, await prepared(trial, asked))).toMatchObject({ state: 'completed' })
  const { Records } = (await trial.control('GET', 'cloudtrail')) as {
    Records: { eventName: string; userIdentity: { arn?: string } }[]
  }
  const opened = Records.findLast(({ eventName }) => eventName === 'AssumeRoot')
  expect(opened?.userIdentity.arn).toMatch(/assumed-role\/RootkeepOperator\/SEC-42$/)

  // AWS ends the sign-in, and what was drawn from it ends by itself.
  await trial.control('POST', 'tokens/revoke', {})
  const issued = (await trial.requests()).map(({ accessKeyId }) => accessKeyId)
  for (const key of new Set(issued.filter((id) => id?.startsWith('ASIA')))) {
    await trial.control('PUT', `operators/${key}`, { expiresInSeconds: -1 }).catch(() => null)
  }
  const run = required(audits.start({ kind: 'organization' }, false))
  expect(await audits.activeRun()?.finished).toMatchObject({ state: 'interrupted' })
  expect(session.snapshot()).toMatchObject({ connectionState: 'expired', waiting: { runs: 1 } })
  const alone = await handlers.session.renew(undefined)
  expect(!alone.ok && alone.error.code).toBe('sign-in-needed')
  await signIn(id)
  await until(() => session.snapshot().connectionState === 'connected')
  expect(await audits.activeRun()?.finished).toMatchObject({ id: run.id, state: 'completed' })

  required(await handlers.signIn.signOut({ connectionId: id }))
  expect(session.snapshot()).toMatchObject({ connectionState: 'disconnected', caller: null })
  expect(told('signed-out')).toMatchObject([{ detail: { name: 'Production', ended: true } }])
  expect((await handlers.session.connect({ connectionId: id })).ok).toBe(false)

  // Nothing but what the door knows is reached, and it is said.
  required(await handlers.session.connect({ connectionId: 'environment' }))
  await session.open()?.door.probe({ host: 'telemetry.example.com', port: 443, protocol: 'https' })
  expect(required(await handlers.requests.refused(undefined))).toMatchObject([
    { host: 'telemetry.example.com', count: 1 },
  ])
  expect(session.snapshot().notices.map((notice) => notice.id)).toContain('egress-refused')

  const written = readdirSync(dataFolder).map((name) =>
    readFileSync(join(dataFolder, name), 'latin1'),
  )
  const seen = [...written, JSON.stringify([session.snapshot(), told()])].join('\n')
  const secrets = given.flatMap((text) =>
    [...text.matchAll(/"([^"]{24,})"/g)].map(([, one]) => one),
  )
  expect(secrets.length).toBeGreaterThan(3)
  for (const secret of secrets) {
    if (secret && !secret.startsWith('http')) expect(seen).not.toContain(secret)
  }
}, 30_000)
