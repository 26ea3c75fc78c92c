import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** What is judged by its colours alone. */
const ofColours = ['color-contrast', 'link-in-text-block']

/**
 * What WCAG 2.2 AA has against the window as it is now, or against one part of it.
 *
 * @param judged `colours`: only what a theme can change, of a window that was judged whole in another theme.
 */
export async function faultsOf(
  page: Page,
  part?: string,
  judged: 'all' | 'colours' = 'all',
): Promise<string[]> {
  // No colour is judged while it still changes; what moves for ever is not waited for.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity)
        .map((animation) => animation.finished.catch(() => null)),
    ),
  )
  // There is one window: no second page to gather the results of frames in.
  const builder = new AxeBuilder({ page }).setLegacyMode(true)
  const axe =
    judged === 'colours'
      ? builder.withRules(ofColours)
      : builder.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
  const { violations } = await (part === undefined ? axe : axe.include(part)).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, failureSummary }) =>
        `${id}: ${html.slice(0, 160)} ${failureSummary?.replace(/\s+/g, ' ') ?? ''}`,
    ),
  )
}

/** The whole page never scrolls sideways. */
export async function overflowOf(page: Page): Promise<number> {
  return await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
}

/** Both themes, the first of which is judged whole. */
export const themes = [
  ['light', 'all'],
  ['dark', 'colours'],
] as const

/** Holds the window as it is now, or a part of it, against WCAG 2.2 AA in light and in dark. */
export async function expectAccessible(page: Page, part?: string): Promise<void> {
  for (const [colorScheme, judged] of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await faultsOf(page, part, judged), colorScheme).toEqual([])
    expect(await overflowOf(page), colorScheme).toBe(0)
  }
}
