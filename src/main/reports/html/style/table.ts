/**
 * Tables. What can be long (`register`, `dossier`, `unknowns`, `changes`, `actions`) is laid out on the screen as rows of a grid in blocks of a hundred,
 * which the browser skips until they come near; on paper it is a table again, whose head stands on each page.
 */
export const tables = `
table { width: 100%; margin: 0 0 1.25rem; border-collapse: collapse; font-size: var(--small); line-height: 1.4; }
caption { overflow-wrap: normal; padding: 0 0 .4rem; color: var(--text-3); font-size: var(--smallest); text-align: left; }
th, td { padding: .42rem .9rem .42rem 0; text-align: left; vertical-align: top; font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
thead th { padding-bottom: .3rem; color: var(--text-3); font-size: var(--smallest); vertical-align: bottom; }
thead tr { border-bottom: 1px solid var(--line-strong); }
tbody tr { border-bottom: 1px solid var(--line); }
tfoot th, tfoot td { border-top: 1px solid var(--line-strong); font-weight: 600; }
th.number, td.number { text-align: right; white-space: nowrap; }
.tight { white-space: nowrap; }
.wide { min-width: 10rem; }
.controls { table-layout: fixed; }
.controls th:nth-child(1) { width: 14%; }
.controls th:nth-child(3) { width: 11%; }
.controls th:nth-child(4), .controls th:nth-child(5) { width: 6.5%; }
.controls th:nth-child(n + 6) { width: 8.5%; }
.controls caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.legend { margin: 0; }
.legend th, .legend td { padding-block: .2rem; }
.legend tbody tr, .legend tfoot tr { border: 0; }
.legend th { white-space: nowrap; }
.legend td:nth-child(3) { width: 60%; }
.legend td.number:nth-child(3) { width: auto; }
.severity { white-space: nowrap; }
.severity.critical { color: var(--danger); font-weight: 600; }
.severity.low { color: var(--text-3); }
.finding { margin-top: .1rem; }
.finding.critical { color: var(--danger); }
.items li + li { margin-top: .3rem; }
.items b { font-weight: 600; }
td small, th small { display: block; color: var(--text-3); font-size: var(--smallest); font-weight: 400; }
[dir] { text-align: left; }
.register tbody th { font-family: var(--mono); }
.register tbody th, .register td:nth-child(n + 5) { white-space: nowrap; }
.outcome.failed, .outcome.in-doubt { color: var(--danger); font-weight: 600; }
.change.new, .change.reappeared { color: var(--danger); font-weight: 600; }
.change.became-unknown { color: var(--doubt); font-weight: 600; }

@media screen {
  .register, .dossier, .unknowns, .changes, .actions { display: block; }
  :is(.register, .dossier, .unknowns, .changes, .actions) :is(caption, thead, tbody) { display: block; }
  :is(.register, .dossier, .unknowns, .changes, .actions) tr { display: grid; }
  .register tr { grid-template-columns: 8rem minmax(0, 1.5fr) minmax(0, 1fr) 10rem 5rem 5.75rem 5.75rem 5.25rem; }
  .dossier tr { grid-template-columns: minmax(0, 1.2fr) minmax(0, 1fr) minmax(0, 1.8fr) 8rem; }
  .unknowns tr { grid-template-columns: minmax(0, 1.2fr) 9.5rem minmax(0, 1.6fr) minmax(0, .8fr) minmax(0, 1fr) 5.5rem; }
  .changes tr { grid-template-columns: 10rem minmax(0, 1.4fr) 9rem minmax(0, 1fr) minmax(0, 1.2fr); }
  .actions tr { grid-template-columns: 3.5rem 10rem minmax(0, 1fr) 8rem 7rem minmax(0, 1.3fr); }
  .register tbody.whole { content-visibility: auto; contain-intrinsic-size: auto 3400px; }
  .dossier tbody.whole { content-visibility: auto; contain-intrinsic-size: auto 9000px; }
  :is(.unknowns, .changes, .actions) tbody.whole { content-visibility: auto; contain-intrinsic-size: auto 5400px; }
}
@media screen and (max-width: 48rem) {
  .plain, .plain :is(tbody, tr, th, td) { display: block; }
  .plain caption { display: block; }
  .controls th:nth-child(n) { width: auto; }
  .plain thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .plain tbody tr { padding: .5rem 0; }
  .plain tbody :is(th, td) { padding: .1rem 0; text-align: left; white-space: normal; }
  .plain tbody td { position: relative; min-height: 1.4em; padding-left: 7rem; }
  .plain tbody td::before { content: attr(data-label); position: absolute; left: 0; color: var(--text-3); font-size: var(--smallest); }
  .wide { min-width: 0; }
  .register td:nth-child(2)::before { content: 'Name'; }
  .register td:nth-child(3)::before { content: 'Unit'; }
  .register td:nth-child(4)::before { content: 'Posture'; }
  .register td:nth-child(5)::before { content: 'Credentials'; }
  .register td:nth-child(6)::before { content: 'Oldest'; }
  .register td:nth-child(7)::before { content: 'Last used'; }
  .register td:nth-child(8)::before { content: 'Observed'; }
}
`
