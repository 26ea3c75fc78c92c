import { expect, it } from 'vitest'
import type { Connection, SessionSnapshot } from '../../../shared/domain/connections.ts'
import { standingOf } from './connection-standing.ts'

const production: Connection = {
  id: 'c1',
  kind: 'identity-center',
  name: 'Production',
  colour: 'blue',
  partition: 'aws',
  detail: 'acme.awsapps.com',
  kept: true,
  organizationId: null,
  needsSignIn: false,
}
const session = (change: Partial<SessionSnapshot>) =>
  ({
    connection: production,
    connectionState: 'connected',
    signIn: null,
    ...change,
  }) as SessionSnapshot

it('only the connection of the session is connected', () => {
  expect(standingOf(production, session({}))).toBe('connected')
  expect(standingOf({ ...production, id: 'c2' }, session({}))).toBe('signed-in')
  expect(standingOf({ ...production, id: 'environment', kind: 'environment' }, null)).toBe('ready')
})
it('a sign-in under way is shown at its connection, one that failed is not under way', () => {
  const signIn = { connectionId: 'c2', state: 'waiting' } as SessionSnapshot['signIn']
  const other = { ...production, id: 'c2', needsSignIn: true }
  expect(standingOf(other, session({ signIn }))).toBe('signing-in')
  expect(standingOf(production, session({ signIn }))).toBe('connected')
  const over = { ...signIn, state: 'failed' } as SessionSnapshot['signIn']
  expect(standingOf(other, session({ signIn: over }))).toBe('not-signed-in')
})
it('a session that ended or failed is never shown as connected', () => {
  expect(standingOf(production, session({ connectionState: 'expired' }))).toBe('expired')
  expect(standingOf(production, session({ connectionState: 'failed' }))).toBe('failed')
  const outside = { ...production, needsSignIn: true }
  expect(standingOf(outside, session({ connectionState: 'failed' }))).toBe('not-signed-in')
})
