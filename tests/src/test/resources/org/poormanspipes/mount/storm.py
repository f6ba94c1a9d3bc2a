"""Processes that do at random what can be done in a mount. storm.py <processes> <seconds> <seed>"""

import collections
import random

from clients import *

NAMES = ["s0", "s1", "s2", "s3", "d/s4", "d/s5", "e/f/s6", "S7"]
DIRECTORIES = ["d", "e", "e/f", "g"]
EXPECTED = {
    # Of names that come and go, and of pipes that are deleted while they are used.
    "ENOENT", "EEXIST", "ENOTEMPTY", "ENOTDIR", "EISDIR", "ESTALE",
    # Of what would have to wait, and of signals.
    "EAGAIN", "EINTR", "EBUSY",
}

BLOCKS = 0.02  # seconds that a call may wait


class Alarm(Exception):
    pass


class Storm:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.open = []
        self.waits = False
        self.counts = collections.Counter()
        self.unexpected = collections.Counter()

    def alarm(self, *_):
        if self.waits:
            self.waits = False
            raise Alarm()

    def name(self):
        return at(self.random.choice(NAMES))

    def descriptor(self):
        return self.random.choice(self.open) if self.open else self.opens()

    def opens(self):
        flags = self.random.choice([RD, WR, RW])
        for flag in os.O_CREAT, os.O_EXCL, os.O_TRUNC, os.O_APPEND, NONBLOCK:
            flags |= self.random.choice([0, flag])
        self.open.append(os.open(self.name(), flags, 0o600))
        return self.open[-1]

    def closes(self):
        if self.open:
            os.close(self.open.pop(self.random.randrange(len(self.open))))

    def patiently(self, call, *arguments):
        """It is interrupted if it waits."""
        self.waits = True
        signal.setitimer(signal.ITIMER_REAL, BLOCKS, BLOCKS)
        try:
            call(*arguments)
        finally:
            self.waits = False
            signal.setitimer(signal.ITIMER_REAL, 0)

    def reads(self):
        f = self.descriptor()
        if fcntl.fcntl(f, fcntl.F_GETFL) & os.O_ACCMODE != WR:
            self.patiently(os.read, f, self.random.choice([1, 100, 70000]))

    def writes(self):
        f = self.descriptor()
        if fcntl.fcntl(f, fcntl.F_GETFL) & os.O_ACCMODE != RD:
            self.patiently(os.write, f, b"x" * self.random.choice([1, 100, 5000, 70000]))

    def polls(self):
        select.select(self.open, self.open, [], 0.001)

    def asks(self):
        f = self.descriptor()
        os.fstat(f)
        fcntl.ioctl(f, 0x8020E701, bytes(32))

    def stats(self):
        os.stat(self.name())

    def lists(self):
        os.listdir(at(self.random.choice(DIRECTORIES + [""])))

    def chmods(self):
        os.chmod(self.name(), self.random.choice([0o600, 0o640, 0o666]))

    def unlinks(self):
        os.unlink(self.name())

    def makes(self):
        os.mkdir(at(self.random.choice(DIRECTORIES)))

    def removes(self):
        os.rmdir(at(self.random.choice(DIRECTORIES)))

    def attributes(self):
        os.getxattr(self.name(), "user.pmp.used")

    def step(self):
        call = self.random.choice(
            [self.opens] * 4 + [self.closes] * 4 + [self.reads] * 6 + [self.writes] * 6
            + [self.polls, self.asks, self.stats, self.lists, self.chmods, self.unlinks,
               self.makes, self.removes, self.attributes])
        while len(self.open) > 5:
            self.closes()
        try:
            call()
            self.counts["done"] += 1
        except Alarm:
            self.counts["interrupted"] += 1
        except OSError as refused:
            name = errno.errorcode[refused.errno]
            self.counts[name] += 1
            if name not in EXPECTED:
                self.unexpected[call.__name__ + " " + name] += 1

    def run(self, end, out):
        signal.signal(signal.SIGALRM, self.alarm)
        while time.monotonic() < end:
            self.step()
        for f in self.open:
            os.close(f)
        text = "".join("%d %s\n" % (n, name) for name, n in self.counts.items())
        text += "".join("%d UNEXPECTED %s\n" % (n, name) for name, n in self.unexpected.items())
        os.write(out, text.encode())


def main():
    processes, seconds, seed = (int(word) for word in sys.argv[1:])
    chance = random.Random(seed)
    read, write = os.pipe()
    end = time.monotonic() + seconds
    children = {}
    for i in range(processes):
        children[child(Storm(seed + i).run, end, write)] = i
    os.close(write)
    # Some are killed, wherever they are, and others come instead.
    killed = set()
    for i in range(processes // 10):
        time.sleep(max(0, min(seconds / 50, end - time.monotonic())))
        victim = chance.choice(sorted(set(children) - killed))
        os.kill(victim, signal.SIGKILL)
        killed.add(victim)
    total = collections.Counter()
    with os.fdopen(read) as lines:
        for line in lines:
            count, name = line.strip().split(" ", 1)
            total[name] += int(count)
    for pid in children:
        check(ended(pid), -signal.SIGKILL if pid in killed else 0)
    print(seconds, "s,", processes, "processes,", len(killed), "killed:", dict(total))
    bad = [name for name in total if name.startswith("UNEXPECTED")]
    if bad:
        raise AssertionError(bad)
    # What is left is taken away by name; a directory goes after what is in it.
    told = {name: refusal(os.unlink, at(name)) for name in NAMES}
    for name in sorted(DIRECTORIES, reverse=True):
        def gone():
            told[name] = refusal(os.rmdir, at(name))
            return told[name] in ("ENOENT", None)
        try:
            until("%s is gone" % name, gone)
        except AssertionError as left:
            raise AssertionError(left, told, list(os.walk(M)))
    until("it is empty: %s" % os.listdir(M), lambda: os.listdir(M) == [])


main()
