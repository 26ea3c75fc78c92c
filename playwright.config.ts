import { defineConfig } from '@playwright/test'
import type { LaunchProject } from './e2e/launch.ts'

/**
 * Every spec runs on both shells: Chromium behind the host, and Electron where its binary is there. No
 * browser of Playwright's own is used or downloaded.
 */
export default defineConfig<LaunchProject>({
  testDir: 'e2e',
  outputDir: 'test-results',
  // Each test has folders, ports and programs of its own; two keep two cores busy.
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['list']],
  projects: [
    { name: 'chromium', use: { backend: 'chromium' } },
    { name: 'electron', use: { backend: 'electron' } },
  ],
})
