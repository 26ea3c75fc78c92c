/* oxlint-disable react/no-array-index-key -- the parts of a text have no other name than their place, and never change it */
import { Fragment, type ReactNode } from 'react'
import { markdownBlocks, type MarkdownBlock, type MarkdownSpan } from '../format/markdown.ts'
import styles from './markdown-text.module.css'

type MarkdownTextProps = {
  /** What it is, for the region: `Post-incident report`. */
  readonly label: string
  readonly text: string
}

/** A report set for reading. It scrolls by itself and takes the focus, so that the keyboard can. */
export function MarkdownText({ label, text }: MarkdownTextProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard
    <div className={styles.report} role="region" aria-label={label} tabIndex={0}>
      {markdownBlocks(text).map((block, index) => (
        <Block key={index} block={block} />
      ))}
    </div>
  )
}

function Block({ block }: { readonly block: MarkdownBlock }): ReactNode {
  switch (block.kind) {
    case 'heading':
      return <Heading level={block.level} spans={block.spans} />
    case 'paragraph':
      return (
        <p className={styles.paragraph}>
          <Spans spans={block.spans} />
        </p>
      )
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul'
      return (
        <List className={block.ordered ? styles.ordered : styles.unordered}>
          {block.items.map((item, index) => (
            <li key={index}>
              <Spans spans={item} />
            </li>
          ))}
        </List>
      )
    }
    case 'table':
      return (
        <table className={styles.table}>
          <thead>
            <tr>
              {block.head.map((cell, index) => (
                <th key={index} scope="col">
                  <Spans spans={cell} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, place) => (
                  <td key={place}>
                    <Spans spans={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )
    case 'code':
      return <pre className={styles.code}>{block.text}</pre>
  }
}

/** The report stands inside a view or a dialog that has its own title: its headings begin one below. */
function Heading({
  level,
  spans,
}: {
  readonly level: number
  readonly spans: readonly MarkdownSpan[]
}) {
  const content = <Spans spans={spans} />
  if (level <= 1) return <h3 className={styles.first}>{content}</h3>
  if (level === 2) return <h4 className={styles.second}>{content}</h4>
  return <h5 className={styles.third}>{content}</h5>
}

function Spans({ spans }: { readonly spans: readonly MarkdownSpan[] }) {
  return spans.map(({ kind, text }, index) => {
    if (kind === 'strong') return <strong key={index}>{text}</strong>
    if (kind === 'code') return <code key={index}>{text}</code>
    return <Fragment key={index}>{text}</Fragment>
  })
}
