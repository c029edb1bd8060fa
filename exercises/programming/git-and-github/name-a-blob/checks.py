import random

from journey.practice import check, equal
from journey.programming.git import hash_object


@check("names the bytes of the example")
def example(work):
    equal(
        work.blob_name(b"hello\n"),
        "ce013625030ba8dba906f756967f9e9ca394464a",
        "blob_name(b'hello\\n')",
    )


@check("names an empty file")
def empty(work):
    equal(work.blob_name(b""), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "blob_name(b'')")


@check("takes a text for its UTF-8, and counts bytes")
def text(work):
    for content in ("plain", "Zoë", "数据"):
        equal(work.blob_name(content), hash_object(content.encode()), f"blob_name({content!r})")


@check("leaves line ends and spaces as they are")
def ends(work):
    for content in (b"a\r\nb\r\n", b"a\n\n", b" a ", "a\r\n"):
        data = content.encode() if isinstance(content, str) else content
        equal(work.blob_name(content), hash_object(data), f"blob_name({content!r})")


@check("agrees with git on random bytes")
def many(work):
    rng = random.Random(0)
    for size in (9, 10, 99, 100, 1000):
        data = rng.randbytes(size)
        equal(work.blob_name(data), hash_object(data), f"blob_name of {size} random bytes")
