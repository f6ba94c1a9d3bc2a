/* Control of a pipe that is a file of a mount, by ioctl(2). All structures are in the machine's byte
 * order. Errors: ENOTTY for what is not a pipe of a mount, or an unknown number; EINVAL for a wrong
 * property or value; EPERM for a change by somebody who is not the owner; ENODATA for an unknown
 * property.
 */
#ifndef PMP_IOCTL_H
#define PMP_IOCTL_H

#include <linux/ioctl.h>
#include <stdint.h>

#define PMP_IOC_TYPE 0xE7

/* What concerns this descriptor alone. */
struct pmp_info {
  uint64_t remainder; /* bytes left of a message of which the last read returned a part */
  uint64_t lost;      /* bytes, or messages, that a broadcast dropped before they were read here */
  uint64_t skipped;   /* empty messages passed over: to a reader of a file, nothing is the end */
  uint32_t messages;  /* 1: one read returns one message; 0: a stream */
  uint32_t reserved;
};

/* A text that ends with a zero byte. */
struct pmp_text {
  char text[256];
};

struct pmp_long_text {
  char text[4096];
};

/* What a read would return, without taking it. */
struct pmp_peek {
  int32_t length; /* how many bytes, or -1 at the end of the stream, -2 if there is nothing */
  char data[4092];
};

#define PMP_IOC_INFO _IOR(PMP_IOC_TYPE, 1, struct pmp_info)
#define PMP_IOC_GET _IOWR(PMP_IOC_TYPE, 2, struct pmp_text)      /* in: a property; out: its value */
#define PMP_IOC_SET _IOW(PMP_IOC_TYPE, 3, struct pmp_text)       /* property=value */
#define PMP_IOC_STAT _IOR(PMP_IOC_TYPE, 4, struct pmp_long_text) /* property=value, a line each */
#define PMP_IOC_PEEK _IOR(PMP_IOC_TYPE, 5, struct pmp_peek)

#endif
