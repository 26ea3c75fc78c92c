import { failed, skipped, unknownBecause, well, type Check } from '../check.ts'
import { away } from './name-resolution.ts'

export const tls: Check = {
  id: 'tls',
  group: 'network',
  title: 'TLS',
  about:
    'Looks at who issued the certificates of the hosts: Amazon, or an authority that reads what is sent (TLS inspection).',
  needs: [],
  async run({ path }) {
    if (path.away || path.way === null) return away(path.away)
    const secure = (await path.visits()).filter(({ contact }) => contact.protocol === 'https')
    if (secure.length === 0) {
      return skipped('The endpoints of this connection are on this computer and speak plain HTTP.')
    }
    const seen = secure.flatMap(({ contact, outcome }) =>
      outcome.ok ? [{ host: contact.host, ...outcome.value }] : [],
    )
    const distrusted = seen.filter(({ distrust }) => distrust !== null)
    const [first] = distrusted
    if (first) {
      return failed(
        `The certificate of ${first.host} was issued by ${issuerOf(first)}, which this computer does not trust (${first.distrust ?? ''}).`,
        `No call is sent to ${distrusted.map(({ host }) => host).join(', ')}: whoever issued it could read the credentials.`,
        'If that is the authority of your company, which inspects TLS, choose its certificate as the CA bundle of the connection. If not, leave this network.',
      )
    }
    const failure = secure.flatMap(({ outcome }) => (outcome.ok ? [] : [outcome.error]))[0]
    if (seen.length === 0 && failure) return unknownBecause(failure)
    const others = seen.filter(({ issuers }) => !issuers?.some((name) => name.includes('Amazon')))
    const [other] = others
    if (!other) {
      return well(
        `Amazon issued the certificates of ${seen.length} of ${secure.length} hosts that were looked at.`,
      )
    }
    const trust =
      path.way.settings.caBundle === null
        ? 'which this computer trusts'
        : 'which this computer, or the CA bundle of the connection, trusts'
    return well(
      `TLS is inspected on the way, or these are endpoints of your own: ${issuerOf(other)} issued the certificate of ${others.map(({ host }) => host).join(', ')}, ${trust}.`,
    )
  },
}

function issuerOf({ issuers }: { readonly issuers: readonly string[] | null }): string {
  const names = [...new Set(issuers ?? [])]
  return names.length === 0
    ? 'nobody who is named'
    : names.map((name) => `“${name}”`).join(', under ')
}
