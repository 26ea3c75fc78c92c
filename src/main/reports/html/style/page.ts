/** The page: measure, scale of type, the first page, the contents. */
export const page = `
* { box-sizing: border-box; }
html { background: var(--surface); color: var(--text); font: 100%/1.5 var(--sans); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1.5rem; }
body { margin: 0; font-size: var(--body); font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
main, footer.end { max-width: 66rem; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 3.5rem); }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .2em; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
p { margin: 0 0 .75rem; max-width: 46rem; }
ul, ol { margin: 0; padding: 0; list-style: none; }
code, bdi, [dir] { overflow-wrap: anywhere; }
code { font-family: var(--mono); font-size: .92em; }
bdi { unicode-bidi: isolate; }
h1, h2, h3 { margin: 0; line-height: 1.2; text-wrap: balance; }
h3 { margin: 2rem 0 .6rem; font-size: var(--body); font-weight: 650; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; z-index: 2; padding: .5rem .75rem; background: var(--surface); }
.sheet { position: absolute; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.quiet, .under, .why { color: var(--text-3); }
.under { display: block; font-size: var(--smallest); font-weight: 400; }
.danger { color: var(--danger); }
.doubt { color: var(--doubt); }
.good { color: var(--good); }
.whole-word, time { white-space: nowrap; }
.g { width: .8em; height: .8em; flex: none; vertical-align: -.04em; overflow: visible; }
.g.non-compliant { color: var(--non-compliant); }
.g.unknown { color: var(--unknown); }
.g.stale { color: var(--stale); }
.g.exempt { color: var(--exempt); }
.g.compliant { color: var(--compliant); }
.g.not-applicable { color: var(--not-applicable); }
.tick { stroke: var(--surface); }
.mark { white-space: nowrap; }
.mark .g { margin-right: .2em; }
.name { font-weight: 600; }
.id, .arn { color: var(--text-2); font-weight: 400; }
.id { white-space: nowrap; }

.cover { padding: clamp(1.5rem, 4vw, 3.5rem) 0 2rem; }
.kicker { display: flex; gap: .75rem; align-items: baseline; max-width: none; margin: 0 0 clamp(1.25rem, 3vw, 2.25rem); padding-bottom: .6rem; border-bottom: 2px solid var(--text); font-size: var(--small); font-weight: 650; letter-spacing: .01em; }
.kicker span + span { color: var(--text-3); font-weight: 400; }
.kicker .stamp { margin-left: auto; padding: 0 .5em; border: 1px solid var(--exempt); border-radius: 3px; color: var(--exempt); font-weight: 600; }
h1 small { font-size: .5em; font-weight: 450; letter-spacing: 0; color: var(--text-2); }
h1 { font-size: clamp(1.5rem, 1.2rem + 1.6vw, 2.125rem); font-weight: 650; letter-spacing: -.015em; }
.instant { margin: .25rem 0 1.5rem; color: var(--text-2); font-size: var(--large); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); gap: .75rem 2rem; margin: 0 0 1.75rem; }
.facts dt { color: var(--text-3); font-size: var(--smallest); }
.facts dd { margin: 0; font-size: var(--small); }
.eyebrow .g { margin-right: .25em; }
.eyebrow { margin: 0 0 .6rem; color: var(--text-2); font-size: var(--small); font-weight: 650; }
.answer { padding: 1.25rem 0 1.25rem; border-top: 1px solid var(--line); }
.sentence { max-width: 44rem; margin: 0; font-size: clamp(1.375rem, 1.1rem + 1.35vw, 1.875rem); line-height: 1.25; letter-spacing: -.012em; text-wrap: pretty; }
.sentence strong { font-weight: 650; }
.addition { margin: .6rem 0 0; color: var(--text-2); }
.limits { margin: 0 0 1.5rem; padding: .85rem 1.1rem .9rem; border-radius: 5px; background: var(--doubt-wash); }
.limits .eyebrow { margin-bottom: .35rem; color: var(--doubt); }
.limits ul { padding-left: 1.1em; list-style: disc; font-size: var(--small); }
.limits li + li { margin-top: .15rem; }
.unlimited { margin-bottom: 1.5rem; font-size: var(--small); }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 2rem 3rem; padding: 1.25rem 0; border-top: 1px solid var(--line); }
.pair > * { min-width: 0; }
.steps { counter-reset: step; font-size: var(--small); }
.steps li { counter-increment: step; position: relative; margin-bottom: .6rem; padding-left: 1.75rem; }
.steps li::before { content: counter(step); position: absolute; left: 0; color: var(--text-3); font-size: var(--body); line-height: 1.3; }
.steps a { display: block; color: var(--text); font-weight: 600; text-decoration-color: var(--line-strong); }
.steps a.urgent { color: var(--danger); }
.steps .why { display: block; }
.steps + .quiet { font-size: var(--small); }

.contents { margin: 1rem 0 2rem; padding: 1.25rem 0; border-top: 1px solid var(--line); }
.contents h2 { margin-bottom: .6rem; font-size: var(--small); font-weight: 650; color: var(--text-2); }
.contents ol { counter-reset: entry; font-size: var(--small); }
.contents li { counter-increment: entry; display: grid; grid-template-columns: 1.9rem 1fr auto; gap: 0 .25rem; align-items: baseline; padding: .25rem 0; }
.contents li::before { content: counter(entry); color: var(--text-3); }
.contents a { color: var(--text); text-decoration: none; }
.contents a:hover { color: var(--accent); text-decoration: underline; }
.hint { color: var(--text-3); font-size: var(--smallest); text-align: right; }
.part { margin-top: 1.5rem; padding: 2.25rem 0 1rem; border-top: 1px solid var(--line-strong); }
.part > h2 { display: flex; gap: .75rem; margin-bottom: 1.1rem; font-size: var(--title); font-weight: 650; letter-spacing: -.012em; }
.ordinal { min-width: 1.15em; color: var(--text-3); font-weight: 400; }
.words { display: grid; grid-template-columns: minmax(7rem, auto) 1fr; gap: .4rem 1.5rem; max-width: 52rem; margin: 0; font-size: var(--small); }
.words dt { font-weight: 600; }
.words dd { margin: 0; }
.tally { display: flex; flex-wrap: wrap; gap: .25rem 1.75rem; margin-bottom: 1rem; font-size: var(--small); }
.case { margin: 0 0 1.5rem; padding: 1rem 0 0; border-top: 1px solid var(--line); }
.case h3 { margin: 0 0 .75rem; }
.case .facts { margin-bottom: 1rem; }
.reopened > li { margin-bottom: .5rem; font-size: var(--small); }
.reopened ul { margin-top: .25rem; padding-left: 1.1em; list-style: disc; }
.cut { padding: .5rem .75rem; border-radius: 5px; background: var(--sunken); font-size: var(--small); }
footer.end { padding-block: 2rem 4rem; color: var(--text-3); font-size: var(--small); }

@media screen and (min-width: 75rem) {
  body { padding-left: 17rem; }
  .contents { position: fixed; inset: 0 auto 0 0; width: 17rem; margin: 0; padding: 2.5rem 1.25rem 2rem 1.75rem; overflow-y: auto; border: 0; border-right: 1px solid var(--line); background: var(--sunken); }
  .contents li { grid-template-columns: 1.6rem 1fr; }
  .contents .hint { grid-column: 2; text-align: left; }
}
@media screen and (max-width: 40rem) {
  .kicker { flex-wrap: wrap; gap: .1rem .75rem; }
  .words { grid-template-columns: 1fr; gap: 0; }
  .words dd { margin-bottom: .75rem; }
  .contents .hint { display: none; }
}
`
