import { applyEdits, format } from 'jsonc-parser'
import { parseJsonTree } from './json-tree.ts'

/**
 * The text with line breaks and indentation, for reading and for comparing policies that stand on one line:
 * white space between values changes, and nothing else. A text that is not JSON comes back as it is.
 */
export function formatPolicy(text: string): string {
  if (!parseJsonTree(text).ok) return text
  const edits = format(text, undefined, { insertSpaces: true, tabSize: 2, eol: '\n' })
  return applyEdits(text, edits)
}
