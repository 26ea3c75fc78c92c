/**
 * Chromium knows no `app:` scheme that a stock build could be taught, so each privileged scheme is mapped
 * to an https origin under `.invalid` (RFC 2606: it never resolves): `app://rootkeep/a` is
 * `https://rootkeep.app.invalid/a` inside the page. Both are standard, secure and have the same paths.
 */
export type OriginMap = {
  /** Makes a scheme known; only known schemes are translated. */
  register(scheme: string): void
  /** From what main says to what Chromium loads; null where nothing serves it. */
  toPage(url: string): string | null
  /** From what Chromium says to what main sees; foreign URLs stay as they are. */
  toApp(url: string): string
  /** A Content-Security-Policy, with the origins that it names as Chromium knows them. */
  policyInPage(policy: string): string
}

export function createOriginMap(): OriginMap {
  const schemes = new Set<string>()

  function toPage(url: string): string | null {
    const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)(.*)$/i.exec(url)
    const scheme = match?.[1]?.toLowerCase() ?? ''
    return match && schemes.has(scheme)
      ? `https://${match[2]}.${scheme}.invalid${match[3] || '/'}`
      : null
  }

  return {
    register(scheme) {
      schemes.add(scheme)
    },
    toPage,
    policyInPage: (policy) => policy.replace(/[^\s;,]+/g, (word) => toPage(word) ?? word),
    toApp(url) {
      const match = /^https:\/\/([^/?#:]+)\.([a-z0-9+-]+)\.invalid([/?#].*|)$/i.exec(url)
      return match && schemes.has(match[2] ?? '')
        ? `${match[2]}://${match[1]}${match[3] || '/'}`
        : url
    },
  }
}
