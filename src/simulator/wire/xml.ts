/** XML that is ready, where a form of its own is needed. */
export class RawXml {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** A value that has an XML form: an object's keys become elements, a list's items `member`s, a map's pairs `entry`s. */
export type XmlValue =
  | string
  | number
  | boolean
  | Date
  | RawXml
  | null
  | undefined
  | readonly XmlValue[]
  | ReadonlyMap<string, XmlValue>
  | { readonly [name: string]: XmlValue }

/** The content of an element. Null and undefined are left out; dates are ISO with whole seconds. */
export function xml(value: XmlValue): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return escapeXml(value)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value instanceof Date) return `${value.toISOString().slice(0, 19)}Z`
  if (value instanceof RawXml) return value.text
  if (value instanceof Map) {
    let entries = ''
    for (const [key, held] of value as ReadonlyMap<string, XmlValue>) {
      entries += element('entry', element('key', escapeXml(key)) + element('value', xml(held)))
    }
    return entries
  }
  if (Array.isArray(value)) {
    return (value as readonly XmlValue[]).map((item) => element('member', xml(item))).join('')
  }
  let elements = ''
  for (const [name, held] of Object.entries(value as Readonly<Record<string, XmlValue>>)) {
    if (held !== null && held !== undefined) elements += element(name, xml(held))
  }
  return elements
}

/** An element with content that is XML already. */
export const element = (name: string, content: string): string => `<${name}>${content}</${name}>`

/** Text as XML content. Characters that XML 1.0 cannot hold are left out. */
export function escapeXml(text: string): string {
  if (!/[<>&"'\p{Cc}\ufffe\uffff]/u.test(text)) return text
  return text
    .replaceAll(/(?![\t\n\r\u0080-\u009f])[\p{Cc}\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('\r', '&#13;')
}
