"""Prints what the PyPI package v8unpack (1.2.15) reads from a .cfe, as one line of JSON.

usage: v8unpack_oracle.py FILE.cfe

Exit code 0 and the facts on stdout, or 1 and v8unpack's complaint on stderr. v8unpack's own talk goes to stderr.
"""

import contextlib
import json
import pathlib
import sys
import tempfile
from importlib.metadata import version


def unquoted(text):
    """A text as it stands in the file: in quotation marks, with those within doubled."""
    return text[1:-1].replace('""', '"')


def facts(folder):
    header = json.loads((folder / "ConfigurationExtension.json").read_text(encoding="utf-8"))
    items = header["header"][0][3][1][1]
    languages = (path.name for path in (folder / "Language").iterdir())
    modules = folder / "CommonModule"
    return {
        "reader": "v8unpack " + version("v8unpack"),
        "uuid": header["file_uuid"],
        "name": header["name"],
        "synonym": {language: name.replace('""', '"') for language, name in header["name2"].items()},
        "comment": header["comment"].replace('""', '"'),
        "vendor": unquoted(items[14]),
        "version": (folder / "version.bin").read_text(encoding="utf-8").replace('""', '"'),
        "name_prefix": unquoted(items[42]),
        "compatibility_mode": int(header["compatibility_version"]),
        "purpose_code": int(items[44]),
        "object_format": int(items[0]),
        "storage_format": int(header["version"][0]),
        "elements": int(header["configinfo"][2][0]),
        "languages": sorted(languages),
        "modules": sorted(path.name for path in modules.iterdir()) if modules.is_dir() else [],
    }


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    import v8unpack.v8unpack as reader

    with tempfile.TemporaryDirectory() as folder:
        with contextlib.redirect_stdout(sys.stderr):
            reader.extract(sys.argv[1], folder, processes=1)
        print(json.dumps(facts(pathlib.Path(folder)), ensure_ascii=False, sort_keys=True))


if __name__ == "__main__":
    main()
