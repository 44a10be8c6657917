"""The package that goes to the signer's own token software: Word file, PDF, and their hashes."""

from __future__ import annotations

from dossiers import storage
from dossiers.documents.package import pack
from dossiers.models import SigningPackage
from dossiers.web.text import fold

SUMS = "SHA256SUMS.txt"


def name_of(package: SigningPackage) -> str:
    """Return the plain name of a decision's files ("quyet-dinh-05-qd-ubnd"), which any program can handle."""
    return f"quyet-dinh-{fold(package.decision.full_number).replace('/', '-').replace(' ', '-')}"


def archive(package: SigningPackage) -> bytes:
    """Return the zip of a package, always the same bytes; raises Missing where a file is gone from the store.

    The list of hashes is in the form that `sha256sum --check` reads.
    """
    stem = name_of(package)
    files = {
        f"{stem}.docx": storage.get(package.document.sha256),
        f"{stem}.pdf": storage.get(package.pdf_sha256),
    }
    sums = "".join(f"{storage.hash_of(content)}  {name}\n" for name, content in sorted(files.items()))
    return pack({**files, SUMS: sums.encode()})
