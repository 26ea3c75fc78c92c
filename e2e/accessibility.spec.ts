import type { Locator, Page } from '@playwright/test'
import { publicEndpoints, type ConnectionSettings } from '../src/shared/domain/connections.ts'
import { accountTable } from './account-table.ts'
import { agree } from './consent.ts'
import { expect, test } from './launch.ts'
import { pick, posturesOf } from './organization.ts'
import { planIt } from './procedure-steps.ts'
import { ended, freshWindow, goTo, openScene, region, type Scene } from './scene.ts'
import { expectAccessible, faultsOf, overflowOf, themes } from './wcag.ts'

const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const

let scene: Scene
test.beforeAll(async ({ backend }) => {
  scene = await openScene({ backend, accounts: 30, size: sizes[0] })
})
test.afterAll(() => scene?.close())

const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' })

async function inspect(page: Page, posture: string): Promise<void> {
  await goTo(page, 'Accounts')
  await accountTable(page).grid.getByRole('row').filter({ hasText: posture }).first().click()
  await expect(inspector(page).getByRole('heading', { level: 2 })).toBeVisible()
}

async function deletionForm(page: Page): Promise<void> {
  await goTo(page, 'Procedures')
  await region(page, 'New procedure')
    .getByRole('button', { name: /^Delete root credentials/ })
    .click()
}

/** Plans the deletion of all root credentials of one account, with its lines unfolded. */
async function planDeletion(page: Page): Promise<void> {
  const member = pick(
    await scene.organization.members(),
    (each) => each.posture === 'non-compliant' && each.root.accessKeys.length > 0,
  )
  await deletionForm(page)
  await page
    .getByRole('textbox', { name: 'Account IDs' })
    .fill(`${member.id} ${scene.organization.managementAccountId}`)
  await page.getByRole('button', { name: 'All four kinds' }).click()
  await planIt(page, 'Nobody uses them.')
}

type Place = {
  readonly name: string
  readonly open: (page: Page) => Promise<void>
  /** What is new there: the rest of the window was judged with its view. */
  readonly part?: string
}

/** Every place of the window, and the way to it from the Overview. */
const places: readonly Place[] = [
  { name: 'Overview', open: (page) => expect(region(page, 'Postures')).toBeVisible() },
  {
    name: 'Accounts',
    open: async (page) => {
      await goTo(page, 'Accounts')
      await expect(accountTable(page).grid).toHaveAttribute('aria-busy', 'false')
    },
  },
  {
    name: 'Accounts, some picked',
    part: '[aria-label=Selection]',
    open: async (page) => {
      await goTo(page, 'Accounts')
      await page.getByRole('button', { name: 'Select all that match' }).click()
      await expect(region(page, 'Selection')).toContainText('selected')
    },
  },
  {
    name: 'Inspector, non-compliant',
    part: 'aside',
    open: (page) => inspect(page, 'Non-compliant'),
  },
  { name: 'Inspector, unknown', part: 'aside', open: (page) => inspect(page, 'Unknown') },
  {
    name: 'Inspector, management account',
    part: 'aside',
    open: (page) => inspect(page, 'management'),
  },
  ...['Exemptions', 'Controls', 'History', 'Calls'].map((tab) => ({
    name: `Inspector, ${tab}`,
    part: 'aside',
    open: async (page: Page) => {
      await inspect(page, 'Non-compliant')
      await inspector(page)
        .getByRole('tab', { name: new RegExp(`^${tab}`) })
        .click()
      await expect(
        inspector(page).getByRole('tabpanel', { name: new RegExp(`^${tab}`) }),
      ).toBeVisible()
    },
  })),
  {
    name: 'Procedures',
    open: async (page) => {
      await goTo(page, 'Procedures')
      await expect(region(page, 'History')).toBeVisible()
    },
  },
  {
    name: 'Procedures, is root really needed',
    part: 'main',
    open: async (page) => {
      await goTo(page, 'Procedures')
      await page.getByRole('button', { name: 'Is root really needed?' }).click()
      await page.getByText('Nobody can read or change this bucket').click()
      await expect(page.getByRole('button', { name: 'Unlock an S3 bucket' })).toBeVisible()
    },
  },
  {
    name: 'Procedures, the form of a deletion with its faults',
    part: 'main',
    open: async (page) => {
      await deletionForm(page)
      await page.getByRole('button', { name: 'Look and plan' }).click()
      await expect(page.getByText('Choose the accounts.')).toBeVisible()
    },
  },
  {
    name: 'Procedures, a choice of accounts',
    part: '[role=listbox]',
    open: async (page) => {
      await goTo(page, 'Procedures')
      await region(page, 'New procedure').getByRole('button', { name: 'Audit one account' }).click()
      await page.getByRole('combobox', { name: 'Account' }).fill('a')
      await expect(page.getByRole('option').first()).toBeVisible()
    },
  },
  {
    name: 'Procedures, organization switches',
    part: 'main',
    open: async (page) => {
      await goTo(page, 'Procedures')
      await region(page, 'New procedure')
        .getByRole('button', { name: 'Organization switches' })
        .click()
      await page.getByText('Who gains and who loses what').first().click()
    },
  },
  { name: 'Procedures, a plan', part: 'main', open: planDeletion },
  {
    name: 'Procedures, a confirmation',
    part: 'main',
    open: async (page) => {
      await planDeletion(page)
      await page.getByRole('button', { name: 'Continue: confirm' }).click()
      await expect(page.getByRole('textbox', { name: /^To let it run/ })).toBeVisible()
    },
  },
  {
    name: 'Procedures, somebody else’s plan',
    part: 'main',
    open: async (page) => {
      await goTo(page, 'Procedures')
      await page.getByRole('button', { name: 'Approve somebody’s plan' }).click()
      await page.getByRole('textbox', { name: 'Approval request' }).fill('{}')
      await page.getByRole('button', { name: 'Read the request' }).click()
      await expect(page.getByRole('main').getByRole('alert')).toBeVisible()
    },
  },
  { name: 'Runs', open: (page) => goTo(page, 'Runs') },
  {
    name: 'Settings',
    open: async (page) => {
      await goTo(page, 'Settings')
      await expect(region(page, 'About')).toContainText('Node.js')
    },
  },
  {
    name: 'Settings, a new connection with its faults',
    part: 'main',
    open: async (page) => {
      await goTo(page, 'Settings')
      await page.getByRole('button', { name: 'New connection' }).click()
      const form = page.getByRole('form', { name: 'New connection' })
      await form.locator('summary').filter({ hasText: 'Network' }).click()
      await form.getByRole('switch', { name: 'Endpoints of your own' }).click()
      await form.getByRole('button', { name: 'Save and sign in' }).click()
      await expect(form.getByText('Give it a name')).toBeVisible()
    },
  },
  {
    name: 'Readiness, checks',
    part: 'main',
    open: async (page) => {
      await goTo(page, 'Readiness')
      await page.getByRole('button', { name: 'Run: Key store' }).click()
      await page.locator('summary').filter({ hasText: 'Key store' }).click()
      await expect(page.getByText(/^Looked at/)).toBeVisible()
    },
  },
  ...['Requests', 'What would be contacted'].map((part) => ({
    name: `Readiness, network: ${part}`,
    part: 'main',
    open: async (page: Page) => {
      await goTo(page, 'Readiness')
      await page.getByRole('tab', { name: 'Network' }).click()
      await page.getByRole('tab', { name: part }).click()
      await expect(page.getByRole('tabpanel', { name: part })).toBeVisible()
    },
  })),
  {
    name: 'Readiness, permissions of some units',
    part: 'main',
    open: async (page) => {
      await goTo(page, 'Readiness')
      await page.getByRole('tab', { name: 'Permissions' }).click()
      await page.getByText('Those of some units').click()
      await page.getByRole('checkbox').first().click()
      await expect(page.getByRole('textbox', { name: 'Trust policy' })).toBeVisible()
    },
  },
  {
    name: 'Dialog: new run',
    part: '[role=dialog]',
    open: async (page) => {
      await page.keyboard.press('Control+Enter')
      await expect(page.getByRole('dialog', { name: 'New audit run' })).toBeVisible()
    },
  },
  {
    name: 'Dialog: exemption, with its faults',
    part: '[role=dialog]',
    open: async (page) => {
      await inspect(page, 'Non-compliant')
      await inspector(page)
        .getByRole('tab', { name: /^Exemptions/ })
        .click()
      await page.getByRole('button', { name: 'Add an exemption' }).click()
      await page.getByRole('button', { name: 'Add the exemption' }).click()
      await expect(page.getByText('name the owner')).toBeVisible()
    },
  },
  {
    name: 'Menu of columns',
    part: '[role=menu]',
    open: async (page) => {
      await goTo(page, 'Accounts')
      await page.getByRole('button', { name: 'Columns' }).click()
      await expect(page.getByRole('menuitemcheckbox').first()).toBeVisible()
    },
  },
  {
    name: 'Palette',
    part: '[role=dialog]',
    open: async (page) => {
      await page.keyboard.press('Control+k')
      await expect(page.getByRole('option').first()).toBeVisible()
    },
  },
  {
    name: 'Keyboard help',
    part: '[role=dialog]',
    open: async (page) => {
      await page.keyboard.press('Shift+?')
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    },
  },
]

for (const { name, open, part } of places) {
  test(`${name}: WCAG 2.2 AA holds in light and dark, and nothing runs off the side`, async () => {
    const { page } = scene
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await freshWindow(page)
    await open(page)
    for (const size of sizes) {
      await page.setViewportSize(size)
      for (const [colorScheme, judged] of themes) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        const where = `${size.width} × ${size.height}, ${colorScheme}`
        await expect.soft.poll(() => overflowOf(page), { message: where, timeout: 2000 }).toBe(0)
        expect(await faultsOf(page, part, judged), where).toEqual([])
      }
    }
  })
}

test('a run under way, and a connection that failed, are accessible too', async ({ start }) => {
  const { page, organization } = scene
  await freshWindow(page)
  await organization.faults([{ operation: 'AssumeRoot', probability: 1, latencyMs: 30_000 }])
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: 'Start the audit' }).click()
  const strip = region(page, 'Audit run')
  await expect(strip).toBeVisible()
  expect(await faultsOf(page, 'main')).toEqual([])
  await strip.getByRole('button', { name: 'Cancel' }).click()
  await expect(strip).toHaveCount(0)
  await organization.faults([])

  const failed = await start({
    env: {
      ...organization.environment,
      AWS_SECRET_ACCESS_KEY: 'wrong',
      ROOTKEEP_PRACTICE_ACCOUNTS: '3',
    },
  })
  await ended(failed.page, 1)
  await goTo(failed.page, 'Settings')
  await failed.page.getByRole('button', { name: 'Connect to Environment' }).click()
  await expect(failed.page.getByRole('alert').first()).toContainText('signature')
  expect(await faultsOf(failed.page)).toEqual([])
})

test('the first start, a sign-in with a device code, and the lock are accessible too', async ({
  start,
}) => {
  const rootkeep = await start({ asked: true })
  const { page } = rootkeep
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('A start URL is written like')).toBeVisible()
  await expectAccessible(page)

  const { startUrl, region: at } = (await scene.organization.control('GET', 'identity-center')) as {
    startUrl: string
    region: string
  }
  const settings: ConnectionSettings = {
    name: 'Acme',
    colour: 'teal',
    partition: 'aws',
    region: null,
    signIn: { kind: 'identity-center', startUrl, region: at, accountId: null, roleName: null },
    hopRole: null,
    endpoints: { ...publicEndpoints, all: scene.organization.endpoint },
    proxy: null,
    caBundle: null,
  }
  const begun = page.evaluate(async (given) => {
    const { connections, signIn } = window.rootkeep
    const kept = await connections.save({ id: null, settings: given, secrets: {} })
    if (!kept.ok) throw new Error(kept.error.message)
    await signIn.begin({ connectionId: kept.value.id, means: 'device' })
  }, settings)
  await agree(rootkeep)
  await begun
  await expect(page.getByRole('img', { name: /^QR code/ })).toBeVisible()
  await expectAccessible(page, '[role=dialog]')

  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Lock Rootkeep' }).click()
  await expect(page.getByRole('heading', { name: 'Rootkeep is locked' })).toBeVisible()
  await expectAccessible(page)
})

test('from the first audit to an exemption without touching the mouse', async ({ backend }) => {
  const own = await openScene({ backend, accounts: 30, audited: false, size: sizes[0] })
  try {
    const { page, organization } = own
    const member = pick(
      await organization.members(),
      (each) => each.posture === 'non-compliant' && each.findings.includes('access-key'),
    )
    // The first audit.
    await tabTo(
      page,
      page.getByRole('main').getByRole('button', { name: 'Audit the organization' }),
    )
    await page.keyboard.press('Enter')
    await tabTo(page, page.getByRole('button', { name: 'Start the audit' }))
    await page.keyboard.press('Enter')
    await ended(page, 1)
    const truth = posturesOf(await organization.members())
    await expect(region(page, 'Accounts with root credentials')).toContainText(
      `at least ${truth['non-compliant']}`,
    )
    await expect(page.getByRole('dialog')).toHaveCount(0)

    // Find the account and look into it.
    await page.keyboard.press('/')
    await page.keyboard.type(member.id)
    await expect(region(page, 'Selection')).toContainText('1 account fits')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await expect(inspector(page)).toContainText('Root credentials are present.')
    await tabTo(page, inspector(page).getByRole('tab', { name: 'Credentials' }))
    await page.keyboard.press('ArrowRight')
    const exemptions = inspector(page).getByRole('tab', { name: /^Exemptions/ })
    await expect(exemptions).toBeFocused()
    await page.keyboard.press('Enter')
    await tabTo(page, inspector(page).getByRole('button', { name: 'Add an exemption' }))
    await page.keyboard.press('Enter')

    // Exempt it.
    const dialog = page.getByRole('dialog', { name: 'Add an exemption' })
    await tabTo(page, dialog.getByRole('textbox', { name: 'Reason' }))
    await page.keyboard.type('Legacy signing, to be moved')
    await tabTo(page, dialog.getByRole('textbox', { name: 'Owner' }))
    await page.keyboard.type('Platform team')
    await page.keyboard.press('Tab')
    await page.keyboard.type('SEC-1042')
    await tabTo(page, dialog.getByLabel('Last day'))
    await page.keyboard.type('12312099')
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(accountTable(page).line(member.id)).toContainText('Exempt')
    // The keyboard is where it was before the dialog, and from there back in the table.
    await expect(inspector(page).getByRole('button', { name: 'Add an exemption' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(inspector(page)).toHaveCount(0)
    await expect(accountTable(page).grid).toBeFocused()
    await page.keyboard.press('g')
    await page.keyboard.press('o')
    await expect(
      region(page, 'Postures').getByRole('button', { name: /^Exempt ?1 / }),
    ).toBeVisible()
  } finally {
    await own.close()
  }
})

/** Presses Tab until the place has the focus. */
async function tabTo(page: Page, place: Locator): Promise<void> {
  await expect(place).toBeVisible()
  for (let presses = 0; presses < 120; presses += 1) {
    if (await place.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await expect(place).toBeFocused()
}
