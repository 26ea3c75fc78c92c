import type { BundleManifest } from '../../../shared/domain/bundles.ts'
import type { Report } from '../../../shared/domain/reports.ts'
import { keyWord, minisignKeyOf } from './minisign.ts'

/**
 * The commands of README.txt. Each is run by the test of it, as it stands there, in a folder that a bundle was unpacked in.
 *
 * They are for a POSIX shell, stand at the beginning of the line (else Python and the end of a here-document are not understood when they are copied),
 * and take what stands in the manifest as words of a signer, never as part of a command.
 *
 * SECURITY: Python runs isolated (-I). Otherwise it would load a json.py out of the folder that is being judged.
 */

/** minisign with the key of which the fingerprint was worked out. */
export const signatureCommand = 'minisign -Vm manifest.json -p rootkeep.pub'

/** minisign with the key as a word. */
export function signatureByWordCommand({ signer }: Pick<BundleManifest, 'signer'>): string {
  return `minisign -Vm manifest.json \\\n    -P ${keyWord(minisignKeyOf(signer.publicKey))}`
}

/** The fingerprint that follows from the public key: `fingerprintOf`. */
export const fingerprintCommand = `python3 -I - <<'END'
import base64, hashlib
key = base64.b64decode(open("rootkeep.pub").read().splitlines()[1])[10:]
number = int.from_bytes(hashlib.sha256(key).digest()[:20], "big")
letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
word = "".join(letters[number >> 5 * i & 31] for i in reversed(range(32)))
print("-".join(word[i:i + 4] for i in range(0, 32, 4)))
END`

/** Every hash of the manifest: with jq, and with what every system has. */
export const hashCommands = [
  `jq -r '.files[] | .sha256 + "  " + .path' manifest.json | sha256sum -c`,
  `grep -o '"path":"[^"]*","sha256":"[^"]*"' manifest.json |
    sed 's/"path":"\\(.*\\)","sha256":"\\(.*\\)"/\\2  \\1/' | sha256sum -c`,
] as const

/** Whether there is a file that the manifest does not name. */
export const extraFilesCommand = `python3 -I - <<'END'
import json, os
manifest = json.load(open("manifest.json"))
named = {file["path"] for file in manifest["files"]}
named |= {"manifest.json", "manifest.json.minisig", "rootkeep.pub"}
there = {os.path.relpath(os.path.join(folder, name)).replace(os.sep, "/")
         for folder, _, names in os.walk(".") for name in names}
assert there == named, there ^ named
print("no file more and no file less")
END`

/** The chain of the journal, and that each checkpoint names an entry of it. */
export const journalCommand = `python3 -I - <<'END'
import hashlib, json
hashes, whole = ["0" * 64], 0
for line in open("evidence/journal.jsonl", encoding="utf-8"):
    row = json.loads(line)
    link = row.get("entry") or row["withheld"]
    assert link["sequence"] == len(hashes), "a gap at %d" % len(hashes)
    assert link["previous"] == hashes[-1], "broken at %d" % len(hashes)
    hashes.append(link["hash"])
    if "entry" in row:
        rest = {name: link[name] for name in link if name != "hash"}
        text = json.dumps(rest, sort_keys=True, separators=(",", ":"),
                          ensure_ascii=False)
        digest = hashlib.sha256(text.encode()).hexdigest()
        assert digest == link["hash"], "altered at %d" % link["sequence"]
        whole += 1
for line in open("evidence/checkpoints.jsonl", encoding="utf-8"):
    point = json.loads(line)
    assert hashes[point["count"]] == point["head"], point["at"]
    print("checkpoint of", point["at"], "names entry", point["count"])
print(len(hashes) - 1, "entries,", whole, "whole: the chain holds")
END`

/** The signature of the newest checkpoint, by OpenSSL. */
export const checkpointCommand = `work=$(mktemp -d)
python3 -I - "$work" <<'END'
import base64, json, sys
lines = open("evidence/checkpoints.jsonl", encoding="utf-8").readlines()
point = json.loads(lines[-1])
def put(name, data):
    open(sys.argv[1] + "/" + name, "wb").write(data)
put("signature", base64.b64decode(point.pop("signature")))
put("text", json.dumps(point, sort_keys=True, separators=(",", ":"),
                       ensure_ascii=False).encode())
key = base64.b64decode(point["publicKey"])
put("key", bytes.fromhex("302a300506032b6570032100") + key)
own = base64.b64decode(open("rootkeep.pub").read().splitlines()[1])[10:]
print("signed with the key of step 1:", "yes" if key == own else "NO")
END
openssl pkeyutl -verify -rawin -in "$work/text" \\
    -sigfile "$work/signature" -pubin -keyform DER \\
    -inkey "$work/key" && rm -r "$work"`

/** How many members held root credentials at the instant of the report, from the raw rows. */
export function recountCommand({ question, freshnessDays }: Report): string {
  const freshAfter = new Date(Date.parse(question.at) - freshnessDays * 86_400_000).toISOString()
  return `jq -n --arg at ${question.at} \\
    --arg fresh ${freshAfter} '
    [inputs
    | (first(.past[] | select(.until > $at)) // .account) as $was
    | ([.observations[] | select(.firstSeenAt <= $at)] | last) as $seen
    | ([.changes[] | select(.at <= $at and (.kind == "became-unknown"
        or .kind == "known-again")) | .kind] | last) as $turn
    | select(.account.firstSeenAt <= $at and ($was.isManagement | not)
        and ($was.leftAt == null or $was.leftAt > $at)
        and ($was.state == "ACTIVE" or $was.state == "UNKNOWN"))
    | select($seen != null and $turn != "became-unknown")
    | select($seen.lastSeenAt > $fresh)
    | select([$seen.credentials.present[]] | any)
    ] | length' evidence/accounts.jsonl`
}

/** The totals of the report, to be held against what people read. */
export const totalsCommand = `jq '{at: .question.at, accounts: .scope.accounts, completeness, holding,
    postures}' reports/report.json`
