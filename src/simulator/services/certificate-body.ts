import { hash } from 'node:crypto'

/** Text in the form of a PEM certificate, always the same for the same certificate ID; nobody can parse it further. */
export function certificateBody(certificateId: string): string {
  const content = Array.from({ length: 12 }, (_, line) =>
    hash('sha256', `${certificateId} ${line}`, 'base64'),
  ).join('')
  return `-----BEGIN CERTIFICATE-----\n${(content.match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----`
}
