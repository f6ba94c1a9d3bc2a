/* Times what a program does with a pipe that is a file, and prints one number.
 *
 *   client op PATH COUNT SIZE        nanoseconds for one read or write of SIZE bytes
 *   client stream PATH BYTES SIZE    mebibytes a second from a writer to a reader, in pieces of SIZE
 *   client open PATH COUNT           microseconds to open and close
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static void check(int good, const char *what) {
  if (!good) {
    perror(what);
    exit(1);
  }
}

int main(int argc, char *argv[]) {
  if (argc < 4) return 2;
  const char *path = argv[2];
  long count = atol(argv[3]), size = argc > 4 ? atol(argv[4]) : 0;
  char *buffer = aligned_alloc(4096, (size + 4095) / 4096 * 4096 + 4096);
  memset(buffer, 'x', size);
  double start = now();
  if (!strcmp(argv[1], "op")) {
    int fd = open(path, O_RDWR);
    check(fd >= 0, path);
    start = now();
    for (long i = 0; i < count; i++) {
      check(write(fd, buffer, size) == size, "write");
      check(read(fd, buffer, size) == size, "read");
    }
    printf("%.0f\n", (now() - start) / count / 2 * 1e9);
  } else if (!strcmp(argv[1], "stream")) {
    int reader = open(path, O_RDONLY | O_NONBLOCK), writer = open(path, O_WRONLY);
    check(reader >= 0 && writer >= 0, path);
    fcntl(reader, F_SETFL, 0);
    start = now();
    pid_t child = fork();
    if (child == 0) {
      for (long left = count; left > 0;) {
        ssize_t n = read(reader, buffer, size);
        check(n > 0, "read");
        left -= n;
      }
      _exit(0);
    }
    for (long left = count; left > 0;) {
      ssize_t n = write(writer, buffer, size < left ? size : left);
      check(n > 0, "write");
      left -= n;
    }
    int status;
    check(waitpid(child, &status, 0) == child && status == 0, "reader");
    printf("%.0f\n", count / (now() - start) / (1 << 20));
  } else {
    for (long i = 0; i < count; i++) {
      int fd = open(path, O_RDWR);
      check(fd >= 0, path);
      close(fd);
    }
    printf("%.1f\n", (now() - start) / count * 1e6);
  }
  return 0;
}
