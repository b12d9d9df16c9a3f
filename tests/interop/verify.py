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
KINDS = ["root", "receipt", "request", *PURPOSES.values()]
Y_8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826  # of the points of order 8
SMALL_ORDER = {0, 1, 2**255 - 20, Y_8, 2**255 - 19 - Y_8}
SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS = str.maketrans("OIL", "011")
CYRILLIC = str.maketrans("АВЕЁЗКМНОРСТУХ", "ABEE3KMHOPCTYX")
DROPPED = {*"-_.,;:>|*'\"`«»\u00ad\u2022\u2026\u2060\u2212\ufeff", *map(chr, range(0x200B, 0x2020))}

class Refused(Exception):
    """A reader refuses; the message is the answer of the vectors."""

def refuse_if(is_wrong, answer):
    if is_wrong:
        raise Refused(answer)

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
    except InvalidSignature:
        return False
    return int.from_bytes(signature[:32], "little") % 2**255 not in SMALL_ORDER

def verify(kind, parts, keys):
    """The payload, if one of `keys`, {id: (key, kinds, from, until, family)}, signed it as a document of `kind`."""
    protected, unprotected, payload, signature = parts
    header = cbor2.loads(protected)
    assert header[1] == -19 and unprotected == {} and len(signature) == 64
    refuse_if(header[4] not in keys, "unknown key")
    key, kinds, start, end, family = keys[header[4]]
    if not holds(key, kind, protected, payload, signature):
        is_other = any(holds(key, other, protected, payload, signature) for other in KINDS)
        raise Refused("wrong document" if is_other else "bad signature")
    refuse_if(kind not in kinds, "wrong purpose")
    assert header.get(16) == (None if kind in ("license", "coupon") else f"application/vnd.keyslip.{kind}+cose")
    signed, claim = cbor2.loads(payload)[6], cbor2.loads(payload)[OURS]
    refuse_if(not start <= signed <= end, "outside key time")
    named = {p for item in claim.get({"license": 2, "coupon": 3}.get(kind), []) for p in [item[1], *item.get(7, [])]}
    refuse_if(family and not named <= set(family), "outside key family")
    refuse_if(family and kind == "coupon" and claim[1] == 3, "change by family key")
    return payload

def keys_for(kind, keys):
    return {thumbprint(key)[:8]: (key, [kind], 0, FOR_EVER, None) for key in keys}

def issuing_keys(root):
    each = ((e[1], [PURPOSES[p] for p in e[2]], e.get(3, 0), e.get(4, FOR_EVER), e.get(5)) for e in root.get(7, []))
    return {thumbprint(key[0])[:8]: key for key in each}

def signed_to_threshold(documents, root):
    keys = keys_for("root", root[6])
    known = [parts for parts in documents if cbor2.loads(parts[0])[4] in keys]
    refuse_if(len([verify("root", parts, keys) for parts in known]) < root[5], "root threshold")

def read_root(file, before):
    documents = cbor2.loads(file)
    payload = documents[0][2]
    ids = [cbor2.loads(parts[0])[4] for parts in documents]
    assert all(parts[2] == payload for parts in documents) and ids == sorted(set(ids))
    new = cbor2.loads(payload)[OURS]
    signed_to_threshold(documents, new)
    if before not in (None, payload):
        old = cbor2.loads(before)[OURS]
        refuse_if(new[1] not in (old[1], old[1] + 1), "root version")
        signed_to_threshold(documents, old)
        refuse_if(new[1] == old[1], "root fork")
        refuse_if((new[2], new[4]) != (old[2], old[4]), "root identity")
    return payload

def refuse_burnt(parts, bulletin):
    refuse_if(bulletin and cbor2.loads(parts[0])[4] in dict(cbor2.loads(bulletin)[OURS].get(5, [])), "burnt key")

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
    values = [SYMBOLS.find(symbol) for symbol in text.translate(READ_AS)]
    refuse_if(-1 in values, answer)
    return values

def read_text(text):
    """Prefix, kind and cti of the first line, and the document."""
    kept = (c for c in text if not c.isspace() and unicodedata.category(c) != "Cc" and c not in DROPPED)
    folded = "".join(kept).upper().translate(CYRILLIC)
    kind, start = ("coupon", 7) if folded[4:7] == "UPD" else ("license", 4)
    prefix = symbols(folded[:4].replace("U", "V"), "text number-prefix")  # V has the value 27
    number = symbols(folded[start : start + 20], "text number-character")
    refuse_if(check([*prefix, *number[:19], 2 if kind == "coupon" else 1, 0]) != number[19], "text number-check")
    rows, bits = symbols(folded[start + 20 :], "text row-character"), ""
    for row, at in enumerate(range(0, len(rows), 25), 1):
        *data, last = rows[at : at + 25]
        refuse_if(check([*data, row % 32, row // 32 % 32]) != last, "text row-check")
        bits += "".join(f"{value:05b}" for value in data)
    document = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8))
    refuse_if("1" in bits[len(document) * 8 :], "text loose-end")
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
    if header["encoding"] == "hex" and re.fullmatch(DECIDED_HERE, header["expect"]):
        body = bytes.fromhex(re.sub(r"(..)\*(\d+)", lambda run: run[1] * int(run[2]), body))
    return header, body

def judge(folder, path):
    """The payload of the document, or the bytes of the object, that a vector holds."""
    header, body = load(folder, path)
    kind, payload = header["document"], body
    if kind == "root":
        payload = read_root(body, judge(folder, header["after"]) if "after" in header else None)
        found = fingerprint(cbor2.loads(payload)[OURS])
        refuse_if(header.get("fingerprint", found) != found, "wrong fingerprint")
    elif kind in PURPOSES.values():
        root = cbor2.loads(judge(folder, header["root"]))[OURS]
        number, body = read_text(body) if isinstance(body, str) else (None, body)
        refuse_burnt(parts := cbor2.loads(body), "heeding" in header and judge(folder, header["heeding"]))
        payload = verify(kind, parts, issuing_keys(root))
        refuse_burnt(parts, kind == "bulletin" and payload)
        own = [symbols(root[2].replace("U", "V"), ""), kind, cbor2.loads(payload).get(7)]
        refuse_if(number not in (None, own), "other number")
    elif kind in ("receipt", "request"):
        parts = cbor2.loads(body)
        key = bytes.fromhex(header["site-key"]) if kind == "receipt" else cbor2.loads(parts[2])[OURS][1]
        payload = verify(kind, parts, keys_for(kind, [key]))
        if "after" in header:
            last, this = (cbor2.loads(p)[OURS] for p in (judge(folder, header["after"]), payload))
            refuse_if((this[1], this[2]) != (last[1] + 1, sha256(load(folder, header["after"])[1])), "broken chain")
    else:
        refuse_if(header["blob"] != f"{sha256(body).hex()} {len(body)}", "wrong object")
    assert "within" not in header or sha256(body) in judge(folder, header["within"])
    assert header.get("digest", sha256(payload).hex()) == sha256(payload).hex()
    return payload

def answer(folder, path):
    try:
        return "ok" if judge(folder, path) is not None else "nothing"
    except Refused as refused:
        return str(refused)

def main(folder):
    folder = pathlib.Path(folder)
    paths = sorted(file.relative_to(folder).as_posix() for file in folder.glob("*/*.txt"))
    expected = {path: load(folder, path)[0]["expect"] for path in paths}
    tried = [path for path in paths if re.fullmatch(DECIDED_HERE, expected[path])]
    wrong = [f"{path}: expected {expected[path]}, found {found}" for path in tried
             if (found := answer(folder, path)) != expected[path]]
    print(*wrong, f"{len(tried)} vectors, {len(wrong)} of them wrong", sep="\n")
    return 1 if wrong or len(tried) < 100 else 0

if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
