"""Arrays, linked lists, stacks, queues and hash maps, each with the interface of Python's own.

What they cost is counted as they work: values moved, links followed, slots probed. So growth can be
measured without a clock. Results of functions are remembered by
``journey.programming.decorators.memoize``, which needs no more than a dict.
"""

from journey.programming.linear._chained_hash_map import ChainedHashMap
from journey.programming.linear._deque import Deque
from journey.programming.linear._dynamic_array import DynamicArray, doubled
from journey.programming.linear._hash_map import HashMap, linear_probes, perturbed_probes
from journey.programming.linear._hashing import fnv_1a
from journey.programming.linear._linked_list import DoublyLinkedList, LinkedList
from journey.programming.linear._lru_cache import LRUCache
from journey.programming.linear._stack_queue import Queue, Stack

__all__ = [
    "ChainedHashMap",
    "Deque",
    "DoublyLinkedList",
    "DynamicArray",
    "HashMap",
    "LRUCache",
    "LinkedList",
    "Queue",
    "Stack",
    "doubled",
    "fnv_1a",
    "linear_probes",
    "perturbed_probes",
]
