import { expect, it } from 'vitest'
import { isDirect, pathWordsOf } from './path-words.ts'

it.each([
  [null, [], false, 'Direct'],
  [null, [], true, 'Direct, own CA'],
  ['proxy.corp.example:3128', [], true, 'proxy.corp.example:3128, own CA'],
  [null, ['sts.corp.example'], false, 'sts.corp.example'],
  [null, ['sts.corp.example', 'iam.corp.example'], false, '2 own endpoints'],
  ['proxy:3128', ['sts.corp.example'], false, 'proxy:3128, own endpoints'],
])('the way through %s, %j, own CA %s reads %s', (proxy, endpoints, ownAuthority, words) => {
  const path = { proxy, endpoints, ownAuthority }
  expect(pathWordsOf(path)).toBe(words)
  expect(isDirect(path)).toBe(words === 'Direct')
})
