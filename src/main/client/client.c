/*
 * Hands a call over to a server of rungate that is already running (rungate serve), and is to its caller what the
 * call itself would have been: same output, same files, same exit code. On any doubt it becomes an ordinary, cold
 * run instead; nobody notices but for the time.
 *
 *   client call on|auto SOCKET HOME LAUNCHER ARGUMENT...
 *   client check                                            does nothing: shows that this file runs here
 *
 * SOCKET is where a server listens, HOME the program folder as this caller sees it, LAUNCHER the script that makes a
 * cold run of "--cold ARGUMENT...". With "on" a server is started for the next call when there is none.
 *
 * The protocol, spoken between a client and a server of one installation only:
 *
 *   request   "RUNGATE1", the length of the rest (4 bytes, big-endian), then texts that each end with a NUL:
 *             what is asked for: "run", "status" or "stop"; only "run" has more:
 *             HOME
 *             working directory
 *             its device and inode, as "dev:ino": another container's folder may have the same name
 *             device and inode of the root directory
 *             the mount namespace, as /proc/self/ns/mnt has it
 *             the lines Umask, Uid, Gid, Groups and CapEff of /proc/self/status: who may read what, and the
 *               permissions that new files get
 *             two digits: whether standard output and standard error are terminals
 *             the number of arguments, the arguments, then the whole environment as NAME=VALUE
 *   answer    'n': run it cold. Or 'y', then frames: a letter, the length of the content (4 bytes), the content
 *             'o'  bytes for standard output
 *             'e'  bytes for standard error
 *             'x'  the exit code, one byte; the end
 *             '.'  nothing: the server wants to know whether the client is still there
 *             'n'  run it cold after all; only before the first 'o' or 'e'
 *             Both ends learn from the kernel that the other one belongs to the same user.
 *
 * An answer of "yes" has to come soon; then the work may take as long as it takes. When the connection breaks before
 * anything was written for the caller, the call is run cold, since judging a run twice gives the same. Afterwards it
 * cannot be: then there is a message and exit code 2, "could not judge".
 */
#ifndef __linux__
#error "the resident mode relies on what only Linux tells about a process"
#endif
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

#ifndef PATIENCE_MS
#define PATIENCE_MS 300 /* for the first byte of the answer: about what a cold run costs */
#endif

enum {
  MOST_REQUEST = 4 << 20, /* the server takes no more */
  MOST_FRAME = 1 << 20
};

static const char *socket_path, *home, *launcher;
static char **arguments;
static int argument_count;
static int start_server;

/* ---- the way out ---- */

/* Becomes the cold run of the same arguments, in the same environment. Does not come back. */
static void run_cold(void) {
  char **words = calloc((size_t)argument_count + 4, sizeof *words);
  if (words) {
    int n = 0;
    words[n++] = "sh";
    words[n++] = (char *)launcher;
    words[n++] = "--cold";
    for (int i = 0; i < argument_count; i++) words[n++] = arguments[i];
    execv("/bin/sh", words);
  }
  static const char text[] = "rungate: the run cannot be started\n";
  if (write(2, text, sizeof text - 1) < 0) _exit(2);
  _exit(2);
}

/* ---- starting a server for the next call ---- */

/* Of the caller's environment a server gets what finds a Java and the cache, and nothing else: it outlives the call. */
static char **environment_of_server(void) {
  static const char *const kept[] = {"HOME=",          "PATH=",           "JAVA_HOME=", "RUNGATE_JAVA=",
                                     "RUNGATE_CACHE=", "XDG_CACHE_HOME=", "TMPDIR=",    "RUNGATE_ARCHIVE="};
  static char *result[sizeof kept / sizeof *kept + 1];
  int n = 0;
  for (size_t k = 0; k < sizeof kept / sizeof *kept; k++) {
    for (char **one = environ; *one; one++) {
      if (strncmp(*one, kept[k], strlen(kept[k])) == 0) {
        result[n++] = *one;
        break;
      }
    }
  }
  result[n] = NULL;
  return result;
}

/* Makes the folders above a file, for the user alone; those that are there stay as they are. */
static void make_folders(char *file) {
  for (char *slash = strchr(file + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = 0;
    mkdir(file, 0700);
    *slash = '/';
  }
}

/*
 * Starts a server that has nothing in common with this process: no terminal, no streams, no inherited files, which
 * would keep a caller's pipe open. It takes the server's lock here and keeps it through exec, so that of many first
 * calls at a time one starts a Java.
 */
static void detach_server(void) {
  pid_t child = fork();
  if (child != 0) {
    while (child > 0 && waitpid(child, NULL, 0) < 0 && errno == EINTR) continue;
    return;
  }
  setsid();
  if (fork() != 0) _exit(0);
#ifdef SYS_close_range
  if (syscall(SYS_close_range, 3u, ~0u, 0u) != 0)
#endif
    for (int fd = 3; fd < 4096; fd++) close(fd);
  int null = open("/dev/null", O_RDWR);
  if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0 || chdir("/") != 0) _exit(0);
  close(null);
  char lock[sizeof((struct sockaddr_un *)0)->sun_path + 8];
  snprintf(lock, sizeof lock, "%s.lock", socket_path);
  make_folders(lock);
  int fd = open(lock, O_RDWR | O_CREAT | O_NOFOLLOW, 0600);
  struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  if (fd < 0 || fcntl(fd, F_SETLK, &all) != 0) _exit(0); /* another one is there, or about to be */
  char *words[] = {"sh", (char *)launcher, "serve", "--socket", (char *)socket_path, NULL};
  execve("/bin/sh", words, environment_of_server());
  _exit(0);
}

/* ---- the request ---- */

static char *request;
static size_t request_length, request_room;

static void add(const void *bytes, size_t length) {
  if (request_length + length > MOST_REQUEST) run_cold();
  if (request_length + length > request_room) {
    request_room = 2 * (request_length + length) + 4096;
    request = realloc(request, request_room);
    if (!request) run_cold();
  }
  memcpy(request + request_length, bytes, length);
  request_length += length;
}

static void add_text(const char *text) { add(text, strlen(text) + 1); }

static void add_place(const char *path) {
  struct stat place;
  char text[64];
  if (stat(path, &place) != 0) run_cold();
  snprintf(text, sizeof text, "%llu:%llu", (unsigned long long)place.st_dev, (unsigned long long)place.st_ino);
  add_text(text);
}

/* The lines of /proc/self/status that decide what this process may do to files. */
static void add_rights(void) {
  static const char *const wanted[] = {"Umask:", "Uid:", "Gid:", "Groups:", "CapEff:"};
  char status[8192];
  size_t length = 0;
  int fd = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
  if (fd < 0) run_cold();
  for (;;) {
    ssize_t got = read(fd, status + length, sizeof status - 1 - length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 || length + (size_t)got >= sizeof status - 1) run_cold();
    if (got == 0) break;
    length += (size_t)got;
  }
  close(fd);
  status[length] = 0;
  int found = 0;
  for (char *line = status, *end; (end = strchr(line, '\n')); line = end + 1) {
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
      if (strncmp(line, wanted[i], strlen(wanted[i])) == 0) {
        add(line, (size_t)(end + 1 - line));
        found++;
      }
    }
  }
  if (found != sizeof wanted / sizeof *wanted) run_cold();
  add("", 1);
}

static void make_request(void) {
  char text[4096];
  add("RUNGATE1\0\0\0\0", 12);
  add_text("run");
  add_text(home);
  if (!getcwd(text, sizeof text)) run_cold();
  add_text(text);
  add_place(".");
  add_place("/");
  ssize_t length = readlink("/proc/self/ns/mnt", text, sizeof text - 1);
  if (length < 0) run_cold();
  text[length] = 0;
  add_text(text);
  add_rights();
  snprintf(text, sizeof text, "%d%d", isatty(1) ? 1 : 0, isatty(2) ? 1 : 0);
  add_text(text);
  snprintf(text, sizeof text, "%d", argument_count);
  add_text(text);
  for (int i = 0; i < argument_count; i++) add_text(arguments[i]);
  for (char **one = environ; *one; one++) add_text(*one);
  uint32_t rest = (uint32_t)(request_length - 12);
  unsigned char size[4] = {(unsigned char)(rest >> 24), (unsigned char)(rest >> 16), (unsigned char)(rest >> 8),
                           (unsigned char)rest};
  memcpy(request + 8, size, 4);
}

/* ---- the connection ---- */

static int connection = -1;

static void set_patience(int ms) {
  struct timeval time = {.tv_sec = ms / 1000, .tv_usec = ms % 1000 * 1000};
  if (setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time) != 0 ||
      setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time) != 0)
    run_cold();
}

static void connect_to_server(void) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(socket_path) >= sizeof address.sun_path) run_cold();
  strcpy(address.sun_path, socket_path);
  connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connection < 0) run_cold();
  set_patience(PATIENCE_MS);
  if (connect(connection, (struct sockaddr *)&address, sizeof address) != 0) {
    if (start_server && (errno == ENOENT || errno == ECONNREFUSED)) detach_server();
    run_cold();
  }
  struct ucred peer;
  socklen_t size = sizeof peer;
  if (getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 || peer.uid != geteuid()) run_cold();
}

static void send_request(void) {
  for (size_t sent = 0; sent < request_length;) {
    ssize_t n = send(connection, request + sent, request_length - sent, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) run_cold();
    sent += (size_t)n;
  }
}

/* ---- the answer ---- */

static int written;       /* from here on the call cannot be run again */
static int unwritable[3]; /* a reader who left is no reason to stop; a cold run goes on as well */
static int lost;          /* why standard output could not be written, unless its reader left */

/* The connection broke, or what came is no answer. */
static void broken(void) {
  if (!written) run_cold();
  static const char text[] =
      "rungate: the resident server ended in the middle of its answer; run this again, or with RUNGATE_SERVE=off\n";
  if (write(2, text, sizeof text - 1) < 0) _exit(2);
  _exit(2);
}

/* Fills a buffer from the connection. */
static void receive(char *to, size_t length) {
  while (length > 0) {
    ssize_t n = recv(connection, to, length, 0);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) broken();
    to += n;
    length -= (size_t)n;
  }
}

static void pass_on(int fd, const char *bytes, size_t length) {
  if (length > 0 && !written) {
    written = 1;
    signal(SIGPIPE, SIG_IGN); /* not earlier: a cold run would inherit it */
  }
  while (length > 0 && !unwritable[fd]) {
    ssize_t n = write(fd, bytes, length);
    if (n >= 0) {
      bytes += n;
      length -= (size_t)n;
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      struct pollfd room = {.fd = fd, .events = POLLOUT};
      poll(&room, 1, -1);
    } else if (errno != EINTR) {
      unwritable[fd] = 1;
      if (fd == 1 && errno != EPIPE) lost = errno;
    }
  }
}

static int answer(void) {
  char decision, *content = malloc(MOST_FRAME);
  if (!content) run_cold();
  receive(&decision, 1);
  if (decision != 'y') run_cold();
  set_patience(0); /* from here on without end */
  for (;;) {
    unsigned char head[5];
    receive((char *)head, sizeof head);
    size_t length = (size_t)head[1] << 24 | (size_t)head[2] << 16 | (size_t)head[3] << 8 | head[4];
    if (length > MOST_FRAME) broken();
    receive(content, length);
    switch (head[0]) {
      case 'o': pass_on(1, content, length); break;
      case 'e': pass_on(2, content, length); break;
      case '.': break;
      case 'x':
        if (length != 1) broken();
        if (!lost) return (unsigned char)content[0];
        fprintf(stderr, "rungate: standard output cannot be written: %s\n", strerror(lost));
        return 2;
      default: broken(); /* 'n' among them */
    }
  }
}

int main(int count, char **words) {
  if (count == 2 && strcmp(words[1], "check") == 0) return 0;
  if (count < 6 || strcmp(words[1], "call") != 0) {
    fputs("usage: client call on|auto SOCKET HOME LAUNCHER ARGUMENT...\n", stderr);
    return 2;
  }
  start_server = strcmp(words[2], "on") == 0;
  socket_path = words[3];
  home = words[4];
  launcher = words[5];
  arguments = words + 6;
  argument_count = count - 6;
  /* A closed stream would be taken by the next file that is opened; another user's rights and a limit on the size of
     files are the caller's own and cannot be handed over. */
  struct rlimit size;
  if (fcntl(0, F_GETFD) < 0 || fcntl(1, F_GETFD) < 0 || fcntl(2, F_GETFD) < 0 || getuid() != geteuid() ||
      getgid() != getegid() || getrlimit(RLIMIT_FSIZE, &size) != 0 || size.rlim_cur != RLIM_INFINITY)
    run_cold();
  connect_to_server();
  make_request();
  send_request();
  return answer();
}
