import type { BundleManifest } from '../../../shared/domain/bundles.ts'
import { describeCompleteness } from '../../../shared/domain/posture.ts'
import type { Report } from '../../../shared/domain/reports.ts'
import { plainLine } from '../../plain-line.ts'
import {
  checkpointCommand,
  extraFilesCommand,
  fingerprintCommand,
  hashCommands,
  journalCommand,
  recountCommand,
  signatureByWordCommand,
  signatureCommand,
  totalsCommand,
} from './readme-commands.ts'

const columns = 78

/** What a command stands between. */
const copyFrom = `${'- '.repeat(36)}copy`
const copyTo = `${'- '.repeat(36)}end`

type Facts = Omit<BundleManifest, 'files'>

/**
 * README.txt: how somebody who trusts nobody, is no programmer, and has no Rootkeep, checks the bundle by hand. ASCII, at most 78 columns; a command
 * stands between two broken lines, at the beginning of its own, and is followed by what is good.
 *
 * @param checkpoints how many signed checkpoints the bundle carries.
 */
export function readme(facts: Facts, report: Report, checkpoints: number): string {
  return `${[
    ...introduction(facts, report),
    ...keySection(facts),
    ...fileSection(),
    ...journalSection(facts, checkpoints),
    ...recountSection(report),
    ...contents(facts),
    ...limits(facts),
  ].join('\n\n')}\n`
}

function introduction(facts: Facts, report: Report): string[] {
  const { organizationId, question, signer, tool, createdAt, redacted } = facts
  return [
    title('Evidence bundle of the root users of an AWS Organization', '='),
    [
      `Organization   ${organizationId}${redacted ? ' (a pseudonym)' : ''}`,
      `Judged at      ${question.at}`,
      `Covers         ${report.scope.accounts} of ${report.scope.members} members`,
      `Completeness   ${describeCompleteness(report.completeness)}`,
      `Written        ${createdAt} by Rootkeep ${ascii(tool.version, 20)}`,
      `Signed by      ${ascii(signer.name, 30)} (a name that the signer chose)`,
      `Fingerprint    ${signer.fingerprint}`,
    ].join('\n'),
    paragraph(
      'You need no Rootkeep and no network to check this bundle. Unpack it into an empty folder (unzip bundle.zip -d check), open a shell there (cd check), and go through the steps below. They use minisign, sha256sum (on macOS: shasum -a 256), jq, python3 and openssl, which every distribution has (apt install minisign jq python3 openssl).',
    ),
    paragraph(
      'A command stands between two broken lines. Copy what is between them, all of it, without the broken lines, and press Enter. Below it stands what is good. Where you see anything else (FAILED, Traceback, AssertionError, error), the bundle is not what its signer made: believe nothing in it. "command not found" says only that a tool is missing.',
    ),
    paragraph(
      'This text came with the bundle, so it can lie like any other. The commands are short enough to be read first, change nothing in this folder, and are the same in every bundle of one version, but for the key and the instants.',
    ),
    paragraph(
      'With Rootkeep at hand one command does all of it but step 1, and also draws every report again from the evidence: rootkeep verify bundle.zip',
    ),
  ]
}

function keySection(facts: Facts): string[] {
  return [
    title('1. Whose key is it?'),
    paragraph(
      'This is the step that no computer can do. Anybody can make a bundle with a key of their own. Ask the signer for the fingerprint of their key over another channel: in person, on the telephone, from a place where it was published before. It has to be, to the last letter:',
    ),
    facts.signer.fingerprint,
    paragraph(
      'A text can claim any fingerprint, this one too. This works it out from the key itself:',
    ),
    command(fingerprintCommand),
    paragraph('Good: it prints the fingerprint that the signer told you.'),
    title('2. Is the manifest signed with that key?'),
    command(signatureCommand),
    paragraph(
      `Good: "Signature and comment signature verified", and a comment that ends with rootkeep-bundle:${facts.organizationId}.`,
    ),
    paragraph(
      'Where the signer gave you the key itself, a word that begins with RW, it has to be the one in this command, which then says the same:',
    ),
    command(signatureByWordCommand(facts)),
  ]
}

function fileSection(): string[] {
  const [withJq, withoutJq] = hashCommands
  return [
    title('3. Are the files the ones that were signed?'),
    paragraph(
      'manifest.json holds the SHA-256 of every file but itself, its signature and the key:',
    ),
    command(withJq),
    paragraph('Good: each line ends with OK. The same without jq:'),
    command(withoutJq),
    paragraph('Nothing was added, and nothing taken away:'),
    command(extraFilesCommand),
    paragraph(
      'Good: "no file more and no file less". Otherwise the files are named. One that your own computer made (.DS_Store, Thumbs.db) is no part of the bundle: remove it, and try again.',
    ),
  ]
}

function journalSection({ redacted }: Facts, checkpoints: number): string[] {
  return [
    title('4. Is the journal whole?'),
    paragraph(
      'Each entry of the journal carries the hash of the one before, so that none can be changed, dropped or moved. A line holds either an "entry", or "withheld": the link of an entry that is not shown, because it belongs to another organization or names what is redacted.',
    ),
    ...(redacted
      ? [
          paragraph(
            'This bundle is redacted, so entries are withheld. What stands under "shown" beside them is vouched for by the signer, not by the chain.',
          ),
        ]
      : []),
    command(journalCommand),
    paragraph(
      `Good: the last line ends with "the chain holds". "Whole" are the entries that are shown and whose hash was worked out${redacted ? ': none in a redacted bundle' : ''}.`,
    ),
    ...(checkpoints === 0
      ? [
          paragraph(
            'The journal has no signed checkpoint yet: that nothing was cut off its end is vouched for by the signer alone.',
          ),
        ]
      : [
          paragraph(
            'A checkpoint is a signature over the length and the last hash of the journal. The newest one:',
          ),
          command(checkpointCommand),
          paragraph(
            'Good: "yes" and "Signature Verified Successfully". "NO" where another key signed it, such as the one that the signer had before: ask whose it is.',
          ),
        ]),
  ]
}

function recountSection(report: Report): string[] {
  const { scope, holding, question, freshnessDays } = report
  return [
    title('5. Does the report say what the evidence says?'),
    paragraph(
      `reports/report.json says that ${holding} of the accounts that it covers held root credentials (${report.postures['non-compliant']} non-compliant, ${report.postures.exempt} exempt). This counts them from the raw rows: members that could be looked at, whose newest look succeeded, was made in the ${freshnessDays} days before ${question.at}, and saw a password, an access key, an MFA device or a signing certificate:`,
    ),
    command(recountCommand(report)),
    paragraph(`Good: ${holding}${scope.whole ? '' : ' or more'}.`),
    ...(scope.whole
      ? []
      : [
          paragraph(
            'The report does not cover the whole organization, and the command does: its number may be larger.',
          ),
        ]),
    paragraph(
      'For an instant in the past Rootkeep also asks, of a row that reaches beyond it, which look is proven to have been made before it (docs/evidence-bundle.md of the project says how); the command takes such a row as fresh. Then its number may be larger, never smaller.',
    ),
    paragraph('The totals of reports/report.json:'),
    command(totalsCommand),
    paragraph(
      'Good: the first page of report.html, and the other files in reports/, tell the same numbers. What is "unknown" or "stale" was not seen, and is not clean.',
    ),
    paragraph('To see all that is known of one account:'),
    command('head -n 1 evidence/accounts.jsonl | jq .'),
  ]
}

function contents({ redacted }: Facts): string[] {
  return [
    title('What is in here'),
    [
      'manifest.json          what was signed: every other file with its SHA-256',
      'manifest.json.minisig  the signature of it, in the format of minisign',
      'rootkeep.pub           the public key of the signer, the same',
      'reports/               the report: for people (html, pdf, md) and for',
      '                       programs (json, csv, ocsf.jsonl)',
      'evidence/',
      '  organization.json    the organization, its units, and its settings',
      '  accounts.jsonl       every account of the organization, also those',
      '                       that the reports leave out: as listed, each look',
      '                       that saw something, each that failed, exemptions',
      '  runs.jsonl           the records of the audits',
      '  calls.jsonl          the calls to AWS with their request IDs, as far',
      '                       back as they are kept',
      '  cases.jsonl          break-glass cases',
      '  journal.jsonl        what was done, hash-chained',
      '  checkpoints.jsonl    signatures over the journal',
      'rules/rules.json       what postures and controls are judged by',
      'schemas/               the JSON Schema of report.json',
    ].join('\n'),
    paragraph(
      'A .jsonl file holds one JSON value on each line. The instants are UTC. A row of observations is a span: the same was seen at its beginning and at its end.',
    ),
    title('Redaction'),
    paragraph(
      redacted
        ? 'This bundle is redacted. Names, mails and IDs are pseudonyms of the same shape; the same account has the same pseudonym in every bundle of that workstation. Free text is replaced. The reports were drawn from the redacted evidence, so all the checks above count.'
        : 'This bundle is not redacted: names and IDs are the real ones. Treat it as confidential.',
    ),
  ]
}

function limits({ redacted }: Facts): string[] {
  return [
    title('What this bundle cannot prove'),
    [
      "That the looks were really made. The signer vouches for the evidence. The request IDs in calls.jsonl and in the journal can be compared with the organization's own CloudTrail; an account in which CloudTrail shows no AssumeRoot was not looked at.",
      'When it was written. The times are those of the clock of the computer it was written on.',
      'What came after the last look at an account, or between two.',
      'What nobody could see: accounts that are "unknown" may hold anything.',
      'The PDF. It is signed like the others, but nothing can draw it again byte for byte. Compare it with the HTML.',
      ...(redacted ? ['Which accounts are meant. Only the signer can say that.'] : []),
    ]
      .map((text) => paragraph(text, '- '))
      .join('\n'),
  ]
}

function title(text: string, line = '-'): string {
  return `${text}\n${line.repeat(text.length)}`
}

function command(lines: string): string {
  return `${copyFrom}\n${lines}\n${copyTo}`
}

function paragraph(text: string, bullet = ''): string {
  const indent = ' '.repeat(bullet.length)
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    const longer = line === '' ? word : `${line} ${word}`
    if (longer.length <= columns - indent.length) lines.splice(-1, 1, longer)
    else lines.push(word)
  }
  return lines.map((line, index) => `${index === 0 ? bullet : indent}${line}`).join('\n')
}

/** A text of somebody's as it can stand in a line of ASCII. */
function ascii(text: string, limit: number): string {
  return plainLine(text, limit).replaceAll(/[^\x20-\x7e]/g, '?')
}
