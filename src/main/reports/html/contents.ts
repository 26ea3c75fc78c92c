import { html, type Markup } from './markup.ts'
import type { SectionInput } from './section.ts'
import { sections } from './sections/sections.ts'

/** The table of contents; on a wide screen it stays beside the text. */
export function contents(input: SectionInput): Markup {
  return html`<nav class="contents" aria-labelledby="contents">
    <h2 id="contents">Contents</h2>
    <ol>
      ${sections.map(
        ({ id, title, hint }) =>
          html`<li>
            <a href="#${id}">${title}</a
            >${hint === undefined ? null : html`<span class="hint">${hint(input)}</span>`}
          </li>`,
      )}
    </ol>
  </nav>`
}
