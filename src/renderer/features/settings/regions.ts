import { Region } from '../../../shared/domain/regions.ts'

/** Reads Regions from text, apart by spaces, commas or lines; each once, in the order written. */
export function regionsFrom(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean))]
}

/** What is wrong with the name of a Region; null where it is well-formed. */
export function faultOfRegion(region: string): string | null {
  return Region.safeParse(region).success ? null : `“${region}” is not written like eu-west-1`
}

/** What is wrong with a list of Regions; null where nothing is. */
export function faultOfRegions(regions: readonly string[]): string | null {
  if (regions.length > 60) return 'at most 60 Regions'
  for (const region of regions) {
    const fault = faultOfRegion(region)
    if (fault !== null) return fault
  }
  return null
}
