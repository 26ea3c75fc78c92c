import type { Route } from './condition-key.ts'
import { openingOf, type Breadth, type Criterion, type Opening } from './criterion.ts'
import type { Denial } from './denial.ts'

/** How many requests get past a set of Denies. */
export type WayPast = {
  readonly breadth: Breadth
  /** False where it cannot be told whether somebody really gets past. */
  readonly sure: boolean
  /** What such a request must fulfil, one opening for each key; empty where nobody gets past. */
  readonly openings: readonly Opening[]
}

/** Nothing stands in the way. */
const free: WayPast = { breadth: 'anyone', sure: true, openings: [] }
const shut: WayPast = { breadth: 'nobody', sure: true, openings: [] }

/** The search gives up after so many steps and says that it cannot tell. A policy needs a handful. */
const mostSteps = 20_000

/**
 * Looks for the widest way past all of the Denies at once: for each of them one criterion that the request
 * does not meet, all of them together possible. So two Denies that each leave a way, one through an endpoint
 * and one from an address, are seen to leave none between them.
 */
export function wayPast(denials: readonly Denial[]): WayPast {
  if (denials.length === 0) return free
  const choices = choicesOf(denials)
  if (choices.some((criteria) => criteria.length === 0)) return shut
  for (const level of levels) {
    const steps = { left: mostSteps }
    const found = search(choices, level, { groups: new Map(), openings: [] }, steps)
    if (found) return { ...level, openings: found }
    if (steps.left <= 0) return { breadth: 'some', sure: false, openings: [] }
  }
  return shut
}

type Level = { readonly breadth: 'anyone' | 'some'; readonly sure: boolean }
const levels: readonly Level[] = [
  { breadth: 'anyone', sure: true },
  { breadth: 'some', sure: true },
  { breadth: 'some', sure: false },
]

/** Of each Denial the criteria that leave something open, the narrowest choice first; each once. */
function choicesOf(denials: readonly Denial[]): (readonly Criterion[])[] {
  const bySignature = new Map(
    denials.map((denial) => {
      const { principals, notPrincipals, conditions } = denial.statement
      const lines = conditions.map(({ operator, key, values }) => [operator, key, values])
      return [JSON.stringify([principals, notPrincipals, lines]), denial]
    }),
  )
  // By signature, so that the order of statements changes nothing.
  return [...bySignature]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { criteria }]) =>
      criteria.filter((criterion) => openingOf([criterion]).breadth !== 'nobody'),
    )
    .toSorted((a, b) => a.length - b.length)
}

type Plan = {
  readonly groups: ReadonlyMap<string, readonly [Criterion, ...Criterion[]]>
  readonly openings: readonly Opening[]
}

function search(
  choices: readonly (readonly Criterion[])[],
  level: Level,
  plan: Plan,
  steps: { left: number },
): readonly Opening[] | null {
  const [criteria, ...others] = choices
  if (!criteria) return plan.openings
  for (const criterion of criteria) {
    steps.left -= 1
    if (steps.left <= 0) return null
    const next = withCriterion(plan, criterion, level)
    const found = next && search(others, level, next, steps)
    if (found) return found
  }
  return null
}

/** The plan with one more criterion not to be met; null where that leaves too little. */
function withCriterion(plan: Plan, criterion: Criterion, level: Level): Plan | null {
  const { id } = criterion.key
  const group = plan.groups.get(id)
  const groups = new Map(plan.groups).set(id, group ? [...group, criterion] : [criterion])
  const openings = [...groups.values()].map(openingOf)
  return openings.every((opening) => reaches(opening, level)) && shareRoute(openings, level)
    ? { groups, openings }
    : null
}

function reaches({ breadth, sure }: Opening, level: Level): boolean {
  return level.breadth === 'anyone'
    ? breadth === 'anyone'
    : breadth !== 'nobody' && (sure || !level.sure)
}

function shareRoute(openings: readonly Opening[], { breadth }: Level): boolean {
  const all: readonly Route[] = ['internet', 'endpoint']
  return all.some((route) => openings.every(({ routes }) => routes[breadth].has(route)))
}
