# The idea: kind and size are hashed too, so no two objects of
# different kinds can be mistaken for one another.
import hashlib


def blob_name(content):
    """Return the name that git gives to a file with this content."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    header = b"blob %d\0" % len(data)
    return hashlib.sha1(header + data).hexdigest()
