import type { ReactNode } from 'react'
import type { ConnectionColour } from '../../shared/domain/connections.ts'
import styles from './connection-swatch.module.css'

/** The colour of a connection with the shape that goes with it: told apart without colour, too. */
export function ConnectionSwatch({
  colour,
  size = 12,
}: {
  readonly colour: ConnectionColour
  readonly size?: number
}) {
  return (
    <svg
      className={styles.swatch}
      data-connection={colour}
      width={size}
      height={size}
      viewBox="0 0 12 12"
      aria-hidden="true"
      focusable="false"
    >
      {shapes[colour]}
    </svg>
  )
}

const shapes = {
  slate: <path d="M1 1h10v10H1Z" fill="currentColor" />,
  blue: <circle cx="6" cy="6" r="5.5" fill="currentColor" />,
  teal: <path d="M6 .6 11.7 11H.3Z" fill="currentColor" />,
  green: <path d="M6 11.4.3 1h11.4Z" fill="currentColor" />,
  olive: <path d="M3.2 1h5.6l2.9 5-2.9 5H3.2L.3 6Z" fill="currentColor" />,
  amber: (
    <path
      d="m6 .3 1.7 3.6 4 .5-2.9 2.7.7 3.9L6 9.1 2.5 11l.7-3.9L.3 4.4l4-.5Z"
      fill="currentColor"
    />
  ),
  brown: <path d="M1 1h10v3.6H1Zm0 6.4h10V11H1Z" fill="currentColor" />,
  violet: <path d="M4.2.6h3.6v3.6h3.6v3.6H7.8v3.6H4.2V7.8H.6V4.2h3.6Z" fill="currentColor" />,
  magenta: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="3" />,
} as const satisfies Record<ConnectionColour, ReactNode>
