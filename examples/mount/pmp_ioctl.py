#!/usr/bin/env python3
"""Looks into a pipe that is a file of a mount, and changes it: the ioctls of pmp_ioctl.h.

    pmp_ioctl.py FILE                    what concerns a descriptor, and all properties
    pmp_ioctl.py FILE capacity           one property
    pmp_ioctl.py FILE capacity=1M        changes it
"""
import fcntl
import os
import struct
import sys

READ, WRITE = 2, 1


def number(direction, size, index):
    """asm-generic/ioctl.h: direction, size, type and number."""
    return direction << 30 | size << 16 | 0xE7 << 8 | index


INFO = number(READ, 32, 1)
GET = number(READ | WRITE, 256, 2)
SET = number(WRITE, 256, 3)
STAT = number(READ, 4096, 4)


def text(data):
    return bytes(data).split(b"\0", 1)[0].decode()


def main(path, request=None):
    fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    if request is None:
        info = bytearray(32)
        fcntl.ioctl(fd, INFO, info)
        remainder, lost, skipped, messages, _ = struct.unpack("=QQQII", info)
        print(f"remainder={remainder}\nlost={lost}\nskipped={skipped}\nmessages={messages}")
        properties = bytearray(4096)
        fcntl.ioctl(fd, STAT, properties)
        print(text(properties), end="")
    elif "=" in request:
        fcntl.ioctl(fd, SET, request.encode().ljust(256, b"\0"))
    else:
        value = bytearray(request.encode().ljust(256, b"\0"))
        fcntl.ioctl(fd, GET, value)
        print(text(value))
    os.close(fd)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    try:
        main(*sys.argv[1:])
    except OSError as refused:
        sys.exit(f"{sys.argv[1]}: {refused.strerror}")
