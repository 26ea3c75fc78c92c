import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from './settings.ts'
import { readTicket } from './tickets.ts'

const pattern = defaultSettings.ticketPattern
const anything = '.+'

describe('a ticket', () => {
  test.each([
    ['SEC-42', 'SEC-42'],
    ['  SEC-42 \n', 'SEC-42'],
    ['https://jira.example.com/browse/SEC-42', 'SEC-42'],
    ['https://jira.example.com/browse/SEC-42?focusedCommentId=1', 'SEC-42'],
    ['https://desk.example.com/?ticket=OPS2-7', 'OPS2-7'],
    ['https://desk.example.com/#/view/OPS-7', 'OPS-7'],
    ['https://dev.azure.com/acme/chatops/_workitems/OPS-7', 'OPS-7'],
    ['https://jira.example.com:8443/browse/SEC%2D42', 'SEC-42'],
  ])('%j is kept as %s', (given, ticket) => {
    expect(readTicket(given, pattern)).toEqual({ ok: true, ticket })
  })

  test.each([
    '',
    'SEC',
    'sec-42',
    'SEC-42 and more',
    'please ask Bob',
    'https://jira.example.com/browse/',
    'XSEC-42x',
  ])('%j does not fit as a whole and is refused with the pattern', (given) => {
    expect(readTicket(given, pattern)).toEqual({
      ok: false,
      reason: expect.stringContaining(pattern) as string,
    })
  })

  test('is taken whole where the pattern is made for links', () => {
    const link = 'https://desk.example.com/case/17'
    expect(readTicket(link, 'https://desk\\.example\\.com/case/\\d+')).toEqual({
      ok: true,
      ticket: link,
    })
  })

  test('of several alternatives must fit one as a whole', () => {
    expect(readTicket('SEC-1x', 'SEC-\\d|CHG\\d+').ok).toBe(false)
    expect(readTicket('CHG12', 'SEC-\\d|CHG\\d+').ok).toBe(true)
  })
})

const chats = [
  'https://acme.slack.com/archives/C0123/p1700000000',
  'slack://channel?team=T1&id=C1',
  'https://app.slack.com/client/T1/C1',
  'acme.slack.com/archives/C0123',
  'https://teams.microsoft.com/l/message/19:abc/1700000000000',
  'https://teams.cloud.microsoft/l/chat/0/0',
  'msteams:/l/chat/0/0',
  'https://discord.com/channels/1/2/3',
  'https://discord.gg/abc',
  'https://web.whatsapp.com/',
  'https://wa.me/491700000000',
  'whatsapp://send?phone=1',
  'https://t.me/c/1/2',
  'https://chat.google.com/room/AAAA',
  'https://mail.google.com/chat/u/0/',
  'https://chat.example.com/channel/sec',
  'https://mattermost.example.com/sec/pl/abc',
  'https://open.rocket.chat/channel/sec',
  'https://acme.zulipchat.com/#narrow/stream/1',
  'https://user@acme.slack.com/archives/C1',
  'HTTPS://ACME.SLACK.COM/archives/C1',
  'https://acme.slack.com./archives/C1',
]

describe('a link to a chat', () => {
  test.each(chats)('%s is refused, and told why', (given) => {
    const reading = readTicket(given, pattern)
    expect(reading).toEqual({
      ok: false,
      reason: expect.stringContaining('chat is no record') as string,
    })
  })

  test('is refused also where the pattern takes anything, and beside a ticket', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...chats),
        fc.constantFrom('', 'SEC-42 ', 'see (SEC-42): '),
        (chat, before) => {
          expect(readTicket(`${before}${chat}`, anything).ok).toBe(false)
        },
      ),
    )
    expect(readTicket('https://acme.slack.com/archives/SEC-42', pattern).ok).toBe(false)
  })

  test('does not make a ticket system suspicious that only speaks of chats', () => {
    expect(readTicket('https://jira.example.com/browse/CHAT-1', pattern)).toEqual({
      ok: true,
      ticket: 'CHAT-1',
    })
  })
})

test('no input makes the reading throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.webUrl()), (given) => {
      const reading = readTicket(given, pattern)
      expect(reading.ok || reading.reason.length > 0).toBe(true)
    }),
  )
})
