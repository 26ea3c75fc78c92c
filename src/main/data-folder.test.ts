import { expect, test } from 'vitest'
import { dataFolderOf } from './data-folder.ts'

test.each([
  ['linux', {}, '/users/ada/.config/rootkeep'],
  ['linux', { XDG_CONFIG_HOME: '/config' }, '/config/rootkeep'],
  ['darwin', {}, '/users/ada/Library/Application Support/rootkeep'],
  ['linux', { ROOTKEEP_HOME: '/elsewhere' }, '/elsewhere'],
] as const)('on %s with %j the data lies in %s', (platform, environment, folder) => {
  expect(dataFolderOf(environment, platform, '/users/ada')).toBe(folder)
})
