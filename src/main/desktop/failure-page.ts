import type { Failure } from '../../shared/domain/failure.ts'

/**
 * The page for when there is no workstation to show: what happened and the way on. It has no script, so it
 * works whatever is broken.
 */
export function failurePage(failure: Failure, nonce: string): string {
  const reference = failure.logId ? `<p class="reference">Log ID ${escape(failure.logId)}</p>` : ''
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>Rootkeep cannot start</title>
<style nonce="${escape(nonce)}">
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 15px/1.5 system-ui, sans-serif;
         color: light-dark(#1b1f24, #e6e9ee); background: light-dark(#f6f7f9, #14171b) }
  main { max-width: 38rem; padding: 2rem; border-left: 4px solid light-dark(#b42318, #f97066) }
  h1 { margin: 0 0 1rem; font-size: 1.4rem }
  p { margin: 0 0 .75rem }
  .reference { font-family: ui-monospace, monospace; font-size: .85rem; opacity: .75 }
</style>
</head>
<body>
<main role="alert">
<h1>Rootkeep cannot start</h1>
<p>${escape(failure.message)}</p>
<p>${escape(failure.remedy)}</p>
${reference}
</main>
</body>
</html>
`
}

/** SECURITY: the words of a failure may quote a path or an answer from outside. */
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
