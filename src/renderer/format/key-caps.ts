const onMac: Readonly<Record<string, string>> = { $mod: '⌘', Alt: '⌥', Shift: '⇧', Control: '⌃' }
const elsewhere: Readonly<Record<string, string>> = { $mod: 'Ctrl', Control: 'Ctrl' }
const anywhere: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
}

/**
 * The caps to draw for a shortcut in the notation of tinykeys: `$mod+k` gives `Ctrl`, `K`; the sequence
 * `g o` gives `G`, `O`. An optional modifier (`[Shift]+?`) is not drawn: the key alone says it.
 */
export function keyCapsOf(keys: string, mac: boolean): string[] {
  return keys
    .split(' ')
    .flatMap((press) => press.split('+'))
    .filter((part) => part !== '' && !part.startsWith('['))
    .map((part) => (mac ? onMac[part] : elsewhere[part]) ?? anywhere[part] ?? capitalised(part))
}

function capitalised(part: string): string {
  return part.length === 1 ? part.toUpperCase() : part
}
