# nqueens, hanoi, collatz, primes, matrix, text processing
def queens(n):
    def place(cols):
        r = len(cols)
        if r == n: yield tuple(cols); return
        for c in range(n):
            if all(c != x and abs(c - x) != r - i for i, x in enumerate(cols)):
                yield from place(cols + [c])
    return place([])
print(len(list(queens(6))), next(queens(8)))
def hanoi(n, a='A', b='B', c='C'):
    if n: 
        yield from hanoi(n-1, a, c, b); yield a + c; yield from hanoi(n-1, b, a, c)
print(len(list(hanoi(7))), list(hanoi(3)))
def collatz(n):
    while n != 1:
        yield n
        n = n // 2 if n % 2 == 0 else 3 * n + 1
    yield 1
print(list(collatz(27))[:10], max(range(1, 300), key=lambda n: len(list(collatz(n)))))
def primes():
    composites = {}
    n = 2
    while True:
        if n not in composites:
            yield n
            composites[n*n] = [n]
        else:
            for p in composites.pop(n): composites.setdefault(n+p, []).append(p)
        n += 1
import itertools
print(list(itertools.islice(primes(), 50)))
def mat(a, b): return [[sum(x*y for x, y in zip(r, c)) for c in zip(*b)] for r in a]
m = [[1, 1], [1, 0]]; p = m
for _ in range(90): p = mat(p, m)
print(p)
text = "the quick brown fox jumps over the lazy dog the end"
words = {}
for w in text.split(): words[w] = words.get(w, 0) + 1
for w, c in sorted(words.items(), key=lambda kv: (-kv[1], kv[0])): print(f'{w:<8}{c:>3}')
def pidigits(n):
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    while n:
        if 4*q + r - t < m*t:
            yield m; n -= 1
            q, r, m = 10*q, 10*(r - m*t), (10*(3*q + r))//t - 10*m
        else:
            q, r, t, k, m, x = q*k, (2*q + r)*x, t*x, k + 1, (q*(7*k + 2) + r*x)//(t*x), x + 2
print(''.join(map(str, pidigits(200))))
def qsort(a): return a if len(a) < 2 else qsort([x for x in a[1:] if x < a[0]]) + [a[0]] + qsort([x for x in a[1:] if x >= a[0]])
print(qsort([5, 3, 9, 1, 5, 7]))
def permute(s): return [s] if len(s) < 2 else [c + p for i, c in enumerate(s) for p in permute(s[:i] + s[i+1:])]
print(permute('abcd')[:5])
from functools import lru_cache
@lru_cache
def edit(a, b):
    if not a or not b: return len(a) + len(b)
    return edit(a[1:], b[1:]) if a[0] == b[0] else 1 + min(edit(a[1:], b), edit(a, b[1:]), edit(a[1:], b[1:]))
print(edit('kitten', 'sitting'))
import heapq
def dijkstra(g, s):
    d = {s: 0}; h = [(0, s)]
    while h:
        c, u = heapq.heappop(h)
        if c > d[u]: continue
        for v, w in g.get(u, ()):
            if c + w < d.get(v, float('inf')): d[v] = c + w; heapq.heappush(h, (d[v], v))
    return d
print(dijkstra({'a': [('b', 1), ('c', 4)], 'b': [('c', 2)], 'c': []}, 'a'))
