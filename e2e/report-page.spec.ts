import { chromium } from '@playwright/test'
import { htmlReport } from '../src/main/reports/html/html-report.ts'
import { sampleReport } from '../src/main/reports/testing/sample-report.ts'
import { expect, test } from './launch.ts'
import { expectAccessible } from './wcag.ts'

const reports = [
  { name: 'of 60 accounts with hostile names', accounts: 60, hostileNames: true },
  { name: 'of an organization without accounts', accounts: 0, hostileNames: false },
]

for (const { name, ...asked } of reports) {
  test(`the HTML report ${name}: WCAG 2.2 AA holds on a wide and on a narrow screen, and it needs no script`, async ({
    backend,
  }) => {
    // skipped: a report is read in a browser, and one is enough.
    test.skip(backend === 'electron', 'a report is read in a browser: once is enough')
    const html = [...htmlReport(sampleReport({ ...asked, seed: 3 }))].join('')
    const executablePath = process.env['ROOTKEEP_HOST_CHROMIUM'] ?? ''
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const browser = await chromium.launch({ executablePath, args })
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
      const asides: string[] = []
      page.on('console', (message) => asides.push(message.text()))
      page.on('request', (request) => asides.push(request.url()))
      await page.setContent(html)
      await expectAccessible(page)
      await page.setViewportSize({ width: 420, height: 800 })
      await expectAccessible(page)
      expect(asides).toEqual([])
      expect(await page.locator('script').count()).toBe(0)
    } finally {
      await browser.close()
    }
  })
}
