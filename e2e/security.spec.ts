import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { everyAccount } from '../src/shared/domain/account-query.ts'
import { contract } from '../src/shared/ipc/contract.ts'
import { expect, pageUrl, test } from './launch.ts'

/**
 * What a page may not do, whoever wrote the script that runs in it. Each test keeps the exploit; beside it
 * stands what must keep working.
 */

/** Puts a script element with text into the page, and says whether it ran. */
function injectInline(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const script = document.createElement('script')
    try {
      script.textContent = 'window.__pwned = true'
      document.head.append(script)
    } catch {
      // Trusted Types refuse the text, the policy the script: either will do.
    }
    return '__pwned' in window
  })
}

test('an inline script does not run, a script of the app does', async ({ rootkeep: { page } }) => {
  expect(await injectInline(page)).toBe(false)
  const own = await page.evaluate(() => document.querySelectorAll('script[src]').length)
  expect(own).toBeGreaterThan(0)
  expect(await page.evaluate(() => typeof window.rootkeep)).toBe('object')
})

test('markup that carries a script is refused by Trusted Types, text is not', async ({
  rootkeep: { page },
}) => {
  const result = await page.evaluate(() => {
    const element = document.createElement('div')
    let refused = ''
    try {
      element.innerHTML = '<img src=x onerror="window.__pwned = true">'
    } catch (error) {
      refused = (error as Error).name
    }
    let policy = ''
    try {
      const factory = (
        window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } }
      ).trustedTypes
      factory.createPolicy('anything', { createHTML: (text: string) => text })
    } catch (error) {
      policy = (error as Error).name
    }
    element.textContent = '<b>plain</b>'
    return { refused, policy, text: element.textContent }
  })
  expect(result).toEqual({ refused: 'TypeError', policy: 'TypeError', text: '<b>plain</b>' })
})

test('no string becomes code', async ({ rootkeep: { page } }) => {
  // Through a timer of the page: code that a debugger evaluates is exempt from the policy.
  const results = await page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        setTimeout(() => {
          // Named in pieces, because the linter of this project refuses the exploits too.
          const page = window as unknown as Record<string, (code: unknown) => unknown>
          const attempts = [
            () => page[['ev', 'al'].join('')]?.('1 + 1'),
            () =>
              Reflect.construct(
                page[['Func', 'tion'].join('')] as unknown as new (code: string) => unknown,
                ['return 1'],
              ),
            () => page[['set', 'Timeout'].join('')]?.('window.__pwned = true'),
            () => page[['set', 'Interval'].join('')]?.('window.__pwned = true'),
          ]
          resolve(
            attempts.map((attempt) => {
              try {
                return `ran: ${String(attempt())}`
              } catch (error) {
                return (error as Error).name
              }
            }),
          )
        })
      }),
  )
  for (const result of results) expect(result).toMatch(/EvalError|TypeError/)
})

test('nothing leaves the page: fetch, XHR, WebSocket, EventSource, beacon, image, font, worker', async ({
  rootkeep: { page },
}) => {
  const heard: string[] = []
  const server = createServer((request, response) => {
    heard.push(request.url ?? '')
    response.setHeader('access-control-allow-origin', '*').end('caught')
  }).on('upgrade', (request, socket) => {
    heard.push(`upgrade ${request.url}`)
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  // The positive counterpart: the server does hear who may reach it.
  await fetch(`http://${host}/from-the-test`)
  expect(heard).toEqual(['/from-the-test'])

  const results = await page.evaluate(async (host) => {
    const settle = async (attempt: () => Promise<unknown>): Promise<string> => {
      try {
        return `got: ${String(await attempt())}`
      } catch (error) {
        return `refused: ${(error as Error).name}`
      }
    }
    const event = (target: EventTarget, good: string): Promise<unknown> =>
      new Promise((resolve, reject) => {
        target.addEventListener(good, () => resolve(good))
        target.addEventListener('error', () => reject(new Error('error event')))
        setTimeout(() => reject(new Error('silence')), 1500)
      })
    return await Promise.all([
      settle(() => fetch(`http://${host}/fetch`)),
      settle(() => fetch(`http://${host}/no-cors`, { mode: 'no-cors' })),
      settle(() => {
        const request = new XMLHttpRequest()
        request.open('GET', `http://${host}/xhr`)
        request.send()
        return event(request, 'load')
      }),
      settle(async () => await event(new WebSocket(`ws://${host}/socket`), 'open')),
      settle(async () => await event(new EventSource(`http://${host}/events`), 'open')),
      settle(() => {
        const image = new Image()
        image.src = `http://${host}/image.png`
        return event(image, 'load')
      }),
      settle(() => new FontFace('x', `url(http://${host}/font.woff2)`).load()),
      settle(() => {
        const link = document.createElement('link')
        link.rel = 'stylesheet'
        link.href = `http://${host}/style.css`
        document.head.append(link)
        return event(link, 'load')
      }),
      settle(async () => {
        if (!navigator.sendBeacon(`http://${host}/beacon`, 'x')) throw new Error('not sent')
        await new Promise((resolve) => setTimeout(resolve, 300))
        throw new Error('queued, and blocked by the policy')
      }),
    ])
  }, host)
  for (const result of results) expect(result).toMatch(/^refused/)
  expect(heard).toEqual(['/from-the-test'])
  server.close()
})

test('WebRTC finds no way out', async ({ rootkeep: { page } }) => {
  const candidates = await page.evaluate(async () => {
    const found: string[] = []
    const connection = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:3478' }] })
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate?.candidate) found.push(candidate.candidate)
    })
    connection.createDataChannel('out')
    await connection.setLocalDescription(await connection.createOffer())
    await new Promise((resolve) => setTimeout(resolve, 1000))
    connection.close()
    return found
  })
  expect(candidates.filter((candidate) => / udp /i.test(candidate))).toEqual([])
})

test('the window stays where it is, and opens no other', async ({
  rootkeep: { page },
  backend,
}) => {
  const here = page.url()
  for (const target of [
    'https://example.com/',
    'http://127.0.0.1:1/',
    'file:///etc/passwd',
    pageUrl(backend, 'assets/'),
  ]) {
    await page.evaluate((target) => {
      location.href = target
    }, target)
    await page.waitForTimeout(150)
    expect(page.url()).toBe(here)
  }
  const opened = await page.evaluate(async () => {
    const other = window.open('https://example.com/')
    await new Promise((resolve) => setTimeout(resolve, 300))
    return other === null || other.closed
  })
  expect(opened).toBe(true)
  expect(page.context().pages()).toHaveLength(1)
  // The positive counterpart: a place within the page.
  await page.evaluate(() => {
    location.hash = 'here'
  })
  expect(page.url()).toBe(`${here}#here`)
})

test('the page may be loaded again, and then still talks to main', async ({
  rootkeep: { page },
}) => {
  await page.evaluate(() => location.reload())
  await page.waitForFunction(() => 'rootkeep' in window)
  expect((await page.evaluate(() => window.rootkeep.session.about())).ok).toBe(true)
})

test('a frame gets neither the app nor the bridge', async ({ rootkeep: { page }, backend }) => {
  const results = await page.evaluate(async (own) => {
    async function look(source: string | null): Promise<string> {
      const frame = document.createElement('iframe')
      if (source !== null) frame.src = source
      document.body.append(frame)
      await new Promise((resolve) => setTimeout(resolve, 400))
      try {
        const inner = frame.contentWindow
        return `${typeof inner?.rootkeep}, ${inner?.document.querySelector('#root') === null ? 'no app' : 'app'}`
      } catch {
        return 'another origin'
      } finally {
        frame.remove()
      }
    }
    return { blank: await look(null), app: await look(own) }
  }, pageUrl(backend))
  expect(results.blank).toBe('undefined, no app')
  expect(['another origin', 'undefined, no app']).toContain(results.app)
  // The positive counterpart: the main frame does.
  expect((await page.evaluate(() => window.rootkeep.session.about())).ok).toBe(true)
})

test('a report that is looked at is a page without script, bridge or origin, and the frame shows nothing else', async ({
  rootkeep: { page },
  backend,
}) => {
  const document = (): Promise<string | null> =>
    page.evaluate(async (scope) => {
      const answer = await window.rootkeep.reports.preview({
        question: { at: null, since: null, scope },
        format: 'html',
      })
      return answer.ok ? answer.value.document : null
    }, everyAccount)
  await expect.poll(document).not.toBeNull()
  const address = (await document()) ?? ''

  // Without the sandbox that the page puts on its frames: the document brings its own.
  const show = (source: string): Promise<void> =>
    page.evaluate(async (source) => {
      window.document.querySelector('#probe')?.remove()
      const frame = Object.assign(window.document.createElement('iframe'), { id: 'probe' })
      frame.src = source
      window.document.body.append(frame)
      await new Promise((resolve) => setTimeout(resolve, 400))
    }, source)
  const heading = page.frameLocator('#probe').getByRole('heading', { level: 1 })
  await show(address)
  await expect(heading).toHaveCount(1)
  const inside = await heading.evaluate(async (element) => {
    const script = element.ownerDocument.createElement('script')
    script.textContent = 'window.__pwned = true'
    element.ownerDocument.head.append(script)
    const reach = (look: () => unknown): unknown => {
      try {
        return look()
      } catch (error) {
        return (error as Error).name
      }
    }
    return {
      origin: self.origin,
      ran: '__pwned' in window,
      names: ['rootkeep', 'require', '__rootkeepSend', '__rootkeepReceive'].filter(
        (name) => name in window,
      ),
      parent: reach(() => parent.document.title),
      storage: reach(() => localStorage.length),
      fetched: await fetch('/index.html').then(
        () => 'fetched',
        () => 'refused',
      ),
    }
  })
  expect(inside).toEqual({
    origin: 'null',
    ran: false,
    names: [],
    parent: 'SecurityError',
    storage: 'SecurityError',
    fetched: 'refused',
  })

  for (const source of [pageUrl(backend), pageUrl(backend, 'document/x'), 'https://example.com/']) {
    await show(source)
    await expect(heading, source).toHaveCount(0)
  }
  expect(page.context().pages()).toHaveLength(1)
})

test('app:// serves the renderer and nothing beside it', async ({
  rootkeep: { page },
  backend,
}) => {
  const own = await page.evaluate(
    () => document.querySelector<HTMLLinkElement>('link[rel=stylesheet]')?.href ?? '',
  )
  const load = (path: string): Promise<string> =>
    page.evaluate(
      (source) =>
        new Promise<string>((resolve) => {
          const script = document.createElement('link')
          script.rel = 'stylesheet'
          script.href = source
          script.addEventListener('load', () => resolve('loaded'))
          script.addEventListener('error', () => resolve('refused'))
          document.head.append(script)
        }),
      pageUrl(backend, path),
    )
  for (const path of [
    '../main/index.js',
    '..%2fmain%2findex.js',
    '%2e%2e%2f%2e%2e%2fpackage.json',
    '..%5cmain%5cindex.js',
    '%00index.html',
    '/etc/passwd',
    '//etc/passwd',
  ]) {
    expect(await load(path), path).toBe('refused')
  }
  expect(await load(new URL(own).pathname.slice(1))).toBe('loaded')
})

test('the bridge is frozen and holds the calls of the contract only', async ({
  rootkeep: { page },
}) => {
  const result = await page.evaluate(() => {
    const bridge = window.rootkeep as unknown as Record<string, Record<string, unknown>>
    const before = bridge['session']?.['about']
    const attempts = [
      () => {
        ;(window as unknown as Record<string, unknown>)['rootkeep'] = {}
      },
      () => {
        ;(bridge['session'] as Record<string, unknown>)['about'] = () => 'mine'
      },
      () => {
        bridge['more'] = {}
      },
      () => Reflect.deleteProperty(window, 'rootkeep'),
    ]
    for (const attempt of attempts) {
      try {
        attempt()
      } catch {
        // Strict mode throws, sloppy mode ignores: what counts is below.
      }
    }
    return {
      same: (window.rootkeep as unknown as typeof bridge)['session']?.['about'] === before,
      frozen:
        Object.isFrozen(bridge) && Object.values(bridge).every((group) => Object.isFrozen(group)),
      groups: Object.keys(bridge).toSorted(),
      kinds: [
        ...new Set(
          Object.values(bridge).flatMap((group) =>
            Object.values(group).map((value) => typeof value),
          ),
        ),
      ],
    }
  })
  expect(result.same).toBe(true)
  expect(result.frozen).toBe(true)
  expect(result.kinds).toEqual(['function'])
  expect(result.groups).toEqual(Object.keys(contract).toSorted())
})

test('the page sees nothing of Node, of Electron, or of the way to main', async ({
  rootkeep: { page },
}) => {
  const found = await page.evaluate(() =>
    [
      'require',
      'process',
      'module',
      'global',
      'Buffer',
      'electron',
      'ipcRenderer',
      '__rootkeepSend',
      '__rootkeepReceive',
    ].filter((name) => name in window),
  )
  expect(found).toEqual([])
})

test('input that does not fit the contract is an answer, not an exception', async ({
  rootkeep: { page },
}) => {
  const codes = await page.evaluate(async () => {
    const calls = window.rootkeep as unknown as Record<
      string,
      Record<string, (input: unknown) => Promise<{ ok: boolean; error?: { code: string } }>>
    >
    const answers = await Promise.all([
      calls['accounts']?.['detail']?.({ accountId: "1' OR '1'='1" }),
      calls['accounts']?.['detail']?.({
        accountId: '111111111111',
        __proto__: { admin: true },
        more: 1,
      }),
      calls['runs']?.['start']?.('organization'),
    ])
    return answers.map((answer) => answer?.error?.code)
  })
  expect(codes).toEqual(['invalid-input', 'invalid-input', 'invalid-input'])
})

test('no permission is granted but that of copying', async ({ rootkeep: { page } }) => {
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'clipboard-read', 'camera', 'microphone', 'midi']
    const found: Record<string, string> = {}
    for (const name of names) {
      found[name] = (await navigator.permissions.query({ name: name as PermissionName })).state
    }
    return found
  })
  expect([...new Set(Object.values(states))]).toEqual(['denied'])
  const copied = await page.evaluate(() =>
    navigator.clipboard.writeText('123456789012').then(() => 'copied', String),
  )
  expect(copied).toBe('copied')
})

test('a locked window shows and answers nothing of the organization, until it is opened', async ({
  rootkeep: { page },
}) => {
  const overview = page.getByRole('heading', { name: 'Accounts with root credentials' })
  await expect(overview).toBeVisible()
  await page.keyboard.press('ControlOrMeta+K')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.evaluate(() => window.rootkeep.lock.now())
  const locked = page.getByRole('main', { name: 'Rootkeep is locked' })
  await expect(locked).toBeVisible()
  const told = await page.evaluate(async () => ({
    text: document.documentElement.outerHTML + document.title,
    snapshot: JSON.stringify(await window.rootkeep.session.snapshot()),
    overview: await window.rootkeep.overview.get(),
  }))
  expect(told.overview).toMatchObject({ ok: false, error: { code: 'locked' } })
  expect(told.text + told.snapshot).not.toMatch(/\bo-[a-z0-9]{10,}|\b\d{12}\b|Northwind/)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('navigation')).toHaveCount(0)

  await locked.getByRole('button', { name: 'Open' }).click()
  await expect(overview).toBeVisible()
})
