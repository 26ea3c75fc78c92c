import { failedBecause, skipped, unknownBecause, well, type Check } from '../check.ts'
import { away } from './name-resolution.ts'

export const proxy: Check = {
  id: 'proxy',
  group: 'network',
  title: 'Proxy',
  about: 'Asks the proxy of the connection to CONNECT to each host.',
  needs: [],
  async run({ path }) {
    if (path.away || path.way === null) return away(path.away)
    const { proxy: used } = path.way.settings
    if (used === null) return skipped('The connection uses no proxy.')
    const { host } = new URL(used.url)
    const visits = (await path.visits()).filter(({ contact }) => contact.via === 'proxy')
    if (visits.length === 0) return skipped('No host is reached through the proxy.')
    const refused = visits.flatMap(({ contact, outcome }) =>
      !outcome.ok && ofProxy.has(outcome.error.code) ? [{ contact, failure: outcome.error }] : [],
    )
    const [first] = refused
    if (first) {
      const which = refused.map(({ contact }) => contact.host).join(', ')
      return failedBecause(
        { ...first.failure, message: `${first.failure.message} (${host}; asked for ${which}.)` },
        refused.length === visits.length ? 'AWS cannot be reached.' : `Not reached: ${which}.`,
      )
    }
    // A certificate that is not trusted was seen through a tunnel that stood.
    const through = visits.filter(({ outcome }) => outcome.ok)
    const failure = visits.flatMap(({ outcome }) => (outcome.ok ? [] : [outcome.error]))[0]
    if (through.length === 0 && failure) return unknownBecause(failure)
    return well(`${host} connected to ${through.length} of ${visits.length} hosts.`)
  },
}

const ofProxy: ReadonlySet<string> = new Set([
  'proxy-unreachable',
  'proxy-refused',
  'proxy-answered',
])
