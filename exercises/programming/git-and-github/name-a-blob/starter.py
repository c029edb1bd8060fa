import hashlib


def blob_name(content):
    """Return the name that git gives to a file with this content."""
    # What stands in front of the bytes, before they are hashed?
    return hashlib.sha1(content).hexdigest()
