import { networkInterfaces } from 'node:os'

/** The host has an IPv4 address only, and this computer none. */
export class NoIpv4 extends Error {
  override readonly name = 'NoIpv4'
}

type Interfaces = ReturnType<typeof networkInterfaces>

/**
 * Says of an error of connecting that the network has no IPv4, where that is the reason: every address that was tried is an IPv4 one and
 * has no route, and this computer has addresses of IPv6 alone. Every other error is given back as it is.
 */
export function explained(
  error: unknown,
  interfaces: () => Interfaces = networkInterfaces,
): unknown {
  const tried = attemptsIn(error)
  const hopeless = tried.length > 0 && tried.every(lacksIpv4Route)
  return hopeless && isIpv6Only(interfaces()) ? new NoIpv4('no IPv4', { cause: error }) : error
}

/** Node gathers the attempts over several addresses in an AggregateError. */
function attemptsIn(error: unknown): readonly unknown[] {
  const gathered = field(error, 'errors')
  return Array.isArray(gathered) && gathered.length > 0 ? gathered : [error]
}

function lacksIpv4Route(attempt: unknown): boolean {
  const code = field(attempt, 'code')
  const address = field(attempt, 'address')
  const noRoute = code === 'ENETUNREACH' || code === 'EHOSTUNREACH' || code === 'EADDRNOTAVAIL'
  return noRoute && typeof address === 'string' && address.includes('.') && !address.includes(':')
}

/** IPv6 beyond this computer and its link, and no IPv4 beyond this computer. */
function isIpv6Only(interfaces: Interfaces): boolean {
  const outward = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !/^(fe80:|169\.254\.)/i.test(address))
  return outward.length > 0 && outward.every(({ family }) => family === 'IPv6')
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
