/* The peer of the mount: one file "pipe" over libfuse's low-level interface, a ring of bytes behind a
 * mutex, with direct_io. Blocked requests hold a thread, as is usual with libfuse.
 *
 *   ring_fuse DIR [options of libfuse, as -f -o max_threads=...]
 */
#define FUSE_USE_VERSION 312
#include <errno.h>
#include <fuse_lowlevel.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { NODE = 2, CAPACITY = 4 << 20 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t data = PTHREAD_COND_INITIALIZER, room = PTHREAD_COND_INITIALIZER;
static char ring[CAPACITY];
static size_t head, used;

static void fill(struct stat *st, fuse_ino_t ino) {
  memset(st, 0, sizeof *st);
  st->st_ino = ino;
  st->st_mode = ino == FUSE_ROOT_ID ? S_IFDIR | 0755 : S_IFREG | 0644;
  st->st_nlink = 1;
}

static void do_lookup(fuse_req_t req, fuse_ino_t parent, const char *name) {
  struct fuse_entry_param entry = {0};
  if (parent != FUSE_ROOT_ID || strcmp(name, "pipe") != 0) {
    fuse_reply_err(req, ENOENT);
    return;
  }
  entry.ino = NODE;
  fill(&entry.attr, NODE);
  fuse_reply_entry(req, &entry);
}

static void do_getattr(fuse_req_t req, fuse_ino_t ino, struct fuse_file_info *file) {
  struct stat st;
  (void)file;
  fill(&st, ino);
  fuse_reply_attr(req, &st, 0);
}

static void do_open(fuse_req_t req, fuse_ino_t ino, struct fuse_file_info *file) {
  (void)ino;
  file->direct_io = 1;
  file->nonseekable = 1;
  fuse_reply_open(req, file);
}

static void do_read(fuse_req_t req, fuse_ino_t ino, size_t size, off_t at, struct fuse_file_info *f) {
  static _Thread_local char *piece;
  (void)ino, (void)at, (void)f;
  if (!piece) piece = malloc(1 << 20);
  pthread_mutex_lock(&lock);
  while (used == 0) pthread_cond_wait(&data, &lock);
  if (size > used) size = used;
  size_t first = size < CAPACITY - head ? size : CAPACITY - head;
  memcpy(piece, ring + head, first);
  memcpy(piece + first, ring, size - first);
  head = (head + size) % CAPACITY;
  used -= size;
  pthread_cond_signal(&room);
  pthread_mutex_unlock(&lock);
  fuse_reply_buf(req, piece, size);
}

static void do_write(fuse_req_t req, fuse_ino_t ino, const char *from, size_t size, off_t at,
                     struct fuse_file_info *f) {
  size_t done = 0;
  (void)ino, (void)at, (void)f;
  pthread_mutex_lock(&lock);
  while (done < size) {
    while (used == CAPACITY) pthread_cond_wait(&room, &lock);
    size_t tail = (head + used) % CAPACITY, n = size - done;
    if (n > CAPACITY - used) n = CAPACITY - used;
    if (n > CAPACITY - tail) n = CAPACITY - tail;
    memcpy(ring + tail, from + done, n);
    used += n;
    done += n;
    pthread_cond_signal(&data);
  }
  pthread_mutex_unlock(&lock);
  fuse_reply_write(req, size);
}

static void do_release(fuse_req_t req, fuse_ino_t ino, struct fuse_file_info *file) {
  (void)ino, (void)file;
  fuse_reply_err(req, 0);
}

int main(int argc, char *argv[]) {
  struct fuse_args args = FUSE_ARGS_INIT(argc, argv);
  struct fuse_lowlevel_ops ops = {
      .lookup = do_lookup, .getattr = do_getattr, .open = do_open,
      .read = do_read, .write = do_write, .release = do_release};
  struct fuse_cmdline_opts opts;
  struct fuse_loop_config *config = fuse_loop_cfg_create();
  if (fuse_parse_cmdline(&args, &opts) != 0 || opts.mountpoint == NULL) return 2;
  struct fuse_session *session = fuse_session_new(&args, &ops, sizeof ops, NULL);
  if (session == NULL || fuse_session_mount(session, opts.mountpoint) != 0) return 1;
  fuse_set_signal_handlers(session);
  fuse_loop_cfg_set_max_threads(config, opts.max_threads);
  int status = fuse_session_loop_mt(session, config);
  fuse_session_unmount(session);
  return status != 0;
}
