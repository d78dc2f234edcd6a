/** How the program ends when it cannot go on. */
#ifndef LOAD_FAIL_H
#define LOAD_FAIL_H

/** Prints "load: <message>" to stderr and exits with status 1. */
_Noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** Returns the memory, or ends the program when there is none. */
void *need(void *memory);

#endif
