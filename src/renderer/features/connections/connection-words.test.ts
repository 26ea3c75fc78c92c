import { expect, it } from 'vitest'
import type { RegionDistance } from '../../../shared/domain/connections.ts'
import { emptyDraft } from './connection-draft.ts'
import {
  freeColour,
  freeName,
  nameFromStartUrl,
  nearestFirst,
  networkSummary,
} from './connection-words.ts'

it('a Region that could not be reached is never the nearest', () => {
  const lost: RegionDistance = { region: 'af-south-1', milliseconds: null, failure: 'no answer' }
  const near: RegionDistance = { region: 'eu-west-1', milliseconds: 31, failure: null }
  const far: RegionDistance = { region: 'ap-south-1', milliseconds: 210, failure: null }
  expect(nearestFirst([lost, far, near]).map(({ region }) => region)).toEqual([
    'eu-west-1',
    'ap-south-1',
    'af-south-1',
  ])
})
it('a folded network says every detour, and public endpoints only where there is none', () => {
  expect(networkSummary(emptyDraft)).toBe('public endpoints')
  const typed = { ...emptyDraft, endpoints: { ...emptyDraft.endpoints, sts: 'https://x' } }
  expect(networkSummary(typed)).toBe('public endpoints')
  expect(networkSummary({ ...typed, ownEndpoints: true, proxy: true })).toBe('1 endpoint, proxy')
})
it('two organizations do not begin in the same colour while another is free', () => {
  expect(freeColour([])).toBe('blue')
  expect(freeColour(['blue', 'violet'])).toBe('teal')
})
it('a connection is named after its access portal to begin with', () => {
  expect(nameFromStartUrl(' https://acme.awsapps.com/start#/ ')).toBe('acme')
  expect(nameFromStartUrl('http://127.0.0.1:4000/start')).toBe('127.0.0.1')
  expect(nameFromStartUrl('acme')).toBe('')
})
it('a name that another connection has gets a number', () => {
  expect(freeName('acme', ['Production'])).toBe('acme')
  expect(freeName('acme', ['ACME ', 'acme 2'])).toBe('acme 3')
  expect(freeName('a'.repeat(60), ['a'.repeat(60)])).toHaveLength(60)
})
