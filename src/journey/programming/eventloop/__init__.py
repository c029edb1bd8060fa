"""An event loop from scratch: coroutines, futures, timers, sockets, and no threads.

It has the interface of ``asyncio`` and gives the same order of events, in a few small files:
``_naive`` is the idea in ten lines, ``_future``, ``_task`` and ``_loop`` are the machine, and the
rest is written on top of them. By default it runs in virtual time: it jumps where others wait.
"""

from journey.programming.eventloop._beside import run_asyncio
from journey.programming.eventloop._bounded import bounded_gather
from journey.programming.eventloop._clock import Clock, RealClock, VirtualClock
from journey.programming.eventloop._future import CancelledError, Future, InvalidStateError
from journey.programming.eventloop._groups import TaskGroup
from journey.programming.eventloop._loop import DeadlockError, EventLoop, Handle, run
from journey.programming.eventloop._naive import interleave
from journey.programming.eventloop._queue import Queue, QueueEmpty, QueueFull
from journey.programming.eventloop._running import current_task, get_running_loop
from journey.programming.eventloop._sync import Event, Lock, Semaphore
from journey.programming.eventloop._task import Task
from journey.programming.eventloop._waiting import (
    Timeout,
    create_task,
    gather,
    sleep,
    timeout,
    wait_for,
)

__all__ = [
    "CancelledError",
    "Clock",
    "DeadlockError",
    "Event",
    "EventLoop",
    "Future",
    "Handle",
    "InvalidStateError",
    "Lock",
    "Queue",
    "QueueEmpty",
    "QueueFull",
    "RealClock",
    "Semaphore",
    "Task",
    "TaskGroup",
    "Timeout",
    "VirtualClock",
    "bounded_gather",
    "create_task",
    "current_task",
    "gather",
    "get_running_loop",
    "interleave",
    "run",
    "run_asyncio",
    "sleep",
    "timeout",
    "wait_for",
]
