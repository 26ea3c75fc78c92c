import { expect, test } from 'vitest'
import { publicEndpoints } from '../../../shared/domain/connections.ts'
import { contactsOf } from '../../egress/contacts.ts'
import { openDoor } from '../../egress/open-door.ts'
import { valueOf } from '../../aws/testing/practice.ts'
import { authorizeUrl, openOidcClient } from './sso-clients.ts'

test('the page in the browser is where the firewall list says, in every partition and at custom endpoints', () => {
  for (const [partition, region, change, page] of [
    ['aws', 'eu-west-1', {}, 'https://oidc.eu-west-1.amazonaws.com/authorize'],
    ['aws', 'eu-west-1', { dualStack: true }, 'https://oidc.eu-west-1.api.aws/authorize'],
    ['aws-us-gov', 'us-gov-west-1', {}, 'https://oidc.us-gov-west-1.amazonaws.com/authorize'],
    ['aws-cn', 'cn-north-1', {}, 'https://oidc.cn-north-1.amazonaws.com.cn/authorize'],
    ['aws-eusc', 'eusc-de-east-1', {}, 'https://oidc.eusc-de-east-1.amazonaws.eu/authorize'],
    ['aws', 'eu-west-1', { oidc: 'https://vpce-1.example/' }, 'https://vpce-1.example/authorize'],
    ['aws', 'eu-west-1', { all: 'http://127.0.0.1:4599' }, 'http://127.0.0.1:4599/authorize'],
  ] as const) {
    const endpoints = { ...publicEndpoints, ...change }
    const way = {
      kind: 'identity-center',
      startUrl: 'https://d-1.awsapps.com/start',
      region,
      accountId: null,
      roleName: null,
    } as const
    const settings = { partition, signIn: way, endpoints, proxy: null, caBundle: null }
    const deps = { settings, region, signInRegions: [], proxyPassword: null }
    const silent = { ledger() {}, refused() {}, clock: () => 0 }
    const door = valueOf(openDoor({ ...deps, ...silent }))
    const opened = authorizeUrl({ way, endpoints }, openOidcClient({ way, endpoints, door }))
    expect(opened).toBe(page)
    const hosts = contactsOf(deps).filter(({ via }) => via === 'browser')
    expect(hosts.map(({ host }) => host)).toContain(new URL(page).hostname)
    door.close()
  }
})
