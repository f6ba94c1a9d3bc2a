"""What the clients of a mount have in common. Each is a process with a watchdog."""

import errno
import fcntl
import os
import select
import signal
import struct
import subprocess
import sys
import threading
import time

M = os.environ["M"]
LIMIT = 20  # seconds: only what hangs reaches it

RD, WR, RW = os.O_RDONLY, os.O_WRONLY, os.O_RDWR
NONBLOCK = os.O_NONBLOCK


def at(name):
    return M + "/" + name


def opened(name, flags, mode=0o666):
    return os.open(at(name), flags, mode)


def refusal(call, *arguments):
    """The name of the error that a call ends with, or None."""
    try:
        call(*arguments)
        return None
    except OSError as refused:
        return errno.errorcode[refused.errno]


def check(actual, expected):
    if actual != expected:
        raise AssertionError("%r, expected %r" % (actual, expected))


def until(what, condition):
    """Looks again and again until it holds."""
    end = time.monotonic() + LIMIT
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError("it was still not so that " + what)
        time.sleep(0.002)


def state(pid):
    with open("/proc/%d/stat" % pid) as stat:
        return stat.read().rsplit(")", 1)[1].split()[0]


def call(pid):
    with open("/proc/%d/syscall" % pid) as syscall:
        return syscall.read()


# read(2) and write(2)
WAITING = ("63", "64") if os.uname().machine == "aarch64" else ("0", "1")


def sleeps(*pids):
    """Waits until each of some processes or threads stays in a read or a write."""
    seen = []

    def same():
        before = [call(pid) for pid in pids]
        time.sleep(0.05)
        seen[:] = [
            (pid, was, call(pid), state(pid))
            for pid, was in zip(pids, before)
            if was.split()[0] not in WAITING or was != call(pid) or state(pid) != "S"
        ]
        return not seen

    try:
        until("all sleep", same)
    except AssertionError:
        raise AssertionError("these do not sleep: %s" % seen[:5])


def child(function, *arguments):
    """Runs a function in a process of its own; what it returns is the exit code."""
    pid = os.fork()
    if pid == 0:
        code = 99
        try:
            code = function(*arguments) or 0
        except BaseException as failed:
            print("child:", repr(failed), file=sys.stderr, flush=True)
        finally:
            os._exit(code)
    return pid


def ended(pid):
    """Waits for a process: its exit code, or minus the signal that ended it."""

    def look():
        found, status = os.waitpid(pid, os.WNOHANG)
        return [os.waitstatus_to_exitcode(status)] if found else None

    return until("process %d (%s) has ended" % (pid, state(pid)), look)[0]


class Thread:
    """A call in a thread: its result is waited for, but not for ever."""

    def __init__(self, function, *arguments):
        self.outcome = None
        self.thread = threading.Thread(target=self.run, args=(function, arguments), daemon=True)
        self.thread.start()

    def run(self, function, arguments):
        try:
            self.outcome = [function(*arguments)]
        except OSError as refused:
            self.outcome = [errno.errorcode[refused.errno]]

    def result(self):
        self.thread.join(LIMIT)
        if self.outcome is None:
            raise AssertionError("a thread hangs")
        return self.outcome[0]
