import { describe, expect, it } from 'vitest'
import { dialogPage, type DialogContent } from './dialog-page.ts'

const plain = { tone: 'plain', cancels: false, preset: false, late: false } as const
const content: DialogContent = {
  title: '</title><script>1</script>',
  role: 'alertdialog',
  tone: 'warning',
  message: '<img src=x onerror=alert(1)>',
  detail: '"&\'</p>',
  field: { label: '<b>', value: '" onfocus="alert(1)' },
  buttons: [
    { ...plain, label: '<i>Cancel', cancels: true, preset: true },
    { ...plain, label: 'Agree', late: true },
  ],
}

describe('the page of a dialog', () => {
  it('escapes every word that it is given', () => {
    const { html } = dialogPage(content)
    expect(html).not.toMatch(/<(script|img|b|i)[ >]/)
    expect(html).not.toContain('value="" onfocus')
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(html).toContain('&quot;&amp;&#39;&lt;/p&gt;')
  })

  it('permits no script and no request, and its style by a nonce that is new each time', () => {
    const pages = [dialogPage(content), dialogPage(content)]
    const nonces = pages.map(({ html }) => /<style nonce="([^"]+)"/.exec(html)?.[1])
    expect(new Set(nonces).size).toBe(2)
    expect(pages[0]?.policy).toContain("default-src 'none'")
    expect(pages[0]?.policy).not.toMatch(/script-src|connect-src|unsafe|self/)
    expect(pages[0]?.policy).toContain(`style-src 'nonce-${nonces[0]}'`)
  })

  it('a button that agrees cannot be pressed at first; the one that cancels can', () => {
    const { html } = dialogPage(content)
    expect(html).toMatch(/<button[^>]* disabled>Agree/)
    expect(html).toMatch(/<button[^>]* data-cancels[^>]*>&lt;i&gt;Cancel/)
    expect(html).not.toMatch(/<button[^>]* disabled>&lt;i&gt;Cancel/)
  })
})
