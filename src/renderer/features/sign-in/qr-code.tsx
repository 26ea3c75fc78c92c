import { useMemo } from 'react'
import { encode } from 'uqr'
import { qrPathOf, quietZone } from './qr-path.ts'
import styles from './qr-code.module.css'

/** A QR code: black on white in both themes, as readers want it. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { side, path } = useMemo(() => {
    const { size, data } = encode(text, { ecc: 'M', border: 0 })
    return { side: size + 2 * quietZone, path: qrPathOf(data) }
  }, [text])
  return (
    <svg
      className={styles.code}
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={`M0 0h${side}v${side}H0z`} className={styles.light} />
      <path d={path} className={styles.dark} />
    </svg>
  )
}
