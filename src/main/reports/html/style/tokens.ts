/** The colours, faces and sizes of the product's window, for a page. Dark only on a screen that asks for it: paper is always light. */
export const tokens = `
:root {
  --sans: -apple-system, BlinkMacSystemFont, 'Segoe UI', Cantarell, Ubuntu, Roboto, 'Noto Sans', 'Liberation Sans', system-ui, sans-serif;
  --mono: ui-monospace, 'SF Mono', 'Cascadia Mono', Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace;
  --smallest: .75rem;
  --small: .8125rem;
  --body: .9375rem;
  --large: 1.125rem;
  --title: 1.5rem;
  --surface: #ffffff;
  --sunken: #f3f4f5;
  --line: #dfe2e5;
  --line-strong: #b6bcc3;
  --text: #14181c;
  --text-2: #47505a;
  --text-3: #5e6770;
  --accent: #0a5bb0;
  --danger: #b42318;
  --doubt: #7d5200;
  --doubt-wash: #fcf3df;
  --good: #1c6b4b;
  --non-compliant: #c4281c;
  --unknown: #8f5c00;
  --unknown-wash: #f3dfb4;
  --stale: #5f6b3c;
  --exempt: #6b4fa8;
  --compliant: #1c7753;
  --not-applicable: #6a737c;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --surface: #14171a;
    --sunken: #0e1012;
    --line: #24292e;
    --line-strong: #454e57;
    --text: #e8ebee;
    --text-2: #abb4bc;
    --text-3: #8c969f;
    --accent: #70b4ff;
    --danger: #ff7b72;
    --doubt: #e8b458;
    --doubt-wash: #2a2110;
    --good: #63cf9d;
    --non-compliant: #f8675c;
    --unknown: #e3ac45;
    --unknown-wash: #4a3812;
    --stale: #a9b577;
    --exempt: #b49bec;
    --compliant: #4fbf8d;
    --not-applicable: #808a93;
  }
}
`
