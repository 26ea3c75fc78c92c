/** A size in bytes, in its largest fitting unit: `900 B`, `12 KB`, `1.5 MB`. A kilobyte has 1,024 bytes. */
export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const kilobytes = bytes / 1024
  return kilobytes < 1024 ? rounded(kilobytes, 'KB') : rounded(kilobytes / 1024, 'MB')
}

function rounded(value: number, unit: string): string {
  return `${value < 10 && !Number.isInteger(value) ? value.toFixed(1) : Math.round(value)} ${unit}`
}
