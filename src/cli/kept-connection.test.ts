import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settingsWith } from '../main/identity/connections/testing/connection-desk.ts'
import { required, startTrial } from '../main/testing/trial.ts'
import { connectionIdOf, keptConnections } from './kept-connection.ts'

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
