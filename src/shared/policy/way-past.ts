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

/**
 * Looks for the widest way past all of the Denies at once: for each of them one criterion that the request
 * does not meet, all of them together possible. So two Denies that each leave a way, one through an endpoint
 * and one from an address, are seen to leave none between them.
 */
export function wayPast(denials: readonly Denial[]): WayPast {
  if (denials.length === 0) return free
  const choices = choicesOf(denials)
  if (choices.some((choice) => choice.length === 0)) return shut
  for (const level of levels) {
    const reaching = choices.map((choice) =>
      choice.filter(({ opening }) => reaches(opening, level)),
    )
    if (reaching.some((choice) => choice.length === 0)) continue
    const { openings, open } = settle(reaching, level)
    const steps = { left: mostSteps }
    const found = search(open, level, new Map(), steps)
    if (found) return { ...level, openings: [...openings, ...found] }
    if (steps.left <= 0) return { breadth: 'some', sure: false, openings: [] }
  }
  return shut
}

/** The search gives up after so many steps and says that it cannot tell. A policy needs a handful. */
const mostSteps = 1_000

type Level = { readonly breadth: 'anyone' | 'some'; readonly sure: boolean }
const levels: readonly Level[] = [
  { breadth: 'anyone', sure: true },
  { breadth: 'some', sure: true },
  { breadth: 'some', sure: false },
]

/** A criterion that a request may leave unmet, and what that leaves open. */
type Option = { readonly criterion: Criterion; readonly opening: Opening }
type Choice = readonly Option[]

/** Of each Denial the criteria that leave something open; of Denials that ask the same, one. */
function choicesOf(denials: readonly Denial[]): Choice[] {
  const bySignature = new Map(denials.map((denial) => [denial.signature, denial]))
  // By signature, so that the order of statements changes nothing.
  return [...bySignature]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { criteria, openings }]) =>
      criteria.flatMap((criterion, index) => {
        const opening = openings[index]
        return opening && opening.breadth !== 'nobody' ? [{ criterion, opening }] : []
      }),
    )
}

/** Takes out the choices with an option that no other choice can be in the way of. */
function settle(
  choices: readonly Choice[],
  level: Level,
): { readonly openings: readonly Opening[]; readonly open: readonly Choice[] } {
  const openings: Opening[] = []
  let open = choices
  for (;;) {
    const uses = new Map<string, number>()
    for (const choice of open) {
      for (const id of new Set(choice.map(({ criterion }) => criterion.key.id))) {
        uses.set(id, (uses.get(id) ?? 0) + 1)
      }
    }
    const left = open.filter((choice) => {
      const option = choice.find(
        ({ criterion, opening }) =>
          uses.get(criterion.key.id) === 1 &&
          allRoutes.every((route) => opening.routes[level.breadth].has(route)),
      )
      if (option) openings.push(option.opening)
      return option === undefined
    })
    if (left.length === open.length) return { openings, open }
    open = left
  }
}

type Group = {
  readonly criteria: readonly [Criterion, ...Criterion[]]
  readonly opening: Opening
}

/** One option of each choice, all of them possible in one request; null where there is none. */
function search(
  choices: readonly Choice[],
  level: Level,
  groups: ReadonlyMap<string, Group>,
  steps: { left: number },
): Opening[] | null {
  const [choice, ...others] = choices
  if (!choice) return [...groups.values()].map(({ opening }) => opening)
  for (const { criterion } of choice) {
    steps.left -= 1
    if (steps.left <= 0) return null
    const next = withCriterion(groups, criterion, level)
    const found = next && search(others, level, next, steps)
    if (found) return found
  }
  return null
}

/** The groups with one more criterion not to be met; null where that leaves too little. */
function withCriterion(
  groups: ReadonlyMap<string, Group>,
  criterion: Criterion,
  level: Level,
): ReadonlyMap<string, Group> | null {
  const { id } = criterion.key
  const known = groups.get(id)
  const criteria: Group['criteria'] = known ? [...known.criteria, criterion] : [criterion]
  const opening = openingOf(criteria)
  if (!reaches(opening, level)) return null
  const next = new Map(groups).set(id, { criteria, opening })
  return shareRoute([...next.values()], level) ? next : null
}

function reaches({ breadth, sure }: Opening, level: Level): boolean {
  return level.breadth === 'anyone'
    ? breadth === 'anyone'
    : breadth !== 'nobody' && (sure || !level.sure)
}

const allRoutes: readonly Route[] = ['internet', 'endpoint']

function shareRoute(groups: readonly Group[], { breadth }: Level): boolean {
  return allRoutes.some((route) =>
    groups.every(({ opening }) => opening.routes[breadth].has(route)),
  )
}
