import { AssumeRootCommand, STSClient } from '@aws-sdk/client-sts'
import { IAMClient, ListAccessKeysCommand } from '@aws-sdk/client-iam'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { everyEntry } from '../../../shared/domain/journal.ts'
import { credentialKinds } from '../../../shared/domain/procedures.ts'
import {
  confirm,
  credentialCount,
  forNothing,
  prepared,
  ran,
  reachable,
  rested,
} from '../../procedures/testing/procedure-trial.ts'
import { required, startTrial, type Trial, type TrueAccount } from '../../testing/trial.ts'

let trial: Trial
let folder: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rootkeep-trail-'))
  trial = await startTrial({ accounts: 20, seed: 5 })
  await trial.audit()
})
afterEach(async () => {
  await trial.close()
  rmSync(folder, { recursive: true, force: true })
})

async function holders(): Promise<TrueAccount[]> {
  return (await reachable(trial)).filter((account) => credentialCount(account) > 0)
}

/** The files of the simulated trail, as they lie in the bucket. */
async function trailFiles() {
  await trial.control('POST', 'cloudtrail/write', { folder })
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json.gz'))
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }))
}

const journals = () => trial.workstation.acts.journals

/** Somebody with the same permissions and another program. */
async function strangerIn({ id }: TrueAccount): Promise<void> {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = trial.environment
  const common = { region: 'us-east-1', endpoint: trial.endpoint }
  const sts = new STSClient({
    ...common,
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: AWS_SECRET_ACCESS_KEY ?? '',
      ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
    },
  })
  const { Credentials } = await sts.send(
    new AssumeRootCommand({
      TargetPrincipal: id,
      TaskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials' },
    }),
  )
  const iam = new IAMClient({
    ...common,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  })
  await iam.send(new ListAccessKeysCommand({}))
  sts.destroy()
  iam.destroy()
}

test('an audit and a deletion agree with CloudTrail event by event, and nobody else was there', async () => {
  const [account] = await holders()
  const procedure = await ran(trial, {
    kind: 'delete-root-credentials',
    credentials: [...credentialKinds],
    scope: { kind: 'accounts', accountIds: [account!.id] },
    ...forNothing,
  })
  expect(procedure.state).toBe('completed')
  const imported = required(await journals().importCloudTrail({ files: await trailFiles() }))
  expect(imported.unreadable).toEqual([])
  expect(imported.counts).toMatchObject({ missing: 0, 'unknown-session': 0 })
  expect(imported.counts['audit-run']).toBeGreaterThan(0)
  const { entries } = required(
    journals().page({ filter: { ...everyEntry, kinds: ['call-result'] }, offset: 0, limit: 500 }),
  )
  const { findings } = required(
    journals().cloudTrailFindings({
      importId: imported.id,
      match: 'confirmed',
      offset: 0,
      limit: 500,
    }),
  )
  expect(findings.map(({ sequence }) => sequence).toSorted(byNumber)).toEqual(
    entries.map(({ sequence }) => sequence).toSorted(byNumber),
  )
})

test('SECURITY: the root session of somebody else is found, and what was done in it', async () => {
  const [account] = await holders()
  await strangerIn(account!)
  const imported = required(await journals().importCloudTrail({ files: await trailFiles() }))
  const { findings } = required(
    journals().cloudTrailFindings({
      importId: imported.id,
      match: 'unknown-session',
      offset: 0,
      limit: 500,
    }),
  )
  expect(findings.map(({ eventName, accountId }) => ({ eventName, accountId }))).toEqual([
    { eventName: 'AssumeRoot', accountId: account!.id },
    { eventName: 'ListAccessKeys', accountId: account!.id },
  ])
})

test('the courtesy note says beforehand what CloudTrail holds afterwards', async () => {
  const accountIds = (await holders()).map(({ id }) => id).slice(0, 3)
  const procedure = await prepared(trial, {
    kind: 'delete-root-credentials',
    credentials: [...credentialKinds],
    scope: { kind: 'accounts', accountIds },
    ...forNothing,
  })
  const note = required(trial.workstation.acts.procedures.courtesyNote(procedure.id))
  const before = await rootUse()
  required(await confirm(trial, procedure))
  await rested(trial, procedure.id)
  const after = await rootUse()
  expect({
    assumeRoot: after.assumeRoot - before.assumeRoot,
    root: after.root - before.root,
  }).toEqual({ assumeRoot: note.assumeRootEvents, root: note.rootEvents })
})

/** How many events of either kind the trail holds. */
async function rootUse(): Promise<{ assumeRoot: number; root: number }> {
  const { Records } = (await trial.control('GET', 'cloudtrail')) as {
    Records: { eventName: string; userIdentity: { type: string } }[]
  }
  return {
    assumeRoot: Records.filter(({ eventName }) => eventName === 'AssumeRoot').length,
    root: Records.filter(({ userIdentity }) => userIdentity.type === 'Root').length,
  }
}

function byNumber(one: number | null, other: number | null): number {
  return (one ?? 0) - (other ?? 0)
}
