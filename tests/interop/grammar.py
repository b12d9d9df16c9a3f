"""Are the grammars of SPEC one grammar that a parser of CDDL (RFC 8610) takes? python grammar.py ../../docs/SPEC.md

The grammars are put together, as SPEC says; a slip in the notation is refused. That each name in them is defined is for
the workspace's own test.
"""
import re
import sys

import pycddl

def main(spec):
    blocks = re.findall(r"```cddl\n(.*?)```", open(spec, encoding="utf-8").read(), re.DOTALL)
    grammar = "\n".join(blocks)
    pycddl.Schema(f"start = claims / index / part / distribution / shard\n{grammar}")
    print(f"{len(blocks)} blocks, {len(grammar.splitlines())} lines of grammar")
    return 0 if len(blocks) > 10 else 1

if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
