/**
 * The load generator: N clients in one thread that read all they are sent, at the least CPU.
 *
 * It prints "subscribed" when all clients are, waits for the line "go", warms up, and prints what
 * it counted in each window and in all.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include "clock.h"
#include "connection.h"
#include "dialect.h"
#include "fail.h"
#include "options.h"
#include "report.h"
#include "slow.h"
#include "tally.h"

/**
 * Timers run this often; each time a fifth of the clients is looked at, so that acks do not come in
 * bursts.
 */
#define STEP_MS 10
#define SWEEP_SLICES 5
/** Connections that may be on their way at once; a server's accept queue is finite. */
#define CONNECTING_LIMIT 200
/** Time to connect and subscribe beyond what --connect-rate takes, milliseconds. */
#define CONNECT_LIMIT_MS 60000
#define EVENTS_AT_ONCE 4096
/** Descriptors that are not sockets. */
#define OTHER_FILES 16

enum phase { PHASE_CONNECTING, PHASE_READY, PHASE_WARMING, PHASE_MEASURING, PHASE_DONE };

static enum phase phase;
static bool is_told_to_go;
static uint32_t started_count;
static uint32_t window_index;
static double begun_ms;
static double phase_end_ms;
static struct tally totals;

/** When and with what CPU time the present window, and the first, began. */
struct mark {
  double wall_ms;
  double steady_ms;
  double cpu_ms;
};
static struct mark window_mark;
static struct mark first_mark;
static double window_lag_ms;
static double highest_lag_ms;

static struct mark mark_now(void) {
  return (struct mark){clock_ms(CLOCK_REALTIME), steady_ms(), own_cpu_ms()};
}

static struct span span_since(struct mark mark, struct mark now, double lag_ms) {
  double share = (now.cpu_ms - mark.cpu_ms) / (now.steady_ms - mark.steady_ms);
  return (struct span){mark.wall_ms, now.wall_ms, share, lag_ms};
}

static void allow_files(void) {
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  if (options.clients + OTHER_FILES > limit.rlim_cur) {
    fail("%u clients need more open files than the hard limit of %lu (ulimit -Hn)", options.clients,
         (unsigned long)limit.rlim_cur);
  }
}

static void end_window(void) {
  struct mark now = mark_now();
  struct span span = span_since(window_mark, now, window_lag_ms);
  if (window_lag_ms > highest_lag_ms) highest_lag_ms = window_lag_ms;
  report_window(window_index, span, &tally);
  tally_merge(&totals, &tally);
  tally_clear(&tally);
  window_index++;
  if (window_index == options.windows) {
    report_done(span_since(first_mark, now, highest_lag_ms), &totals);
    phase = PHASE_DONE;
    return;
  }
  window_mark = now;
  window_lag_ms = 0;
  phase_end_ms += options.window_ms;
}

static void begin_warming(void) {
  phase = PHASE_WARMING;
  phase_end_ms = now_steady_ms + options.warm_ms;
  slow_begin();
}

static void begin_measuring(void) {
  tally_clear(&tally);
  window_lag_ms = 0;
  window_mark = first_mark = mark_now();
  phase = PHASE_MEASURING;
  phase_end_ms = now_steady_ms + options.window_ms;
}

/** Passes from phase to phase as their time comes; cheap enough to be called after each batch. */
static void look_at_time(void) {
  if (phase == PHASE_READY && is_told_to_go) begin_warming();
  else if (phase == PHASE_WARMING && now_steady_ms >= phase_end_ms) begin_measuring();
  else if (phase == PHASE_MEASURING && now_steady_ms >= phase_end_ms) end_window();
}

static void count_stages(char *text, size_t size) {
  uint32_t counts[STAGE_CLOSED + 1] = {0};
  for (uint32_t index = 0; index < options.clients; index++) counts[connections[index].stage]++;
  snprintf(text, size, "%u not started, %u connecting, %u in TLS, %u upgrading, %u subscribing",
           counts[STAGE_IDLE], counts[STAGE_CONNECTING], counts[STAGE_SECURING],
           counts[STAGE_UPGRADING], counts[STAGE_SUBSCRIBING]);
}

static void start_connections(void) {
  double elapsed_ms = now_steady_ms - begun_ms;
  double due = elapsed_ms / 1e3 * options.connect_rate + 1;
  while (started_count < options.clients && started_count < due &&
         started_count - live_count - failed_count < CONNECTING_LIMIT) {
    connection_start(&connections[started_count++]);
  }
  if (live_count + failed_count == options.clients) {
    if (live_count == 0) fail("none of %u clients could subscribe", options.clients);
    report_subscribed(elapsed_ms);
    phase = PHASE_READY;
  } else if (elapsed_ms > CONNECT_LIMIT_MS + options.clients * 1e3 / options.connect_rate) {
    char stages[160];
    count_stages(stages, sizeof stages);
    fail("only %u of %u clients subscribed in %.0f s (%s)", live_count, options.clients,
         elapsed_ms / 1e3, stages);
  }
}

static void sweep(uint32_t slice) {
  for (uint32_t index = slice; index < options.clients; index += SWEEP_SLICES) {
    connection_sweep(&connections[index]);
  }
}

static void run_timers(void) {
  static double next_step_ms;
  static uint32_t slice;
  if (now_steady_ms < next_step_ms) return;
  next_step_ms = now_steady_ms + STEP_MS;
  if (phase == PHASE_CONNECTING) start_connections();
  sweep(slice);
  slice = (slice + 1) % SWEEP_SLICES;
}

/** Reads stdin: "go" begins the warm-up; its end before that ends the program. */
static void take_command(int epoll) {
  char text[64];
  ssize_t count = read(STDIN_FILENO, text, sizeof text);
  if (count <= 0 && !is_told_to_go) fail("stdin ended before \"go\"");
  if (count <= 0) epoll_ctl(epoll, EPOLL_CTL_DEL, STDIN_FILENO, NULL);
  else if (memmem(text, (size_t)count, "go", 2)) is_told_to_go = true;
}

static void run(int epoll) {
  static struct epoll_event events[EVENTS_AT_ONCE];
  now_steady_ms = begun_ms = steady_ms();
  while (phase != PHASE_DONE) {
    int count = epoll_wait(epoll, events, EVENTS_AT_ONCE, STEP_MS);
    if (count < 0 && errno != EINTR) fail("epoll: %s", strerror(errno));
    double returned_ms = now_steady_ms = steady_ms();
    for (int at = 0; at < count && phase != PHASE_DONE; at++) {
      if (!events[at].data.ptr) take_command(epoll);
      else connection_ready(events[at].data.ptr, events[at].events);
      look_at_time();
    }
    now_steady_ms = steady_ms();
    look_at_time();
    run_timers();
    double busy_ms = steady_ms() - returned_ms;
    if (busy_ms > window_lag_ms) window_lag_ms = busy_ms;
  }
}

int main(int argc, char **argv) {
  read_options(argc, argv);
  choose_dialect(options.dialect);
  allow_files();
  signal(SIGPIPE, SIG_IGN);
  int epoll = epoll_create1(EPOLL_CLOEXEC);
  struct epoll_event commands = {.events = EPOLLIN, .data.ptr = NULL};
  if (epoll < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, STDIN_FILENO, &commands) < 0) {
    fail("expected stdin to be a pipe or a terminal: %s", strerror(errno));
  }
  connections_create(epoll);
  run(epoll);
  return 0;
}
