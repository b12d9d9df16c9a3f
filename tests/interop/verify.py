"""A reader of Keyslip's documents, written from the words of docs/SPEC.md alone: python verify.py ../vectors

It holds every positive vector (signatures from the root down, texts, objects of a catalog, the chain of receipts) and
those negative ones that a key, a signature or a check symbol decides. The profile of CBOR (§2.2) is not checked here.
"""
import hashlib
import pathlib
import re
import sys
import unicodedata

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

OURS, FOR_EVER = -65537, 1 << 60
PURPOSES = {1: "license", 2: "coupon", 3: "catalog", 4: "bulletin"}
SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS = {"O": "0", "I": "1", "L": "1"}
CYRILLIC = dict(zip("АВЕЁЗКМНОРСТУХ", "ABEE3KMHOPCTYX"))
DROPPED = set("-_.,;:>|*'\"`«»\u00ad\u2022\u2026\u2060\u2212\ufeff")
DROPPED.update(map(chr, [*range(0x200B, 0x2020)]))

class Refused(Exception):
    """A reader refuses; the message is the answer of the vectors."""

def sha256(data):
    return hashlib.sha256(data).digest()

# --- §2.3, §5: envelopes, keys, roots ---

def thumbprint(key):
    return sha256(cbor2.dumps({1: 1, -1: 6, -2: key}))

def fingerprint(root):
    keys = root[6]
    digest = thumbprint(keys[0]) if len(keys) == 1 else sha256(cbor2.dumps([root[5], keys]))
    return "-".join(f"{int.from_bytes(digest[i : i + 2], 'big'):05}" for i in range(0, 16, 2))

def holds(key, kind, protected, payload, signature):
    signed = cbor2.dumps(["Signature1", protected, f"keyslip/1/{kind}".encode(), payload])
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, signed)
        return True
    except InvalidSignature:
        return False

def verify(kind, parts, keys):
    """The payload, if one of `keys`, {id: (key, kinds, from, until, family)}, signed it as a document of `kind`."""
    protected, unprotected, payload, signature = parts
    header = cbor2.loads(protected)
    assert header[1] == -19 and unprotected == {} and len(signature) == 64
    if header[4] not in keys:
        raise Refused("unknown key")
    key, kinds, start, end, family = keys[header[4]]
    if not holds(key, kind, protected, payload, signature):
        others = ["root", "receipt", *PURPOSES.values()]
        is_other = any(holds(key, other, protected, payload, signature) for other in others)
        raise Refused("wrong document" if is_other else "bad signature")
    if kind not in kinds:
        raise Refused("wrong purpose")
    assert header.get(16) == (None if kind in ("license", "coupon") else f"application/vnd.keyslip.{kind}+cose")
    if not start <= cbor2.loads(payload)[6] <= end:
        raise Refused("outside key time")
    named = cbor2.loads(payload)[OURS].get({"license": 2, "coupon": 3}.get(kind), [])
    if family and not {product for item in named for product in [item[1], *item.get(7, [])]} <= set(family):
        raise Refused("outside key family")
    return payload

def keys_for(kind, keys):
    return {thumbprint(key)[:8]: (key, [kind], 0, FOR_EVER, None) for key in keys}

def issuing_keys(root):
    return {
        thumbprint(e[1])[:8]: (e[1], [PURPOSES[p] for p in e[2]], e.get(3, 0), e.get(4, FOR_EVER), e.get(5))
        for e in root.get(7, [])
    }

def signed_to_threshold(documents, root):
    keys = keys_for("root", root[6])
    known = [parts for parts in documents if cbor2.loads(parts[0])[4] in keys]
    if len([verify("root", parts, keys) for parts in known]) < root[5]:
        raise Refused("root threshold")

def read_root(file, before):
    documents = cbor2.loads(file)
    payload = documents[0][2]
    ids = [cbor2.loads(parts[0])[4] for parts in documents]
    assert all(parts[2] == payload for parts in documents) and ids == sorted(set(ids))
    new = cbor2.loads(payload)[OURS]
    signed_to_threshold(documents, new)
    if before not in (None, payload):
        old = cbor2.loads(before)[OURS]
        if new[1] not in (old[1], old[1] + 1):
            raise Refused("root version")
        signed_to_threshold(documents, old)
        if new[1] == old[1]:
            raise Refused("root fork")
        if (new[2], new[4]) != (old[2], old[4]):
            raise Refused("root identity")
    return payload

def refuse_burnt(parts, bulletin):
    if bulletin and cbor2.loads(parts[0])[4] in dict(cbor2.loads(bulletin)[OURS].get(5, [])):
        raise Refused("burnt key")

# --- §3: numbers and text ---

def times_alpha(value):
    return value << 1 ^ (0b100101 if value & 16 else 0)

def check(values):
    total, weight = 0, 1
    for value in values:
        weight = power = times_alpha(weight)
        for bit in range(5):
            total ^= power if value >> bit & 1 else 0
            power = times_alpha(power)
    return total

def symbols(text, answer):
    values = [SYMBOLS.find(READ_AS.get(symbol, symbol)) for symbol in text]
    if -1 in values:
        raise Refused(answer)
    return values

def prefix_values(prefix):
    return symbols(prefix.replace("U", "V"), "text number-prefix")  # V has the value 27

def read_text(text):
    """Prefix, kind and cti of the first line, and the document."""
    kept = (c for c in text if not c.isspace() and unicodedata.category(c) != "Cc" and c not in DROPPED)
    folded = "".join(CYRILLIC.get(c, c) for c in "".join(kept).upper())
    kind, start = ("coupon", 7) if folded[4:7] == "UPD" else ("license", 4)
    prefix, number = prefix_values(folded[:4]), symbols(folded[start : start + 20], "text number-character")
    if check([*prefix, *number[:19], 2 if kind == "coupon" else 1, 0]) != number[19]:
        raise Refused("text number-check")
    rows, bits = symbols(folded[start + 20 :], "text row-character"), ""
    for row, at in enumerate(range(0, len(rows), 25), 1):
        *data, last = rows[at : at + 25]
        if check([*data, row % 32, row // 32 % 32]) != last:
            raise Refused("text row-check")
        bits += "".join(f"{value:05b}" for value in data)
    document = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8))
    if "1" in bits[len(document) * 8 :]:
        raise Refused("text loose-end")
    cti = int("".join(f"{value:05b}" for value in number[:19]), 2).to_bytes(12, "big")
    return [prefix, kind, cti], document

# --- Vectors ---

DECIDED_HERE = (
    r"ok|bad signature|(unknown|burnt) key|wrong .*|outside key .*|other number|broken chain|root (?!weak).*"
    r"|text (number-check|number-character|row-check|row-character|loose-end)"
)

def load(folder, path):
    header, body = (folder / path).read_bytes().decode().split("\n\n", 1)
    header = dict(line.split(": ", 1) for line in header.split("\n"))
    if header["encoding"] == "hex":
        body = bytes.fromhex(re.sub(r"(..)\*(\d+)", lambda run: run[1] * int(run[2]), body))
    return header, body

def judge(folder, path):
    """The payload of the document, or the bytes of the object, that a vector holds."""
    header, body = load(folder, path)
    kind, payload = header["document"], body
    if kind == "root":
        payload = read_root(body, judge(folder, header["after"]) if "after" in header else None)
        if header.get("fingerprint", found := fingerprint(cbor2.loads(payload)[OURS])) != found:
            raise Refused("wrong fingerprint")
    elif kind in PURPOSES.values():
        root = cbor2.loads(judge(folder, header["root"]))[OURS]
        number, body = read_text(body) if isinstance(body, str) else (None, body)
        refuse_burnt(parts := cbor2.loads(body), "heeding" in header and judge(folder, header["heeding"]))
        payload = verify(kind, parts, issuing_keys(root))
        refuse_burnt(parts, kind == "bulletin" and payload)
        if number and number != [prefix_values(root[2]), kind, cbor2.loads(payload)[7]]:
            raise Refused("other number")
    elif kind == "receipt":
        payload = verify(kind, cbor2.loads(body), keys_for(kind, [bytes.fromhex(header["site-key"])]))
        if "after" in header:
            last, this = (cbor2.loads(p)[OURS] for p in (judge(folder, header["after"]), payload))
            if (this[1], this[2]) != (last[1] + 1, sha256(load(folder, header["after"])[1])):
                raise Refused("broken chain")
    elif header["blob"] != f"{sha256(body).hex()} {len(body)}":
        raise Refused("wrong object")
    assert "within" not in header or sha256(body) in judge(folder, header["within"])
    assert header.get("digest", sha256(payload).hex()) == sha256(payload).hex()
    return payload

def main(folder):
    folder, tried, wrong = pathlib.Path(folder), 0, 0
    for path in sorted(file.relative_to(folder).as_posix() for file in folder.glob("*/*.txt")):
        expected = load(folder, path)[0]["expect"]
        if re.fullmatch(DECIDED_HERE, expected):
            try:
                found = "ok" if judge(folder, path) else ""
            except Refused as refused:
                found = str(refused)
            tried, wrong = tried + 1, wrong + (found != expected)
            if found != expected:
                print(f"{path}: expected {expected}, found {found}")
    print(f"{tried} vectors, {wrong} of them wrong")
    return 1 if wrong or tried < 60 else 0

if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
