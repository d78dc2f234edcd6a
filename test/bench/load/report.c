#include "report.h"

#include <stdio.h>
#include <stdlib.h>

#include "connection.h"
#include "fail.h"
#include "options.h"

static void end_line(void) {
  putchar('\n');
  if (fflush(stdout) != 0) fail("nobody reads the report");
}

/** Prints how many live clients take each symbol. */
static void print_subscribers(const char *name, bool is_fast_only) {
  uint32_t *counts = need(calloc(options.symbols, sizeof *counts));
  for (uint32_t index = 0; index < options.clients; index++) {
    const struct connection *c = &connections[index];
    if (c->stage != STAGE_LIVE || (is_fast_only && c->is_slow)) continue;
    for (uint32_t at = 0; at < options.topics; at++) counts[c->topics[at]]++;
  }
  printf("\"%s\":[", name);
  for (uint32_t at = 0; at < options.symbols; at++) printf(at == 0 ? "%u" : ",%u", counts[at]);
  putchar(']');
  free(counts);
}

void report_subscribed(double connect_ms) {
  printf("{\"event\":\"subscribed\",\"clients\":%u,", live_count);
  print_subscribers("subscribers", false);
  putchar(',');
  print_subscribers("fastSubscribers", true);
  printf(",\"connectMs\":%.0f,\"failed\":%u}", connect_ms, failed_count);
  end_line();
}

static void print_ages(const struct histogram *ages) {
  printf("\"ageMs\":{\"p50\":%d,\"p90\":%d,\"p99\":%d,\"max\":%d}", histogram_percentile(ages, 0.5),
         histogram_percentile(ages, 0.9), histogram_percentile(ages, 0.99), ages->highest);
}

static void print_side(const char *name, const struct side *side) {
  printf(",\"%s\":{\"updates\":%lu,", name, side->updates);
  print_ages(&side->ages);
  printf(",\"lost\":%lu,\"repeated\":%lu,\"closed\":%lu", side->lost, side->repeated, side->closed);
}

static void print_counts(struct span span, const struct tally *counts) {
  static struct side all;
  const struct side *fast = &counts->sides[0];
  const struct side *slow = &counts->sides[1];
  histogram_clear(&all.ages);
  histogram_merge(&all.ages, &fast->ages);
  histogram_merge(&all.ages, &slow->ages);
  printf("\"startMs\":%.1f,\"endMs\":%.1f,\"updates\":%lu,\"messages\":%lu,\"payloadBytes\":%lu,"
         "\"wireBytes\":%lu,",
         span.start_ms, span.end_ms, fast->updates + slow->updates, counts->messages,
         counts->payload_bytes, counts->wire_bytes);
  print_ages(&all.ages);
  print_side("fast", fast);
  putchar('}');
  printf(",\"lost\":%lu,\"repeated\":%lu,\"unexpected\":%lu,\"closed\":%lu,\"cpuShare\":%.4f,"
         "\"lagMs\":%.1f",
         fast->lost + slow->lost, fast->repeated + slow->repeated, counts->unexpected,
         fast->closed + slow->closed, span.cpu_share, span.lag_ms);
}

void report_window(uint32_t index, struct span span, const struct tally *counts) {
  printf("{\"event\":\"window\",\"index\":%u,", index);
  print_counts(span, counts);
  putchar('}');
  end_line();
}

void report_done(struct span span, const struct tally *counts) {
  uint32_t slow_count = 0;
  for (uint32_t index = 0; index < options.clients; index++) {
    slow_count += connections[index].is_slow;
  }
  printf("{\"event\":\"done\",");
  print_counts(span, counts);
  print_side("slow", &counts->sides[1]);
  printf(",\"clients\":%u}}", slow_count);
  end_line();
}
