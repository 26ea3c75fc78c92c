import type { Page } from '@playwright/test'
import { quantile } from './distribution.ts'

/** The page's own, for the functions that are sent there. */
declare function requestAnimationFrame(onFrame: (now: number) => void): void
declare class PerformanceObserver {
  constructor(see: (list: { getEntries(): { readonly duration: number }[] }) => void)
  observe(options: { readonly type: string }): void
}
type Scroller = {
  readonly scrollHeight: number
  readonly clientHeight: number
  readonly scrollTop: number
}

/** What a page collects about itself while somebody scrolls in it. */
type Watched = {
  readonly tasks: readonly number[]
  readonly frames: readonly number[]
  readonly blame: string
}

/** A wheel tick as a person turns it, and as a free-spinning wheel does. */
const readingStep = 120
const flyingStep = 1600
const readingTicks = 300

/** Scrolls the table of accounts with the wheel from its top to its end: first as to read, then fast. */
export async function scrollThrough(page: Page, say: (text: string) => void) {
  const grid = page.getByRole('grid', { name: 'Accounts' })
  await grid.hover()
  await watchTasks(page)
  for (let tick = 0; tick < readingTicks; tick += 1) await page.mouse.wheel(0, readingStep)
  let ticks = readingTicks
  for (let left = Number.POSITIVE_INFINITY; left > 1;) {
    for (let tick = 0; tick < 50; tick += 1) await page.mouse.wheel(0, flyingStep)
    ticks += 50
    left = await grid.evaluate((at: Scroller) => at.scrollHeight - at.clientHeight - at.scrollTop)
    if (ticks % 400 < 50) say(`scrolling: ${Math.round(left)} px left`)
  }
  await page.getByRole('row').getByText('Workload').last().waitFor()
  const { tasks, frames, blame } = await page.evaluate(
    () => (globalThis as unknown as { rootkeepWatched: Watched }).rootkeepWatched,
  )
  if (tasks.length > 0) say(`long tasks: ${tasks.map(Math.round).join(', ')} ms; longest: ${blame}`)
  return {
    longTasks: tasks.length,
    longestTaskMs: Math.max(0, ...tasks),
    frameP99Ms: quantile(frames, 0.99),
    conditions: { wheelTicks: ticks, frames: frames.length, from: 'top', to: 'end' },
  }
}

/** Collects long tasks, the time between frames, and the scripts of the longest frame. */
function watchTasks(page: Page): Promise<void> {
  return page.evaluate(() => {
    const watched = { tasks: [] as number[], frames: [] as number[], blame: '' }
    Object.assign(globalThis, { rootkeepWatched: watched })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) watched.tasks.push(entry.duration)
    }).observe({ type: 'longtask' })
    let longest = 0
    new PerformanceObserver((list) => {
      for (const frame of list.getEntries()) {
        if (frame.duration <= longest) continue
        longest = frame.duration
        watched.blame = JSON.stringify(frame)
      }
    }).observe({ type: 'long-animation-frame' })
    let last = performance.now()
    const onFrame = (now: number) => {
      watched.frames.push(now - last)
      last = now
      requestAnimationFrame(onFrame)
    }
    requestAnimationFrame(onFrame)
  })
}
