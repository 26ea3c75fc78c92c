import { describe, expect, it, vi } from 'vitest'

vi.stubGlobal('window', { rootkeep: {} })
const { answerGroups, rootOnlyTasks } = await import('./root-answers.ts')
const { goTo, useViews, viewOf } = await import('../../../state/view-store.ts')

const answers = answerGroups.flatMap((group) => group.answers)

/** The view that an answer leads to; the Overview where it leads nowhere. */
function leadsTo(action: { run: () => void } | undefined): string {
  goTo('overview')
  action?.run()
  return viewOf(useViews.getState()).name
}

describe('is root really needed', () => {
  it('what a procedure answers leads there, and what nobody needs root for leads to no sign-in', () => {
    for (const { kind, action, problem } of answers) {
      if (kind === 'elsewhere') expect(action, problem).toBeUndefined()
      else if (kind === 'no-root') {
        expect(['overview', 'accounts'], problem).toContain(leadsTo(action))
      } else expect(['procedures', 'cases'], problem).toContain(leadsTo(action))
    }
  })
  it('every sign-in goes through a break-glass case', () => {
    for (const { kind, action, problem } of answers) {
      if (kind === 'sign-in') expect(leadsTo(action), problem).toBe('cases')
    }
  })
  it('no problem and no task stands there twice', () => {
    const words = [
      ...answers.map(({ problem }) => problem),
      ...rootOnlyTasks.map(({ task }) => task),
    ]
    expect(new Set(words).size).toBe(words.length)
  })
})
