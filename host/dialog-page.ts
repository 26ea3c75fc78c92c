import { randomBytes } from 'node:crypto'
import { dialogIcons, dialogStyle } from './dialog-style.ts'

export type DialogPage = {
  readonly title: string
  readonly html: string
  /** The Content-Security-Policy of the page: its one style and nothing else. */
  readonly policy: string
  /** About how high it is, in CSS pixels; known better once it is shown. */
  readonly height: number
}

export type DialogButton = {
  readonly label: string
  readonly tone: 'plain' | 'accent' | 'danger'
  /** What Escape does. */
  readonly cancels: boolean
  /** What Enter does; has the focus where there is no field. */
  readonly preset: boolean
  /** Cannot be pressed in the first moment, so that a click meant for something else does not agree. */
  readonly late: boolean
}

export type DialogContent = {
  readonly title: string
  readonly role: 'dialog' | 'alertdialog'
  readonly tone: 'none' | 'info' | 'warning' | 'error'
  readonly message: string
  readonly detail: string
  readonly field: { readonly label: string; readonly value: string } | null
  readonly buttons: readonly DialogButton[]
}

/** The page of a dialog. SECURITY: all words are escaped, and there is no script in it. */
export function dialogPage(content: DialogContent): DialogPage {
  const nonce = randomBytes(16).toString('base64')
  const { title, role, tone, message, detail, field, buttons } = content
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escape(title)}</title>
<style nonce="${nonce}">${dialogStyle}</style>
</head>
<body>
<main>
<div class="box" role="${role}" aria-labelledby="message"${detail && ' aria-describedby="detail"'}>
<div class="scroller">
<div class="sheet" data-part>
${tone === 'none' ? '' : dialogIcons[tone]}
<div class="words">
<h1 id="message">${escape(message)}</h1>
${detail && `<p id="detail">${escape(detail)}</p>`}
${field ? fieldOf(field) : ''}
</div>
</div>
</div>
<footer data-part>
${buttons.map((button) => buttonOf(button, field === null)).join('\n')}
</footer>
</div>
</main>
</body>
</html>
`
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'`
  const lines = `${message}\n${detail}`
    .split('\n')
    .reduce((sum, line) => sum + 1 + line.length / 60, 0)
  return { title, html, policy, height: Math.min(640, Math.round(150 + 20 * lines)) }
}

function buttonOf({ label, tone, cancels, preset, late }: DialogButton, mayFocus: boolean): string {
  const attributes = [
    `class="${tone}"`,
    ...(cancels ? ['data-cancels'] : []),
    ...(preset ? ['data-preset'] : []),
    ...(preset && mayFocus ? ['autofocus'] : []),
    ...(late ? ['disabled'] : []),
  ]
  return `<button type="button" ${attributes.join(' ')}>${escape(label)}</button>`
}

function fieldOf({ label, value }: { label: string; value: string }): string {
  return `<label for="field">${escape(label)}</label>
<input id="field" autofocus autocomplete="off" spellcheck="false" aria-describedby="problem" value="${escape(value)}">
<p id="problem" role="alert"></p>`
}

function escape(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
