import { expect, it } from 'vitest'
import { readConnection } from '../connections/connection-draft.ts'
import { firstDraft } from './first-draft.ts'

it('start URL and Region are enough to sign in, in every partition', () => {
  for (const [region, partition] of [
    ['eu-west-1', 'aws'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['eusc-de-east-1', 'aws-eusc'],
  ] as const) {
    const draft = firstDraft('https://acme.awsapps.com/start', region, [])
    const { settings } = readConnection(draft)
    expect(settings).toMatchObject({ name: 'acme', colour: 'blue', partition, region: null })
  }
})
it('what is wrong is said of the two fields that are there', () => {
  const { settings, faults } = readConnection(firstDraft('acme', 'Frankfurt', []))
  expect(settings).toBeNull()
  expect(Object.keys(faults)).toEqual(expect.arrayContaining(['signIn.startUrl', 'signIn.region']))
})
it('a second connection to the same portal has a name and a colour of its own', () => {
  const others = [{ name: 'Acme', colour: 'blue' as const }]
  const draft = firstDraft('https://acme.awsapps.com/start', 'eu-west-1', others)
  expect(draft).toMatchObject({ name: 'acme 2', colour: 'violet' })
})
