"""One file from several mirrors: resumed where it was cut, checked, and in place only when it is right."""

from __future__ import annotations

import urllib.error
import urllib.request
from contextlib import closing
from http.client import PARTIAL_CONTENT, REQUESTED_RANGE_NOT_SATISFIABLE, HTTPException, HTTPResponse
from pathlib import Path
from typing import cast

from filelock import FileLock

from autograph.datasets.idx import digest, stored, unpack
from autograph.errors import DataError
from autograph.progress import Bar, progress

ATTEMPTS = 3
CHUNK = 1 << 16
TIMEOUT_SECONDS = 30.0


class _Refused(Exception):
    """What a mirror gave instead of the file; `retry` where asking it again may help."""

    def __init__(self, answer: str, retry: bool):
        super().__init__(answer)
        self.retry = retry


def download(urls: list[str], target: Path, sha256: str, limit: int, hint: str, packed: bool = False) -> Path:
    """Fetches `target` from the first of `urls` that gives what has the digest `sha256`, and returns it.

    The digest is that of the gunzipped bytes, with `packed` that of the file as it is.
    A file cut short stays beside `target` as `.partial` and is continued, by this call or a later one. No more than
    `limit` bytes are taken. Processes that ask for the same file wait for each other.
    Raises DataError that lists what each mirror answered, ending with `hint`.
    """
    partial = target.with_name(f"{target.name}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{target}.lock"):
            if target.is_file():
                return target
            answers = []
            for url in urls:
                answer = _try_mirror(url, partial, sha256, limit, packed)
                if answer is None:
                    return partial.replace(target)
                answers.append(f"{url}: {answer}")
    except OSError as error:
        raise DataError(f"cannot write {target}: {error.strerror or error}", hint=hint) from error
    raise DataError(f"could not download {target.name}: " + "; ".join(answers), hint=hint)


def _try_mirror(url: str, partial: Path, sha256: str, limit: int, packed: bool) -> str | None:
    """None when `partial` is now the checked file, else what the mirror answered last."""
    answer = None
    for _ in range(ATTEMPTS):
        try:
            resumed = _fetch(url, partial, limit)
            _check(partial, sha256, resumed, packed)
            return None
        except _Refused as refused:
            answer = str(refused)
            if not refused.retry:
                break
    return answer


def _fetch(url: str, partial: Path, limit: int) -> bool:
    """Writes the file at `url` to `partial`, from where an earlier attempt ended; whether there was one."""
    have = partial.stat().st_size if partial.exists() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        response = cast(HTTPResponse, urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS))
    except urllib.error.HTTPError as error:
        if have and error.code == REQUESTED_RANGE_NOT_SATISFIABLE:
            return True  # nothing lies beyond what is here: the check tells whether that is the file
        raise _Refused(f"HTTP {error.code} {error.reason}", retry=error.code >= 500) from error
    except (HTTPException, OSError) as error:
        raise _Refused(f"no answer: {error or type(error).__name__}", retry=False) from error
    with response:
        if response.status != PARTIAL_CONTENT:
            have = 0
        _write(response, partial, have, limit)
    return have > 0


def _write(response: HTTPResponse, partial: Path, have: int, limit: int) -> None:
    announced = response.headers.get("Content-Length", "")
    total = have + int(announced) if announced.isdigit() else None
    bar: Bar[object] = progress(total=total, desc=partial.stem, unit="B")
    with closing(bar), partial.open("ab" if have else "wb") as file:
        bar.update(have)
        while chunk := _read(response):
            have += len(chunk)
            if have > limit:
                file.truncate(0)
                raise _Refused(f"more than {limit} bytes, so not the file", retry=False)
            file.write(chunk)
            bar.update(len(chunk))
    if total is not None and have < total:
        raise _Refused(f"the connection broke after {have} of {total} bytes", retry=True)


def _read(response: HTTPResponse) -> bytes:
    try:
        return response.read1(CHUNK)  # read would hold back what came before a connection broke
    except (HTTPException, OSError) as error:
        raise _Refused(f"the connection broke: {error or type(error).__name__}", retry=True) from error


def _check(partial: Path, sha256: str, resumed: bool, packed: bool) -> None:
    try:
        found = f"sha256 {digest(stored(partial) if packed else unpack(partial))}"
    except DataError as error:
        found = error.what
    if found != f"sha256 {sha256}":
        partial.unlink()
        # The part from before may have been the wrong one: only a whole file from here speaks against the mirror.
        raise _Refused(f"other content than expected: {found}", retry=resumed)
