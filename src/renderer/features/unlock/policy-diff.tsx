import { useMemo, useState } from 'react'
import { lineDifference, type DifferenceRow } from '../../../shared/policy/line-difference.ts'
import { countedOf } from '../../format/count.ts'
import { Chip } from '../../ui/chip.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { sectionsOf } from './diff-sections.ts'
import { asHeld, isCrammed, laidOut } from './readable-policy.ts'
import styles from './policy-diff.module.css'

/** A policy text; its hash where it is known. */
export type DiffSide = { readonly text: string; readonly sha256: string | null }

type PolicyDiffProps = {
  /** Null where there is no policy. */
  readonly before: DiffSide | null
  readonly after: DiffSide | null
}

/**
 * A policy as it is and as it will be, side by side. A policy on one long line is laid out for reading, and is
 * shown byte for byte on request; lines far from any change are folded.
 */
export function PolicyDiff({ before, after }: PolicyDiffProps) {
  const crammed = [before, after].some((side) => side !== null && isCrammed(side.text))
  const [exact, setExact] = useState(false)
  const isLaidOut = crammed && !exact
  const sections = useMemo(() => {
    const shownAs = (side: DiffSide | null) =>
      side && (isLaidOut ? laidOut(side.text) : asHeld(side.text)).text
    return sectionsOf(lineDifference(shownAs(before), shownAs(after)))
  }, [before, after, isLaidOut])
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set())
  const differs = before?.text !== after?.text
  const showsChange = sections.some(({ rows }) => rows.some(({ kind }) => kind !== 'same'))

  return (
    <div className={styles.diff}>
      {crammed ? (
        <div className={styles.bar}>
          <Chip pressed={exact} onToggle={() => setExact(!exact)}>
            Byte for byte
          </Chip>
          <span className={styles.quiet}>
            {isLaidOut
              ? 'Laid out for reading: the white space is not that of the policy.'
              : 'Shown exactly as it is held and written.'}
          </span>
        </div>
      ) : null}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard */}
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="Difference">
        <table className={styles.table}>
          <colgroup>
            <col className={styles.numberColumn} />
            <col />
            <col className={styles.numberColumn} />
            <col />
          </colgroup>
          <thead>
            <tr>
              <th scope="colgroup" colSpan={2} aria-label="Before">
                <Head title="Before" side={before} none="there is no policy" />
              </th>
              <th scope="colgroup" colSpan={2} aria-label="After">
                <Head title="After" side={after} none="there is no policy any more" />
              </th>
            </tr>
          </thead>
          {sections.map(({ kind, rows }, index) => (
            <tbody key={keyOf(rows[0])}>
              {kind === 'folded' && !unfolded.has(index) ? (
                <tr>
                  <td colSpan={4} className={styles.fold}>
                    <button type="button" onClick={() => setUnfolded(new Set(unfolded).add(index))}>
                      {countedOf(rows.length, 'line')} without a change
                    </button>
                  </td>
                </tr>
              ) : (
                rows.map((row) => <Row key={keyOf(row)} row={row} />)
              )}
            </tbody>
          ))}
        </table>
        {differs && !showsChange ? (
          <p className={styles.note}>Only white space differs: look byte for byte.</p>
        ) : null}
        {differs ? null : <p className={styles.note}>Nothing differs.</p>}
      </div>
    </div>
  )
}

type HeadProps = { readonly title: string; readonly side: DiffSide | null; readonly none: string }

function Head({ title, side, none }: HeadProps) {
  return (
    <span className={styles.head}>
      <span className={styles.title}>{title}</span>
      {side === null ? <span className={styles.quiet}>{none}</span> : null}
      {side !== null && side.sha256 !== null ? (
        <span className={styles.hash}>
          SHA-256
          <Copyable
            value={side.sha256}
            what={`SHA-256 of the policy ${title.toLowerCase()}`}
            className={styles.hashValue}
          />
        </span>
      ) : null}
    </span>
  )
}

function Row({ row }: { readonly row: DifferenceRow }) {
  switch (row.kind) {
    case 'same':
      return (
        <tr>
          <td className={styles.number}>{row.before}</td>
          <td className={styles.text}>{row.text}</td>
          <td className={styles.number}>{row.after}</td>
          <td className={styles.text}>{row.text}</td>
        </tr>
      )
    case 'removed':
      return (
        <tr>
          <td className={styles.number} data-change="removed">
            {row.before}
          </td>
          <td className={styles.text} data-change="removed">
            <del>{row.text}</del>
          </td>
          <td className={styles.blank} colSpan={2}>
            {' '}
          </td>
        </tr>
      )
    case 'added':
      return (
        <tr>
          <td className={styles.blank} colSpan={2}>
            {' '}
          </td>
          <td className={styles.number} data-change="added">
            {row.after}
          </td>
          <td className={styles.text} data-change="added">
            <ins>{row.text}</ins>
          </td>
        </tr>
      )
    case 'changed':
      return (
        <tr>
          <td className={styles.number} data-change="removed">
            {row.before}
          </td>
          <td className={styles.text} data-change="removed">
            <Parts row={row} side="removed" />
          </td>
          <td className={styles.number} data-change="added">
            {row.after}
          </td>
          <td className={styles.text} data-change="added">
            <Parts row={row} side="added" />
          </td>
        </tr>
      )
  }
}

/** The numbers of a row are its name; a text has each once. */
function keyOf(row: DifferenceRow | undefined): string {
  const before = row && 'before' in row ? row.before : ''
  const after = row && 'after' in row ? row.after : ''
  return `${before} ${after}`
}

type PartsProps = {
  readonly row: Extract<DifferenceRow, { kind: 'changed' }>
  readonly side: 'removed' | 'added'
}

/** One side of a changed line, with what the other side has not. */
function Parts({ row, side }: PartsProps) {
  const parts = row.parts.filter(({ kind }) => kind === 'same' || kind === side)
  const Mark = side === 'removed' ? 'del' : 'ins'
  return parts.map(({ kind, text }, index) =>
    kind === 'same' ? (
      text
    ) : (
      // oxlint-disable-next-line react/no-array-index-key -- two parts may read the same; their place is their name
      <Mark key={index} data-part>
        {text}
      </Mark>
    ),
  )
}
