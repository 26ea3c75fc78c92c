import type { HttpAnswer } from '../http-message.ts'
import { escapeXml } from '../wire/xml.ts'
import { enabledUser } from './directory.ts'
import type { DirectoryUser, IdentityCenter } from './directory.ts'

/** What a person may press. */
export type Choice =
  | { readonly kind: 'allow'; readonly user: DirectoryUser }
  | { readonly kind: 'deny' }

export interface PageInput {
  readonly status?: number
  readonly title: string
  /** HTML. */
  readonly content: string
  /** Where a form may lead: besides here, the address that the browser is sent back to. */
  readonly formTarget?: string
}

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem}fieldset{margin:1rem 0}label{display:block}button{font:inherit;padding:.4rem 1.2rem;margin-right:.6rem}'

/** SECURITY: a page without script, which no other page can frame and which loads nothing. */
export function page({ status = 200, title, content, formTarget }: PageInput): HttpAnswer {
  const target = formTarget === undefined ? '' : ` ${formTarget}`
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; form-action 'self'${target}; frame-ancestors 'none'; base-uri 'none'`,
    },
    body: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeXml(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escapeXml(title)}</h1>
${content}
<p><small>Practice organization. Nothing here reaches AWS.</small></p></main></body>
</html>
`,
  }
}

/** A page that only says something. */
export const notice = (status: number, title: string, sentence: string): HttpAnswer =>
  page({ status, title, content: `<p>${escapeXml(sentence)}</p>` })

/** A hidden field of a form. */
export const hidden = (name: string, value: string): string =>
  `<input type="hidden" name="${escapeXml(name)}" value="${escapeXml(value)}">`

/** The people who may sign in, the first one chosen, and the two buttons. */
export function choiceFields({ users }: IdentityCenter): string {
  const people = users
    .filter(({ enabled }) => enabled)
    .map(
      ({ userName, displayName }, index) =>
        `<label><input type="radio" name="user" value="${escapeXml(userName)}"${index === 0 ? ' checked' : ''}> ${escapeXml(displayName)} (${escapeXml(userName)})</label>`,
    )
  return `<fieldset><legend>Sign in as</legend>${people.join('')}</fieldset>
<button name="decision" value="allow">Allow</button><button name="decision" value="deny">Deny</button>`
}

/** What was pressed; null when the form is none that {@link choiceFields} made, or the person may not sign in any more. */
export function choiceIn(center: IdentityCenter, form: URLSearchParams): Choice | null {
  const decision = form.get('decision')
  if (decision === 'deny') return { kind: 'deny' }
  const user = enabledUser(center, form.get('user') ?? '')
  return decision === 'allow' && user !== undefined ? { kind: 'allow', user } : null
}
