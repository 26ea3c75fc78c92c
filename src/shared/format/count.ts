const grouped = new Intl.NumberFormat('en')

/** A count with its thousands apart: `50,000`. */
export function countOf(value: number): string {
  return grouped.format(value)
}

/** A count with its noun: `1 account`, `50,000 accounts`. */
export function countedOf(value: number, noun: string, plural = `${noun}s`): string {
  return `${countOf(value)} ${value === 1 ? noun : plural}`
}

/**
 * A share in per cent that never rounds away the difference between some and none, or all and nearly
 * all: `< 0.1 %`, `> 99.9 %`.
 */
export function shareOf(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0 %'
  if (part === whole) return '100 %'
  const percent = (part / whole) * 100
  if (percent < 0.1) return '< 0.1 %'
  if (percent > 99.9) return '> 99.9 %'
  return percent < 10 || percent > 90 ? `${percent.toFixed(1)} %` : `${Math.round(percent)} %`
}
