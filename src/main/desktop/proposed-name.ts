const longest = 120

/**
 * The name of a file as it is proposed to the operator.
 * SECURITY: a name that came from the page is a name and no path, is not hidden, and holds nothing that is not
 * seen: a mark that turns the direction of writing would show `report.exe` as `reportexe.md`.
 */
export function proposedName(name: string): string {
  const visible = name
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[/\\:*?"<>|]/g, '-')
    .replace(/^[.\s]+/, '')
    .slice(-longest)
    .replace(/^[.\s]+|[.\s]+$/g, '')
  return visible || 'rootkeep.txt'
}
