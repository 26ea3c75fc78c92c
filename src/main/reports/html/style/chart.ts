/** Bars of parts, and the trend. */
export const chart = `
.bar { display: block; width: 100%; height: 1.25rem; margin-bottom: .75rem; border-radius: 3px; overflow: hidden; background: var(--line); }
.bar rect { stroke: var(--surface); stroke-width: 1.5px; }
.bar .observed { fill: var(--accent); }
.bar .non-compliant { fill: var(--non-compliant); }
.bar .unknown { fill: var(--unknown-wash); }
.bar .stale { fill: var(--stale); }
.bar .exempt { fill: var(--exempt); }
.bar .compliant { fill: var(--compliant); }
.bar .not-applicable { fill: var(--not-applicable); }
.hatch { stroke: var(--unknown); stroke-width: 2.5px; }
.key { display: inline-block; width: .7em; height: .7em; margin-right: .55em; border-radius: 2px; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.key.observed { background: var(--accent); }
.key.unknown { background: repeating-linear-gradient(45deg, var(--unknown) 0 1.5px, var(--unknown-wash) 1.5px 3.5px); }
.key.stale { background: var(--stale); }
.key.not-applicable { background: var(--not-applicable); }
.trend { margin: 0 0 1.25rem; padding-top: .6rem; }
.trend > svg { display: block; width: 100%; height: 9.5rem; overflow: visible; }
.part .trend > svg { height: 13rem; }
.trend .grid { stroke: var(--line); }
.trend .base { stroke: var(--line-strong); }
.trend .count { fill: var(--text-3); font-size: .6875rem; }
.trend .area { fill: var(--accent); opacity: .1; }
.trend .line { fill: none; stroke: var(--accent); stroke-width: 2px; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
.trend .band { fill: var(--unknown); opacity: .28; }
.trend .dot { fill: var(--accent); stroke: var(--surface); stroke-width: 2px; }
.trend .ends { display: flex; justify-content: space-between; margin-top: .35rem; color: var(--text-3); font-size: var(--smallest); }
.trend figcaption { margin-top: .35rem; color: var(--text-3); font-size: var(--smallest); }
`
