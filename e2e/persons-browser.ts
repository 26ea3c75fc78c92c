import { chromium, expect } from '@playwright/test'

export type PersonsBrowserOptions = {
  /** What it goes through, as the person's computer does. Whoever sits there trusts the authority of the proxy. */
  readonly proxy?: {
    readonly server: string
    readonly username?: string
    readonly password?: string
  }
}

export type PersonsBrowser = {
  /** Opens the address, allows Rootkeep as this person, and returns what the page says at the end. */
  allow(url: string, userName: string): Promise<string>
  /** Opens the address and denies. */
  deny(url: string): Promise<string>
  close(): Promise<void>
}

/** The browser in which a person signs in: a Chromium of its own, which knows nothing of the window. */
export async function openPersonsBrowser({
  proxy,
}: PersonsBrowserOptions = {}): Promise<PersonsBrowser> {
  const executablePath = process.env['ROOTKEEP_HOST_CHROMIUM']
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    // What is on the person's own computer no proxy is asked for.
    ...(proxy ? { proxy: { ...proxy, bypass: '127.0.0.1' } } : {}),
    chromiumSandbox: process.getuid?.() !== 0,
  })

  async function answer(
    url: string,
    decision: 'Allow' | 'Deny',
    userName?: string,
  ): Promise<string> {
    const page = await browser.newPage({ ignoreHTTPSErrors: proxy !== undefined })
    try {
      await page.goto(url)
      if (userName !== undefined) await page.getByLabel(userName).check()
      await page.getByRole('button', { name: decision }).click()
      await expect(page.getByRole('button', { name: decision })).toHaveCount(0)
      return await page.locator('body').innerText()
    } finally {
      await page.close()
    }
  }

  return {
    allow: (url, userName) => answer(url, 'Allow', userName),
    deny: (url) => answer(url, 'Deny'),
    close: () => browser.close(),
  }
}
