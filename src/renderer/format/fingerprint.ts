/** The groups of a fingerprint as people read them to each other; one without separators is cut into fours. */
export function fingerprintGroups(fingerprint: string): string[] {
  const groups = fingerprint.split(/[\s:-]+/).filter(Boolean)
  return groups.length > 1 ? groups : (groups[0]?.match(/.{1,4}/gu) ?? [])
}
