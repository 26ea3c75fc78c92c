/** The look of every dialog, light and dark as the system has it: quiet, one column, the words first. */
export const dialogStyle = `
:root {
  color-scheme: light dark;
  --surface: light-dark(#fff, #1b1f23);
  --sunken: light-dark(#f3f4f5, #14171a);
  --line: light-dark(#dfe2e5, #2c3238);
  --line-control: light-dark(#868e97, #68717a);
  --text: light-dark(#14181c, #e8ebee);
  --text-2: light-dark(#47505a, #abb4bc);
  --accent: light-dark(#0a5bb0, #70b4ff);
  --accent-fill: light-dark(#0a5bb0, #1c6cc2);
  --danger: light-dark(#b42318, #ff7b72);
  --danger-wash: light-dark(#fdecea, #2e1715);
  --warning: light-dark(#7d5200, #e8b458);
}
* { box-sizing: border-box }
body {
  margin: 0; height: 100vh; background: var(--surface); color: var(--text);
  font: 13px/20px -apple-system, BlinkMacSystemFont, 'Segoe UI', Cantarell, Ubuntu, Roboto, 'Noto Sans', 'Liberation Sans', system-ui, sans-serif;
  font-variant-numeric: tabular-nums; -webkit-font-smoothing: antialiased;
}
main { height: 100% }
.box { height: 100%; display: flex; flex-direction: column }
.scroller { flex: 1; min-height: 0; overflow: auto; scrollbar-width: thin }
.sheet { display: flex; gap: 16px; padding: 20px 24px }
.words { flex: 1; min-width: 0 }
svg { flex: none; width: 28px; height: 28px }
.warning { color: var(--warning) }
.error { color: var(--danger) }
.info { color: var(--accent) }
h1 { margin: 3px 0 0; font-size: 15px; line-height: 22px; font-weight: 600; overflow-wrap: anywhere }
#detail { margin: 8px 0 0; color: var(--text-2); white-space: pre-wrap; overflow-wrap: anywhere }
label { display: block; margin: 14px 0 4px; font-weight: 500 }
input {
  width: 100%; height: 30px; padding: 0 8px; border: 1px solid var(--line-control); border-radius: 5px;
  background: var(--surface); color: inherit; accent-color: var(--accent-fill);
  font: 12px/1 ui-monospace, 'SF Mono', 'Cascadia Mono', Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace;
}
#problem { margin: 6px 0 0; min-height: 20px; color: var(--danger); overflow-wrap: anywhere }
footer {
  flex: none; display: flex; justify-content: flex-end; gap: 8px; padding: 12px 24px;
  border-top: 1px solid var(--line); background: var(--sunken);
}
button {
  min-width: 88px; min-height: 30px; padding: 4px 14px; border: 1px solid var(--line-control); border-radius: 5px;
  background: var(--surface); color: var(--text); font: inherit; font-weight: 500;
}
button.accent { border-color: transparent; background: var(--accent-fill); color: #fff }
button.danger { border-color: var(--danger); color: var(--danger) }
button.danger:hover:enabled { background: var(--danger-wash) }
button:disabled { opacity: 0.55 }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
`

/** Shapes beside the words, which say the same: hidden from a screen reader. */
export const dialogIcons = {
  info: icon('info', '<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 8h.01"/>'),
  warning: icon('warning', '<path d="M12 3.5 2.5 20h19Z"/><path d="M12 10v4.5M12 17.2h.01"/>'),
  error: icon('error', '<circle cx="12" cy="12" r="9"/><path d="m9 9 6 6M15 9l-6 6"/>'),
} as const

function icon(tone: string, shape: string): string {
  return `<svg class="${tone}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shape}</svg>`
}
