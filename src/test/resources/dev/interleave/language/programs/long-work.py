import random
r = random.Random(1)
data = [r.randint(0, 10**6) for _ in range(5000)]
a = sorted(data); b = list(data); b.sort(reverse=True); print(a[:3], a[-3:], b[:3], a == b[::-1])
print(sorted(data, key=lambda x: -x)[:3], sorted(map(str, data))[:3])
class K:
    def __init__(s, v): s.v = v
    def __lt__(s, o): return s.v < o.v
print([k.v for k in sorted([K(x) for x in data[:2500]])] == sorted(data[:2500]))
pairs = sorted([(x % 10, i) for i, x in enumerate(data)], key=lambda p: p[0]); print(all(pairs[i][0] < pairs[i+1][0] or pairs[i][1] < pairs[i+1][1] for i in range(len(pairs)-1)))
big = list(range(30000)); print(sum(big), max(big), min(big), 29999 in big, big.index(25000), big.count(5), len(big * 3), big == list(range(30000)), big[::-1][:3], tuple(big)[-1], len(set(big)), len(dict.fromkeys(big)), len(str(big)), (big + [1]) > big)
d = {i: i * i for i in range(20000)}
for i in range(0, 20000, 2): del d[i]
print(len(d), list(d)[:3], sum(d.values()), d == dict(d))
s = ''.join(['ab'] * 10000); print(len(s), s.count('ba'), s.replace('ab', 'xyz')[:6], s[::-1][:3], s.find('bb'), len(s.split('a')))
q = [3]; 
for i in range(1000): q.insert(0, i)
print(q[:3], q.pop(0), len(q))
from collections import deque
dq = deque()
for i in range(3000): dq.append(i); dq.append(i); dq.popleft()
print(len(dq), dq[0], sum(dq))
x = 3 ** 60000; y = 7 ** 25000
print(x % 10**9, (x // y) % 10**9, (x * y) % 10**9, x > y, (x - y) % 1000003, len(bin(x)), x % y % 10**9, (x + 1) // 3 ** 59999, hash(x) == hash(x + 0), divmod(-x, y)[1] % 10**6, pow(3, 60000, 10**30))
import math
print(math.isqrt(x) % 10**9, math.gcd(x, 3 ** 100 * 5) == 3 ** 100, math.factorial(3000) % (10**9+7), math.comb(1000, 500) % 10**9, math.lcm(*range(1, 50)))
print(sum(int(c) for c in '123'))
