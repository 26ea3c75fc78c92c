import { isIP } from 'node:net'
import type { IpFamily } from '../computer.ts'
import { failed, skipped, unknownBecause, warning, well, type Check } from '../check.ts'
import { codeOf } from './data-folder.ts'

export const nameResolution: Check = {
  id: 'dns',
  group: 'network',
  title: 'Name resolution',
  about:
    'Looks up each host that is contacted directly, and which IP families this network has. Behind a proxy only the proxy is looked up.',
  needs: [],
  async run({ computer, path }) {
    if (path.away || path.way === null) return away(path.away)
    const { proxy } = path.way.settings
    const hosts =
      proxy === null
        ? path.places.filter(({ via }) => via === 'direct').map(({ host }) => host)
        : [new URL(proxy.url).hostname]
    const names = [...new Set(hosts)].filter((host) => isIP(host.replace(/^\[|\]$/g, '')) === 0)
    if (names.length === 0) {
      return skipped(
        proxy === null
          ? `${hosts.join(', ')}: an address, so no name has to be resolved.`
          : `The proxy ${hosts.join('')} is given as an address, and resolves the names of AWS itself.`,
      )
    }
    const looked = await Promise.all(
      names.map(async (host) => ({
        host,
        families: await computer.familiesOf(host).catch((error: unknown) => codeOf(error)),
      })),
    )
    const lost = looked.flatMap(({ host, families }) =>
      typeof families === 'string' ? [`${host} (${families})`] : [],
    )
    if (lost.length > 0) {
      return failed(
        `These names cannot be resolved: ${lost.join(', ')}.`,
        'What is asked of these hosts fails.',
        proxy === null
          ? 'Check the name resolution of this computer. Behind a proxy that resolves names itself, enter it in the connection.'
          : 'Check the name of the proxy in the connection.',
      )
    }
    const own = computer.ownFamilies()
    const oldOnly = looked.filter(
      ({ families }) => typeof families !== 'string' && !families.includes('IPv6'),
    )
    if (own.length === 1 && own[0] === 'IPv6' && oldOnly.length > 0) {
      return warning(
        `This network has IPv6 only, and ${oldOnly.map(({ host }) => host).join(', ')} ${oldOnly.length === 1 ? 'has' : 'have'} IPv4 addresses only.`,
        'These hosts are reached only where the network translates (NAT64).',
        'Turn on dual-stack endpoints in the connection, or go through a proxy or a VPC endpoint.',
      )
    }
    const families = [
      ...new Set(looked.flatMap(({ families: found }) => (typeof found === 'string' ? [] : found))),
    ].toSorted()
    const whose = proxy === null ? `${names.length} names were` : 'The name of the proxy was'
    return well(`${whose} resolved (${inWords(families)}). This computer has ${inWords(own)}.`)
  },
}

/** There is no way to look at. */
export function away(
  failure: Parameters<typeof unknownBecause>[0] | null,
): ReturnType<typeof skipped> {
  return failure === null || failure.code === 'nothing-connected'
    ? skipped('No connection is chosen, so there is no way to look at.')
    : unknownBecause(failure)
}

function inWords(families: readonly IpFamily[]): string {
  return families.length === 0 ? 'no address beyond itself' : families.join(' and ')
}
