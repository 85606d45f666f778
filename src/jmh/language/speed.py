"""Prints the processor time of each program in milliseconds, the median of several runs in one process."""
import contextlib
import io
import statistics
import sys
import time

RUNS = 5

for path in sys.argv[1:]:
    with open(path, encoding='utf-8') as file:
        code = compile(file.read(), path, 'exec')
    times = []
    for _ in range(RUNS):
        with contextlib.redirect_stdout(io.StringIO()):
            start = time.process_time()
            exec(code, {'__name__': '__main__'})
            times.append((time.process_time() - start) * 1e3)
    print(path, f'{statistics.median(times):.2f}', flush=True)
