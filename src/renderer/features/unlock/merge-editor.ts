import { history, historyKeymap, standardKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import {
  HighlightStyle,
  bracketMatching,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language'
import { lintGutter, lintKeymap, linter, type Diagnostic } from '@codemirror/lint'
import { MergeView } from '@codemirror/merge'
import { EditorState, type Extension } from '@codemirror/state'
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { parsePolicy } from '../../../shared/policy/policy-document.ts'
import { styleNonce } from '../../content-policy.ts'
import { editorTheme } from './editor-theme.ts'

/** A mounted editor. Texts go in and out as they are; the white space of their lines is theirs. */
export type MergeEditor = {
  /** Puts another text in the place of the whole, as one step that can be undone. */
  replace(text: string): void
  /** Shows a place of the text, in UTF-16 units from its start, and puts the cursor there. */
  goTo(offset: number): void
  focus(): void
  destroy(): void
}

type MergeEditorOptions = {
  readonly parent: HTMLElement
  readonly before: string
  readonly text: string
  readonly onChange: (text: string) => void
}

/** Shows a policy beside the one that is being written, and tells every change of the latter. */
export function mountMergeEditor(options: MergeEditorOptions): MergeEditor {
  const { parent, before, text, onChange } = options
  const view = new MergeView({
    parent,
    a: {
      doc: before,
      extensions: [
        ...shared(before, 'The policy as it is'),
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
        // It is scrolled and copied from by keyboard, too.
        EditorView.contentAttributes.of({ tabindex: '0' }),
      ],
    },
    b: {
      doc: text,
      extensions: [
        ...shared(text, 'The new policy'),
        history(),
        indentOnInput(),
        bracketMatching(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        lintGutter(),
        linter((editor) => diagnosticsOf(editor.state.doc.toString()), { delay: 250 }),
        // Tab leaves the editor, as it leaves every other field.
        keymap.of([...standardKeymap, ...historyKeymap, ...lintKeymap]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.sliceDoc())
        }),
      ],
    },
    gutter: true,
    highlightChanges: true,
    diffConfig: { scanLimit: 2000 },
  })
  const editor = view.b
  return {
    replace(next) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: next } })
    },
    goTo(offset) {
      const anchor = Math.min(offset, editor.state.doc.length)
      editor.dispatch({ selection: { anchor }, scrollIntoView: true })
      editor.focus()
    },
    focus: () => editor.focus(),
    destroy: () => view.destroy(),
  }
}

function shared(text: string, label: string): Extension[] {
  return [
    // SECURITY: the editor's style tag carries the nonce of the page; the policy of styles stays as it is.
    ...(styleNonce === undefined ? [] : [EditorView.cspNonce.of(styleNonce)]),
    // Lines that end in CR LF are written back so.
    ...(/(^|[^\r])\n/.test(text) || !text.includes('\r\n')
      ? []
      : [EditorState.lineSeparator.of('\r\n')]),
    editorTheme,
    syntaxHighlighting(colours),
    json(),
    lineNumbers(),
    drawSelection(),
    EditorView.lineWrapping,
    EditorState.tabSize.of(4),
    EditorView.contentAttributes.of({ 'aria-label': label }),
  ]
}

/** What is wrong with the text as a policy, and what AWS may object to. Its size has no place in it: the bar above says it. */
function diagnosticsOf(text: string): Diagnostic[] {
  const parsed = parsePolicy(text)
  const notes = parsed.ok ? parsed.remarks : parsed.problems
  return notes.map(({ offset, length, message }) => {
    const from = Math.min(offset, text.length)
    return {
      from,
      to: Math.min(from + length, text.length),
      severity: parsed.ok ? 'warning' : 'error',
      message,
    }
  })
}

/** By weight and grey: hues would be lost on the grounds of what differs. */
const colours = HighlightStyle.define([
  { tag: tags.propertyName, fontWeight: '600' },
  { tag: [tags.punctuation, tags.brace, tags.squareBracket], color: 'var(--text-2)' },
])
