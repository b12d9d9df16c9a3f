"""The PyPI library `cwt` verifies the licenses, coupons, catalogs and bulletins of the vectors: python cwt_verify.py ../vectors

Any COSE library that knows Ed25519 as -19 (RFC 9864) and takes an `external_aad` can do the same.
"""
import pathlib
import sys

import cbor2
from cwt import COSE, COSEKey, VerifyError

from verify import OURS, load, thumbprint

def key_of(public):
    return COSEKey.new({1: 1, 2: thumbprint(public)[:8], 3: -19, 4: [2], -1: 6, -2: public})

def main(folder):
    folder, verified = pathlib.Path(folder), 0
    for kind in ("license", "coupon", "catalog", "bulletin"):
        for file in sorted((folder / kind).glob("*.txt")):
            header, document = load(folder, file.relative_to(folder))
            if (header["expect"], header["document"]) != ("ok", kind):
                continue
            root = cbor2.loads(cbor2.loads(load(folder, header["root"])[1])[0][2])
            keys = [key_of(entry[1]) for entry in root[OURS][7]]
            tagged = b"\xd2" + document  # the library takes the tagged form, ours is untagged
            payload = COSE.new().decode(tagged, keys, external_aad=f"keyslip/1/{kind}".encode())
            assert cbor2.loads(payload)[OURS]
            for other in ("keyslip/1/root", ""):
                try:
                    COSE.new().decode(tagged, keys, external_aad=other.encode())
                    raise SystemExit(f"{file}: verified for another kind of document")
                except VerifyError:
                    pass
            verified += 1
    print(f"{verified} documents verified")
    return 0 if verified >= 10 else 1

if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
