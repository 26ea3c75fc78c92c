import type { Path } from '../../shared/domain/connections.ts'

/** Through what calls reach AWS, in a few words: `Direct`, `proxy.corp.example:3128, own CA`. */
export function pathWordsOf({ proxy, endpoints, ownAuthority }: Path): string {
  const [first] = endpoints
  const way =
    proxy !== null && first !== undefined
      ? `${proxy}, own endpoints`
      : (proxy ?? (endpoints.length > 1 ? `${endpoints.length} own endpoints` : first) ?? 'Direct')
  return ownAuthority ? `${way}, own CA` : way
}

/** True for the plain way: AWS's public endpoints, nothing between. */
export function isDirect({ proxy, endpoints, ownAuthority }: Path): boolean {
  return proxy === null && endpoints.length === 0 && !ownAuthority
}
