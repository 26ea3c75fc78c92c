export { countedOf, countOf, shareOf } from '../../shared/format/count.ts'

/** The size of a text, for telling a large one from a small one: `0.3 MB`. */
export function megabytesOf(characters: number): string {
  return `${(characters / 1_000_000).toFixed(1)} MB`
}
