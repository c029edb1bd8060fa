"""Git's object store from scratch: repositories that git itself reads, and the other way round.

Objects are named by the hash of their bytes; a commit names a tree and the commits before it;
branches are names that move. With it come the walk through history, merge bases, differences of
trees, and Myers's difference of texts. What runs processes or speaks to a network is not here.
"""

from journey.programming.git._content import Blob, Tree, TreeEntry, hash_object
from journey.programming.git._errors import GitError, MissingObjectError, ObjectError, RefError
from journey.programming.git._headers import Identity
from journey.programming.git._history import ancestors, is_ancestor, log, merge_bases
from journey.programming.git._myers import (
    diff_opcodes,
    edit_distance,
    edit_path,
    naive_edit_distance,
)
from journey.programming.git._objects import Commit, GitObject, Tag, parse_object
from journey.programming.git._pack import Pack, apply_delta
from journey.programming.git._patch import Change, diff_trees, numstat, patch, unified_diff
from journey.programming.git._refs import RefStore, check_ref_format
from journey.programming.git._repository import Repository
from journey.programming.git._store import LooseStore, MemoryStore, ObjectStore
from journey.programming.git._worktree import index_bytes, walk_tree, write_tree

__all__ = [
    "Blob",
    "Change",
    "Commit",
    "GitError",
    "GitObject",
    "Identity",
    "LooseStore",
    "MemoryStore",
    "MissingObjectError",
    "ObjectError",
    "ObjectStore",
    "Pack",
    "RefError",
    "RefStore",
    "Repository",
    "Tag",
    "Tree",
    "TreeEntry",
    "ancestors",
    "apply_delta",
    "check_ref_format",
    "diff_opcodes",
    "diff_trees",
    "edit_distance",
    "edit_path",
    "hash_object",
    "index_bytes",
    "is_ancestor",
    "log",
    "merge_bases",
    "naive_edit_distance",
    "numstat",
    "parse_object",
    "patch",
    "unified_diff",
    "walk_tree",
    "write_tree",
]
