/* Times n! with all its decimal digits, and the product n * (n-1) * ... * 2, in GMP. Prints milliseconds: medians of the wall clock
   and of the processor time. */
#include <gmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST = 101 };

static double millis(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int count) {
    qsort(values, count, sizeof *values, by_size);
    return values[count / 2];
}

static void fast(mpz_t r, unsigned long n) {
    mpz_fac_ui(r, n);
    free(mpz_get_str(NULL, 10, r));
}

static void iterative(mpz_t r, unsigned long n) {
    mpz_set_ui(r, n);
    for (unsigned long factor = n - 1; factor > 1; factor--) mpz_mul_ui(r, r, factor);
}

static void measure(const char *name, void (*compute)(mpz_t, unsigned long), unsigned long n, int count) {
    double wall[MOST], cpu[MOST];
    for (int i = 0; i < count; i++) {
        mpz_t r;
        mpz_init(r);
        double w = millis(CLOCK_MONOTONIC), c = millis(CLOCK_THREAD_CPUTIME_ID);
        compute(r, n);
        wall[i] = millis(CLOCK_MONOTONIC) - w;
        cpu[i] = millis(CLOCK_THREAD_CPUTIME_ID) - c;
        mpz_clear(r);
    }
    printf("%s %lu wall %.4f cpu %.4f\n", name, n, median(wall, count), median(cpu, count));
    fflush(stdout);
}

int main(int argc, char **argv) {
    printf("version %s\n", gmp_version);
    for (int i = 1; i < argc; i++) {
        unsigned long n = strtoul(argv[i], NULL, 10);
        measure("gmp", fast, n, n <= 20000 ? MOST : n <= 200000 ? 21 : n <= 1000000 ? 5 : 1);
        if (n <= 100000) measure("gmp-iterative", iterative, n, n <= 1000 ? MOST : n <= 10000 ? 11 : 1);
    }
}
