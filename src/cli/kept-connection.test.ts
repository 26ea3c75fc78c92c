import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settingsWith } from '../main/identity/connections/testing/connection-desk.ts'
import { required, startTrial } from '../main/testing/trial.ts'
import { parseArguments } from './arguments.ts'
import { connectionIdOf, keptConnections } from './kept-connection.ts'
import { connect } from './workstation.ts'

const none = { connection: null, practice: false, profile: null }

test('a connection is named as it is kept, also beside a workstation that is at work, and leads to its organization', async () => {
  const trial = await startTrial({ accounts: 3 })
  try {
    const { connections } = trial.workstation.handlers
    const settings = settingsWith({
      name: 'Prod',
      signIn: { kind: 'environment' },
      endpoints: { ...settingsWith().endpoints, all: trial.endpoint },
    })
    const { id } = required(await connections.save({ id: null, settings, secrets: {} }))
    const kept = required(keptConnections(trial.home))
    expect(required(connectionIdOf({ ...none, connection: 'prod' }, kept))).toBe(id)
    expect(required(connectionIdOf({ ...none, profile: 'audit' }, kept))).toBe('profile:audit')
    const other = connectionIdOf({ ...none, connection: 'Test' }, kept)
    expect(!other.ok && other.error).toMatchObject({
      message: 'No connection named Test is kept in this data folder.',
      remedy: 'Name one that is kept: Prod.',
    })
    const center = { kind: 'identity-center', startUrl: 'https://d-1.awsapps.com/start' } as const
    const signIn = { ...center, region: 'eu-west-1', accountId: null, roleName: null }
    const portal = { ...settings, name: 'Portal', signIn }
    required(await connections.save({ id: null, settings: portal, secrets: {} }))
    const parsed = parseArguments(['audit', '--connection', 'Portal'])
    if (!parsed.ok || parsed.help) throw new Error('these words are no command')
    const sealed = await connect(trial.workstation, {
      ...parsed.options,
      dataFolder: trial.home,
    })
    expect(!sealed.ok && sealed.error).toMatchObject({
      code: 'sign-in-needed',
      remedy: expect.stringContaining('--profile') as string,
    })
    const connected = required(await trial.workstation.session.connect(id))
    expect(connected.organization?.id).toBe((await trial.truth()).organization.id)
    expect(required(keptConnections(trial.home))[0]?.organizationId).toBe(
      connected.organization?.id,
    )
  } finally {
    await trial.close()
  }
  const empty = mkdtempSync(join(tmpdir(), 'rootkeep-empty-'))
  expect(required(keptConnections(empty))).toEqual([])
  rmSync(empty, { recursive: true })
})
