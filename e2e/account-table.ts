import { expect, type Locator, type Page } from '@playwright/test'

/** A line of the table of accounts: what stands below each header. */
export type Line = Readonly<Record<string, string>>

/** The table of accounts as a reader sees it. */
export function accountTable(page: Page) {
  // Not the one that still waits for its first lines: a click there would meet nothing.
  const grid = page.getByRole('grid', { name: 'Accounts' }).and(page.locator('[aria-busy="false"]'))

  return {
    grid,
    /** The line of the account with this ID, where it is in sight. */
    line: (id: string): Locator => grid.getByRole('row').filter({ hasText: id }),
    /** The line that the keyboard is on. */
    async activeLine(): Promise<Locator> {
      const id = await grid.getAttribute('aria-activedescendant')
      return page.locator(`[id="${id}"]`)
    },
    header: (title: string): Locator =>
      grid.getByRole('columnheader', { name: title, exact: true }).getByRole('button'),
    /** How many accounts the table holds, in sight or not. */
    async count(): Promise<number> {
      return Number(await grid.getAttribute('aria-rowcount')) - 1
    },
    selected: (): Locator => grid.getByRole('row', { selected: true }),

    /** Every line from the first to the last, in order: scrolls through. */
    async lines(): Promise<Line[]> {
      const total = await this.count()
      const found = new Map<number, Line>()
      await grid.evaluate((element) => element.scrollTo({ top: 0 }))
      await expect
        .poll(
          async () => {
            for (const [index, line] of await linesInSight(grid)) found.set(index, line)
            if (found.size < total) {
              await grid.evaluate((element) =>
                element.scrollBy({ top: element.clientHeight * 0.8, behavior: 'instant' }),
              )
            }
            return found.size
          },
          { intervals: [30], timeout: 20_000 },
        )
        .toBe(total)
      return [...found].toSorted(([a], [b]) => a - b).map(([, line]) => line)
    },
  }
}

/** The lines that are drawn now, by their place in the whole table. */
function linesInSight(grid: Locator): Promise<[number, Line][]> {
  return grid.evaluate((element) => {
    const textOf = (cell: Element) => (cell as HTMLElement).innerText.replace(/\s+/g, ' ').trim()
    const titles = [...element.querySelectorAll('[role=columnheader]')].map(textOf)
    return [...element.querySelectorAll('[role=row]')]
      .filter((row) => row.hasAttribute('data-index'))
      .map((row) => {
        const cells = [...row.querySelectorAll('[role=gridcell]')]
        const line = Object.fromEntries(
          cells.map((cell, index) => [titles[index] ?? '', textOf(cell)]),
        )
        return [Number(row.getAttribute('aria-rowindex')) - 2, line]
      })
  })
}
