/** A ticket as it is kept, or the sentence that says why it is none. */
export type TicketReading =
  | { readonly ok: true; readonly ticket: string }
  | { readonly ok: false; readonly reason: string }

const chatReason =
  'A link to a chat is no record: messages are edited and deleted, and whoever audits this later cannot open them. Name the ticket.'

/**
 * Reads what an operator gives as the ticket. The whole of it must fit the pattern; of a link into a ticket system the part that fits is kept
 * (`https://jira.example.com/browse/SEC-42` is `SEC-42`). A link to a chat is refused, whatever else is in it or fits.
 *
 * @param pattern a regular expression from the settings (`ticketPattern`), without anchors of its own needed.
 */
export function readTicket(given: string, pattern: string): TicketReading {
  const text = given.trim()
  if (linksIn(text).some(isChat)) return { ok: false, reason: chatReason }
  const whole = new RegExp(`^(?:${pattern})$`, 'u')
  if (whole.test(text) && !isLink(text)) return { ok: true, ticket: text }
  if (isLink(text)) {
    const ticket = partsOf(text).find((part) => whole.test(part))
    if (ticket !== undefined) return { ok: true, ticket }
    // A pattern that is made for links takes them whole.
    if (whole.test(text)) return { ok: true, ticket: text }
    return {
      ok: false,
      reason: `No part of this link is a ticket as this workstation writes them: ${pattern}`,
    }
  }
  return { ok: false, reason: `A ticket is written like this here: ${pattern}` }
}

type Link = { readonly scheme: string; readonly host: string; readonly path: string }

/** Whatever in a text leads somewhere: with a scheme, or a bare host with a path. */
function linksIn(text: string): Link[] {
  const withScheme = text.matchAll(
    /\b([a-z][a-z0-9+.-]*):(?:\/\/)?(?:[^\s/?#@]*@)?([^\s/?#:]*)([^\s]*)/gi,
  )
  const bare = text.matchAll(
    /(?:^|[\s<("'])((?:[a-z0-9-]+\.)+[a-z]{2,})(?=[/?#:\s>)"']|$)([^\s]*)/gi,
  )
  return [
    ...[...withScheme].map(([, scheme = '', host = '', path = '']) => ({ scheme, host, path })),
    ...[...bare].map(([, host = '', path = '']) => ({ scheme: 'https', host, path })),
  ].map(({ scheme, host, path }) => ({
    scheme: scheme.toLowerCase(),
    host: host.toLowerCase().replace(/\.$/, ''),
    path,
  }))
}

function isLink(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(text)
}

/** The pieces of a link between its separators, in their order, decoded. */
function partsOf(link: string): string[] {
  return link
    .replace(/^[^/]*\/\/[^/?#]*/, '')
    .split(/[/?#&=;,]/)
    .map((part) => {
      try {
        return decodeURIComponent(part)
      } catch {
        return part
      }
    })
}

function isChat({ scheme, host, path }: Link): boolean {
  if (chatSchemes.has(scheme)) return true
  const labels = host.split('.')
  return (
    labels.some((label) => chatLabels.has(label)) ||
    chatHosts.some((chat) => host === chat || host.endsWith(`.${chat}`)) ||
    chatPaths.some((chat) => `${host}${path}`.startsWith(chat))
  )
}

const chatSchemes = new Set([
  'slack',
  'msteams',
  'discord',
  'whatsapp',
  'tg',
  'sgnl',
  'signal',
  'skype',
  'irc',
  'ircs',
  'xmpp',
  'sms',
  'imessage',
  'zoommtg',
  'zoomus',
  'webexteams',
  'threema',
  'matrix',
])

/** Any part of a host name: self-hosted chats are named after what they are. */
const chatLabels = new Set([
  'chat',
  'slack',
  'discord',
  'mattermost',
  'rocketchat',
  'zulip',
  'zulipchat',
  'whatsapp',
  'telegram',
])

const chatHosts = [
  'slack-gov.com',
  'teams.microsoft.com',
  'teams.microsoft.us',
  'teams.cloud.microsoft',
  'teams.live.com',
  'skype.com',
  'discordapp.com',
  'discord.gg',
  'wa.me',
  't.me',
  'telegram.me',
  'telegram.dog',
  'signal.me',
  'signal.group',
  'threema.id',
  'zoom.us',
  'zoom.com',
  'webex.com',
  'matrix.to',
  'app.element.io',
  'gitter.im',
  'messenger.com',
  'm.me',
  'line.me',
  'viber.com',
  'wechat.com',
  'weixin.qq.com',
  'larksuite.com',
  'feishu.cn',
  'dingtalk.com',
  'chime.aws',
  'flock.com',
  'twist.com',
  'chanty.com',
  'wire.com',
  'keybase.io',
  'groupme.com',
  'kakao.com',
]

/** Chats that live under a host with other things on it. */
const chatPaths = ['mail.google.com/chat', 'www.facebook.com/messages', 'facebook.com/messages']
