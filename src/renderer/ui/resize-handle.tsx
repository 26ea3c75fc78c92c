import { useRef } from 'react'
import styles from './resize-handle.module.css'

type ResizeHandleProps = {
  readonly label: string
  readonly width: number
  readonly smallest: number
  readonly largest: number
  readonly onResize: (width: number) => void
}

const stepPx = 16

/** The edge of a panel on the right: drag it, or move it with the arrow keys. */
export function ResizeHandle({ label, width, smallest, largest, onResize }: ResizeHandleProps) {
  const drag = useRef<{ x: number; width: number } | null>(null)
  const resize = (next: number) => onResize(Math.min(largest, Math.max(smallest, next)))

  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={smallest}
      aria-valuemax={largest}
      tabIndex={0}
      className={styles.handle}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') resize(width + stepPx)
        if (event.key === 'ArrowRight') resize(width - stepPx)
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        drag.current = { x: event.clientX, width }
      }}
      onPointerMove={(event) => {
        if (drag.current) resize(drag.current.width + drag.current.x - event.clientX)
      }}
      onPointerUp={() => {
        drag.current = null
      }}
    />
  )
}
